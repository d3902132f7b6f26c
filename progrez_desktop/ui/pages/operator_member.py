"""Entering a member of staff, or giving one a new way in: name, role, and their own passphrase or PIN, twice."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.model.staff import ROLES, Member
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.pages.operator_roster import called
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.field import Field
from progrez_desktop.ui.widgets.pick import Pick

_OF_NAME = ("staff_name", "staff_name_known")
_OF_SECRET = ("password_too_short", "pin_not_digits", "pin_too_simple")


class MemberPage(StaffPage):
    typed = Signal(str, str, str)
    """Name, role, and passphrase or PIN."""
    back = Signal()

    def __init__(self, context: Context, places: Places, member: Member | None = None) -> None:
        super().__init__(context, places, "roster", "roster.new.title" if member is None else None)
        self._member = member
        if member is not None:
            self.tell(self.entitle, lambda words: words("roster.renew.title", name=called(member, words)))
        self.show_lead(lambda words: words("roster.new.lead" if member is None else "roster.renew.lead"))
        frame, inside = card(margin=20, spacing=12)
        self.name = Field(self, "roster.new.name")
        self.role = Pick(self, "roster.new.role", [(one, partial(_role, one)) for one in ROLES])
        self.role.choose("invigilator" if member is None else member.role)
        self.role.currentIndexChanged.connect(lambda _: self._show_role())
        role, self.about = label("field"), label("small")
        self.say(role.setText, "roster.new.role")
        self.secret, self.again = Field(self, "roster.new.pin", secret=True), Field(self, "staff_in.again", secret=True)
        if member is None:
            inside.addWidget(self.name)
        inside.addWidget(role)
        row = self.row_or_column(0)
        row.addWidget(self.role)
        row.addStretch(1)
        inside.addLayout(row)
        for widget in (self.about, self.secret, self.again):
            inside.addWidget(widget)
        for field in (self.name, self.secret, self.again):
            field.edit.returnPressed.connect(self._enter)
        self.add_narrow(frame)
        self.body.addStretch(1)
        self.back_button, self.enter_button = Button(), Button("primary")
        self.say(self.back_button.setText, "roster.back")
        self.say(self.enter_button.setText, "roster.new.enter" if member is None else "roster.renew.enter")
        self.back_button.clicked.connect(self.back)
        self.enter_button.clicked.connect(self._enter)
        self.footer.addWidget(self.back_button)
        self.put_forth(self.enter_button)
        self._show_role()

    def _show_role(self) -> None:
        """Say what the role may do, and what opens it."""
        role = self.role.chosen
        self.say(self.about.setText, f"roster.role.{role}")
        name_key = "roster.new.pin" if role == "invigilator" else "roster.new.passphrase"
        self.secret.call(name_key)

    def _enter(self) -> None:
        for field in (self.name, self.secret, self.again):
            field.show_fault(None)
        if self.secret.text() != self.again.text():
            self.again.show_fault("staff_in.not_the_same")
            self.again.edit.setFocus()
            return
        self.typed.emit(self.name.text(), self.role.chosen, self.secret.text())

    def field_of(self, code: str) -> Field | None:
        return self.name if code in _OF_NAME else self.secret if code in _OF_SECRET else None

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self.back_button.setEnabled(not busy)
        self.enter_button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.name.edit if self._member is None else self.role


def _role(role: str, words: Words) -> str:
    return words(f"staff.role.{role}")
