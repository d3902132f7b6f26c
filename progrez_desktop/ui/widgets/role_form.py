"""What a role asks of each skill: how much it matters, and in which range of stens."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from progrez_desktop.core.model.assessment import Skill
from progrez_desktop.core.model.role import Want
from progrez_desktop.core.services.recruiting import role_words
from progrez_desktop.core.words import Words
from progrez_desktop.scoring.expert_agreement import LEVELS, SkillAgreement
from progrez_desktop.scoring.fit import HIGHEST, LOWEST, SkillRange
from progrez_desktop.ui.by_turns import ByTurns
from progrez_desktop.ui.page import Page, Sentence
from progrez_desktop.ui.widgets.basic import label, line, live
from progrez_desktop.ui.widgets.pick import Pick

_NAME = 200
"""Pixels for the name of a skill at the smallest text size."""


_IN_A_TURN = 3
"""Skills; of them, two turns fill a usual screen."""
_BLANK = Want(0, SkillRange(LOWEST))


class _Row(QWidget):
    """One skill. Its range can be chosen where the skill matters at all."""

    def __init__(self, page: Page, skill: Skill, want: Want, agreement: SkillAgreement | None) -> None:
        super().__init__()
        self._page = page
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(4)
        row = page.row_or_column(12)
        self.name = label("strong")
        page.tell(self.name.setText, lambda words: skill.name[words.language])
        page.tell(self.name.setToolTip, lambda words: skill.description[words.language])
        self.importance = Pick(page, "role.form.importance", [(str(n), _important(n)) for n in range(LEVELS)], self)
        stens = range(LOWEST, HIGHEST + 1)
        self.low = Pick(page, "role.form.low", [(str(n), _sten("role.form.from", n)) for n in stens], self)
        self.high = Pick(page, "role.form.high", [(str(n), _sten("role.form.to", n)) for n in stens], self)
        for pick, key in ((self.importance, "importance"), (self.low, "low"), (self.high, "high")):
            page.tell(pick.setAccessibleName, _spoken(f"role.form.{key}", skill))
        self.choose(_written(want))
        row.addWidget(self.name)
        row.addWidget(self.importance)
        row.addWidget(self.low)
        row.addWidget(self.high)
        row.addStretch(1)
        column.addLayout(row)
        if agreement is not None:
            told = label("small")
            page.tell(told.setText, lambda words: role_words.of_skill(agreement, words))
            column.addWidget(told)
        self.fault = live("error")
        page.say(self.fault.setText, "role.form.range_wrong")
        self.fault.hide()
        column.addWidget(self.fault)
        self.importance.currentIndexChanged.connect(self._weigh)
        self._weigh()

    def _weigh(self) -> None:
        for pick in (self.low, self.high):
            pick.setEnabled(self.importance.chosen != "0")

    @property
    def chosen(self) -> str:
        """Importance, low and high, as they stand; also where the range is wrong."""
        return " ".join(pick.chosen for pick in (self.importance, self.low, self.high))

    def choose(self, chosen: str) -> None:
        for pick, code in zip((self.importance, self.low, self.high), chosen.split(), strict=True):
            pick.choose(code)

    def want(self) -> Want | None:
        """Return what is chosen; None where the range ends before it begins, which is said then."""
        low, high = int(self.low.chosen), int(self.high.chosen)
        importance = int(self.importance.chosen)
        is_wrong = low > high and importance > 0
        self.fault.setVisible(is_wrong)
        if is_wrong:
            self.low.setFocus()
            self._page.show_together(self, self)
            return None
        return Want(importance, SkillRange(min(low, high), max(low, high)))


class RoleForm(QWidget):
    def __init__(
        self,
        page: Page,
        skills: Sequence[Skill],
        wants: Mapping[str, Want],
        agreement: Mapping[str, SkillAgreement] | None = None,
    ) -> None:
        super().__init__()
        self._page = page
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._rows: dict[str, _Row] = {}
        self._first = {skill.id: _written(wants.get(skill.id, _BLANK)) for skill in skills}
        begins = range(0, len(skills), _IN_A_TURN)
        parts = (partial(self._add, skills[at : at + _IN_A_TURN], wants, agreement or {}) for at in begins)
        self._rest = ByTurns(page, parts, at_once=2)
        page.context.changed.connect(self._fit)

    @property
    def rows(self) -> dict[str, _Row]:
        """Those of all skills."""
        self._rest.finish()
        return self._rows

    @property
    def is_blank(self) -> bool:
        """Whether no skill matters: what nobody filled in."""
        return all(row.importance.chosen == "0" for row in self._rows.values())

    def _add(self, skills: Sequence[Skill], wants: Mapping[str, Want], agreement: Mapping[str, SkillAgreement]) -> None:
        for skill in skills:
            if self._rows:
                self._column.addWidget(line())
            want = wants.get(skill.id, _BLANK)
            self._rows[skill.id] = _Row(self._page, skill, want, agreement.get(skill.id))
            self._column.addWidget(self._rows[skill.id])
        self._fit()

    def filled_in(self) -> dict[str, str]:
        """Return by skill what stands in its row, made or not, for `fill_in`."""
        return {**self._first, **{skill: row.chosen for skill, row in self._rows.items()}}

    def fill_in(self, chosen: Mapping[str, str]) -> None:
        for skill, row in self.rows.items():
            row.choose(chosen.get(skill, row.chosen))

    def wants(self) -> dict[str, Want] | None:
        """Return what is chosen of each skill; None where one of them is wrong, which is said there."""
        found = {skill: row.want() for skill, row in reversed(self.rows.items())}
        if any(want is None for want in found.values()):
            return None
        return {skill: want for skill, want in reversed(found.items()) if want is not None}

    def _fit(self) -> None:
        """Names take the same room in each row, or the choices beside them would not stand below one another."""
        theme = self._page.context.theme
        for row in self._rows.values():
            row.name.setMinimumWidth(0 if theme.is_large else theme.px(_NAME))
            row.name.setMaximumWidth(16_777_215 if theme.is_large else theme.px(_NAME))


def _written(want: Want) -> str:
    return f"{want.importance} {want.range.low} {want.range.high}"


def _important(level: int) -> Sentence:
    return lambda words: words(f"role.importance.{level}")


def _sten(key: str, number: int) -> Sentence:
    return lambda words: words(key, sten=number)


def _spoken(key: str, skill: Skill) -> Sentence:
    def told(words: Words) -> str:
        return f"{skill.name[words.language]}: {words(key)}"

    return told
