"""One score on its scale of ten: the margin as a band, the score as a dot in it, over the hatched range of a role."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from progrez_desktop.ui.context import Context

_STENS = 10
_HATCH = 8.0
"""Pixels from one stripe to the next."""


class MarginBar(QWidget):
    """The words beside it say the same, and its accessible name with numbers; without a score the scale is empty."""

    def __init__(
        self,
        context: Context,
        sten: float | None,
        low: float = 0,
        high: float = 0,
        wanted: tuple[int, int] | None = None,
    ) -> None:
        """Show a score.

        Args:
            wanted: The whole stens that a role asks for, both included.
        """
        super().__init__()
        self._context, self._sten, self._low, self._high, self._wanted = context, sten, low, high, wanted
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(200, 22)

    def say(self, sentence: str) -> None:
        """Say with numbers what it shows."""
        self.setAccessibleName(sentence)
        self.setToolTip(sentence)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        theme = self._context.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("ink_100"))
        track = QRectF(self.rect())
        painter.drawRoundedRect(track, 4, 4)
        if self._wanted is not None:
            self._paint_range(painter, track, self._wanted)
        if self._sten is None:
            return
        colour = theme.colour("bar")
        band = QColor(colour)
        band.setAlphaF(0.32)
        left, right = (track.width() * (value - 0.5) / _STENS for value in (self._low, self._high))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(band)
        painter.drawRoundedRect(QRectF(left, track.center().y() - 7, max(right - left, 14), 14), 7, 7)
        painter.setPen(QPen(theme.colour("paper"), 2.5))
        painter.setBrush(colour)
        painter.drawEllipse(QRectF(track.width() * (self._sten - 0.5) / _STENS - 8, track.center().y() - 8, 16, 16))

    def _paint_range(self, painter: QPainter, track: QRectF, wanted: tuple[int, int]) -> None:
        """A sten of 6 begins at 5.5, as scores are rounded: on this scale that is where the fifth tenth ends."""
        left, right = track.width() * (wanted[0] - 1) / _STENS, track.width() * wanted[1] / _STENS
        paint_hatched(painter, QRectF(left, track.top(), right - left, track.height()), self._context)


def paint_hatched(painter: QPainter, place: QRectF, context: Context) -> None:
    """Paint slanting stripes with an edge: what is asked for is seen without colour, in light and dark."""
    theme = context.theme
    around = QPainterPath()
    around.addRoundedRect(place, 4, 4)
    painter.save()
    painter.fillPath(around, QBrush(theme.colour("ink_200")))
    painter.setClipPath(around)
    painter.setPen(QPen(theme.colour("ink_300"), 2))
    at = place.left() - place.height()
    while at < place.right():
        painter.drawLine(round(at), round(place.bottom()), round(at + place.height()), round(place.top()))
        at += _HATCH
    painter.restore()


class RangeMark(QWidget):
    """A small piece of the hatching, for a legend whose words stand beside it."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self.setProperty("spoken", "nothing")
        self.setFixedSize(18, 14)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_hatched(painter, QRectF(self.rect()), self._context)
