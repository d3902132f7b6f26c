"""Asks a candidate for their own password once more, at a page of staff: nobody else can move what is theirs."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.errors import Fault
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.field import Field


class OwnPasswordPage(Desk):
    """Says `<about>.title` and `<about>.text`."""

    typed = Signal(str)
    back = Signal()

    def __init__(self, context: Context, about: str, **params: Any) -> None:
        super().__init__(context, None)
        frame, inside = card(margin=36, spacing=16)
        title, text = label("h1"), label("lead")
        self.say(title.setText, f"{about}.title", **params)
        self.say(text.setText, f"{about}.text", **params)
        self.field = Field(self, "own_password.field", secret=True)
        self.field.edit.returnPressed.connect(self._go_on)
        for widget in (title, text, self.field):
            inside.addWidget(widget)
        self.body.addStretch(1)
        self.body.addLayout(self.centred(frame, 760))
        self.body.addStretch(2)
        self.back_button, self.go_button = Button(), Button("primary")
        self.say(self.back_button.setText, "own_password.back")
        self.say(self.go_button.setText, f"{about}.go_on")
        self.back_button.clicked.connect(self.back.emit)
        self.go_button.clicked.connect(self._go_on)
        self.footer.addWidget(self.back_button)
        self.footer.addStretch(1)
        self.footer.addWidget(self.go_button)

    def _go_on(self) -> None:
        if not self.field.text():
            self.field.show_fault("own_password.missing")
            return
        self.typed.emit(self.field.text())

    def show_failure(self, failure: Fault) -> None:
        """Nobody typed an address here, so none can be wrong."""
        key = "own_password.wrong" if failure.code == "wrong_password" else failure.message_key
        self.field.show_fault(key, **failure.params)
        self.field.edit.selectAll()  # what is typed next takes its place

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self.go_button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.field.edit
