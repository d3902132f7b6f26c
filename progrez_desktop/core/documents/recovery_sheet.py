"""One A4 page with a recovery code in large type and plain words on what it is for. It never names the person."""

import io
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any, Literal

from progrez_desktop.core.documents.flow import Column, Row, flow, paragraph
from progrez_desktop.core.documents.sheet import PAGE_HEIGHT, PAGE_WIDTH, colour, new_canvas
from progrez_desktop.core.documents.text import Span, Style, draw_line, wrap
from progrez_desktop.core.words import Words

CodeOf = Literal["person", "machine", "organisation"]
"""What the code opens: one person's safe, the database of this computer, or the private keys of an organisation."""

_MARGIN = 56.0
_ROOM = PAGE_WIDTH - 2 * _MARGIN
_COLUMNS = 4
_CELL_WIDTH = _ROOM / _COLUMNS
_CELL_HEIGHT = 54.0
_PADDING = 14.0
_LINE_FOR_A_NAME = 40.0

_TITLE = Style(26, "semibold", line_height=1.2)
_LEAD = Style(12, line_height=1.45)
_HEADING = Style(12, "bold", "spruce_700")
_BODY = Style(11, line_height=1.45)
_SMALL = Style(9, colour="ink_500")
_CODE = Style(21, "semibold")


def render_recovery_sheet(code: str, code_of: CodeOf, made: date, words: Words) -> bytes:
    """Return the sheet as a PDF. `code` is as it is shown: groups with a dash between them.

    The code stands on the page and nowhere else: not in the title, not in the file's data about itself.
    """
    file = io.BytesIO()
    title = words(f"recovery_sheet.title.{code_of}")
    canvas = new_canvas(file, title=title, author="Progrez", language=words.language, made=made)
    (page,) = flow(list(_rows(code.split("-"), code_of, made, words)), lambda _: Column(PAGE_HEIGHT, _ROOM))
    for placed in page:
        placed.draw(canvas, _MARGIN, PAGE_HEIGHT - _MARGIN)
    canvas.showPage()
    canvas.save()
    return file.getvalue()


def _rows(groups: list[str], code_of: CodeOf, made: date, words: Words) -> Iterator[Row]:
    yield from paragraph([Span(words(f"recovery_sheet.title.{code_of}"), _TITLE)], _ROOM)
    yield from paragraph([Span(words("recovery_sheet.made", date=words.day(made)), _SMALL)], _ROOM, gap=2)
    yield from paragraph([Span(words(f"recovery_sheet.lead.{code_of}"), _LEAD)], _ROOM, gap=18)
    height = -(-len(groups) // _COLUMNS) * _CELL_HEIGHT + _PADDING
    yield Row(height, lambda canvas, x, top: _draw_code(canvas, groups, words, x, top), gap=20)
    yield from paragraph([Span(words("recovery_sheet.signs"), _SMALL)], _ROOM, gap=8)
    for part in ("use", "keep"):
        yield from paragraph([Span(words(f"recovery_sheet.{part}.title"), _HEADING)], _ROOM, gap=22)
        yield from paragraph([Span(words(f"recovery_sheet.{part}.{code_of}"), _BODY)], _ROOM, gap=4)
    yield Row(_LINE_FOR_A_NAME, _draw_rule, gap=12)
    yield from paragraph([Span(words(f"recovery_sheet.owner.{code_of}"), _SMALL)], _ROOM, gap=4)


def _draw_code(canvas: Any, groups: list[str], words: Words, x: float, top: float) -> None:
    """The groups row by row, each below its number: so it is copied out, and read out over a telephone."""
    rows = -(-len(groups) // _COLUMNS)
    height = rows * _CELL_HEIGHT + _PADDING
    canvas.setFillColor(colour("spruce_100"))
    canvas.roundRect(x, top - height, _ROOM, height, 10, stroke=0, fill=1)
    for n, group in enumerate(groups):
        left = x + _PADDING + n % _COLUMNS * (_CELL_WIDTH - _PADDING / _COLUMNS)
        upper = top - _PADDING / 2 - n // _COLUMNS * _CELL_HEIGHT - 6
        number = replace(_SMALL, size=8, colour="spruce_700")
        draw_line(canvas, wrap([Span(words("recovery_sheet.group", n=n + 1), number)], _CELL_WIDTH)[0], left, upper)
        draw_line(canvas, wrap([Span(group, _CODE)], _CELL_WIDTH)[0], left, upper - number.leading)


def _draw_rule(canvas: Any, x: float, top: float) -> None:
    canvas.setStrokeColor(colour("ink_300"))
    canvas.setLineWidth(0.75)
    canvas.line(x, top - _LINE_FOR_A_NAME, x + _ROOM / 2, top - _LINE_FOR_A_NAME)
