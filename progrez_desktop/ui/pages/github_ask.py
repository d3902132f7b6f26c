"""Asks for a name on GitHub and for consent, after it said what is asked of whom; nothing is sent before."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.model.public_work import MOST_PROJECTS
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.page import LONGEST_LINE, Desk
from progrez_desktop.ui.widgets.basic import Button, card, label, live
from progrez_desktop.ui.widgets.choice import ChoiceCard
from progrez_desktop.ui.widgets.field import Field

_LONGEST_NAME = 120
_ASKED = ("projects", "languages", "events", "never")


class GithubAskPage(Desk):
    """Nothing is ticked beforehand. While GitHub is asked, it can be stopped."""

    ask = Signal(str)
    """What the person typed as a name."""
    stop = Signal()
    back = Signal()

    def __init__(self, context: Context, name: str = "") -> None:
        super().__init__(context, "github.ask.title", "github.ask.lead")
        frame, inside = card(margin=18, spacing=5)
        for key, params in (
            ("github.ask.what.title", {}),
            *((f"github.ask.what.{part}", {"most": MOST_PROJECTS} if part == "projects" else {}) for part in _ASKED),
            ("github.ask.sees.title", {}),
            ("github.ask.sees.text", {}),
        ):
            text = label("h3" if key.endswith("title") else "body")
            self.say(text.setText, key, **params)
            inside.addWidget(text)
        self.body.addLayout(self.below_title(frame, LONGEST_LINE))
        wishes, column = card(margin=18, spacing=8)
        self.name = Field(self, "github.ask.name")
        self.name.edit.setMaxLength(_LONGEST_NAME)
        self.name.edit.setText(name)
        self.agree = ChoiceCard(context, small=True)
        self.told = live("muted")
        self.told.hide()
        for widget in (self.name, self.agree, self.told):
            column.addWidget(widget)
        self.body.addLayout(self.below_title(wishes, LONGEST_LINE))
        self.body.addStretch(1)
        self.back_button, self.stop_button, self.ask_button = Button(), Button(), Button("primary")
        for button, text_key, wish in (
            (self.back_button, "github.ask.back", self.back.emit),
            (self.stop_button, "github.ask.stop", self.stop.emit),
            (self.ask_button, "github.ask.go", lambda: self.ask.emit(self.name.text())),
        ):
            button.clicked.connect(lambda _=False, do=wish: do())
            self.say(button.setText, text_key)
        self.footer.addWidget(self.back_button)
        self.footer.addStretch(1)
        self.footer.addWidget(self.stop_button)
        self.footer.addWidget(self.ask_button)
        self.stop_button.hide()
        self.agree.toggled.connect(self._allow)
        self.name.edit.textChanged.connect(self._typed)
        self.name.edit.returnPressed.connect(lambda: self.ask_button.click() if self.ask_button.isEnabled() else None)
        self._allow()
        self.retranslate()

    def _typed(self) -> None:
        self.name.show_fault(None)
        self._allow()

    def _allow(self) -> None:
        ready = self.agree.isChecked() and bool(self.name.text().strip())
        self.ask_button.setEnabled(ready and not self.is_busy)

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        for widget in (self.name.edit, self.agree, self.back_button):
            widget.setEnabled(not busy)
        self.stop_button.setVisible(busy)
        self._allow()
        if busy:
            self._tell("muted", "github.ask.busy")
            self.stop_button.setFocus()
        else:
            self.told.hide()

    def show_fault(self, failure: Exception) -> None:
        """Say what went wrong; the name stays, and may be asked for again."""
        self.tell(self.told.setText, lambda words: sentence_of(failure, words))
        self._show_told("error")
        self.name.edit.setFocus()

    def show_wrong_name(self) -> None:
        self.name.edit.setFocus()
        self.name.show_fault("error.github_not_a_name")

    def _tell(self, role: str, key: str) -> None:
        self.say(self.told.setText, key)
        self._show_told(role)

    def _show_told(self, role: str) -> None:
        self.told.setProperty("role", role)
        self.told.style().unpolish(self.told)
        self.told.style().polish(self.told)
        self.told.show()
        QTimer.singleShot(0, self, lambda: self.show_together(self.told, self.told))  # when there is room for it

    def left(self) -> None:
        """Who leaves wants no answer any more."""
        self.stop.emit()
        super().left()

    def retranslate(self) -> None:
        super().retranslate()
        words = self.context.words
        self.agree.show_texts(words("github.ask.agree"), words("github.ask.agree.what"))

    def first_control(self) -> QWidget:
        return self.name.edit
