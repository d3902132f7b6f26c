"""Entering a request that came by mail: what is asked, about whose account, who asks, and on which day it came."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from progrez_desktop.core.model.duty import KINDS, Request
from progrez_desktop.core.services.duty_view import Going
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.editor import Editor
from progrez_desktop.ui.widgets.field import Field
from progrez_desktop.ui.widgets.going_card import GoingCard
from progrez_desktop.ui.widgets.pick import Pick

_NOTE_HEIGHT, _NOTE_SIGNS = 50, 2000
_OF_THE_DAY = ("day_not_valid", "duty_received_later")


class DutyNewPage(StaffPage):
    typed = Signal(str, object, str, bool)
    """The kind, the Request, the day as it was typed, and whether what it erases was read and pressed on."""
    back = Signal()

    def __init__(self, context: Context, places: Places, today: str) -> None:
        super().__init__(context, places, "duties", "duties.new.title")
        self.show_lead(lambda words: words("duties.new.lead"))
        frame, inside = card(margin=20, spacing=10)
        self.kind = Pick(self, "duties.new.kind", [(one, partial(_kind, one)) for one in KINDS])
        kind = label("field")
        self.say(kind.setText, "duties.new.kind")
        inside.addWidget(kind)
        row = self.row_or_column(12)
        row.addWidget(self.kind)
        row.addStretch(1)
        inside.addLayout(row)
        self.email = Field(self, "duties.new.email")
        self.name = Field(self, "duties.new.name")
        self.reply_to = Field(self, "duties.new.reply_to")
        self.received = Field(self, "duties.new.received")
        self.received.edit.setText(today)
        for pair in ((self.email, self.name), (self.reply_to, self.received)):
            row = self.row_or_column(16)
            for field in pair:
                row.addWidget(field, 1)
                field.edit.returnPressed.connect(self._enter)
                field.edit.textEdited.connect(lambda _: self._ask_anew())
            inside.addLayout(row)
        inside.addWidget(self._note_title())
        inside.addWidget(self.note_edit)
        self.add_narrow(frame)
        self.going = GoingCard(self, "duties.going.at_once")
        self.going.sure.connect(lambda: self.typed.emit(*self._given(), True))
        self.going.not_sure.connect(self._begin_again)
        self.add_narrow(self.going)
        self.body.addStretch(1)
        self.back_button, self.enter_button = Button(), Button("primary")
        self.say(self.back_button.setText, "duties.back")
        self.say(self.enter_button.setText, "duties.new.enter")
        self.back_button.clicked.connect(self.back)
        self.enter_button.clicked.connect(self._enter)
        self.footer.addWidget(self.back_button)
        self.put_forth(self.enter_button)
        self.kind.currentIndexChanged.connect(lambda _: self._ask_anew())
        context.changed.connect(self._leave_room)

    def _note_title(self) -> QFrame:
        title = label("field")
        self.note_edit = Editor(_NOTE_SIGNS)
        self.note_edit.setProperty("role", "note")
        self.say(title.setText, "duties.new.note")
        self.say(self.note_edit.setAccessibleName, "duties.new.note")
        title.setBuddy(self.note_edit)
        self._leave_room()
        return title

    def _leave_room(self) -> None:
        self.note_edit.setFixedHeight(self.context.theme.px(_NOTE_HEIGHT))

    def _given(self) -> tuple[str, Request, str]:
        email, name, reply_to = (field.text().strip() for field in (self.email, self.name, self.reply_to))
        request = Request(email, name, reply_to, self.note_edit.toPlainText().strip())
        return self.kind.chosen, request, self.received.text().strip()

    def _enter(self) -> None:
        for field in (self.email, self.reply_to, self.received):
            field.show_fault(None)
        self.going.hide()
        self.typed.emit(*self._given(), False)

    def _ask_anew(self) -> None:
        """What was said of another address holds for this one no more."""
        self.going.hide()
        self.enter_button.setEnabled(not self.is_busy)

    def _begin_again(self) -> None:
        self._ask_anew()
        self.kind.setFocus()

    def show_going(self, going: Going) -> None:
        """Say exactly what entering this erases, and ask once more."""
        self.going.show_going(going)
        self.enter_button.setEnabled(False)
        self.go_on_at(self.going.back_button, self.going)

    def field_of(self, code: str) -> Field | None:
        return self.received if code in _OF_THE_DAY else self.email if code.startswith("email") else None

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        for button in (self.enter_button, self.back_button, *self.going.buttons):
            button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.kind


def _kind(kind: str, words: Words) -> str:
    return words(f"duties.asks.{kind}")
