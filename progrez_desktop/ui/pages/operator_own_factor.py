"""One's own way in: a second factor beside the passphrase or PIN, added or taken away with that once more."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from progrez_desktop.core.documents.qr_matrix import Squares
from progrez_desktop.core.model.staff import Member
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.widgets.basic import Button, label
from progrez_desktop.ui.widgets.desk_entry import plain
from progrez_desktop.ui.widgets.field import Field
from progrez_desktop.ui.widgets.qr_view import QrView

_OF = {
    "wrong_staff_passphrase": "secret",
    "wrong_staff_pin": "secret",
    "factor_code_wrong": "code",
    "wrong_recovery_code": "recovery",
    "recovery_code_typing": "recovery",
    "factor_recovery_needed": "recovery",
    "factor_name": "name",
    "factor_name_known": "name",
}
"""Which field a refusal is about."""


class OwnFactorPage(StaffPage):
    begun = Signal()
    """Wants a code of an app: what the app takes is shown with `show_new_code`."""
    confirmed = Signal(str, str, str)
    """Passphrase or PIN, the code, and the PIN of the security key where one takes part."""
    code_removed = Signal(str, str)
    key_added = Signal(str, str, str, str)
    """Passphrase or PIN, the name of the key, the recovery code, and the PIN of the key."""
    key_removed = Signal(str, str, str)
    """Passphrase or PIN, the name of the key that goes, and the PIN of the one that is plugged in."""
    back = Signal()

    def __init__(self, context: Context, places: Places, member: Member, *, needs_recovery: bool) -> None:
        super().__init__(context, places, "roster", "roster.own.title")
        self.show_lead(lambda words: words("roster.own.lead"))
        self.fields = {
            "secret": Field(self, "roster.own.secret", secret=True),
            "code": Field(self, "staff_in.code"),
            "key_pin": Field(self, "staff_in.key_pin", secret=True),
            "name": Field(self, "roster.own.key_name"),
            "recovery": Field(self, "staff_in.recovery"),
        }
        self.buttons: dict[str, Button] = {}
        who, inside = self.titled_card("roster.own.first")
        inside.addWidget(self.fields["secret"])
        if member.security_keys:
            inside.addWidget(self.fields["key_pin"])
        self.add_narrow(who)
        self._code_card(member)
        self._key_card(member, needs_recovery=needs_recovery)
        self.body.addStretch(1)
        self.back_button = Button()
        self.say(self.back_button.setText, "roster.back")
        self.back_button.clicked.connect(self.back)
        self.footer.addWidget(self.back_button)

    def _button(self, name: str, kind: str = "secondary") -> Button:
        button = self.buttons[name] = Button(kind)
        self.say(button.setText, f"roster.own.{name}")
        return button

    def _value(self, name: str) -> str:
        return self.fields[name].text().strip() if name != "secret" else self.fields[name].text()

    def _add_row(self, inside: QVBoxLayout, *buttons: Button) -> None:
        row = self.row_or_column(12)
        for button in buttons:
            row.addWidget(button)
        row.addStretch(1)
        inside.addLayout(row)

    # The code of an app

    def _code_card(self, member: Member) -> None:
        frame, inside = self.titled_card("roster.own.code.title")
        text = label("muted")
        self.say(text.setText, "roster.own.code_is_on" if member.has_code else "roster.own.code")
        inside.addWidget(text)
        if member.has_code:
            remove = self._button("remove_code")
            remove.clicked.connect(lambda: self.code_removed.emit(self._value("secret"), self._value("key_pin")))
            self._add_row(inside, remove)
        else:
            begin = self._button("begin_code")
            begin.clicked.connect(self.begun)
            self._add_row(inside, begin)
            self._new = inside
            self.fields["code"].edit.returnPressed.connect(self._confirm)
        self.add_narrow(frame)

    def show_new_code(self, uri: str, squares: Squares) -> None:
        """Show what the app takes, as a picture and in words; it counts once a code of it was typed."""
        self.buttons["begin_code"].hide()
        address = label("smallink")
        self.tell(address.setText, plain(uri))
        confirm = self._button("confirm_code", "primary")
        confirm.clicked.connect(self._confirm)
        scanned = QrView(self.context, squares)
        self.say(scanned.setAccessibleName, "roster.own.code_spoken")
        for widget in (scanned, address, self.fields["code"]):
            self._new.addWidget(widget)
        self._add_row(self._new, confirm)
        self.go_on_at(self.fields["code"].edit)

    def _confirm(self) -> None:
        self._clear()
        self.confirmed.emit(self._value("secret"), self._value("code"), self._value("key_pin"))

    # A security key

    def _key_card(self, member: Member, *, needs_recovery: bool) -> None:
        frame, inside = self.titled_card("roster.own.key.title")
        text = label("muted")
        self.say(text.setText, "roster.own.key")
        inside.addWidget(text)
        for name in member.security_keys:
            remove = Button("link")
            self.tell(remove.setText, lambda words, name=name: words("roster.own.remove_key", name=name))  # type: ignore[misc]
            remove.clicked.connect(lambda _=False, name=name: self._remove_key(name))
            self.buttons[f"remove_key {name}"] = remove
            self._add_row(inside, remove)
        inside.addWidget(self.fields["name"])
        if needs_recovery:
            inside.addWidget(self.fields["recovery"])
        if not member.security_keys:
            inside.addWidget(self.fields["key_pin"])
        add = self._button("add_key")
        add.clicked.connect(self._add_key)
        self._add_row(inside, add)
        self.add_narrow(frame)

    def _add_key(self) -> None:
        self._clear()
        self.key_added.emit(*(self._value(name) for name in ("secret", "name", "recovery", "key_pin")))

    def _remove_key(self, name: str) -> None:
        self._clear()
        self.key_removed.emit(self._value("secret"), name, self._value("key_pin"))

    # What came of it

    def _clear(self) -> None:
        self.note.hide()
        for field in self.fields.values():
            field.show_fault(None)

    def field_of(self, code: str) -> Field | None:
        field = self.fields.get(_OF.get(code, ""))
        return field if field is not None and field.isVisibleTo(self) else None

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        for button in (*self.buttons.values(), self.back_button):
            button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.fields["secret"].edit
