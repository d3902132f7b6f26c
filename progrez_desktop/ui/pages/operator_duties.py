"""Requests about somebody's data that came by mail: what is due first first, and those that were answered."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from progrez_desktop.core.services.duties import Standing
from progrez_desktop.core.words import Words
from progrez_desktop.ui import duties_words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.widgets.basic import Button, label, line
from progrez_desktop.ui.widgets.state_row import StateRow


class DutiesPage(StaffPage):
    opened = Signal(str)
    """The number of a request."""
    entering = Signal()

    def __init__(self, context: Context, places: Places, found: Sequence[Standing], now_ms: int) -> None:
        super().__init__(context, places, "duties", "operator.go.duties")
        self._now_ms = now_ms
        self.open_buttons: dict[str, Button] = {}
        self.show_lead(lambda words: words("duties.lead"))
        going_on = [one for one in found if one.state != "closed"]
        closed = [one for one in found if one.state == "closed"]
        self._say_state(going_on)
        if going_on:
            self.body.addWidget(self._card_of("duties.open.title", going_on))
        else:
            self.body.addWidget(self.sole_card("duties.none"))
        if closed:
            self.body.addWidget(self._card_of("duties.closed.title", closed))
        self.body.addStretch(1)
        self.new_button = Button("primary")
        self.say(self.new_button.setText, "duties.enter")
        self.new_button.clicked.connect(self.entering)
        self.put_forth(self.new_button)

    def _say_state(self, going_on: Sequence[Standing]) -> None:
        overdue = sum(one.state == "overdue" for one in going_on)
        soon = sum(one.state == "reminder" for one in going_on)
        for count, key, tone in ((overdue, "duties.pill.overdue", "danger"), (soon, "duties.pill.soon", "warn")):
            if count:
                self.tell_state(lambda words, key=key, count=count: words.plural(key, count), tone)  # type: ignore[misc]
                return

    def _card_of(self, title_key: str, found: Sequence[Standing]) -> QFrame:
        frame, inside = self.titled_card(title_key)
        for one in found:
            row = StateRow(
                self,
                partial(duties_words.called, one),
                partial(duties_words.detail, one),
                partial(duties_words.due, one, self._now_ms),
                duties_words.TONES[one.state],
            )
            number = one.duty.number
            button = self.open_buttons[number] = row.add_button("duties.look", partial(self.opened.emit, number))
            self.tell(button.setAccessibleName, partial(_opens, one))
            inside.addWidget(line())
            inside.addWidget(row)
        if found[0].state == "closed":
            wiped = label("small")
            self.say(wiped.setText, "duties.wiped")
            inside.addWidget(wiped)
        return frame

    def first_control(self) -> QWidget:
        return next(iter(self.open_buttons.values()), self.new_button)


def _opens(one: Standing, words: Words) -> str:
    """Two may ask the same: by its number it is heard which of them it is."""
    number = words("duties.number", number=one.duty.number)
    return f"{words('duties.look')}: {duties_words.called(one, words)}, {number}"
