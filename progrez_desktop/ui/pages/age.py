"""The first question, alone on its page: under 16 goes no further and leaves nothing behind.

Where the assessment names its organisation as sole controller that is lifted, and the page says so.
"""

from PySide6.QtCore import QRegularExpression, Signal
from PySide6.QtGui import QRegularExpressionValidator
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.model.assessment import Organisation
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.field import Field


class AgePage(Desk):
    answered = Signal(int)
    """The age in years. It is compared once and kept nowhere."""
    back = Signal()

    def __init__(self, context: Context, organisation: Organisation | None = None) -> None:
        super().__init__(context, None)
        self.show_step("step.account")
        frame, inside = card(margin=36, spacing=16)
        question = label("h1")
        self.say(question.setText, "age.question")
        why = label("lead")
        self.say(why.setText, "age.why")
        self.field = Field(self, "age.field")
        # Nothing typed is acceptable too: otherwise Enter would stay silent.
        self.field.edit.setValidator(QRegularExpressionValidator(QRegularExpression(r"\d{0,3}"), self))
        self.field.edit.setMaximumWidth(160)
        self.field.edit.returnPressed.connect(self._go_on)
        for widget in (question, why, self.field):
            inside.addWidget(widget)
        if organisation is not None and organisation.sole_controller:
            lifted, name = label("body"), organisation.name
            self.tell(lifted.setText, lambda words: words("age.lifted", organisation=name[words.language]))
            inside.addWidget(lifted)
        self.body.addLayout(self.centred(frame, 760))
        self.body.addStretch(1)
        back, on = Button(), Button("primary")
        back.clicked.connect(self.back)
        on.clicked.connect(self._go_on)
        self.say(back.setText, "item.back")
        self.say(on.setText, "account.continue")
        self.footer.addWidget(back)
        self.footer.addStretch(1)
        self.footer.addWidget(on)

    def _go_on(self) -> None:
        text = self.field.text().strip()
        if not text.isdecimal() or not 1 <= int(text) <= 120:
            self.field.show_fault("age.not_an_age")
            self.field.edit.setFocus()
            return
        self.answered.emit(int(text))

    def first_control(self) -> QWidget:
        return self.field.edit
