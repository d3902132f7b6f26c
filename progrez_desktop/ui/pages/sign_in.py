"""Come back: e-mail and password, or the recovery code and a new password."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.identity.password import password_fault
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.came_note import CameNote
from progrez_desktop.ui.widgets.field import Field
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.provider_buttons import ProviderButtons

if TYPE_CHECKING:
    from progrez_desktop.core.services.provider_sign_in import Came


class SignInPage(Desk):
    with_password = Signal(str, str)
    with_recovery = Signal(str, str, str)
    """E-mail, recovery code, new password."""
    back = Signal()
    with_code = Signal()
    """To withdraw with the code of a receipt."""
    with_file = Signal()
    """To bring in a safe from a sealed file."""
    staff = Signal()
    """Who of staff comes, and has no safe here."""

    def __init__(self, context: Context, came: "Came | None" = None) -> None:
        """Make the page.

        Args:
            came: By which provider somebody came, who has an account here.
        """
        super().__init__(context, None)
        self._recovering = False
        frame, inside = card(margin=36, spacing=12)
        title = label("h1")
        self.say(title.setText, "sign_in.title")
        self._lead = label("lead")
        self.email = Field(self, "account.email")
        self.password = Field(self, "account.password", secret=True)
        self.code = Field(self, "sign_in.code")
        self.new_password = Field(self, "sign_in.new_password", secret=True)
        self.other_way = Button("link")
        self.other_way.clicked.connect(self._other_way)
        self.providers = ProviderButtons(self)
        for widget in (title, self._lead, self.email, self.password, self.code, self.new_password):
            inside.addWidget(widget)
        self.code_button, self.file_button, self.staff_button = Button("link"), Button("link"), Button("link")
        links = FlowLayout(spacing=18, below=0)
        for button in (self.other_way, self.code_button, self.file_button):
            links.addWidget(button)
        inside.addLayout(links)
        inside.addWidget(self.providers)
        if came is not None:
            self.email.edit.setText(came.email)
            inside.insertWidget(2, CameNote(self, came, "account_fits" if came.email else "account_other"))
        for button, key, wish in (
            (self.code_button, "withdraw_page.open", self.with_code),
            (self.file_button, "bring_in.open", self.with_file),
            (self.staff_button, "staff_in.link", self.staff),
        ):
            self.say(button.setText, key)
            button.clicked.connect(wish)
        for field in (self.password, self.new_password):
            field.edit.returnPressed.connect(self._go_on)
        self.body.addLayout(self.centred(frame, 760))
        self.body.addStretch(1)
        back = Button()
        back.clicked.connect(self.back)
        self.say(back.setText, "item.back")
        self.sign_in_button = Button("primary")
        self.sign_in_button.clicked.connect(self._go_on)
        self.footer.addWidget(back)
        self.footer.addWidget(self.staff_button)
        self.footer.addStretch(1)
        self.footer.addWidget(self.sign_in_button)
        self.be_busy(False)
        self._show_way()

    def _other_way(self) -> None:
        self._recovering = not self._recovering
        self._show_way()

    def _show_way(self) -> None:
        self.password.setVisible(not self._recovering)
        self.code.setVisible(self._recovering)
        self.new_password.setVisible(self._recovering)
        self.say(self._lead.setText, "sign_in.lead_code" if self._recovering else "sign_in.lead")
        self.say(self.other_way.setText, "sign_in.use_password" if self._recovering else "sign_in.forgot")
        for field in (self.password, self.code, self.new_password):
            field.show_fault(None)

    def _go_on(self) -> None:
        email = self.email.text().strip()
        self.email.show_fault(None if email else "sign_in.email_missing")
        if not email:
            self.email.edit.setFocus()
            return
        if not self._recovering:
            self.with_password.emit(email, self.password.text())
            return
        fault = password_fault(self.new_password.text(), email)
        self.new_password.show_fault(f"account.password_{fault}" if fault else None)
        if fault:
            self.new_password.edit.setFocus()
            return
        self.with_recovery.emit(email, self.code.text(), self.new_password.text())

    def show_fault(self, key: str, **params: str | int) -> None:
        """Say why the safe stays closed, at the field that can be typed again."""
        field = self.code if self._recovering else self.password
        field.show_fault(key, **params)
        field.edit.setFocus()
        field.edit.selectAll()

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self.sign_in_button.setEnabled(not busy)
        self.providers.be_busy(busy)
        self.say(self.sign_in_button.setText, "sign_in.busy" if busy else "sign_in.open")

    def first_control(self) -> QWidget:
        return self.password.edit if self.email.text() and not self._recovering else self.email.edit
