"""The operator's passphrase, on a computer without a key store of its own."""

from PySide6.QtCore import Signal

from progrez_desktop.core.identity.password import password_fault
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.field import Field


class PassphrasePage(Desk):
    """Asked for at each start; at the first one it is chosen."""

    typed = Signal(str)

    def __init__(self, context: Context, *, new: bool, wrong: bool) -> None:
        super().__init__(context, None)
        self._new = new
        frame, inside = card(margin=36, spacing=16)
        frame.setMaximumWidth(round(760 * max(1, context.theme.heading_factor)))
        title, text = label("h1"), label("lead")
        self.say(title.setText, "passphrase.new.title" if new else "passphrase.title")
        self.say(text.setText, "passphrase.new.text" if new else "passphrase.text")
        self.field = Field(self, "passphrase.field", secret=True)
        self.field.edit.returnPressed.connect(self._go_on)
        if wrong:
            self.field.show_fault("passphrase.wrong")
        for widget in (title, text, self.field):
            inside.addWidget(widget)
        self.body.addWidget(frame)
        self.body.addStretch(1)
        self.open_button = Button("primary")
        self.open_button.clicked.connect(self._go_on)
        self.say(self.open_button.setText, "passphrase.open")
        self.footer.addStretch(1)
        self.footer.addWidget(self.open_button)

    def _go_on(self) -> None:
        passphrase = self.field.text()
        fault = password_fault(passphrase, "") if self._new else None
        if fault or not passphrase:
            self.field.show_fault(f"account.password_{fault or 'too_short'}")
            return
        self.open_button.setEnabled(False)
        self.typed.emit(passphrase)

    def entered(self) -> None:
        self.field.edit.setFocus()
