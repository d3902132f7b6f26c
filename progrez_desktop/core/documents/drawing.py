"""A picture as a list of shapes in points, which PDF and SVG draw alike: lines, areas, dots and words."""

from dataclasses import dataclass
from typing import Literal

from progrez_desktop.core.documents.fonts import Weight

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]
Dash = Literal["", "dashed", "dotted"]

DASHES: dict[Dash, tuple[float, ...]] = {"": (), "dashed": (4.0, 2.5), "dotted": (1.0, 2.0)}
"""Points drawn and points left out."""


@dataclass(frozen=True)
class Path:
    """A line through points, or with `fill` the area inside them. Colours are tokens of resources/style."""

    points: tuple[Point, ...]
    stroke: str = ""
    fill: str = ""
    width: float = 1.0
    dash: Dash = ""
    share: float = 1.0
    """How much of the fill's colour covers the paper under it."""


@dataclass(frozen=True)
class Dot:
    at: Point
    radius: float
    fill: str


@dataclass(frozen=True)
class Word:
    """One line of text; `at` is on its base line, at its start, middle or end."""

    text: str
    at: Point
    size: float
    colour: str
    anchor: Anchor = "start"
    weight: Weight = "regular"


Shape = Path | Dot | Word


@dataclass(frozen=True)
class Drawing:
    """Shapes in the order in which they are drawn; y runs downwards from the upper edge."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
