"""The sign of one member of a team: a colour, a shape and a letter, so that none of them has to be told by colour."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.services.recruiting.team_words import letter_of
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.theme import Theme

_COLOURS = ("relate", "drive_text", "think", "self", "ink_500")
_SHAPES = ("circle", "square", "diamond", "hexagon", "up", "down")
_CORNERS = {"square": (4, 45.0), "diamond": (4, 0.0), "hexagon": (6, 0.0), "up": (3, -90.0), "down": (3, 90.0)}
_LARGER = {"square": 1.12, "diamond": 1.12, "up": 1.45, "down": 1.45}
"""A corner takes away from the area of a circle around it."""


def paint_mark(painter: QPainter, theme: Theme, place: int, at: QPointF, radius: float) -> None:
    """Draw the sign of the member at `place`, with an edge of paper around it."""
    shape = _SHAPES[place % len(_SHAPES)]
    painter.setPen(QPen(theme.colour("paper"), 1.5))
    painter.setBrush(theme.colour(_COLOURS[place % len(_COLOURS)]))
    if shape == "circle":
        painter.drawEllipse(at, radius, radius)
    else:
        painter.drawPolygon(_polygon(shape, at, radius * _LARGER.get(shape, 1.0)))
    font = QFont(painter.font())
    font.setPixelSize(max(8, round(radius * 1.15)))
    font.setWeight(QFont.Weight.Bold)
    painter.setFont(font)
    painter.setPen(theme.colour("paper"))
    lift = {"up": radius * 0.18, "down": -radius * 0.18}.get(shape, 0.0)
    middle = QRectF(at.x() - 2 * radius, at.y() - radius + lift, 4 * radius, 2 * radius)
    painter.drawText(middle, Qt.AlignmentFlag.AlignCenter, letter_of(place))


def _polygon(shape: str, at: QPointF, radius: float) -> QPolygonF:
    corners, turned = _CORNERS[shape]
    angles = [math.radians(turned + 360.0 * number / corners) for number in range(corners)]
    return QPolygonF([at + QPointF(radius * math.cos(angle), radius * math.sin(angle)) for angle in angles])


class PersonMark(QWidget):
    """The sign by itself; the name beside it says the letter, so it has no accessible name."""

    def __init__(self, context: Context, place: int, size: int = 40) -> None:
        super().__init__()
        self._context, self._place = context, place
        self.setProperty("spoken", "nothing")
        self.setFixedSize(size, size)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = QPointF(self.width() / 2, self.height() / 2)
        paint_mark(painter, self._context.theme, self._place, middle, self.width() / 2 * 0.76)
