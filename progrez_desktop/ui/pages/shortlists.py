"""Shortlists of a registry: who is on each is told by number, and who went from it as well."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.model.registry import Row
from progrez_desktop.core.model.shortlist import Shortlist
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.registry_places import PLACES
from progrez_desktop.ui.staff_page import StaffPage
from progrez_desktop.ui.widgets.basic import Button
from progrez_desktop.ui.widgets.desk_entry import DeskEntry, plain


class _ListPage(StaffPage):
    """Entries below one another, and a button that undoes the last change."""

    undone = Signal()

    def __init__(self, context: Context, title_key: str | None) -> None:
        super().__init__(context, PLACES, "shortlists", title_key)
        self.entries: dict[str, DeskEntry] = {}
        self.undo_button = Button()
        self.say(self.undo_button.setText, "undo_note.undo")
        self.undo_button.clicked.connect(self.undone)
        self.undo_button.hide()
        self.footer.addWidget(self.undo_button)

    def show_undo(self, key: str, name: str) -> None:
        """Say what was done, beside the button that undoes it."""
        self.show_note(key, name=name)
        self.undo_button.show()

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        buttons = [button for entry in self.entries.values() for button in entry.buttons.values()]
        for button in (self.undo_button, *buttons):
            button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        if self.undo_button.isVisibleTo(self):
            return self.undo_button
        buttons = (button for entry in self.entries.values() for button in entry.buttons.values())
        return next(buttons, self.bar.entries["shortlists"])


class ShortlistsPage(_ListPage):
    opened = Signal(str)
    dropped = Signal(str)

    def __init__(self, context: Context, found: Sequence[Shortlist]) -> None:
        super().__init__(context, "shortlists.title")
        self.show_lead(lambda words: words("shortlists.lead"))
        for one in found:
            self.body.addWidget(self._entry(one))
        if not found:
            self.body.addWidget(self.sole_card("shortlists.none"))
        self.body.addStretch(1)

    def _entry(self, one: Shortlist) -> DeskEntry:
        entry = self.entries[one.id] = DeskEntry(self, plain(one.name), (partial(_told, one),))
        entry.add_button("shortlists.open", lambda: self.opened.emit(one.id))
        entry.add_button("shortlists.drop", lambda: self.dropped.emit(one.id))
        return entry


class ShortlistPage(_ListPage):
    """Who is on one, by code."""

    back = Signal()
    looked_at = Signal(str)
    taken_off = Signal(str, str)
    """A release and its code."""

    def __init__(self, context: Context, one: Shortlist, rows: Sequence[Row]) -> None:
        super().__init__(context, None)
        self.tell(self.entitle, plain(one.name))
        self.show_lead(partial(_told, one))
        for row in rows:
            self.body.addWidget(self._entry(row))
        if not rows:
            self.body.addWidget(self.sole_card("shortlist.nobody"))
        self.body.addStretch(1)
        self.back_button = Button()
        self.say(self.back_button.setText, "shortlists.back")
        self.back_button.clicked.connect(self.back)
        self.footer.addWidget(self.back_button)

    def _entry(self, row: Row) -> DeskEntry:
        until_ms = row.until_ms
        entry = self.entries[row.release_id] = DeskEntry(
            self, plain(row.code), (lambda words: words("shortlist.ends", until=words.date(until_ms)),)
        )
        entry.add_button("shortlist.look", lambda: self.looked_at.emit(row.release_id))
        entry.add_button("shortlist.take_off", lambda: self.taken_off.emit(row.release_id, row.code))
        return entry

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self.back_button.setEnabled(not busy)


def _told(one: Shortlist, words: Words) -> str:
    told = [words.plural("shortlist.members", one.members), words("shortlist.made", at=words.date(one.made_ms))]
    if one.lost:
        told.append(words.plural("shortlist.lost", one.lost))
    return " · ".join(told)
