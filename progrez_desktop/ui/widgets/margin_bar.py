"""One score on its scale of ten: the margin as a band, the score as a dot in it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from progrez_desktop.ui.context import Context

_STENS = 10


class MarginBar(QWidget):
    """The words beside it say the same; without a score the scale is empty."""

    def __init__(self, context: Context, sten: float | None, low: float = 0, high: float = 0) -> None:
        super().__init__()
        self._context, self._sten, self._low, self._high = context, sten, low, high
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
        if self._sten is None:
            return
        colour = theme.colour("bar")
        band = QColor(colour)
        band.setAlphaF(0.32)
        left, right = (track.width() * (value - 0.5) / _STENS for value in (self._low, self._high))
        painter.setBrush(band)
        painter.drawRoundedRect(QRectF(left, track.center().y() - 7, max(right - left, 14), 14), 7, 7)
        painter.setPen(QPen(theme.colour("paper"), 2.5))
        painter.setBrush(colour)
        painter.drawEllipse(QRectF(track.width() * (self._sten - 0.5) / _STENS - 8, track.center().y() - 8, 16, 16))
