"""The teams that were kept: who is in each by code, how many went since, and what brings one back."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from progrez_desktop.core.model.team import Pool, SavedTeam
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.layouts import clear
from progrez_desktop.ui.page import Sentence
from progrez_desktop.ui.registry_places import PLACES
from progrez_desktop.ui.staff_page import StaffPage
from progrez_desktop.ui.widgets.basic import Button
from progrez_desktop.ui.widgets.desk_entry import DeskEntry, plain


class TeamsPage(StaffPage):
    new = Signal()
    opened = Signal(str)
    removed = Signal(str)
    undone = Signal()
    reported = Signal(str)

    def __init__(self, context: Context, pool: Pool, teams: Sequence[SavedTeam]) -> None:
        super().__init__(context, PLACES, "teams", "teams.title")
        self.show_lead(lambda words: words.plural("teams.pool", pool.people))
        self.new_button, self.undo_button = Button("primary"), Button()
        self.say(self.new_button.setText, "teams.new")
        self.say(self.undo_button.setText, "undo_note.undo")
        self.new_button.clicked.connect(self.new)
        self.undo_button.clicked.connect(self.undone)
        self.undo_button.hide()
        self.footer.addWidget(self.undo_button)
        self.put_forth(self.new_button)
        self.entries: list[DeskEntry] = []
        self._list = QVBoxLayout()
        self._list.setSpacing(16)
        self.body.addLayout(self._list)
        self.body.addStretch(1)
        self.show_teams(teams)

    def show_teams(self, teams: Sequence[SavedTeam]) -> None:
        clear(self._list)
        self.entries = [self._team(team) for team in teams]
        if not teams:
            self._list.addWidget(self.plain_card("teams.none", (lambda words: words("teams.none.text"),)))
        for entry in self.entries:
            self._list.addWidget(entry)

    def _team(self, team: SavedTeam) -> DeskEntry:
        told: list[Sentence] = [partial(_made, team), partial(_members, team)]
        if team.lost:
            told.append(lambda words: words.plural("teams.lost", team.lost))
        entry = DeskEntry(self, plain(team.name), told)
        entry.add_button("teams.open", lambda: self.opened.emit(team.id))
        entry.add_button("team.report", lambda: self.reported.emit(team.id))
        entry.add_button("teams.remove", lambda: self.removed.emit(team.id))
        return entry

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        buttons = [button for entry in self.entries for button in entry.buttons.values()]
        for button in (self.new_button, self.undo_button, *buttons):
            button.setEnabled(not busy)

    def show_removed(self, name: str) -> None:
        self.show_note("teams.removed", name=name)
        self.undo_button.show()
        self.undo_button.setFocus()

    def show_restored(self, name: str) -> None:
        self.show_note("teams.restored", name=name)
        self.undo_button.hide()

    def first_control(self) -> QWidget:
        return self.new_button


def _made(team: SavedTeam, words: Words) -> str:
    return words.plural("teams.made", len(team.members), at=words.date(team.made_ms))


def _members(team: SavedTeam, words: Words) -> str:
    return ", ".join(person.code for person in team.members) or words("teams.nobody_left")
