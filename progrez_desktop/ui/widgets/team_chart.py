"""How a team covers what is needed: a strip for each skill, and the same as a table."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.core.model.team import Member, SkillLine, Team
from progrez_desktop.core.services.recruiting import team_words
from progrez_desktop.core.words import Words
from progrez_desktop.ui.by_turns import ByTurns
from progrez_desktop.ui.page import Page, Sentence
from progrez_desktop.ui.widgets.basic import Button, label
from progrez_desktop.ui.widgets.member_card import CalledIn
from progrez_desktop.ui.widgets.plain_table import PlainTable
from progrez_desktop.ui.widgets.skill_strip import SkillStrip

_NAME, _SAID = 130, 76
_SEEN_FIRST = 4
"""Rows of the table that fit on a usual screen below the members."""


class TeamChart(QFrame):
    """One sign a person only where that person's own grant lets this screen show it; else the distribution alone."""

    def __init__(self, page: Page, team: Team, skills: Sequence[str], called: CalledIn) -> None:
        super().__init__()
        self._page, self._called, self._members = page, called, team.members
        self._fixed: list[tuple[QWidget, int]] = []
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(4)
        title, legend = label("h3"), label("small")
        page.say(title.setText, "team.chart.title")
        self.shows_people = any(member.may_show for member in team.members)
        page.say(legend.setText, "team.chart.legend" if self.shows_people else "team.chart.legend_spread")
        column.addWidget(title)
        column.addWidget(legend)
        told = {line.skill: line for line in team.skills}
        self._lines = [told[skill] for skill in skills if skill in told]
        self._strips, self._table_place = QWidget(), QWidget()
        inside = QVBoxLayout(self._strips)
        inside.setContentsMargins(0, 4, 0, 4)
        inside.setSpacing(2)
        for line in self._lines:
            inside.addWidget(self._strip(line, team.members))
        column.addWidget(self._strips)
        table_inside = QVBoxLayout(self._table_place)
        table_inside.setContentsMargins(0, 4, 0, 4)
        self._table_place.hide()
        column.addWidget(self._table_place)
        self.table_button = Button("link")
        self.table_button.setCheckable(True)
        page.say(self.table_button.setText, "team.chart.as_table")
        self.table_button.toggled.connect(self._show_table)
        column.addWidget(self.table_button, 0, Qt.AlignmentFlag.AlignLeft)
        page.context.changed.connect(self._fit)
        self._fit()

    def _strip(self, line: SkillLine, members: Sequence[Member]) -> QWidget:
        whole = QWidget()
        row = QHBoxLayout(whole)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        name, said = label("strong"), label("small")
        page = self._page
        page.tell(name.setText, lambda words: self._called(words)(line.skill))
        page.tell(said.setText, partial(_covered, line))
        strip = SkillStrip(page.context, line, members)
        page.tell(strip.setAccessibleName, lambda words: self._spoken(line, words))
        page.tell(strip.setToolTip, lambda words: self._spoken(line, words))
        self._fixed += [(name, _NAME), (said, _SAID)]
        row.addWidget(name)
        row.addWidget(strip, 1)
        row.addWidget(said)
        return whole

    def _spoken(self, line: SkillLine, words: Words) -> str:
        if not line.of:
            return words("team.chart.spoken.untold", skill=self._called(words)(line.skill))
        told = words(
            "team.chart.spoken",
            skill=self._called(words)(line.skill),
            mean=team_words.sten(line.mean, words),
            least=team_words.sten(line.least, words),
            most=team_words.sten(line.most, words),
            covered=team_words.covered(line, words),
        )
        people = _people(line, self._members, words)
        return f"{told} {people}" if people else told

    def _show_table(self, shown: bool) -> None:
        if shown and (inside := self._table_place.layout()) is not None and inside.count() == 0:
            inside.addWidget(self._table())
        self._strips.setVisible(not shown)
        self._table_place.setVisible(shown)

    def _table(self) -> PlainTable:
        columns, shares = ["skill", "mean", "least", "spread", "reach", "covered"], [7, 3, 3, 3, 2, 4]
        if self.shows_people:
            columns, shares = [*columns, "people"], [*shares, 5]
        table = PlainTable(self._page, "team.column", columns, shares)
        begins = range(0, len(self._lines), _SEEN_FIRST)
        rows = (partial(self._add, table, self._lines[at : at + _SEEN_FIRST]) for at in begins)
        ByTurns(self._page, rows, at_once=1, owner=table)
        return table

    def _add(self, table: PlainTable, lines: Sequence[SkillLine]) -> None:
        for line in lines:
            table.add(self._cells(line))

    def _cells(self, line: SkillLine) -> list[tuple[str, Sentence]]:
        cells: list[tuple[str, Sentence]] = [
            ("strong", partial(_name, self._called, line)),
            ("smallink", partial(_mean, line)),
            ("smallink", partial(team_words.sten, line.least)),
            ("smallink", partial(team_words.sten, line.spread)),
            ("smallink", partial(_reach, line)),
            ("smallink", partial(_covered, line)),
        ]
        if self.shows_people:
            cells.append(("small", partial(_unbroken_people, line, self._members)))
        return cells

    def _fit(self) -> None:
        """Names take the same room in each row, or the strips can't be compared."""
        theme = self._page.context.theme
        for widget, width in self._fixed:
            widget.setFixedWidth(theme.px(width))


def _name(called: CalledIn, line: SkillLine, words: Words) -> str:
    return called(words)(line.skill)


def _covered(line: SkillLine, words: Words) -> str:
    return team_words.covered(line, words)


def _mean(line: SkillLine, words: Words) -> str:
    if line.mean is None or line.mean_error is None:
        return team_words.sten(line.mean, words)
    return words("team.mean", mean=words.decimal(line.mean, 1), error=words.decimal(line.mean_error, 1))


def _reach(line: SkillLine, words: Words) -> str:
    return words("team.reach", reach=line.reach, of=line.of) if line.of else words("team.untold")


def _unbroken_people(line: SkillLine, members: Sequence[Member], words: Words) -> str:
    """As `_people`, with each letter and its margin in one line."""
    values = _people(line, members, words).replace(" ", "\u00a0").replace("–", "–\u2060")
    return values.replace(",\u00a0", ", ")


def _people(line: SkillLine, members: Sequence[Member], words: Words) -> str:
    shown = [
        words("team.value", letter=team_words.letter_of(place), low=margin.low, high=margin.high)
        for place, member in enumerate(members)
        if member.may_show and (margin := member.scores.get(line.skill)) is not None
    ]
    return ", ".join(shown)
