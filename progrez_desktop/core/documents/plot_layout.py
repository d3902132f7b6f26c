"""Where everything in a plot lies: panels in a grid, ticks, names at the ends of lines, each in its place in points."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from progrez_desktop.core.documents import fonts
from progrez_desktop.core.documents.drawing import Dot, Drawing, Path, Point, Shape, Word
from progrez_desktop.core.documents.fonts import Weight
from progrez_desktop.core.documents.plot import Axis, Band, Bars, Key, Line, Panel, Plot, Rule

SMALL = 7.0
_TITLE = 8.25
_COLUMN_GAP, _ROW_GAP = 18.0, 12.0
_TITLE_ROOM, _TICK_ROOM, _LABEL_ROOM = 13.0, 12.0, 12.0
_NEAR = 8.0
"""Between the base lines of two names, so that they don't touch."""
_SWATCH = 16.0
_RADIUS = 1.5


def laid_out(plot: Plot, width: float) -> Drawing:
    """Return the plot as shapes, `width` points wide; its height follows."""
    shapes: list[Shape] = []
    top = 0.0
    if plot.y_label:
        shapes.append(Word(plot.y_label, (0.0, SMALL), SMALL, "ink_500"))
        top += _LABEL_ROOM
    keys, keys_height = _keys(plot.keys, top, width)
    shapes += keys
    top += keys_height
    across = (width - _COLUMN_GAP * (plot.columns - 1)) / plot.columns
    for number, panel in enumerate(plot.panels):
        row, column = divmod(number, plot.columns)
        left, upper = column * (across + _COLUMN_GAP), top + row * (plot.height + _ROW_GAP)
        shapes += _Room.of(panel, left, upper, across, plot.height).shapes()
    rows = -(-len(plot.panels) // plot.columns)
    bottom = top + rows * plot.height + (rows - 1) * _ROW_GAP
    if plot.x_label:
        bottom += _LABEL_ROOM
        shapes.append(Word(plot.x_label, (width, bottom - 2.0), SMALL, "ink_500", "end"))
    return Drawing(width, bottom, tuple(shapes))


def _width(text: str, size: float, weight: Weight = "regular") -> float:
    return fonts.width(text, weight) * size


def _keys(keys: Sequence[Key], top: float, width: float) -> tuple[list[Shape], float]:
    """Return the legend in as many lines as it needs, and how high that is."""
    shapes: list[Shape] = []
    left, line = 0.0, 0
    for key in keys:
        needed = _SWATCH + 4.0 + _width(key.name, SMALL) + 14.0
        if left and left + needed > width:
            left, line = 0.0, line + 1
        base = top + line * _LABEL_ROOM + SMALL
        middle = base - SMALL / 3
        swatch = ((left, middle), (left + _SWATCH, middle))
        if key.is_area:
            (x, y), (end, _) = swatch
            box = ((x, y - 3.0), (end, y - 3.0), (end, y + 3.0), (x, y + 3.0))
            shapes.append(Path(box, fill=key.colour, share=_AREA))
        else:
            shapes.append(Path(swatch, stroke=key.colour, width=_STROKE, dash=key.dash))
        shapes.append(Word(key.name, (left + _SWATCH + 4.0, base), SMALL, "ink_700"))
        left += needed
    return shapes, ((line + 1) * _LABEL_ROOM + 2.0 if keys else 0.0)


_STROKE = 1.4
_AREA = 0.28


@dataclass(frozen=True)
class _Room:
    """One panel and the rectangle that its data fill."""

    panel: Panel
    left: float
    right: float
    top: float
    bottom: float

    @classmethod
    def of(cls, panel: Panel, left: float, upper: float, width: float, height: float) -> "_Room":
        names = [part.name for part in panel.parts if isinstance(part, Line) and part.name]
        for_names = max((_width(name, SMALL) for name in names), default=-1.0) + 5.0
        for_ticks = max(_width(text, SMALL) for _, text in panel.y.ticks) + 5.0
        title = _TITLE_ROOM if panel.title else 4.0
        return cls(panel, left + for_ticks, left + width - for_names, upper + title, upper + height - _TICK_ROOM)

    def x(self, value: float) -> float:
        return self.left + _share(value, self.panel.x) * (self.right - self.left)

    def y(self, value: float) -> float:
        return self.bottom - _share(value, self.panel.y) * (self.bottom - self.top)

    def at(self, point: Point) -> Point:
        return self.x(point[0]), self.y(point[1])

    def shapes(self) -> Iterator[Shape]:
        if self.panel.title:
            yield Word(self.panel.title, (self.left, self.top - 5.0), _TITLE, "ink_900", weight="semibold")
        yield from (shape for part in self.panel.parts if isinstance(part, Band) for shape in self._band(part))
        yield from self._frame()
        for part in self.panel.parts:
            if isinstance(part, Bars):
                yield from self._bars(part)
            elif isinstance(part, Rule):
                level = ((self.left, self.y(part.at)), (self.right, self.y(part.at)))
                yield Path(level, stroke=part.colour, width=0.8, dash=part.dash)
            elif isinstance(part, Line):
                yield from self._line(part)
        yield from self._names()

    def _frame(self) -> Iterator[Shape]:
        """Level lines at the ticks of y, the lower edge, and what is written along both axes."""
        for value, text in self.panel.y.ticks:
            y = self.y(value)
            yield Path(((self.left, y), (self.right, y)), stroke="ink_200", width=0.5)
            yield Word(text, (self.left - 4.0, y + SMALL * 0.33), SMALL, "ink_500", "end")
        yield Path(((self.left, self.bottom), (self.right, self.bottom)), stroke="ink_300", width=0.75)
        for value, text in self.panel.x.ticks:
            yield Word(text, (self.x(value), self.bottom + SMALL + 2.0), SMALL, "ink_500", "middle")

    def _band(self, band: Band) -> Iterator[Shape]:
        upper = [self.at((x, high)) for x, _, high in band.points]
        lower = [self.at((x, low)) for x, low, _ in reversed(band.points)]
        yield Path((*upper, *lower), fill=band.colour, share=_AREA)

    def _bars(self, bars: Bars) -> Iterator[Shape]:
        foot = self.y(0.0)
        for x, y in bars.bars:
            left, right, head = self.x(x - bars.width / 2), self.x(x + bars.width / 2), self.y(y)
            yield Path(((left, foot), (left, head), (right, head), (right, foot)), fill=bars.colour, share=0.85)

    def _line(self, line: Line) -> Iterator[Shape]:
        points = tuple(self.at(point) for point in line.points)
        yield Path(points, stroke=line.colour, width=_STROKE, dash=line.dash)
        if line.with_dots:
            yield from (Dot(point, _RADIUS, line.colour) for point in points)

    def _names(self) -> Iterator[Shape]:
        """The names at the ends of lines, pushed apart where they would touch, the topmost first."""
        ends = [(self.y(part.points[-1][1]), part) for part in self.panel.parts if isinstance(part, Line) and part.name]
        ends.sort(key=lambda end: end[0])
        places = _apart([y for y, _ in ends], self.top, self.bottom)
        for place, (_, line) in zip(places, ends, strict=True):
            colour = "drive_text" if line.colour == "drive" else line.colour
            yield Word(line.name, (self.right + 4.0, place + SMALL * 0.33), SMALL, colour)


def _share(value: float, axis: Axis) -> float:
    return (value - axis.low) / (axis.high - axis.low)


def _apart(wanted: Sequence[float], top: float, bottom: float) -> list[float]:
    """Return places at least `_NEAR` apart, rising as the wanted ones do and, where there is room, inside."""
    placed: list[float] = []
    for place in wanted:
        placed.append(max(place, placed[-1] + _NEAR) if placed else max(place, top))
    limit = max(bottom, top + _NEAR * (len(placed) - 1))
    for at in reversed(range(len(placed))):
        placed[at] = min(placed[at], limit)
        limit = placed[at] - _NEAR
    return placed
