"""A paper of a page or two that states one thing: a title, facts by name, and parts with a heading; tagged."""

import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from progrez_desktop.core.documents.flow import Column, Row, flow, paragraph
from progrez_desktop.core.documents.sheet import PAGE_HEIGHT, PAGE_WIDTH, new_canvas
from progrez_desktop.core.documents.structure import Element, Kind, Structure
from progrez_desktop.core.documents.text import Span, Style, draw_line, wrap

_MARGIN = 56.0
_ROOM = PAGE_WIDTH - 2 * _MARGIN
_TITLE = Style(26, "semibold", line_height=1.2)
_LEAD = Style(12, line_height=1.45)
_HEADING = Style(12, "bold", "spruce_700")
_BODY = Style(11, line_height=1.45)
_NAME = Style(11, "semibold", line_height=1.45)
_FOOT = Style(9, colour="ink_500")


@dataclass(frozen=True)
class Part:
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class Letter:
    title: str
    lead: str
    facts: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    language: str
    made: date
    foot: str = ""
    """At the bottom of each page: who it is from, where pages may come apart."""


def render_letter(letter: Letter) -> bytes:
    """Return the letter as a PDF: the same bytes for the same letter."""
    file, structure = io.BytesIO(), Structure()
    canvas = new_canvas(file, title=letter.title, author="Progrez", language=letter.language, made=letter.made)
    pages = flow(list(_rows(letter, structure)), lambda _: Column(PAGE_HEIGHT - 2 * _MARGIN, _ROOM))
    for page in pages:
        for placed in page:
            placed.draw(canvas, _MARGIN, PAGE_HEIGHT - _MARGIN)
        if letter.foot:
            with structure.decoration(canvas):
                draw_line(canvas, wrap([Span(letter.foot, _FOOT)], _ROOM)[0], _MARGIN, _MARGIN - 16)
        canvas.showPage()
    structure.write(canvas)
    canvas.save()
    return file.getvalue()


def _rows(letter: Letter, structure: Structure) -> Iterator[Row]:
    def text(kind: Kind, *spans: Span, gap: float, keep: bool = False) -> Iterator[Row]:
        element = structure.root.add(kind)
        for row in paragraph(spans, _ROOM, gap=gap, keep=keep):
            yield _marked(row, structure, element)

    yield from text("H1", Span(letter.title, _TITLE), gap=0)
    yield from text("P", Span(letter.lead, _LEAD), gap=14)
    for number, (name, value) in enumerate(letter.facts):
        yield from text("P", Span(f"{name}: ", _NAME), Span(value, _BODY), gap=2 if number else 16)
    for part in letter.parts:
        yield from text("H2", Span(part.title, _HEADING), gap=18, keep=True)
        for line in part.lines:
            yield from text("P", Span(line, _BODY), gap=4)


def _marked(row: Row, structure: Structure, element: Element) -> Row:
    def draw(canvas: Any, x: float, top: float) -> None:
        with structure.content(canvas, element):
            row.draw(canvas, x, top)

    return replace(row, draw=draw, again=None)
