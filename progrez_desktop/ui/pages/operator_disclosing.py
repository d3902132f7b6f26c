"""What an authority is told: who ordered it, why and on what ground, exactly which fields, and a ban on telling."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.services.device_knowledge import FIELDS
from progrez_desktop.core.services.device_knowledge import Field as Known
from progrez_desktop.core.services.disclosure import Order
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.widgets.basic import Button, label
from progrez_desktop.ui.widgets.choice import ChoiceCard
from progrez_desktop.ui.widgets.field import Field

_ORDER = ("authority", "reason", "ground")
_BAN = ("silent_until", "silent_ground")


class DisclosingPage(StaffPage):
    """No field is ticked beforehand: what the order does not name is not told."""

    ordered = Signal(object)
    """The Order but for the day of its ban, and that day as it was typed."""
    back = Signal()

    def __init__(self, context: Context, places: Places, number: str) -> None:
        super().__init__(context, places, "duties", "duties.disclosing.title")
        self.show_lead(lambda words: words("duties.disclosing.lead", number=number))
        self.fields = {name: Field(self, f"duties.disclosing.{name}") for name in (*_ORDER, *_BAN)}
        self.choices: dict[Known, ChoiceCard] = {}
        frame, inside = self.titled_card("duties.disclosing.order")
        for name in _ORDER:
            inside.addWidget(self.fields[name])
        self.add_narrow(frame)
        frame, inside = self.titled_card("duties.disclosing.fields")
        for known in FIELDS:
            choice = self.choices[known] = ChoiceCard(context, small=True)
            self.say(lambda text, choice=choice: choice.show_texts(text, ""), f"duties.disclosing.field.{known}")  # type: ignore[misc]
            inside.addWidget(choice)
        self.add_narrow(frame)
        frame, inside = self.titled_card("duties.disclosing.ban")
        text = label("muted")
        self.say(text.setText, "duties.disclosing.ban.text")
        inside.addWidget(text)
        row = self.row_or_column(16)
        for name in _BAN:
            row.addWidget(self.fields[name], 1)
        inside.addLayout(row)
        self.add_narrow(frame)
        self.body.addStretch(1)
        self.back_button, self.tell_button = Button(), Button("primary")
        self.say(self.back_button.setText, "duties.back_to_one")
        self.say(self.tell_button.setText, "duties.disclosing.write")
        self.back_button.clicked.connect(self.back)
        self.tell_button.clicked.connect(self._put_together)
        self.footer.addWidget(self.back_button)
        self.put_forth(self.tell_button)

    def _put_together(self) -> None:
        authority, reason, ground, day, silent_ground = (field.text().strip() for field in self.fields.values())
        chosen = tuple(known for known, choice in self.choices.items() if choice.isChecked())
        self.ordered.emit((Order(authority, reason, ground, chosen, silent_ground=silent_ground), day))

    def show_fault(self, failure: Exception) -> None:
        if getattr(failure, "code", "") == "disclosure_fields":
            self.show_note("duties.disclosing.none")
        else:
            super().show_fault(failure)

    def field_of(self, code: str) -> Field | None:
        return self.fields["silent_until"] if code in ("day_not_valid", "disclosure_ban") else None

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        for button in (self.back_button, self.tell_button):
            button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.fields["authority"].edit
