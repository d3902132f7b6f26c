"""The interview guide on A4, to be written on: questions, what to listen for, a box for each of 1 to 5; tagged."""

import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from progrez_desktop.core.documents.archival import declare
from progrez_desktop.core.documents.by_hand import draw_box, line_to_write
from progrez_desktop.core.documents.flow import Column, Placed, Row, flow
from progrez_desktop.core.documents.report_style import (
    BODY,
    GROUP,
    LEFT,
    ROOM,
    SKILL,
    SMALL,
    STRONG,
    TITLE,
    Setter,
)
from progrez_desktop.core.documents.setting import TypeSize
from progrez_desktop.core.documents.sheet import PAGE_HEIGHT, colour, new_canvas
from progrez_desktop.core.documents.structure import Element, Structure
from progrez_desktop.core.documents.tagging import beside, stacked
from progrez_desktop.core.documents.text import Span, draw_line, wrap
from progrez_desktop.core.model.interview import Asked, GuidePaper, Probe
from progrez_desktop.core.words import Words

_TOP = PAGE_HEIGHT - 54.0
_COLUMN = Column(_TOP - 50.0, ROOM)
_HEAD, _FOOT = PAGE_HEIGHT - 27.0, 36.0
_BOX, _BOX_ROOM = 12.0, 36.0
_LINE = 23.0
"""From one line to write on to the next, in points: a pen needs more than a printer."""
_NOTE_LINES, _REMARK_LINES = 5, 7
_QUESTION = replace(STRONG, size=11.0)
_ASKED = replace(BODY, size=10.0)
_ANCHOR = replace(BODY, size=9.5)


def render_guide(paper: GuidePaper, words: Words) -> bytes:
    """Return the guide as a PDF: the same bytes for the same guide and words."""
    structure = Structure()
    rows = _Rows(paper, words, Setter(structure, TypeSize(1.0)))
    pages = flow(list(rows.all()), lambda _: _COLUMN)
    file = io.BytesIO()
    said = {"title": words("guide_pdf.title"), "author": "Progrez", "language": words.language}
    canvas = new_canvas(file, **said, made=paper.made)
    declare(canvas, **said, made=paper.made)
    for number, page in enumerate(pages, start=1):
        _draw_page(canvas, page, structure, _running(paper, words, number, len(pages)))
    structure.write(canvas)
    canvas.save()
    return file.getvalue()


