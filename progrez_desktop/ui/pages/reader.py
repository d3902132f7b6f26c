"""Who reads at this workstation, and when they were last trained in it."""

from contextlib import suppress
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.services.recruiting.reader import LONGEST_NAME, Reader
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.registry_places import PLACES
from progrez_desktop.ui.staff_page import StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.field import Field


class ReaderPage(StaffPage):
    kept = Signal(str, object)
    """A name, and a date or None."""

    def __init__(self, context: Context, reader: Reader | None) -> None:
        super().__init__(context, PLACES, "reader", "reader.title")
        frame, inside = card(margin=24, spacing=12)
        text, own = label("body"), label("small")
        self.say(text.setText, "reader.text")
        self.say(own.setText, "reader.own_word")
        self.name, self.trained = Field(self, "reader.name"), Field(self, "reader.trained")
        self.name.edit.setMaxLength(LONGEST_NAME)
        self.trained.edit.setMaxLength(10)
        self.say(self.trained.edit.setPlaceholderText, "reader.day")
        for widget in (text, self.name, self.trained, own):
            inside.addWidget(widget)
        if reader is not None:
            self.name.edit.setText(reader.name)
            self.trained.edit.setText(reader.trained_on.isoformat() if reader.trained_on else "")
        for field in (self.name, self.trained):
            field.edit.returnPressed.connect(self._keep)
        self.body.addWidget(frame)
        self.body.addStretch(1)
        self.keep_button = Button("primary")
        self.say(self.keep_button.setText, "reader.keep")
        self.keep_button.clicked.connect(self._keep)
        self.put_forth(self.keep_button)

    def _keep(self) -> None:
        typed, trained_on = self.trained.text().strip(), None
        with suppress(ValueError):
            trained_on = date.fromisoformat(typed) if typed else None
        self.name.show_fault(None if self.name.text().strip() else "error.reader_unnamed")
        self.trained.show_fault("error.reader_no_day" if typed and trained_on is None else None)
        for field, is_wrong in ((self.name, not self.name.text().strip()), (self.trained, typed and not trained_on)):
            if is_wrong:
                field.edit.setFocus()
                return
        self.kept.emit(self.name.text(), trained_on)

    def show_kept(self, reader: Reader) -> None:
        self.name.edit.setText(reader.name)
        self.show_note("reader.kept", name=reader.name)

    def show_fault(self, failure: Exception) -> None:
        """What is wrong with the day is said where it was typed."""
        if isinstance(failure, Fault) and failure.code == "reader_trained_later":
            self.trained.show_fault(failure.message_key)
            self.trained.edit.setFocus()
            return
        super().show_fault(failure)

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self.keep_button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.name.edit
