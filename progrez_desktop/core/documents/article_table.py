"""Tables that go on over pages: columns as wide as their contents need, the head again on each page."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from progrez_desktop.core.documents import flow
from progrez_desktop.core.documents.article import Cell, Row, Table
from progrez_desktop.core.documents.sheet import colour
from progrez_desktop.core.documents.structure import Element, Structure
from progrez_desktop.core.documents.text import Line, Span, Style, draw_line, wrap

_SIZES = (8.25, 7.5, 6.9)
"""Points: the largest in which no word of the table has to be broken, one less for a table of several pages."""
_LONG = 60
_TOGETHER, _SHORT = 3, 28
"""Rows that stay with the head, and how many make a table that stays whole."""
_MODEST = 0.5
"""Of an even part of the room: a column that wishes no more has its lines whole, whatever the others need."""
_PADDING = 7.0
"""Right of each cell."""
_HAIR = 0.01
"""A sum that is rounded down would break the longest word of a column that is exactly as wide."""
_AIR, _LITTLE_AIR = (1.5, 2.0), (0.8, 1.3)
"""Above and under each row; the little for a table of several pages."""


@dataclass(frozen=True)
class _Look:
    body: Style
    head: Style
    below: Style
    air: tuple[float, float]

    @classmethod
    def of(cls, size: float, air: tuple[float, float]) -> "_Look":
        body = Style(size, line_height=1.2)
        return cls(
            body,
            replace(body, weight="semibold", colour="ink_700"),
            Style(size - 1.25, colour="ink_500", line_height=1.1),
            air,
        )


@dataclass(frozen=True)
class _Set:
    """A cell set to the width of its column, with the part of the document that it is."""

    lines: tuple[Line, ...]
    element: Element
    shade: int = 0

    @property
    def height(self) -> float:
        return sum(line.spans[0].style.leading for line in self.lines)


def table_rows(table: Table, room: float, structure: Structure, parent: Element) -> Iterator[flow.Row]:
    """Return the rows of a table that is `room` points wide, without its caption."""
    look, widths = _columns(table, room)
    set_table = _Setting(table, look, widths, structure, parent.add("Table"))
    yield set_table.head(again=False)
    repeated, last = set_table.head(again=True), len(table.rows) - 1
    for number, row in enumerate(table.rows):
        made = set_table.title(row) if row.title else set_table.row(row)
        with_next = made.keep or number < _TOGETHER - 1 or number == last - 1 or last < _SHORT
        yield replace(made, head=(repeated,), keep=with_next and number < last)


class _Setting:
    """One table on its way to the page."""

    def __init__(
        self, table: Table, look: _Look, widths: Sequence[float], structure: Structure, element: Element
    ) -> None:
        self._table, self._look, self._widths, self._structure = table, look, widths, structure
        self._head, self._body = element.add("THead").add("TR"), element.add("TBody")

    def head(self, *, again: bool) -> flow.Row:
        cells = [
            _Set(tuple(wrap([Span(column.head, self._look.head)], width - _PADDING)), self._head.add("TH"))
            if not again
            else _Set(tuple(wrap([Span(column.head, self._look.head)], width - _PADDING)), self._head)
            for column, width in zip(self._table.columns, self._widths, strict=True)
        ]
        return self._made(cells, "ink_300", keep=True, is_read=not again)

    def row(self, row: Row) -> flow.Row:
        line = self._body.add("TR")
        cells = [
            self._cell(cell, width, line.add("TD" if number else "TH", language=cell.language))
            for number, (cell, width) in enumerate(zip(row.cells, self._widths, strict=True))
        ]
        return self._made(cells, "ink_200")

    def title(self, row: Row) -> flow.Row:
        style = replace(self._look.head, colour="spruce_700", weight="bold")
        cell = self._body.add("TR").add("TH", columns=len(self._widths))
        lines = tuple(wrap([Span(row.title, style)], sum(self._widths)))
        return replace(self._made([_Set(lines, cell)], "ink_200", keep=True), gap=5.0)

    def _cell(self, cell: Cell, width: float, element: Element) -> _Set:
        lines = wrap([Span(cell.text, self._look.body)], width - _PADDING)
        if cell.below:
            lines += wrap([Span(cell.below, self._look.below)], width - _PADDING)
        return _Set(tuple(lines), element, cell.shade)

    def _made(self, cells: list[_Set], rule: str, *, keep: bool = False, is_read: bool = True) -> flow.Row:
        above, under = self._look.air
        height = max((cell.height for cell in cells), default=0.0) + above + under

        def draw(canvas: Any, x: float, top: float) -> None:
            with self._structure.decoration(canvas):
                canvas.setStrokeColor(colour(rule))
                canvas.setLineWidth(0.5)
                canvas.line(x, top - height, x + sum(self._widths), top - height)
                for place, cell in enumerate(cells):
                    if cell.shade:
                        canvas.setFillColor(colour(f"sten_{cell.shade}"))
                        at = x + sum(self._widths[:place])
                        canvas.rect(at, top - height + 0.75, self._widths[place] - 1.5, height - 1.5, stroke=0, fill=1)
            left = x
            for cell, width, column in zip(cells, self._widths, self._table.columns, strict=False):
                mark = self._structure.content(canvas, cell.element) if is_read else self._structure.decoration(canvas)
                with mark:
                    _draw_cell(canvas, cell, left, top - above, width - _PADDING, to_right=column.align == "right")
                left += width

        return flow.Row(height, draw, keep=keep)


def _draw_cell(canvas: Any, cell: _Set, left: float, top: float, room: float, *, to_right: bool) -> None:
    for line in cell.lines:
        draw_line(canvas, line, left + (room - line.width if to_right else 0.0), top)
        top -= line.spans[0].style.leading


def _columns(table: Table, room: float) -> tuple[_Look, list[float]]:
    """Return the largest look in which every word has its room, and the widths of the columns in it."""
    sizes, air = (_SIZES[1:], _LITTLE_AIR) if len(table.rows) > _LONG else (_SIZES, _AIR)
    for size in sizes:
        look = _Look.of(size, air)
        needs = [_need(table, look, place) for place in range(len(table.columns))]
        if sum(least for least, _ in needs) <= room:
            break
    return look, _shared(needs, room)


def _need(table: Table, look: _Look, place: int) -> tuple[float, float]:
    """Return how wide a column has to be for its longest word, and how wide it would be without a broken line."""
    head = table.columns[place].head
    longest = max(Span(word, look.head).width for word in head.split() or [""])
    whole = longest
    for cell in (row.cells[place] for row in table.rows if row.cells):
        for text, style in ((cell.text, look.body), (cell.below, look.below)):
            whole = max(whole, Span(text, style).width)
            longest = max(longest, max((Span(word, style).width for word in text.split()), default=0.0))
    if table.columns[place].align == "right":  # a number is never broken
        longest = whole
    return longest + _PADDING + _HAIR, whole + _PADDING + _HAIR


def _shared(needs: Sequence[tuple[float, float]], room: float) -> list[float]:
    """Return widths that fill the room: each its least, then what short columns wish, then the others by their wish.

    So a column of long texts breaks its lines before one of short names does.
    """
    widths = [least for least, _ in needs]
    left = room - sum(widths)
    if left <= 0.0:
        return [least * room / sum(widths) for least in widths]
    wishes = {at: whole - least for at, (least, whole) in enumerate(needs)}
    while modest := [at for at, wish in wishes.items() if wish <= left / len(wishes) * _MODEST]:
        for at in modest:
            wish = wishes.pop(at)
            widths[at] += wish
            left -= wish
    wished = sum(wishes.values())
    for at, wish in wishes.items():
        widths[at] += wish * min(1.0, left / wished)
    spare = max(0.0, left - wished) / len(widths)
    return [width + spare for width in widths]
