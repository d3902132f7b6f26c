"""Who of staff comes to a window of theirs says their passphrase first; nothing of the window stands behind it."""

from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.identity.password import password_fault
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.field import Field

Way = Literal["known", "new", "missing"]
"""known: there is a passphrase. new: it is chosen now. missing: nobody chose one, and here nobody can."""


class StaffInPage(Desk):
    typed = Signal(str)
    back = Signal()

    def __init__(self, context: Context, way: Way) -> None:
        super().__init__(context, None)
        self._way = way
        frame, inside = card(margin=36, spacing=16)
        title, text = label("h1"), label("lead")
        self.say(title.setText, f"staff_in.{way}.title")
        self.say(text.setText, f"staff_in.{way}.text")
        self.field = Field(self, "staff_in.field", secret=True)
        self.again = Field(self, "staff_in.again", secret=True)
        for widget in (title, text, self.field, self.again):
            inside.addWidget(widget)
        (self.again if way == "new" else self.field).edit.returnPressed.connect(self._go_on)
        self.body.addLayout(self.centred(frame, 760))
        self.field.setVisible(way != "missing")
        self.again.setVisible(way == "new")
        self.body.addStretch(1)
        self.back_button, self.open_button = Button(), Button("primary")
        self.say(self.back_button.setText, "staff_in.back")
        self.say(self.open_button.setText, "staff_in.open")
        self.back_button.clicked.connect(self.back)
        self.open_button.clicked.connect(self._go_on)
        self.footer.addWidget(self.back_button)
        self.footer.addStretch(1)
        self.footer.addWidget(self.open_button)
        self.open_button.setVisible(way != "missing")  # once it has a parent: before, it would be a window of its own

    def _go_on(self) -> None:
        typed = self.field.text()
        fault = password_fault(typed, "") if self._way == "new" else None if typed else "too_short"
        if fault is not None:
            self.field.show_fault(f"account.password_{fault}")
            self.field.edit.setFocus()
        elif self._way == "new" and typed != self.again.text():
            self.field.show_fault(None)
            self.again.show_fault("staff_in.not_the_same")
            self.again.edit.setFocus()
        else:
            self.typed.emit(typed)

    def show_fault(self, failure: Exception) -> None:
        key = getattr(failure, "message_key", "")
        self.field.show_fault(key or "error.unexpected", **getattr(failure, "params", {"kind": type(failure).__name__}))
        self.field.edit.setFocus()
        self.field.edit.selectAll()

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self.open_button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.back_button if self._way == "missing" else self.field.edit
