"""Two to six people side by side: a band over the other for each skill, and what may be said of their difference."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from progrez_desktop.core.model.assessment import Skill
from progrez_desktop.core.model.compared import Compared, PersonBeside, Placed, SkillAmong
from progrez_desktop.core.services.recruiting import comparison_view
from progrez_desktop.core.words import Words
from progrez_desktop.ui.by_turns import ByTurns
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Sentence
from progrez_desktop.ui.registry_places import PLACES
from progrez_desktop.ui.staff_page import StaffPage
from progrez_desktop.ui.widgets.bands_over import Band, BandsOver
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.plain_table import PlainTable

_SEEN_FIRST = 4
"""Skills that fit on a usual screen, two beside each other."""


class ComparePage(StaffPage):
    """Opening it was noted, and each of them is told. People stand by their codes; there is no order by a score."""

    back = Signal()

    def __init__(self, context: Context, found: Compared, skills: Sequence[Skill]) -> None:
        super().__init__(context, PLACES, "list", None)
        self._found = found
        self._names = {skill.id: skill.short_name for skill in skills}
        self.tell(self.entitle, lambda words: words("compare.title", n=len(found.people)))
        self.show_lead(lambda words: words("compare.lead", codes=", ".join(one.code for one in found.people)))
        self.charts: dict[str, BandsOver] = {}
        self.tables: dict[str, PlainTable] = {}
        self.body.addWidget(self._how_to_read())
        halves = self.row_or_column(16)
        columns = QVBoxLayout(), QVBoxLayout()
        for column in columns:
            column.setSpacing(16)
            column.addStretch(1)
            halves.addLayout(column, 1)
        self.body.addLayout(halves)
        parts = (partial(self._put, columns[at % 2], skill) for at, skill in enumerate(found.skills))
        self.rest = ByTurns(self, parts, at_once=_SEEN_FIRST)
        self.body.addWidget(self._people())
        self.body.addStretch(1)
        self.back_button = Button()
        self.say(self.back_button.setText, "candidate.back")
        self.back_button.clicked.connect(self.back)
        self.footer.addWidget(self.back_button)

    def _put(self, column: QVBoxLayout, skill: SkillAmong) -> None:
        column.insertWidget(column.count() - 1, self._skill(skill))

    def _how_to_read(self) -> QFrame:
        frame, inside = card("marigold", margin=16, spacing=6)
        keys = ["compare.reading", "one_candidate.decides.text"]
        if self._found.without_role:
            keys.insert(0, "compare.without_role")
        if not self._found.skills:
            keys = ["compare.nothing_shared"]
        for key in keys:
            one = label("smallink")
            self.say(one.setText, key)
            inside.addWidget(one)
        if self._found.left_out:
            one = label("smallink")
            self.tell(one.setText, self._left_out)
            inside.addWidget(one)
        return frame

    def _left_out(self, words: Words) -> str:
        names = ", ".join(self._name(skill_id)(words) for skill_id in self._found.left_out)
        return words("compare.left_out", skills=names)

    def _name(self, skill_id: str) -> Sentence:
        names = self._names.get(skill_id, {})
        return lambda words: names.get(words.language, skill_id)

    # One skill

    def _skill(self, skill: SkillAmong) -> QFrame:
        frame, inside = card(margin=16, spacing=8)
        title, said = label("h3"), label("strong")
        name, people = self._name(skill.skill_id), self._found.people
        self.tell(title.setText, name)
        self.tell(said.setText, partial(comparison_view.verdict, skill))
        bands = [Band(who.code, placed.margin) for who, placed in zip(people, skill.placed, strict=True)]
        chart = self.charts[skill.skill_id] = BandsOver(self.context, bands)
        self.tell(chart.setAccessibleName, partial(_spoken, name, people, skill))
        table = self.tables[skill.skill_id] = PlainTable(self, "compare.column", ("who", "score", "said"), (3, 4, 7))
        for who, placed in zip(people, skill.placed, strict=True):
            table.add(
                (
                    ("strong", partial(_code, who)),
                    ("smallink", partial(comparison_view.score, placed)),
                    ("small", partial(comparison_view.standing, placed)),
                )
            )
        for widget in (title, said, chart, table):
            inside.addWidget(widget)
        for sentence in comparison_view.caveats(skill):
            one = label("small")
            self.tell(one.setText, sentence)
            inside.addWidget(one)
        return frame

    # Who they are: by code

    def _people(self) -> QFrame:
        frame, inside = self.titled_card("compare.people")
        table = PlainTable(self, "compare.column", ("who", "finished", "quality"), (2, 3, 7))
        for who in self._found.people:
            table.add(
                (
                    ("strong", partial(_code, who)),
                    ("smallink", partial(comparison_view.finished, who)),
                    ("smallink", partial(comparison_view.about, who)),
                )
            )
        inside.addWidget(table)
        told = label("small")
        self.say(told.setText, "compare.told")
        inside.addWidget(told, 0, Qt.AlignmentFlag.AlignTop)
        return frame

    def first_control(self) -> QWidget:
        return self.back_button


def _code(who: PersonBeside, words: Words) -> str:
    return who.code


def _spoken(name: Sentence, people: Sequence[PersonBeside], skill: SkillAmong, words: Words) -> str:
    scores = [_of(who, placed, words) for who, placed in zip(people, skill.placed, strict=True)]
    verdict = comparison_view.verdict(skill, words)
    return words("compare.spoken", skill=name(words), scores="; ".join(scores), said=verdict)


def _of(who: PersonBeside, placed: Placed, words: Words) -> str:
    return f"{who.code}: {comparison_view.score(placed, words)}"
