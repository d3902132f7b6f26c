"""Correct one's name and the address with which one signs in."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.identity.email import email_fault
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.texts import clean_text
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.pages.noting import NotingPage
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.field import Field


class PersonPage(NotingPage):
    back = Signal()
    corrected = Signal(object)
    """PersonDetails."""

    def __init__(self, context: Context, details: PersonDetails) -> None:
        super().__init__(context, "person.title", "person.lead")
        self.show_step("profile.only_you")
        frame, inside = card(margin=28, spacing=14)
        self.first_name, self.last_name = Field(self, "account.first_name"), Field(self, "account.last_name")
        self.email, told = Field(self, "account.email"), label("small")
        for field, text in (
            (self.first_name, details.first_name),
            (self.last_name, details.last_name),
            (self.email, details.email),
        ):
            field.edit.setText(text)
            field.edit.returnPressed.connect(self._save)
            inside.addWidget(field)
        self.say(told.setText, "person.told")
        inside.addWidget(told)
        self.body.addLayout(self.below_title(frame, 760))
        self.body.addStretch(1)
        self.back_button, self.save_button = Button(), Button("primary")
        self.back_button.clicked.connect(self.back)
        self.save_button.clicked.connect(self._save)
        self.say(self.back_button.setText, "contest.back")
        self.say(self.save_button.setText, "person.save")
        self.footer.addWidget(self.back_button)
        self.footer.addWidget(self.note, 1)
        self.footer.addWidget(self.save_button)
        self.retranslate()

    def _save(self) -> None:
        """Say everything that is wrong at once, and put the keyboard on the first of it."""
        typed = [clean_text(field.text()).strip() for field in (self.first_name, self.last_name, self.email)]
        fault = email_fault(typed[2])
        wrong = [(self.first_name, not typed[0], "account.name_missing")]
        wrong += [(self.last_name, not typed[1], "account.name_missing"), (self.email, bool(fault), f"error.{fault}")]
        for field, is_wrong, key in wrong:
            field.show_fault(key if is_wrong else None)
        first = next((field for field, is_wrong, _ in wrong if is_wrong), None)
        if first is None:
            self.corrected.emit(PersonDetails(*typed))
        else:
            first.edit.setFocus()

    def show_taken(self) -> None:
        """Neutrally: not even somebody who is signed in learns who else is here."""
        self.email.show_fault("account.not_possible")

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self.save_button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.first_name.edit
