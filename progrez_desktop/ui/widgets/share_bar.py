"""One place from 0 to 100: its margin as a band, the value as a dot in it where there is one."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from progrez_desktop.ui.context import Context


class ShareBar(QWidget):
    """The words beside it say the same. Where something is missing the band is only an outline, and has no dot."""

    def __init__(self, context: Context, at: float | None, low: float, high: float) -> None:
        super().__init__()
        self._context, self._at, self._low, self._high = context, at, low, high
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(200, 22)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        theme = self._context.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("ink_100"))
        track = QRectF(self.rect())
        painter.drawRoundedRect(track, 4, 4)
        room, colour = track.width() - 16, theme.colour("bar")
        left, right = (8 + room * value / 100 for value in (self._low, self._high))
        band = QRectF(left - 7, track.center().y() - 7, max(right - left, 0) + 14, 14)
        if self._at is None:
            painter.setPen(QPen(colour, 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(band.adjusted(1, 1, -1, -1), 6, 6)
            return
        filled = QColor(colour)
        filled.setAlphaF(0.32)
        painter.setBrush(filled)
        painter.drawRoundedRect(band, 7, 7)
        painter.setPen(QPen(theme.colour("paper"), 2.5))
        painter.setBrush(colour)
        painter.drawEllipse(QRectF(8 + room * self._at / 100 - 8, track.center().y() - 8, 16, 16))
