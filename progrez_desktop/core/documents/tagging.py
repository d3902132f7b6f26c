"""Rows with their place in the structure of a document, and rows that go together as one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from progrez_desktop.core.documents.flow import Row
from progrez_desktop.core.documents.structure import Element, Structure


def tagged(rows: Sequence[Row], structure: Structure, element: Element) -> list[Row]:
    """Return lines of text as parts of an element, also when they are set to another width."""

    def marked(row: Row) -> Row:
        again = row.again

        def draw(canvas: Any, x: float, top: float) -> None:
            with structure.content(canvas, element):
                row.draw(canvas, x, top)

        return replace(
            row,
            draw=draw,
            again=(lambda width: tagged(again(width), structure, element)) if again else None,
        )

    return [marked(row) for row in rows]


def stacked(rows: Sequence[Row], *, gap: float = 0.0, keep: bool = False) -> Row:
    """Return rows below one another as one, which no page break parts. The gap of the first is left out."""
    tops: list[float] = []
    height = 0.0
    for number, row in enumerate(rows):
        height += row.gap if number else 0.0
        tops.append(height)
        height += row.height + row.below

    def draw(canvas: Any, x: float, top: float) -> None:
        for row, below in zip(rows, tops, strict=True):
            row.draw(canvas, x, top - below)

    return Row(height, draw, gap=gap, keep=keep)


def beside(left: Row, right: Row, offset: float, *, gap: float = 0.0, keep: bool = False) -> Row:
    """Return two rows beside one another as one, the right one `offset` points further; the left one is read first."""

    def draw(canvas: Any, x: float, top: float) -> None:
        left.draw(canvas, x, top)
        right.draw(canvas, x + offset, top)

    return Row(max(left.height, right.height), draw, gap=gap, keep=keep)
