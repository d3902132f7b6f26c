"""What an organisation's server has for its devices: one line a pack, and the press that fetches it."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.services.pack_fetching import Offered
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.staff_page import Places
from progrez_desktop.ui.widgets.basic import Button, label, line
from progrez_desktop.ui.widgets.desk_entry import plain
from progrez_desktop.ui.widgets.state_row import StateRow
from progrez_desktop.ui.working_page import WorkingPage

Offers = Sequence[tuple[str, str, Sequence[Offered]]]
"""For each organisation that was asked: its id, its name, and what it has."""


class OffersPage(WorkingPage):
    fetch = Signal(str, object)
    """The id of an organisation, and what of hers is wanted."""
    stop = Signal()
    back = Signal()

    def __init__(self, context: Context, places: Places, offers: Offers) -> None:
        super().__init__(context, places, "packs", "packs_page.offers.title", "packs_page.fetching")
        self.fetch_buttons: dict[str, Button] = {}
        self.working.stop.connect(self.stop)
        for organisation_id, name, found in offers:
            frame, inside = self.titled_card(plain(name))
            if not found:
                nothing = label("body")
                self.say(nothing.setText, "packs_page.offers.none")
                inside.addWidget(nothing)
            for one in found:
                inside.addWidget(line())
                inside.addWidget(self._row(organisation_id, one))
            self.body.addWidget(frame)
        if not offers:
            self.body.addWidget(self.sole_card("packs_page.offers.nobody"))
        self.body.addStretch(1)
        self.back_button = Button()
        self.say(self.back_button.setText, "packs_page.back")
        self.back_button.clicked.connect(self.back)
        self.footer.addWidget(self.back_button)

    def _row(self, organisation_id: str, one: Offered) -> StateRow:
        state, tone = (None, "") if not one.is_here else (_is_here, "ok")
        row = StateRow(self, plain(f"{one.id} {one.version}"), partial(_size, one), state, tone)
        if not one.is_here:
            press = partial(self.fetch.emit, organisation_id, one)
            self.fetch_buttons[one.file_sha256] = row.add_button("packs_page.fetch", press)
        return row

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        for button in (self.back_button, *self.fetch_buttons.values()):
            button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return next(iter(self.fetch_buttons.values()), self.back_button)


def _is_here(words: Words) -> str:
    return words("packs_page.state.here")


def _size(one: Offered, words: Words) -> str:
    size = words("packs_page.kib", kib=words.number(-(-one.bytes // 1024)))
    return f"{size} · {words('packs_page.hash', hash=one.file_sha256[:12])}"
