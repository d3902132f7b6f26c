"""What opens a registry beside its key: the passphrase of staff, and a code or a security key where one was set up."""

from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.errors import Fault
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.field import Field

Asked = Literal["passphrase", "code", "key"]

ASKED_AFTER: dict[str, Asked] = {
    "registry_passphrase_needed": "passphrase",
    "wrong_staff_passphrase": "passphrase",
    "sign_in_wait": "passphrase",
    "factor_code_needed": "code",
    "factor_code_wrong": "code",
    "factor_key_needed": "key",
    "factor_key_wrong": "key",
    "factor_key_refused": "key",
}
"""What is asked for after which fault."""

_FIRST_ASKED = ("registry_passphrase_needed", "factor_code_needed")


@dataclass(frozen=True)
class Typed:
    """What staff typed."""

    passphrase: str = field(repr=False)
    code: str = field(default="", repr=False)
    with_key: bool = False
    """A security key is asked, which is plugged in here."""
    pin: str = field(default="", repr=False)
    """Of the security key, where it has one."""


class RegistryInPage(Desk):
    """Asks for one thing after the other; what was typed before is kept by this page alone, and goes with it."""

    typed = Signal(object)
    """A Typed."""

    def __init__(self, context: Context, fault: Fault, before: Typed | None = None) -> None:
        super().__init__(context, None)
        self._asked = ASKED_AFTER[fault.code]
        self._before = before or Typed("")
        frame, inside = card(margin=36, spacing=16)
        title, text = label("h1"), label("lead")
        self.say(title.setText, f"registry_in.{self._asked}.title")
        self.say(text.setText, f"registry_in.{self._asked}.text")
        self.field = Field(self, f"registry_in.{self._asked}.field", secret=self._asked != "code")
        self.field.edit.returnPressed.connect(self._go_on)
        for widget in (title, text, self.field):
            inside.addWidget(widget)
        if fault.code not in _FIRST_ASKED:
            self.field.show_fault(fault.message_key, **fault.params)
        self.body.addLayout(self.centred(frame, 760))
        self.body.addStretch(1)
        self.waiting = label("body")
        self.below.addWidget(self.waiting)
        self.open_button = Button("primary")
        self.say(self.open_button.setText, "unlock.open")
        self.open_button.clicked.connect(self._go_on)
        self.footer.addStretch(1)
        self.footer.addWidget(self.open_button)

    def _go_on(self) -> None:
        typed = self.field.text()
        if not typed and self._asked != "key":
            self.field.show_fault(f"registry_in.{self._asked}.missing")
            self.field.edit.setFocus()
            return
        before = self._before
        if self._asked == "passphrase":
            self.typed.emit(Typed(typed, before.code, before.with_key, before.pin))
        elif self._asked == "code":
            self.typed.emit(Typed(before.passphrase, typed.replace(" ", ""), before.with_key, before.pin))
        else:
            self.say(self.waiting.setText, "registry_in.touch")
            self.typed.emit(Typed(before.passphrase, before.code, True, typed))

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self.open_button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.field.edit
