"""Bring in a safe: its sealed file, its recovery code, and a password for this computer."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.identity.password import password_fault
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.pages.noting import NotingPage
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.field import Field


class BringInPage(NotingPage):
    saved_key = "my_data.saved"
    choose = Signal()
    filled_in = Signal(str, str)
    """Recovery code and new password; the file is `path`."""
    back = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context, "bring_in.title", "bring_in.lead")
        self.path: Path | None = None
        frame, inside = card(margin=36, spacing=16)
        self.choose_button, self.file = Button(), label("body")
        self.choose_button.clicked.connect(self.choose)
        self.say(self.choose_button.setText, "bring_in.choose")
        self.say(self.file.setText, "bring_in.none")
        self.code = Field(self, "sign_in.code")
        self.password = Field(self, "sign_in.new_password", secret=True)
        self.password.edit.returnPressed.connect(self._go)
        inside.addWidget(self.choose_button, 0, Qt.AlignmentFlag.AlignLeft)
        for widget in (self.file, self.code, self.password, self.note):
            inside.addWidget(widget)
        self.body.addLayout(self.below_title(frame, 760))
        self.body.addStretch(1)
        back, self.go_button = Button(), Button("primary")
        back.clicked.connect(self.back)
        self.go_button.clicked.connect(self._go)
        self.say(back.setText, "item.back")
        self.footer.addWidget(back)
        self.footer.addStretch(1)
        self.footer.addWidget(self.go_button)
        self.be_busy(False)
        self.retranslate()

    def show_file(self, path: Path) -> None:
        self.path = path
        self.say(self.file.setText, "bring_in.file", name=path.name)
        self.code.edit.setFocus()

    def _go(self) -> None:
        if self.path is None:
            self.say(self.file.setText, "bring_in.none_fault")
            self.choose_button.setFocus()
            return
        fault = password_fault(self.password.text(), "")
        self.password.show_fault(f"account.password_{fault}" if fault else None)
        if fault:
            self.password.edit.setFocus()
            return
        self.filled_in.emit(self.code.text(), self.password.text())

    def show_code_fault(self, key: str, **params: str | int) -> None:
        self.code.show_fault(key, **params)
        self.code.edit.setFocus()
        self.code.edit.selectAll()

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self.go_button.setEnabled(not busy)
        self.say(self.go_button.setText, "bring_in.busy" if busy else "bring_in.go")

    def first_control(self) -> QWidget:
        return self.choose_button
