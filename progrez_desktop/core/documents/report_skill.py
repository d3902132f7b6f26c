"""One skill of the report: where the person stands, what they may recognise, and what they can try."""

from typing import Any

from progrez_desktop.core.documents.band_chart import draw_band
from progrez_desktop.core.documents.flow import Row
from progrez_desktop.core.documents.report_style import (
    BODY,
    COLUMN,
    GAP,
    LABEL,
    PANEL,
    ROOM,
    SKILL,
    SMALL,
    STRONG,
    Setter,
)
from progrez_desktop.core.documents.sheet import colour
from progrez_desktop.core.documents.structure import Element
from progrez_desktop.core.documents.tagging import beside, stacked
from progrez_desktop.core.documents.text import Span, Style
from progrez_desktop.core.model.report import ReportSkill
from progrez_desktop.core.profile import level_of
from progrez_desktop.core.words import Words
from progrez_desktop.scoring.scores import NotScored

_BAND_X, _BAND_ROOM = 156.0, 180.0
_RESULT_X = _BAND_X + _BAND_ROOM + 14.0
_ABOVE = 13.0
_DEFINITION = Style(8.25, colour="ink_700", line_height=1.35)


def result_of(skill: ReportSkill, words: Words) -> str:
    """Return the margin and the level, or that there is no score; and whether the person contests it."""
    if isinstance(skill.score, NotScored):
        return words("profile.no_number")
    key = "cv.band.one" if skill.score.low == skill.score.high else "cv.band.range"
    told = words(key, low=skill.score.low, high=skill.score.high, level=words(f"level.{level_of(skill.score)}"))
    return words("contest.mark", result=told) if skill.is_contested else told


class SkillRows:
    """Sets one skill; a page break never parts it."""

    def __init__(self, skill: ReportSkill, words: Words, setter: Setter) -> None:
        self._skill, self._words, self._set = skill, words, setter

    def section(self, element: Element) -> Row:
        rows = [self._head(element), self._described(element), self._halves(element)]
        return stacked(rows, gap=_ABOVE)

    def _head(self, element: Element) -> Row:
        """The name, the band and its words on one line, under a rule in the colour of the group."""
        skill, setter = self._skill, self._set
        name = stacked(setter.text(skill.name, SKILL, _BAND_X - 8, element.add("H2")))
        result = stacked(setter.text(result_of(skill, self._words), STRONG, ROOM - _RESULT_X, element.add("P")))

        def draw(canvas: Any, x: float, top: float) -> None:
            with setter.structure.decoration(canvas):
                canvas.setFillColor(colour(skill.colour))
                canvas.rect(x, top - 1.5, ROOM, 1.5, stroke=0, fill=1)
            name.draw(canvas, x, top - 5)
            if not isinstance(skill.score, NotScored):
                with setter.structure.decoration(canvas):
                    draw_band(canvas, skill.score, skill.colour, x + _BAND_X, top - 10.5, _BAND_ROOM)
            result.draw(canvas, x + _RESULT_X, top - 7)

        return Row(5 + max(name.height, result.height + 2), draw)

    def _described(self, element: Element) -> Row:
        """What the skill is, and what the score rests on or why there is none."""
        skill = self._skill
        spans = [Span(f"{skill.description}  ", _DEFINITION), Span(skill.basis, SMALL)]
        return stacked(self._set.spans(spans, ROOM, element.add("P")))

    def _halves(self, element: Element) -> Row:
        left, right = self._self(element), self._try(element)
        return beside(left, right, COLUMN + GAP, gap=5)

    def _self(self, element: Element) -> Row:
        """What the score may mean for the person, and what to think about."""
        skill, setter, words, rows = self._skill, self._set, self._words, list[Row]()
        if skill.meaning:
            rows += setter.text(skill.meaning, BODY, COLUMN, element.add("P"))
            rows += setter.text(words("report.skill.seen"), LABEL, COLUMN, element.add("P"), gap=4)
            listed = element.add("L")
            rows += [setter.bulleted(text, COLUMN, listed, gap=1) for text in skill.seen]
        rows += setter.headed(words("report.skill.ask"), skill.ask, COLUMN, element.add("P"), gap=4)
        return stacked(rows)

    def _try(self, element: Element) -> Row:
        skill, setter, words, room = self._skill, self._set, self._words, COLUMN - 2 * PANEL
        rows: list[Row] = []
        if skill.use:
            rows += setter.headed(words("report.skill.use"), skill.use, room, element.add("P"))
        rows += setter.text(words("report.skill.grow"), LABEL, room, element.add("P"), gap=4)
        listed = element.add("L")
        rows += [setter.bulleted(text, room, listed, gap=1) for text in skill.grow]
        return setter.panel(stacked(rows), COLUMN)
