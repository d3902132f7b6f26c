"""A QR code on screen: dark on light whatever the colours are, since cameras expect it so."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from progrez_desktop.core.documents.qr_matrix import Squares
from progrez_desktop.ui.context import Context

_SIDE = 240


class QrView(QWidget):
    """What it says is on the page in words too."""

    def __init__(self, context: Context, squares: Squares) -> None:
        super().__init__()
        self._context, self._squares = context, squares
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        context.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        # Whole pixels for each square, or their edges blur.
        square = max(2, self._context.theme.px(_SIDE) // len(self._squares))
        return QSize(square * len(self._squares), square * len(self._squares))

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(Qt.GlobalColor.white))
        side = self.sizeHint().width() / len(self._squares)
        for top, row in enumerate(self._squares):
            for left, dark in enumerate(row):
                if dark:
                    painter.fillRect(QRectF(left * side, top * side, side, side), Qt.GlobalColor.black)
