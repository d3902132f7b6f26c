"""Make an account: four things and no more. The password is the key to the person's own safe."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.core.identity.email import email_fault
from progrez_desktop.core.identity.password import password_fault, password_strength
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.texts import clean_text
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.field import Field
from progrez_desktop.ui.widgets.meter import Meter
from progrez_desktop.ui.widgets.provider_buttons import ProviderButtons

if TYPE_CHECKING:
    from progrez_desktop.core.services.provider_sign_in import Came


class AccountPage(Desk):
    filled_in = Signal(object, str)
    """PersonDetails and the password."""
    back = Signal()

    def __init__(self, context: Context, came: "Came | None" = None) -> None:
        """Make the page.

        Args:
            came: By which provider somebody came, who has no account here.
        """
        super().__init__(context, None)
        self.show_step("step.account")
        halves = self.row_or_column(32)
        halves.addWidget(self._form(came), 5)
        side = QVBoxLayout()
        side.setSpacing(12)
        for kind, name in (("spruce", "code_follows"), ("true", "why")):
            side.addWidget(self._note(kind, f"account.{name}"))
        self.providers = ProviderButtons(self)
        side.addWidget(self.providers)
        side.addStretch(1)
        halves.addLayout(side, 3)
        self.body.addLayout(halves)
        self.body.addStretch(1)
        back = Button()
        back.clicked.connect(self.back)
        self.say(back.setText, "item.back")
        self.continue_button = Button("primary")
        self.continue_button.clicked.connect(self._go_on)
        self.say(self.continue_button.setText, "account.continue")
        self.footer.addWidget(back)
        self.footer.addStretch(1)
        self.footer.addWidget(self.continue_button)

    def _form(self, came: "Came | None") -> QFrame:
        frame, inside = card(margin=36, spacing=16)
        title, lead = label("h1"), label("lead")
        self.say(title.setText, "account.title")
        self.say(lead.setText, "account.lead")
        inside.addWidget(title)
        inside.addWidget(lead)
        self.first_name, self.last_name = Field(self, "account.first_name"), Field(self, "account.last_name")
        names = QHBoxLayout()
        names.setSpacing(16)
        names.addWidget(self.first_name)
        names.addWidget(self.last_name)
        inside.addLayout(names)
        self.email = Field(self, "account.email")
        self.email.edit.editingFinished.connect(self._check_email_when_left)
        inside.addWidget(self.email)
        self.password = Field(self, "account.password", secret=True)
        self.password.edit.textChanged.connect(self._show_strength)
        self.password.edit.returnPressed.connect(self._go_on)
        inside.addWidget(self.password)
        row = QHBoxLayout()
        row.setSpacing(10)
        self.meter, self.strength = Meter(self.context), label("small")
        row.addWidget(self.meter)
        row.addWidget(self.strength, 1)
        inside.addLayout(row)
        inside.addStretch(1)
        self._show_strength()
        if came is not None:
            self._fill_in(came)
            checked = "unverified" if came.is_unverified else "filled_in"
            self.say(lead.setText, f"provider.came.{checked}", provider=came.provider)
        return frame

    def _fill_in(self, came: "Came") -> None:
        """Type what the provider told, for the person to look at and to change."""
        told = came.identity
        for field, text in ((self.first_name, told.first_name), (self.last_name, told.last_name)):
            field.edit.setText(text)
        self.email.edit.setText(came.email)

    def _note(self, kind: str, key: str) -> QFrame:
        frame, inside = card(kind, spacing=6)
        title, text = label("h3"), label("body" if kind == "spruce" else "muted")
        self.say(title.setText, f"{key}.title")
        self.say(text.setText, f"{key}.text")
        inside.addWidget(title)
        inside.addWidget(text)
        return frame

    def _show_strength(self) -> None:
        password = self.password.text()
        fault = password_fault(password, self.email.text())
        self.meter.show_share(password_strength(password))
        words, is_strong = self.context.words, bool(password) and fault is None
        told = [words("account.strong_enough")] if is_strong else []
        self.strength.setText(" · ".join([*told, words("account.password_advice")]))

    def _check_email_when_left(self) -> None:
        if self.email.text().strip():
            self._email_is_good()

    def _email_is_good(self) -> bool:
        fault = email_fault(self.email.text())
        self.email.show_fault(f"error.{fault}" if fault else None)
        return fault is None

    def _go_on(self) -> None:
        """Say everything that is wrong at once, and put the focus on the first of it."""
        wrong: list[Field] = []
        for field in (self.first_name, self.last_name):
            empty = not clean_text(field.text()).strip()
            field.show_fault("account.name_missing" if empty else None)
            wrong += [field] if empty else []
        wrong += [] if self._email_is_good() else [self.email]
        fault = password_fault(self.password.text(), self.email.text())
        self.password.show_fault(f"account.password_{fault}" if fault else None)
        wrong += [self.password] if fault else []
        if wrong:
            wrong[0].edit.setFocus()
            return
        details = PersonDetails(
            first_name=clean_text(self.first_name.text()).strip(),
            last_name=clean_text(self.last_name.text()).strip(),
            email=self.email.text().strip(),
        )
        self.filled_in.emit(details, self.password.text())

    def show_fault(self, key: str, **params: str | int) -> None:
        """Say why no account was made, beside the address, since that is what can be changed."""
        self.email.show_fault(key, **params)

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self.continue_button.setEnabled(not busy)
        self.providers.be_busy(busy)
        self.say(self.continue_button.setText, "account.busy" if busy else "account.continue")

    def retranslate(self) -> None:
        super().retranslate()
        self._show_strength()

    def first_control(self) -> QWidget:
        """Whatever a provider left to fill in; the password always is."""
        fields = (self.first_name, self.last_name, self.email)
        return next((field.edit for field in fields if not field.text()), self.password.edit)
