"""One team on screen: a card for each member, how it covers what is needed, why it, and what changes would do."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from progrez_desktop.core.model.team import Ask, Candidacy, Change, Team
from progrez_desktop.core.services.recruiting import team_roles, team_words
from progrez_desktop.core.services.recruiting.team_roles import Part
from progrez_desktop.core.words import Words
from progrez_desktop.ui.by_turns import ByTurns
from progrez_desktop.ui.layouts import discard
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button, label
from progrez_desktop.ui.widgets.even_grid import EvenGrid
from progrez_desktop.ui.widgets.field import Field
from progrez_desktop.ui.widgets.member_card import CalledIn, MemberCard, OutZone
from progrez_desktop.ui.widgets.plain_table import PlainTable
from progrez_desktop.ui.widgets.team_changes import CandidacyCard, ChangeCard
from progrez_desktop.ui.widgets.team_chart import TeamChart

_IN_A_ROW, _LARGE_IN_A_ROW = 5, 2
_LEAST_CARD = 124
"""Pixels at the smallest text size, in which the longest name of a skill has room."""


class TeamView(QWidget):
    without = Signal(str)
    changed = Signal(str, str)
    """Who goes, and who comes; nobody where one of them is empty."""
    weigh = Signal(str)
    """The code of a candidate who is looked at in this team."""

    def __init__(self, page: Page, team: Team, ask: Ask, draws: int, skills: Sequence[str], called: CalledIn) -> None:
        super().__init__()
        self._page, self.team, self._called = page, team, called
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self.cards = [MemberCard(page, place, one, draws, called) for place, one in enumerate(team.members)]
        self._grid = EvenGrid(spacing=8)
        self._column.addLayout(self._grid)
        for one in self.cards:
            self._grid.addWidget(one)
            one.without.connect(self.without)
        zone = OutZone(page)
        zone.without.connect(self.without)
        self.zone = zone
        self._column.addWidget(zone)
        self._asked: QWidget | None = None
        self._candidate_place: QVBoxLayout | None = None
        self._found: Candidacy | None = None
        self.chart = TeamChart(page, team, skills, called)
        self._column.addWidget(self.chart)
        ByTurns(page, [partial(self._put_below, ask)], at_once=0, owner=self)
        page.context.changed.connect(self._arrange)
        self._arrange()

    def _arrange(self) -> None:
        theme = self._page.context.theme
        self._grid.allow(_LARGE_IN_A_ROW if theme.is_large else _IN_A_ROW, theme.px(_LEAST_CARD))

    def _put_below(self, ask: Ask) -> None:
        for made in (self._why(ask), self._roles(), self._candidate()):
            self._column.addWidget(made)
        if self._found is not None:
            self.show_candidacy(self._found)

    def _why(self, ask: Ask) -> QFrame:
        frame, inside = self._page.titled_card("team.why")
        told = label("body")
        self._page.tell(told.setText, lambda words: _why_of(self.team, ask, self._called, words))
        inside.addWidget(told)
        return frame

    def _roles(self) -> QFrame:
        """Roles and steps as what is covered, with what stands for each and how weak that mapping is."""
        frame, inside = self._page.titled_card("team.roles")
        note = label("small")
        self._page.say(note.setText, "team.roles.note")
        inside.addWidget(note)
        for about, parts in (
            ("role", team_roles.roles(self.team.skills)),
            ("phase", team_roles.phases(self.team.skills)),
        ):
            table = PlainTable(self._page, "team.roles.column", (about, "stands_for", "covered"), (3, 5, 2))
            for part in parts:
                table.add(
                    (
                        ("strong", partial(_part, about, part)),
                        ("small", partial(_stands_for, part, self._called)),
                        ("smallink", partial(_covered, part)),
                    )
                )
            inside.addWidget(table)
        return frame

    def _candidate(self) -> QFrame:
        frame, inside = self._page.titled_card("team.candidacy")
        self.code = Field(self._page, "team.candidacy.code")
        self.weigh_button = Button()
        self._page.say(self.weigh_button.setText, "team.candidacy.look")
        self.weigh_button.clicked.connect(self._weigh)
        self.code.edit.returnPressed.connect(self._weigh)
        inside.addWidget(self.code)
        inside.addWidget(self.weigh_button, 0, Qt.AlignmentFlag.AlignLeft)
        self._candidate_place = inside
        return frame

    def _weigh(self) -> None:
        if typed := self.code.text().strip():
            self.weigh.emit(typed)

    # What was asked about it

    def show_change(self, change: Change) -> None:
        """Show what the team is without somebody, below the cards."""
        made = ChangeCard(self._page, change, self._called)
        made.made.connect(self.changed)
        self._found = None
        self._put(made, self._column, self._column.indexOf(self.chart))
        self._page.go_on_at(made.leave_button)

    def show_candidacy(self, found: Candidacy) -> None:
        """Show what a candidate would do to the team, once the place for that is there."""
        self._found = found
        if self._candidate_place is None:
            return
        here = found.person.release_id in self.team.release_ids
        made = CandidacyCard(self._page, found, self._called, may_put=not here)
        made.put_in.connect(lambda release_id: self.changed.emit("", release_id))
        self._put(made, self._candidate_place, -1)

    def _put(self, widget: QWidget, where: QVBoxLayout, at: int) -> None:
        if self._asked is not None:
            discard(self._asked)
        self._asked = widget
        where.insertWidget(at, widget)


def _why_of(team: Team, ask: Ask, called: CalledIn, words: Words) -> str:
    return " ".join(team_words.why(team, ask, called(words), words)) or words("team.why.nothing")


def _part(about: str, part: Part, words: Words) -> str:
    return words(f"team.{about}.{part.name}")


def _stands_for(part: Part, called: CalledIn, words: Words) -> str:
    return ", ".join(called(words)(skill) for skill in part.skills)


def _covered(part: Part, words: Words) -> str:
    return team_words.coverage(part.covered, words)
