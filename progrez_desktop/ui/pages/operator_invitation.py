"""Before an organisation is trusted: whose invitation it is, its fingerprint, and what this device is called."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.organisation import FINGERPRINT_SIGNS, in_groups, plain_signs
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.field import Field

if TYPE_CHECKING:
    from progrez_desktop.core.services.enrolling import Offered

_A_LINE, _MISSING = 8, "·"
_TOLD = {"another_key": "another_key", "back": "back_again"}


class InvitationPage(StaffPage):
    """The fingerprint is not shown before it was typed: what one only has to nod at is not compared."""

    accepted = Signal(str, str)
    """The fingerprint as it was typed, and the name of this device."""
    back = Signal()

    def __init__(self, context: Context, places: Places, offered: "Offered") -> None:
        super().__init__(context, places, "organisations", "operator.go.organisations")
        invitation = offered.invitation
        self.tell(
            self.entitle,
            lambda words: words("operator.invitation.title", organisation=invitation.card.name[words.language]),
        )
        if offered.change in _TOLD:
            frame, inside = card("danger" if offered.change == "another_key" else "marigold", margin=16)
            told = label("body")
            self.say(told.setText, f"operator.invitation.{_TOLD[offered.change]}")
            inside.addWidget(told)
            self.body.addWidget(frame)
        frame, inside = card(margin=24, spacing=12)
        what, compare = label("body"), label("body")
        self.say(what.setText, f"operator.invitation.kind.{invitation.kind}")
        self.say(compare.setText, "operator.invitation.compare")
        self.typed = Field(self, "operator.invitation.typed")
        self.groups, self.counted = label("code"), label("small")
        self.typed.edit.textChanged.connect(lambda _: self._show_groups())
        self.name = Field(self, "operator.invitation.name")
        self.name.edit.setMaxLength(80)
        self.name.edit.setText(invitation.device_name)
        for widget in (what, compare, self.typed, self.groups, self.counted, self.name):
            inside.addWidget(widget)
        self._show_groups()
        self.body.addWidget(frame)
        self.body.addStretch(1)
        self.back_button, self.accept_button = Button(), Button("primary")
        self.say(self.back_button.setText, "operator.invitation.back")
        self.say(self.accept_button.setText, "operator.invitation.accept")
        self.back_button.clicked.connect(self.back)
        self.accept_button.clicked.connect(self._accept)
        self.name.edit.returnPressed.connect(self._accept)
        self.footer.addWidget(self.back_button)
        self.put_forth(self.accept_button)

    def _show_groups(self) -> None:
        """Show what is typed as it stands where it is copied from, so that a sign too few or too many is seen."""
        signs = plain_signs(self.typed.text())
        groups = in_groups(signs + _MISSING * (FINGERPRINT_SIGNS - len(signs))).split(" ")
        self.groups.setText("\n".join(" ".join(groups[at : at + _A_LINE]) for at in range(0, len(groups), _A_LINE)))
        for say_it in (self.counted.setText, self.groups.setAccessibleName):
            self.say(say_it, "operator.invitation.counted", n=len(signs), of=FINGERPRINT_SIGNS)

    def _accept(self) -> None:
        for field, key in ((self.typed, "typed_missing"), (self.name, "name_missing")):
            missing = not field.text().strip()
            field.show_fault(f"operator.invitation.{key}" if missing else None)
            if missing:
                field.edit.setFocus()
                return
        self.accepted.emit(self.typed.text(), self.name.text())

    def field_of(self, code: str) -> Field | None:
        return {"fingerprint_differs": self.typed, "invitation_other": self.name}.get(code)

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self.accept_button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.typed.edit
