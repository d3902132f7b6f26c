"""Draws a picture on a page, as vectors and with embedded fonts."""

from typing import Any

from progrez_desktop.core.documents.drawing import DASHES, Dot, Drawing, Path, Word
from progrez_desktop.core.documents.sheet import colour, mix
from progrez_desktop.core.documents.text import Line, Span, Style, draw_line


def draw_drawing(canvas: Any, drawing: Drawing, x: float, top: float) -> None:
    """Draw `drawing` with its left upper corner at (x, top)."""
    for shape in drawing.shapes:
        if isinstance(shape, Path):
            _draw_path(canvas, shape, x, top)
        elif isinstance(shape, Dot):
            canvas.setFillColor(colour(shape.fill))
            canvas.circle(x + shape.at[0], top - shape.at[1], shape.radius, stroke=0, fill=1)
        else:
            _draw_word(canvas, shape, x, top)


def _draw_path(canvas: Any, path: Path, x: float, top: float) -> None:
    outline = canvas.beginPath()
    for number, (across, down) in enumerate(path.points):
        (outline.lineTo if number else outline.moveTo)(x + across, top - down)
    if path.fill:
        outline.close()
        canvas.setFillColor(mix(colour(path.fill), colour("paper"), path.share))
        canvas.drawPath(outline, stroke=0, fill=1)
    else:
        canvas.setStrokeColor(colour(path.stroke))
        canvas.setLineWidth(path.width)
        canvas.setLineJoin(1)
        canvas.setDash(list(DASHES[path.dash]))
        canvas.drawPath(outline, stroke=1, fill=0)
        canvas.setDash([])


def _draw_word(canvas: Any, word: Word, x: float, top: float) -> None:
    style = Style(word.size, word.weight, word.colour)
    span = Span(word.text, style)
    back = {"start": 0.0, "middle": span.width / 2, "end": span.width}[word.anchor]
    draw_line(canvas, Line((span,)), x + word.at[0] - back, top - word.at[1] + style.above_base)
