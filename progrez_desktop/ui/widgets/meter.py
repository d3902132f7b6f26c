"""A short bar that fills: the strength of a password."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from progrez_desktop.ui.context import Context


class Meter(QWidget):
    """A picture only: the words beside it say what it means, so it has no accessible name."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._share = 0.0
        self.setProperty("spoken", "nothing")
        self.setFixedSize(160, 10)

    def show_share(self, share: float) -> None:
        self._share = share
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        for colour, share in (("ink_200", 1.0), ("bar", self._share)):
            if share > 0:
                painter.setBrush(self._context.theme.colour(colour))
                painter.drawRoundedRect(QRectF(0, 0, max(10.0, self.width() * share), self.height()), 5, 5)
