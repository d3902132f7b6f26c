"""What a plot shows: panels with two axes, and in them lines, bands, bars and rules. Data and words, no drawing."""

from collections.abc import Sequence
from dataclasses import dataclass

from progrez_desktop.core.documents.drawing import Dash, Point


@dataclass(frozen=True)
class Axis:
    """From where to where an axis goes, and which values are written along it, each in its words."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...]


@dataclass(frozen=True)
class Line:
    """Points joined by a line. A `name` is written at its right end."""

    points: tuple[Point, ...]
    colour: str
    name: str = ""
    dash: Dash = ""
    with_dots: bool = False


@dataclass(frozen=True)
class Band:
    """The area between a lower and a higher value at each x: (x, low, high)."""

    points: tuple[tuple[float, float, float], ...]
    colour: str


@dataclass(frozen=True)
class Bars:
    """A bar from zero to each y, so wide in units of x around its x."""

    bars: tuple[Point, ...]
    colour: str
    width: float = 0.8


@dataclass(frozen=True)
class Rule:
    """A level line at a value of y."""

    at: float
    colour: str = "ink_500"
    dash: Dash = "dotted"


Part = Line | Band | Bars | Rule


@dataclass(frozen=True)
class Panel:
    title: str
    x: Axis
    y: Axis
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Key:
    """A line of the legend: how something is drawn and what it is."""

    name: str
    colour: str
    dash: Dash = ""
    is_area: bool = False


@dataclass(frozen=True)
class Plot:
    """Panels in rows of `columns`, all as high as `height` says in points; labels hold for all of them."""

    panels: tuple[Panel, ...]
    columns: int
    height: float
    x_label: str
    y_label: str
    keys: tuple[Key, ...] = ()


def axis(values: Sequence[float], say: Sequence[str], low: float | None = None, high: float | None = None) -> Axis:
    """Return an axis with these values along it; it ends at the outer ones unless told otherwise."""
    ticks = tuple(zip(values, say, strict=True))
    return Axis(values[0] if low is None else low, values[-1] if high is None else high, ticks)
