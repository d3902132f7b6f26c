"""Rows set one below the other in a column that goes on over as many pages as it needs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from progrez_desktop.core.documents.text import Line, Span, draw_line, unwrapped, wrap


@dataclass(frozen=True)
class Row:
    """One strip of a column. `draw` gets the canvas and the row's left and upper edge."""

    height: float
    draw: Callable[[Any, float, float], None]
    gap: float = 0.0
    """Space above; left out where the row is the first of a page."""
    below: float = 0.0
    """Space under it, also at the end of a page."""
    keep: bool = False
    """Stays on the page of the row after it."""
    again: "Callable[[float], list[Row]] | None" = None
    """Sets this row and the `following` ones of its text to another width; None where the row is no line of text."""
    following: int = 0
    head: "tuple[Row, ...]" = ()
    """What is drawn again above it where it is the first of a page, as the head of a table is."""


@dataclass(frozen=True)
class Column:
    """The room for rows on one page, in points."""

    height: float
    width: float


@dataclass(frozen=True)
class Spacing:
    """Factors of the design: for the height of a line of text, and for the space between rows."""

    lines: float = 1.0
    gaps: float = 1.0

    def height(self, row: Row) -> float:
        return row.height * (self.lines if row.again else 1.0) + row.below * self.gaps


AS_DESIGNED = Spacing()


@dataclass(frozen=True)
class Placed:
    """A row, how far below the top of its column it begins and ends, and how much above that it is drawn."""

    row: Row
    top: float
    bottom: float
    lift: float

    def draw(self, canvas: Any, x: float, top: float) -> None:
        """Draw the row in the column whose left upper corner is (x, top)."""
        self.row.draw(canvas, x, top - self.top + self.lift)


def flow(rows: Sequence[Row], column: Callable[[int], Column], spacing: Spacing = AS_DESIGNED) -> list[list[Placed]]:
    """Return the rows page by page, none lost and none out of order, and heads again where a page begins under them.

    Rows that keep together go to the next page together, unless they are more than a page by themselves. Where the
    next page has a column of another width, what is left is set to that.

    Args:
        rows: Set to the width of the first column.
        column: Gives the column of a page, counted from 0.
    """
    pages: list[list[Placed]] = [[]]
    left = list(rows)
    at = 0
    while at < len(left):
        here, following = column(len(pages) - 1), column(len(pages))
        chain = _chain(left, at)
        height = sum(row.gap * spacing.gaps + spacing.height(row) for row in chain)
        if not pages[-1] or _end(pages[-1]) + height <= here.height or height > following.height:
            taken = _place(chain, pages[-1], here.height, spacing)
            at += taken
            if taken == len(chain):
                continue
        pages.append([])
        left[at:at] = _head_for(left[at], following.height, spacing)
        if here.width != following.width:
            left[at:] = _set_again(left[at:], following.width)
    return pages


def _place(chain: Sequence[Row], page: list[Placed], room: float, spacing: Spacing) -> int:
    """Put as many rows on a page as there is room for, on an empty one at least one, and return how many."""
    for number, row in enumerate(chain):
        height = spacing.height(row)
        top = _end(page) + row.gap * spacing.gaps if page else 0.0
        if page and top + height > room:
            return number
        # What a line lost of its height, it lost above and below.
        lift = row.height * (1 - spacing.lines) / 2 if row.again else 0.0
        page.append(Placed(row, top, top + height, lift))
    return len(chain)


def _head_for(row: Row, room: float, spacing: Spacing) -> tuple[Row, ...]:
    """Return what is repeated above a row; nothing where both together are more than a page."""
    height = sum(one.gap * spacing.gaps + spacing.height(one) for one in (*row.head, row))
    return row.head if height <= room else ()


def _set_again(rows: Sequence[Row], width: float) -> list[Row]:
    found: list[Row] = []
    at = 0
    while at < len(rows):
        again = rows[at].again
        found += again(width) if again else [rows[at]]
        at += 1 + rows[at].following
    return found


def paragraph(
    spans: Sequence[Span], width: float, *, gap: float = 0.0, below: float = 0.0, keep: bool = False
) -> list[Row]:
    """Return the rows of a text, no line of it alone on a page, with `gap` above and `below` under it.

    With `keep`, its last row stays with what follows.
    """
    lines = wrap(spans, width)
    last = len(lines) - 1

    def again(first: int) -> Callable[[float], list[Row]]:
        above = gap if first == 0 else 0.0
        made: dict[float, list[Row]] = {}  # the same rows are tried with several spacings

        def set_again(other: float) -> list[Row]:
            if other not in made:
                made[other] = paragraph(unwrapped(lines[first:]), other, gap=above, below=below, keep=keep)
            return made[other]

        return set_again

    return [
        Row(
            height=_height(line),
            draw=lambda canvas, x, top, line=line: draw_line(canvas, line, x, top),  # type: ignore[misc]
            gap=gap if n == 0 else 0.0,
            below=below if n == last else 0.0,
            keep=keep if n == last else n in (0, last - 1),
            again=again(n),
            following=last - n,
        )
        for n, line in enumerate(lines)
    ]


def _height(line: Line) -> float:
    return max(span.style.leading for span in line.spans)


def _chain(rows: Sequence[Row], at: int) -> Sequence[Row]:
    """Return the rows from `at` on that keep together."""
    end = at
    while end < len(rows) - 1 and rows[end].keep:
        end += 1
    return rows[at : end + 1]


def _end(page: Sequence[Placed]) -> float:
    return page[-1].bottom if page else 0.0
