"""One question on the overview: its number, filled when answered, dashed when still open."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton

from progrez_desktop.ui.context import Context

_LEAST, _AIR = 48, 4


class Cell(QAbstractButton):
    """Painted by hand, since a style sheet's dashes meet badly at round corners.

    The space between two cells belongs to them, so that no press falls between.
    """

    def __init__(self, context: Context, number: int, *, is_open: bool) -> None:
        super().__init__()
        self._context = context
        self._is_open = is_open
        self.setText(str(number))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._context.theme.px(15))
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        needed = QFontMetrics(self._font()).boundingRect("000").size()
        return QSize(max(_LEAST, needed.width() + 8 + 2 * _AIR), max(_LEAST, needed.height() + 4 + 2 * _AIR))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.sizeHint()

    def drawn(self) -> QRect:
        """Where the cell shows."""
        return self.rect().adjusted(_AIR, _AIR, -_AIR, -_AIR)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        theme = self._context.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("warn"), 1.6, Qt.PenStyle.DashLine) if self._is_open else Qt.PenStyle.NoPen)
        filled = "ink_100" if self._is_open and self.underMouse() else "paper" if self._is_open else "spruce_100"
        painter.setBrush(theme.colour(filled))
        painter.drawRoundedRect(QRectF(self.drawn()).adjusted(1, 1, -1, -1), 9, 9)
        painter.setPen(theme.colour("warn" if self._is_open else "spruce_700"))
        painter.setFont(self._font())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())
