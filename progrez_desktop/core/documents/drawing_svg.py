"""Writes a picture as SVG, to stand inside a page of HTML; it names no font file, no script and no place elsewhere."""

from collections.abc import Callable
from html import escape

from progrez_desktop.core.documents.drawing import DASHES, Dot, Drawing, Path, Shape, Word

_WEIGHTS = {"regular": 400, "semibold": 600, "bold": 700}


def svg_of(drawing: Drawing, paint: Callable[[str], str], alternative: str, font: str) -> str:
    """Return the picture as an <svg> element.

    Args:
        paint: Gives a token of resources/style as a colour of CSS or SVG.
        alternative: What a screen reader says instead of it.
        font: Family names, as CSS has them.
    """
    size = f"{_number(drawing.width)} {_number(drawing.height)}"
    shapes = "".join(_shape(shape, paint) for shape in drawing.shapes)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {size}" role="img" aria-label="{escape(alternative)}"'
        f' font-family="{escape(font)}">{shapes}</svg>'
    )


def _shape(shape: Shape, paint: Callable[[str], str]) -> str:
    if isinstance(shape, Word):
        anchor = "" if shape.anchor == "start" else f' text-anchor="{shape.anchor}"'
        weight = "" if shape.weight == "regular" else f' font-weight="{_WEIGHTS[shape.weight]}"'
        at = f'x="{_number(shape.at[0])}" y="{_number(shape.at[1])}"'
        look = f'font-size="{_number(shape.size)}" fill="{paint(shape.colour)}"'
        return f"<text {at} {look}{anchor}{weight}>{escape(shape.text)}</text>"
    if isinstance(shape, Dot):
        at = f'cx="{_number(shape.at[0])}" cy="{_number(shape.at[1])}" r="{_number(shape.radius)}"'
        return f'<circle {at} fill="{paint(shape.fill)}"/>'
    return _path(shape, paint)


def _path(path: Path, paint: Callable[[str], str]) -> str:
    points = " ".join(f"{_number(x)},{_number(y)}" for x, y in path.points)
    if path.fill:
        return f'<polygon points="{points}" fill="{paint(path.fill)}" fill-opacity="{_number(path.share)}"/>'
    dash = f' stroke-dasharray="{" ".join(map(_number, DASHES[path.dash]))}"' if path.dash else ""
    look = f'fill="none" stroke="{paint(path.stroke)}" stroke-width="{_number(path.width)}" stroke-linejoin="round"'
    return f'<polyline points="{points}" {look}{dash}/>'


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")
