"""Rows set one below the other in a column that goes on over as many pages as it needs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from progrez_desktop.core.documents.text import Line, Span, draw_line, wrap


@dataclass(frozen=True)
class Row:
    """One strip of a column. `draw` gets the canvas and the row's left and upper edge."""

    height: float
    draw: Callable[[Any, float, float], None]
    gap: float = 0.0
    """Space above; left out where the row is the first of a page."""
    keep: bool = False
    """Stays on the page of the row after it."""


@dataclass(frozen=True)
class Placed:
    """A row and how far below the top of its column it begins."""

    row: Row
    top: float


def flow(rows: Sequence[Row], first_height: float, next_height: float) -> list[list[Placed]]:
    """Return the rows page by page, none lost and none out of order.

    Rows that keep together go to the next page together, unless they are more than a page by themselves.
    """
    pages: list[list[Placed]] = [[]]
    for chain in _chains(rows):
        room = first_height if len(pages) == 1 else next_height
        fits = _end(pages[-1]) + sum(row.gap + row.height for row in chain) <= room
        if not fits and pages[-1] and sum(row.gap + row.height for row in chain) <= next_height:
            pages.append([])
        for row in chain:
            room = first_height if len(pages) == 1 else next_height
            if pages[-1] and _end(pages[-1]) + row.gap + row.height > room:
                pages.append([])
            pages[-1].append(Placed(row, _end(pages[-1]) + (row.gap if pages[-1] else 0)))
    return pages


def paragraph(spans: Sequence[Span], room: float, *, gap: float = 0.0, keep: bool = False) -> list[Row]:
    """Return the rows of a text, no line of it alone on a page; with `keep`, its last stays with what follows."""
    lines = wrap(spans, room)
    last = len(lines) - 1
    return [
        replace(_row(line), gap=gap if n == 0 else 0.0, keep=keep if n == last else n in (0, last - 1))
        for n, line in enumerate(lines)
    ]


def _row(line: Line) -> Row:
    height = max(span.style.leading for span in line.spans)
    return Row(height, lambda canvas, x, top: draw_line(canvas, line, x, top))


def _chains(rows: Sequence[Row]) -> Iterator[list[Row]]:
    chain: list[Row] = []
    for row in rows:
        chain.append(row)
        if not row.keep:
            yield chain
            chain = []
    if chain:
        yield chain


def _end(page: Sequence[Placed]) -> float:
    return page[-1].top + page[-1].row.height if page else 0.0
