"""What a paper leaves to a pen: a box to tick and lines to write on; drawn, and read out to nobody."""

from typing import Any

from progrez_desktop.core.documents.flow import Row
from progrez_desktop.core.documents.sheet import colour
from progrez_desktop.core.documents.structure import Structure


def draw_box(canvas: Any, structure: Structure, x: float, top: float, side: float) -> None:
    with structure.decoration(canvas):
        canvas.setStrokeColor(colour("ink_500"))
        canvas.setLineWidth(0.8)
        canvas.roundRect(x, top - side - 0.5, side, side, 2, stroke=1, fill=0)


def line_to_write(structure: Structure, height: float, room: float) -> Row:
    """Return a row of a line `room` points long, with `height` from one to the next."""

    def draw(canvas: Any, x: float, top: float) -> None:
        with structure.decoration(canvas):
            canvas.setStrokeColor(colour("ink_300"))
            canvas.setLineWidth(0.5)
            canvas.line(x, top - height + 2, x + room, top - height + 2)

    return Row(height, draw)
