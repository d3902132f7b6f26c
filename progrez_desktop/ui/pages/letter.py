"""The letter that explains a decision: drafted from the log, edited here, and let go only after somebody read it."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.model.decision import Decision
from progrez_desktop.core.services.recruiting.letters import LONGEST_LETTER
from progrez_desktop.core.services.recruiting.unkept import Where
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.filled_in import FilledIn
from progrez_desktop.ui.registry_places import PLACES
from progrez_desktop.ui.staff_page import StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.choice import ChoiceCard
from progrez_desktop.ui.widgets.editor import Editor

_LEAST = 160
"""Pixels: as much as is seen whole where the text is twice as large and a fault stands below it."""


class LetterPage(StaffPage):
    back = Signal()
    kept = Signal(str, bool)
    """The text, and whether somebody says that they read it."""
    saved = Signal(str, bool)
    sent = Signal(str, bool, bool)
    """As those, and whether it is to go once more."""

    def __init__(
        self, context: Context, decision: Decision, text: str, *, is_draft: bool, sent_ms: int | None = None
    ) -> None:
        super().__init__(context, PLACES, "decisions", None)
        self.say(self.entitle, "letter.page.title", code=decision.code)
        key = "letter.page.draft" if is_draft else "letter.page.kept"
        self.show_lead(lambda words: words(key))
        frame, inside = card(margin=20, spacing=10)
        told = label("small")
        self.say(told.setText, "letter.page.text")
        self.editor = Editor(LONGEST_LETTER)
        self.editor.setPlainText(text)
        self.editor.setMinimumHeight(_LEAST)
        self.say(self.editor.setAccessibleName, "letter.page.editor")
        self.editor.overflowed.connect(lambda: self.show_note("error.desk_text_long", most=LONGEST_LETTER))
        self.read = ChoiceCard(context, small=True)
        self.tell(
            lambda title: self.read.show_texts(title, context.words("letter.page.read.text")),
            lambda words: words("letter.page.read"),
        )
        inside.addWidget(told)
        inside.addWidget(self.editor, 1)
        inside.addWidget(self.read)
        self.again = ChoiceCard(context, small=True)
        self.tell(
            lambda title: self.again.show_texts(title, context.words("letter.page.again.text")),
            lambda words: words("letter.page.again"),
        )
        self.again.hide()
        inside.addWidget(self.again)
        self.body.addWidget(frame, 1)
        self.back_button, self.keep_button = Button(), Button()
        self.send_button, self.save_button = Button(), Button("primary")
        for button, name, emit in (
            (self.keep_button, "keep", self.kept.emit),
            (self.send_button, "send", lambda *told: self.sent.emit(*told, self.again.isChecked())),
            (self.save_button, "save", self.saved.emit),
        ):
            self.say(button.setText, f"letter.page.{name}")
            button.clicked.connect(lambda _=False, to=emit: to(self.editor.toPlainText(), self.read.isChecked()))
        self.say(self.back_button.setText, "letter.page.back")
        self.back_button.clicked.connect(self.back)
        for button in (self.back_button, self.keep_button, self.send_button):
            self.footer.addWidget(button)
        self.put_forth(self.save_button)
        if sent_ms is not None:
            self._show_sent_on(sent_ms)
        self.filled_in: FilledIn = FilledIn(self, Where("letter", decision.id), self._read, self._write)

    # Sending

    def show_sent(self, at_ms: int) -> None:
        self.again.setChecked(False)
        self.again.hide()
        self._show_sent_on(at_ms)
        self.show_note("letter.page.sent")

    def _show_sent_on(self, at_ms: int) -> None:
        self.tell_state(lambda words: words("letter.page.sent_on", at=words.date(at_ms)), "ok")

    def ask_again(self) -> None:
        """Let a person say that it is to go once more."""
        self.again.show()
        self.again.setFocus()
        self.show_together(self.again, self.again)

    # What is typed

    def _read(self) -> dict[str, str]:
        return {"text": self.editor.toPlainText()}

    def _write(self, fields: Mapping[str, str]) -> None:
        """That somebody read it is said anew."""
        self.editor.setPlainText(fields["text"])

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        for button in (self.keep_button, self.send_button, self.save_button):
            button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.editor
