"""The parts of the report as rows of a column, each with its place in the structure of the document."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from progrez_desktop.core.documents.band_chart import BAND_HEIGHT, centre, draw_band
from progrez_desktop.core.documents.flow import Row
from progrez_desktop.core.documents.report_skill import SkillRows, result_of
from progrez_desktop.core.documents.report_style import (
    BODY,
    COLUMN,
    GAP,
    GROUP,
    INK,
    LABEL,
    PANEL,
    ROOM,
    SMALL,
    STRONG,
    TITLE,
    Setter,
)
from progrez_desktop.core.documents.sheet import colour
from progrez_desktop.core.documents.structure import Element
from progrez_desktop.core.documents.tagging import beside, stacked
from progrez_desktop.core.documents.text import Span, draw_line, wrap
from progrez_desktop.core.model.report import Compared, Report, ReportGroup, ReportSkill
from progrez_desktop.core.words import Words
from progrez_desktop.scoring.scores import SkillScore

_READ = ("self", "band", "scale", "use", "language", "questions")
_STEPS = ("1", "2", "3", "4")
_PLAN = ("skill", "action", "ask", "back")
_ASKED, _QUESTIONS = ("mentor", "employer"), ("1", "2", "3")
_RIGHTS = (("kept", "seen"), ("people", "computer"), ("data", "complain"))
_NAME, _BAND_X, _RESULT_X, _PLACE_X = 118.0, 128.0, 310.0, 446.0
_BAND_ROOM = 166.0
_WRITE = 25.0
"""From one line to write on to the next, in points."""


@dataclass(frozen=True)
class _Example:
    """Kim of the example: 7, from 6 to 8."""

    sten_exact: float = 7.0
    low_exact: float = 6.0
    high_exact: float = 8.0


class ReportRows:
    """Sets the parts of one report. `starts` has the row in which each part begins, with its title and level."""

    def __init__(self, report: Report, words: Words, setter: Setter) -> None:
        self._report, self._words, self._set = report, words, setter
        self.starts: list[tuple[Row, str, int]] = []

    # How to read, how it was answered, and all skills

    def reading(self, parent: Element) -> Iterator[Row]:
        yield from self._title("report.read.title", parent)
        element = parent.add("Sect")
        left = stacked([row for name in _READ for row in self._said(f"report.read.{name}", element, COLUMN)])
        yield beside(left, stacked([self._example(element), *self._quality(element)]), COLUMN + GAP, gap=4)

    def _example(self, parent: Element) -> Row:
        set_ = self._set
        room = COLUMN - 2 * PANEL
        head = set_.text(self._words("report.read.example.title"), LABEL, room, parent.add("P"))
        scale = Row(BAND_HEIGHT + 14.0, self._draw_scale(room), gap=5)
        text = set_.text(self._words("report.read.example"), BODY, room, parent.add("P"), gap=3)
        return set_.panel(stacked([*head, scale, *text]), COLUMN)

    def _draw_scale(self, room: float) -> Callable[[Any, float, float], None]:
        def draw(canvas: Any, x: float, top: float) -> None:
            with self._set.structure.decoration(canvas):
                draw_band(canvas, _Example(), "relate", x, top, room)
                for sten in range(1, 11):
                    (number,) = wrap([Span(str(sten), SMALL)], room)
                    draw_line(canvas, number, x + centre(sten, room) - number.width / 2, top - BAND_HEIGHT - 2)

        return draw

    def _quality(self, parent: Element) -> Iterator[Row]:
        yield from self._set.text(
            self._words("report.quality.title"), LABEL, COLUMN, parent.add("P"), gap=12, keep=True
        )
        for sentence in self._report.quality:
            yield from self._set.text(sentence, BODY, COLUMN, parent.add("P"), gap=2)

    def overview(self, parent: Element) -> Iterator[Row]:
        yield from self._title("report.overview.title", parent, gap=20)
        element = parent.add("Sect")
        if len(self._report.compared) > 1:
            yield from self._said("report.overview.lead", element, ROOM, keep=True)
        for number, block in enumerate(self._report.compared):
            yield from self._block(block, element, is_first=number == 0)
        if self._report.without_score:
            head = self._words("report.overview.without")
            yield from self._set.text(head, STRONG, ROOM, element.add("P"), gap=11, below=2, keep=True)
            for skill in self._report.without_score:
                yield self._unscored(skill, element.add("P"))

    def _block(self, block: Compared, parent: Element, *, is_first: bool) -> Iterator[Row]:
        words = self._words
        head = self._set.text(
            words("report.overview.compared", norm=block.short_norm), STRONG, _RESULT_X, parent.add("P")
        )
        lower = words("report.overview.lower")
        column = stacked(self._set.text(lower, SMALL, ROOM - _RESULT_X, parent.add("P")))
        titled = stacked(head, keep=True)
        if is_first:
            titled = beside(titled, column, ROOM - self._set.width(lower, SMALL), keep=True)
        yield replace(titled, gap=11)
        if len(block.skills) > 1:
            key = "report.overview.tiers" if len(block.tiers) > 1 else "report.overview.not_told"
            yield from self._set.text(words(key), SMALL, ROOM, parent.add("P"), below=2, keep=True)
        for number, tier in enumerate(block.tiers):
            if number:
                yield Row(3.0, self._rule, keep=True)
            yield from (self._overviewed(skill, parent.add("P")) for skill in tier)

    def _rule(self, canvas: Any, x: float, top: float) -> None:
        with self._set.structure.decoration(canvas):
            canvas.setStrokeColor(colour("ink_500"))
            canvas.setLineWidth(0.75)
            canvas.line(x, top - 1.5, x + ROOM, top - 1.5)

    def _overviewed(self, skill: ReportSkill, element: Element) -> Row:
        assert isinstance(skill.score, SkillScore)
        score, words, room = skill.score, self._words, ROOM - _PLACE_X
        place = words("report.overview.places", low=score.percentile_low, high=score.percentile_high)
        name, result, among = (
            stacked(self._set.text(text, style, width, element))
            for text, style, width in (
                (skill.name, INK, _NAME),
                (result_of(skill, words), SMALL, _PLACE_X - _RESULT_X),
                (place, INK, room),
            )
        )

        def draw(canvas: Any, x: float, top: float) -> None:
            name.draw(canvas, x, top)
            with self._set.structure.decoration(canvas):
                draw_band(canvas, score, skill.colour, x + _BAND_X, top - 3.5, _BAND_ROOM)
            result.draw(canvas, x + _RESULT_X, top - 1.2)
            among.draw(canvas, x + ROOM - self._set.width(place, INK), top)

        return Row(max(name.height, result.height, among.height), draw, gap=3.5)

    def _unscored(self, skill: ReportSkill, element: Element) -> Row:
        name = stacked(self._set.text(skill.name, INK, _NAME, element))
        why = stacked(self._set.text(skill.basis, SMALL, ROOM - _BAND_X, element))
        return beside(name, why, _BAND_X, gap=3.5)

    # Skill by skill

    def skills(self, parent: Element) -> Iterator[Row]:
        for number, group in enumerate(self._report.groups):
            element = parent.add("Sect")
            yield from self._group(group, element, gap=20 if number else 0)
            for skill in group.skills:
                rows = SkillRows(skill, self._words, self._set)
                section = rows.section(element.add("Sect"))
                self.starts.append((section, skill.name, 1))
                yield section

    def _group(self, group: ReportGroup, parent: Element, gap: float) -> Iterator[Row]:
        style = replace(GROUP, colour="drive_text" if group.colour == "drive" else group.colour)
        rows = self._set.text(group.name, style, ROOM, parent.add("H1"), gap=gap, keep=True)
        self.starts.append((rows[0], group.name, 0))
        yield from rows

    # What next, and rights

    def next_steps(self, parent: Element) -> Iterator[Row]:
        yield from self._title("report.next.title", parent)
        element = parent.add("Sect")
        listed = element.add("L")
        steps = [
            self._set.numbered(int(name), self._words(f"report.next.{name}"), COLUMN, listed, gap=5) for name in _STEPS
        ]
        questions = [row for of in _ASKED for row in self._questions(of, element)]
        yield beside(stacked([*steps, *questions]), self._plan(element), COLUMN + GAP, gap=4)

    def _questions(self, of: str, parent: Element) -> Iterator[Row]:
        head = self._words(f"report.{of}.title")
        yield from self._set.text(head, LABEL, COLUMN, parent.add("P"), gap=13, below=1, keep=True)
        listed = parent.add("L")
        for name in _QUESTIONS:
            yield self._set.bulleted(self._words(f"report.{of}.{name}"), COLUMN, listed, gap=2)

    def _plan(self, parent: Element) -> Row:
        room = COLUMN - 2 * PANEL
        head = self._set.text(self._words("report.plan.title"), LABEL, room, parent.add("P"), below=2)
        rows = [*head]
        for name in _PLAN:
            rows += self._set.text(self._words(f"report.plan.{name}"), SMALL, room, parent.add("P"), gap=6)
            rows.append(Row(_WRITE, self._draw_line_to_write(room)))
        return self._set.panel(stacked(rows), COLUMN)

    def _draw_line_to_write(self, room: float) -> Callable[[Any, float, float], None]:
        def draw(canvas: Any, x: float, top: float) -> None:
            with self._set.structure.decoration(canvas):
                canvas.setStrokeColor(colour("edge"))
                canvas.setLineWidth(0.5)
                canvas.line(x, top - _WRITE + 3, x + room, top - _WRITE + 3)

        return draw

    def said(self, parent: Element) -> Iterator[Row]:
        """What the person says against the result; nothing where they say nothing."""
        if not self._report.said:
            return
        yield from self._title("report.said.title", parent, gap=24)
        element = parent.add("Sect")
        for title, text in self._report.said:
            yield from self._set.headed(f"{title}:", text, ROOM, element.add("P"), gap=5)

    def rights(self, parent: Element) -> Iterator[Row]:
        yield from self._title("report.rights.title", parent, gap=24)
        element = parent.add("Sect")
        for pair in _RIGHTS:
            left, right = (self._right(name, element) for name in pair)
            yield beside(left, right, COLUMN + GAP, gap=8)
        yield from self._set.text(self._report.made_with, SMALL, ROOM, element.add("P"), gap=18)

    def _right(self, name: str, parent: Element) -> Row:
        head = self._set.text(self._words(f"report.rights.{name}.title"), LABEL, COLUMN, parent.add("P"), below=1)
        more = name == "computer" and not self._report.is_of_statements_alone
        text = self._words(f"report.rights.{name}.more" if more else f"report.rights.{name}")
        return stacked([*head, *self._set.text(text, BODY, COLUMN, parent.add("P"))])

    # Shared

    def _title(self, key: str, parent: Element, gap: float = 0.0) -> Sequence[Row]:
        title = self._words(key)
        rows = self._set.text(title, TITLE, ROOM, parent.add("H1"), gap=gap, below=3, keep=True)
        self.starts.append((rows[0], title, 0))
        return rows

    def _said(self, key: str, parent: Element, room: float, *, keep: bool = False) -> Sequence[Row]:
        return self._set.text(self._words(key), BODY, room, parent.add("P"), gap=5, keep=keep)
