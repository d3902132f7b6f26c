"""Before the first sitting of a procedure that asks for one: the code that the person was given."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.model.assessment import Assessment
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.basic import Button, card, label, live
from progrez_desktop.ui.widgets.field import Field


class StartCodePage(Desk):
    typed = Signal(str)
    back = Signal()

    def __init__(self, context: Context, assessment: Assessment) -> None:
        super().__init__(context, "start_code.title", "start_code.lead")
        frame, inside = card(margin=36, spacing=16)
        organisation = assessment.organisation
        if organisation is not None:
            whose = label("strong")
            names = (organisation.name, organisation.procedure)
            self.tell(whose.setText, lambda words: " · ".join(name[words.language] for name in names))
            inside.addWidget(whose)
        self.code = Field(self, "start_code.code")
        self.code.edit.setMaxLength(60)
        self.code.edit.returnPressed.connect(self._go)
        lost, self.trouble = label("small"), live("error")
        self.say(lost.setText, "start_code.lost")
        self.trouble.hide()
        for widget in (self.code, lost, self.trouble):
            inside.addWidget(widget)
        self.body.addLayout(self.below_title(frame, 760))
        self.body.addStretch(1)
        self.back_button, self.go_button = Button(), Button("primary")
        self.back_button.clicked.connect(self.back)
        self.go_button.clicked.connect(self._go)
        self.say(self.back_button.setText, "start_code.back")
        self.say(self.go_button.setText, "start_code.go")
        self.footer.addWidget(self.back_button)
        self.footer.addStretch(1)
        self.footer.addWidget(self.go_button)
        self.retranslate()

    def _go(self) -> None:
        if self.code.text().strip():
            self.typed.emit(self.code.text())
        else:
            self._show_key("start_code.empty")

    def _show_key(self, key: str, **params: str | int) -> None:
        self.code.show_fault(key, **params)
        self.code.edit.setFocus()
        self.code.edit.selectAll()

    def show_code_fault(self, failure: Exception) -> None:
        """Say beside the field what is wrong with a code, and below it what else stands in the way."""
        is_code = isinstance(failure, Fault) and failure.code in ("start_code_wrong", "sign_in_wait")
        self.trouble.setVisible(not is_code)
        if is_code and isinstance(failure, Fault):
            self._show_key(failure.message_key, **failure.params)
            return

        def sentence(words: Words) -> str:
            return sentence_of(failure, words)

        self.tell(self.trouble.setText, sentence)

    def first_control(self) -> QWidget:
        return self.code.edit
