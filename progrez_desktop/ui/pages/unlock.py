"""What an operator types where the key store of the computer does not do: its passphrase or its recovery code."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.identity.password import password_fault
from progrez_desktop.core.services.opening import Unlock
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.field import Field

WAYS_IN = {
    "passphrase_new": "new",
    "passphrase_needed": "passphrase",
    "wrong_passphrase": "passphrase",
    "keyring_locked": "recovery",
    "keyring_lost": "recovery",
    "keyring_changed": "recovery",
    "keyring_absent": "recovery",
    "wrong_recovery_code": "recovery",
    "recovery_code_typing": "recovery",
    "recovery_code_length": "recovery",
}
"""What is asked for after which fault."""

_FIRST_ASKED = ("passphrase_new", "passphrase_needed")


class UnlockPage(Desk):
    """Asked for at a start; a new passphrase is chosen at the first one."""

    typed = Signal(object)
    """An Unlock."""

    def __init__(self, context: Context, fault: Fault) -> None:
        super().__init__(context, None)
        self._way = WAYS_IN[fault.code]
        frame, inside = card(margin=36, spacing=16)
        title, text = label("h1"), label("lead")
        self.say(title.setText, f"unlock.{self._way}.title")
        self.say(text.setText, f"unlock.{self._way}.text")
        self.field = Field(self, f"unlock.{self._way}.field", secret=True)
        self.field.edit.returnPressed.connect(self._go_on)
        if fault.code not in _FIRST_ASKED:
            self.field.show_fault(fault.message_key, **fault.params)
        for widget in (title, text, self.field):
            inside.addWidget(widget)
        self.body.addLayout(self.centred(frame, 760))
        self.body.addStretch(1)
        self.open_button = Button("primary")
        self.open_button.clicked.connect(self._go_on)
        self.say(self.open_button.setText, "unlock.open")
        self.footer.addStretch(1)
        self.footer.addWidget(self.open_button)

    def _go_on(self) -> None:
        typed = self.field.text()
        fault = password_fault(typed, "") if self._way == "new" else None if typed else "too_short"
        if fault:
            self.field.show_fault(f"account.password_{fault}")
            return
        self.typed.emit(Unlock(recovery_code=typed) if self._way == "recovery" else Unlock(passphrase=typed))

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self.open_button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.field.edit
