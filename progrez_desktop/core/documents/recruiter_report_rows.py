"""The parts of a recruiter's report as rows of a column, each with its place in the structure of the document."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from progrez_desktop.core.documents.band_chart import BAND_HEIGHT, centre, draw_band
from progrez_desktop.core.documents.by_hand import draw_box, line_to_write
from progrez_desktop.core.documents.flow import Row
from progrez_desktop.core.documents.report_style import BODY, INK, LABEL, ROOM, SMALL, STRONG, TITLE, Setter
from progrez_desktop.core.documents.sheet import colour
from progrez_desktop.core.documents.structure import Element
from progrez_desktop.core.documents.tagging import beside, stacked
from progrez_desktop.core.model.interview import Asked, Probe
from progrez_desktop.core.model.recruiter_report import FitLine, LevelLine, RecruiterReport, TipLine
from progrez_desktop.core.words import Words
from progrez_desktop.scoring.fit import SkillRange

_PART = replace(TITLE, size=14)
_FACT_ROOM = 96.0
_NAME, _BAND_X, _TOLD_X = 96.0, 104.0, 284.0
_BAND_ROOM = _TOLD_X - _BAND_X - 14.0
_RANGE_HEIGHT = 13.0
_HATCH = 4.0
_BOX, _WRITE = 9.0, 19.0
"""Points: a box to tick, and from one line to write on to the next."""
_TIP_X = 96.0


class RecruiterRows:
    """Sets the parts of one report. `starts` has the row in which each part begins, with its title."""

    def __init__(self, report: RecruiterReport, words: Words, setter: Setter, *, across: int = 2) -> None:
        """Set what ratings mean in rows of so many."""
        self._report, self._words, self._set, self._across = report, words, setter, across
        self.starts: list[tuple[Row, str]] = []

    def all(self, root: Element) -> Iterator[Row]:
        report = self._report
        yield from self._opening(root)
        yield from self._sentences("use", report.use, root)
        yield from self._sentences("quality", report.quality, root)
        yield from self._fits(root)
        yield from self._sentences(None, report.overall, root, title=self._words("one_candidate.overall"))
        yield from self._sentences(None, report.unknown, root, title=self._words("one_candidate.unknown"))
        if report.said:
            yield from self._sentences(None, report.said, root, title=self._words("recruiter_report.said"))
        yield from self._levels(root)
        yield from self._probes(root)
        yield from self._tips(root)
        if report.combined:
            yield from self._sentences("combined", report.combined, root)
        yield from self._sentences("compare", (self._words("recruiter_report.compare"),), root)
        yield from self._audit(root)

    def _title(self, title: str, parent: Element, gap: float = 16.0) -> Iterator[Row]:
        rows = self._set.text(title, _PART, ROOM, parent.add("H2"), gap=gap, below=2, keep=True)
        self.starts.append((rows[0], title))
        yield from rows

    def _sentences(self, part: str | None, said: Sequence[str], root: Element, *, title: str = "") -> Iterator[Row]:
        section = root.add("Sect")
        yield from self._title(title or self._words(f"recruiter_report.{part}.title"), section)
        for sentence in said:
            yield from self._set.text(sentence, BODY, ROOM, section.add("P"), gap=2)

    # The head

    def _opening(self, root: Element) -> Iterator[Row]:
        yield from self._set.text(
            self._words("recruiter_report.title"), TITLE, ROOM, root.add("H1"), below=4, keep=True
        )
        for label, told in self._report.facts:
            yield self._fact(label, told, root.add("P"))

    def _fact(self, label: str, told: str, element: Element) -> Row:
        left = stacked(self._set.text(label, LABEL, _FACT_ROOM - 8, element))
        right = stacked(self._set.text(told, INK, ROOM - _FACT_ROOM, element))
        return beside(left, right, _FACT_ROOM, gap=2)

    # The profile beside the role

    def _fits(self, root: Element) -> Iterator[Row]:
        section = root.add("Sect")
        yield from self._title(self._words("recruiter_report.fit.title"), section)
        lead = "recruiter_report.fit.lead" if self._report.has_role else "recruiter_report.fit.lead_no_role"
        yield from self._set.text(self._words(lead), SMALL, ROOM, section.add("P"), below=3, keep=True)
        for one in self._report.fits:
            yield self._fit(one, section.add("P"))

    def _fit(self, one: FitLine, element: Element) -> Row:
        spans = [one.told, one.asked, one.weight, one.fit, one.chance]
        name = stacked(self._set.text(one.name, STRONG, _NAME, element))
        told = stacked(self._set.text(" · ".join(part for part in spans if part), SMALL, ROOM - _TOLD_X, element))

        def draw(canvas: Any, x: float, top: float) -> None:
            name.draw(canvas, x, top)
            with self._set.structure.decoration(canvas):
                self._draw_bar(canvas, one, x + _BAND_X, top - 3.5)
            told.draw(canvas, x + _TOLD_X, top - 1)

        return Row(max(name.height, told.height, _RANGE_HEIGHT), draw, gap=4)

    def _draw_bar(self, canvas: Any, one: FitLine, x: float, top: float) -> None:
        if one.wanted is not None:
            _draw_range(canvas, one.wanted, x, top + (_RANGE_HEIGHT - BAND_HEIGHT) / 2)
        if one.band is not None:
            draw_band(canvas, one.band, "spruce_600", x, top, _BAND_ROOM)
        else:
            canvas.setFillColor(colour("ink_200"))
            canvas.roundRect(x, top - BAND_HEIGHT, _BAND_ROOM, BAND_HEIGHT, BAND_HEIGHT / 2, stroke=0, fill=1)

    # Strengths and limitations

    def _levels(self, root: Element) -> Iterator[Row]:
        section = root.add("Sect")
        yield from self._title(self._words("recruiter_report.levels.title"), section)
        yield from self._set.text(
            self._words("recruiter_report.levels.lead"), SMALL, ROOM, section.add("P"), below=2, keep=True
        )
        for one in self._report.levels:
            yield self._level(one, section)

    def _level(self, one: LevelLine, section: Element) -> Row:
        set_, room = self._set, ROOM - _TIP_X
        head = stacked(set_.text(one.name, STRONG, _TIP_X - 8, section.add("P")))
        rows = set_.headed(f"{one.level}.", one.source, room, section.add("P"))
        for text in (*one.excerpts, *one.said):
            rows += set_.text(text, BODY, room, section.add("P"), gap=1)
        return beside(head, stacked(rows), _TIP_X, gap=2)

    # The interview

    def _probes(self, root: Element) -> Iterator[Row]:
        section, words = root.add("Sect"), self._words
        yield from self._title(words("recruiter_report.probes.title"), section)
        lead = "recruiter_report.probes.lead" if self._report.asked else "recruiter_report.probes.none"
        yield from self._set.text(words(lead), SMALL, ROOM, section.add("P"), keep=bool(self._report.asked))
        for name, asked in self._report.asked:
            yield from self._asked(name, asked, section.add("Sect"))

    def _asked(self, name: str, asked: Asked, section: Element) -> Iterator[Row]:
        head = f"{name} ({self._words(f'interview.why.{asked.why}')})"
        yield from self._set.text(head, LABEL, ROOM, section.add("H3"), gap=8, keep=True)
        for number, probe in enumerate(asked.probes):
            yield replace(stacked(list(self._probe(probe, section))), gap=5 if number else 1)

    def _probe(self, probe: Probe, section: Element) -> Iterator[Row]:
        set_, words, language = self._set, self._words, self._words.language
        question = f"{probe.situation[language]} {probe.behaviour[language]} {probe.outcome[language]}"
        yield from set_.text(question, STRONG, ROOM, section.add("P"))
        look = " ".join(
            (
                words("interview.listen_for", what=probe.listen_for[language]),
                words("interview.less", what=probe.less[language]),
            )
        )
        yield from set_.text(look, SMALL, ROOM, section.add("P"), gap=1)
        listed, anchors = section.add("L"), list(enumerate(probe.anchors, start=1))
        for at in range(0, len(anchors), self._across):
            row = [(number, means[language]) for number, means in anchors[at : at + self._across]]
            yield self._anchors(row, listed)
        yield line_to_write(self._set.structure, _WRITE, ROOM)

    def _anchors(self, anchors: Sequence[tuple[int, str]], listed: Element) -> Row:
        room = ROOM / self._across
        first, *others = (self._anchor(number, means, listed, room - 12) for number, means in anchors)
        for place, other in enumerate(others, start=1):
            first = beside(first, other, place * room)
        return replace(first, gap=2)

    def _anchor(self, number: int, means: str, listed: Element, room: float) -> Row:
        said = stacked(self._set.text(f"{number}  {means}", SMALL, room - _BOX - 6, listed.add("LI").add("LBody")))

        def draw(canvas: Any, x: float, top: float) -> None:
            draw_box(canvas, self._set.structure, x, top, _BOX)
            said.draw(canvas, x + _BOX + 6, top)

        return Row(max(said.height, _BOX + 1), draw)

    # Referees and the first weeks

    def _tips(self, root: Element) -> Iterator[Row]:
        section = root.add("Sect")
        yield from self._title(self._words("recruiter_report.tips.title"), section)
        yield from self._set.text(
            self._words("recruiter_report.tips.lead"), SMALL, ROOM, section.add("P"), below=2, keep=True
        )
        for one in self._report.tips:
            yield self._tip(one, section)

    def _tip(self, one: TipLine, section: Element) -> Row:
        set_, words, room = self._set, self._words, ROOM - _TIP_X
        head = stacked(set_.text(one.name, STRONG, _TIP_X - 8, section.add("P")))
        rows = set_.headed(words("recruiter_report.tips.reference"), one.reference, room, section.add("P"))
        rows += set_.headed(words("recruiter_report.tips.onboarding"), one.onboarding, room, section.add("P"), gap=1)
        return beside(head, stacked(rows), _TIP_X, gap=3)

    # How it came about

    def _audit(self, root: Element) -> Iterator[Row]:
        section = root.add("Sect")
        yield from self._title(self._words("recruiter_report.audit.title"), section)
        yield stacked([self._fact(label, told, section.add("P")) for label, told in self._report.audit])


def _draw_range(canvas: Any, wanted: SkillRange, x: float, top: float) -> None:
    """Hatch what a role asks for: seen without colour, and on a copy."""
    left, right = (x + centre(sten, _BAND_ROOM) for sten in (max(1.0, wanted.low - 0.5), min(10.0, wanted.high + 0.5)))
    bottom = top - _RANGE_HEIGHT
    canvas.saveState()
    path = canvas.beginPath()
    path.rect(left, bottom, right - left, _RANGE_HEIGHT)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.setStrokeColor(colour("ink_300"))
    canvas.setLineWidth(0.7)
    at = left - _RANGE_HEIGHT
    while at < right:
        canvas.line(at, bottom, at + _RANGE_HEIGHT, top)
        at += _HATCH
    canvas.restoreState()
    canvas.setStrokeColor(colour("ink_300"))
    canvas.setLineWidth(0.5)
    canvas.rect(left, bottom, right - left, _RANGE_HEIGHT, stroke=1, fill=0)