class _Rows:
    def __init__(self, paper: GuidePaper, words: Words, setter: Setter) -> None:
        self._paper, self._words, self._set = paper, words, setter

    def all(self) -> Iterator[Row]:
        root, words, guide = self._set.structure.root, self._words, self._paper.guide
        yield from self._opening(root)
        for name, asked in (("shared", guide.shared), ("added", guide.added)):
            if asked:
                section = root.add("Sect")
                yield from self._set.text(
                    words(f"interview.{name}.title"), GROUP, ROOM, section.add("H1"), gap=22, keep=True
                )
                yield from self._set.text(
                    words(f"interview.{name}.lead"), BODY, ROOM, section.add("P"), gap=2, keep=True
                )
                for one in asked:
                    yield from self._skill(one, section)
        if not guide.asked:
            yield from self._set.text(words("interview.none"), BODY, ROOM, root.add("P"), gap=16)
        yield self._end(root.add("Sect"))

    def _opening(self, root: Element) -> Iterator[Row]:
        paper, words = self._paper, self._words
        yield from self._set.text(words("guide_pdf.title"), TITLE, ROOM, root.add("H1"), below=4)
        facts = [words("guide_pdf.candidate", code=paper.code)]
        if paper.locked is not None:
            facts.append(words("guide_pdf.role", role=paper.role, date=words.day(paper.locked)))
        facts.append(words("guide_pdf.reader", reader=paper.reader))
        for fact in facts:
            yield from self._set.text(fact, BODY, ROOM, root.add("P"), gap=1)
        for key in ("guide_pdf.use", "guide_pdf.told"):
            yield from self._set.text(words(key), BODY, ROOM, root.add("P"), gap=8)

    def _skill(self, asked: Asked, parent: Element) -> Iterator[Row]:
        section, words = parent.add("Sect"), self._words
        names = self._paper.names.get(asked.skill)
        name = names[words.language] if names else asked.skill
        heading = [Span(name, SKILL), Span(f" · {words(f'interview.why.{asked.why}')}", SMALL)]
        yield from self._set.spans(heading, ROOM, section.add("H2"), gap=16, keep=True)
        for number, probe in enumerate(asked.probes):
            yield replace(stacked(list(self._probe(probe, section))), gap=6 if number == 0 else 18)

    def _probe(self, probe: Probe, parent: Element) -> Iterator[Row]:
        words, language = self._words, self._words.language
        yield from self._set.text(probe.situation[language], _QUESTION, ROOM, parent.add("P"))
        for part in (probe.behaviour, probe.outcome):
            yield from self._set.text(part[language], _ASKED, ROOM, parent.add("P"), gap=2)
        for key, part in (
            ("interview.follow_up", probe.follow_up),
            ("interview.listen_for", probe.listen_for),
            ("interview.less", probe.less),
        ):
            yield from self._set.text(words(key, what=part[language]), SMALL, ROOM, parent.add("P"), gap=2)
        listed = parent.add("L")
        for number, anchor in enumerate(probe.anchors, start=1):
            yield self._box(number, anchor[language], listed, gap=7 if number == 1 else 3)
        yield from self._lines(_NOTE_LINES)

    def _box(self, number: int, means: str, parent: Element, *, gap: float) -> Row:
        item = parent.add("LI")
        mark = stacked(self._set.text(str(number), STRONG, _BOX_ROOM - _BOX - 8, item.add("LBody")))
        said = stacked(self._set.text(means, _ANCHOR, ROOM - _BOX_ROOM, item.add("LBody")))
        both = beside(Row(mark.height, self._shifted(mark, _BOX + 8)), said, _BOX_ROOM)

        def draw(canvas: Any, x: float, top: float) -> None:
            draw_box(canvas, self._set.structure, x, top, _BOX)
            both.draw(canvas, x, top)

        return Row(max(both.height, _BOX + 2), draw, gap=gap)

    def _shifted(self, row: Row, by: float) -> Callable[[Any, float, float], None]:
        return lambda canvas, x, top: row.draw(canvas, x + by, top)

    def _lines(self, count: int, room: float = ROOM) -> Iterator[Row]:
        return (line_to_write(self._set.structure, _LINE, room) for _ in range(count))

    def _end(self, parent: Element) -> Row:
        """Room for remarks and for who rated: kept together, since a name without its place says nothing."""
        words = self._words
        rows = [*self._set.text(words("guide_pdf.remarks"), SKILL, ROOM, parent.add("H2"))]
        rows += self._lines(_REMARK_LINES)
        half = ROOM * 0.62
        left = [*self._lines(1, half - 20), *self._set.text(words("guide_pdf.by"), SMALL, half - 20, parent.add("P"))]
        right = [
            *self._lines(1, ROOM - half),
            *self._set.text(words("guide_pdf.on"), SMALL, ROOM - half, parent.add("P")),
        ]
        return replace(stacked([*rows, beside(stacked(left), stacked(right), half, gap=10)]), gap=20)


def _running(paper: GuidePaper, words: Words, page: int, pages: int) -> tuple[str, str, str]:
    return (
        words("guide_pdf.title"),
        words("guide_pdf.confidential", code=paper.code, reader=paper.reader),
        words("guide_pdf.page", page=page, pages=pages),
    )


def _draw_page(canvas: Any, page: Sequence[Placed], structure: Structure, running: tuple[str, str, str]) -> None:
    small = replace(SMALL, size=8.0)
    with structure.decoration(canvas):
        (title,) = wrap([Span(running[0], replace(small, weight="semibold", colour="spruce_700"))], ROOM)
        draw_line(canvas, title, LEFT, _HEAD)
        for text, top in ((running[1], _HEAD), (running[2], _FOOT)):
            line = wrap([Span(text, small)], ROOM - title.width - 20)[0]
            draw_line(canvas, line, LEFT + ROOM - line.width, top)
        canvas.setStrokeColor(colour("ink_200"))
        canvas.setLineWidth(0.5)
        canvas.line(LEFT, _HEAD - 13.0, LEFT + ROOM, _HEAD - 13.0)
    for placed in page:
        placed.draw(canvas, LEFT, _TOP)
    canvas.showPage()
