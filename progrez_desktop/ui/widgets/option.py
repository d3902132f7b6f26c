"""One answer of a statement: a number that is also its key, and its anchor."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from progrez_desktop.ui.context import Context


class Option(QAbstractButton):
    """Tap, click, Enter or Space chooses; up and down move on without choosing."""

    def __init__(self, context: Context, number: int, least_height: int) -> None:
        super().__init__()
        self._context = context
        self._number = number
        self._least_height = least_height
        self.setCheckable(True)
        self.setProperty("spoken", "radio")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def _font(self, size: float, weight: QFont.Weight) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._context.theme.px(size))
        font.setWeight(weight)
        return font

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        theme = self._context.theme
        # Large text fills an answer by itself; height beyond that would push the last answer out of sight.
        height = max(48 if theme.is_large else self._least_height, theme.px(19) + 14)
        return QSize(400, height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(200, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() == Qt.Key.Key_Down:
            self._step(1)
        elif event.key() == Qt.Key.Key_Up:
            self._step(-1)
        else:
            super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        parent = self.parentWidget()
        siblings = parent.findChildren(Option) if isinstance(parent, QWidget) else [self]
        place = siblings.index(self) + by
        if 0 <= place < len(siblings):
            siblings[place].setFocus(Qt.FocusReason.TabFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        theme, chosen = self._context.theme, self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("spruce_600" if chosen else "ink_300"), 1))
        fill = "spruce_100" if chosen else "ink_100" if self.underMouse() else "paper"
        painter.setBrush(theme.colour(fill))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 12, 12)
        side = max(30, theme.px(15) + 12)
        key = QRectF(20, (self.height() - side) / 2, side, side)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("spruce_600" if chosen else "ink_100"))
        painter.drawRoundedRect(key, 8, 8)
        painter.setPen(theme.colour("on_accent" if chosen else "ink_700"))
        painter.setFont(self._font(15, QFont.Weight.DemiBold))
        painter.drawText(key, Qt.AlignmentFlag.AlignCenter, str(self._number))
        painter.setPen(theme.colour("ink_900"))
        painter.setFont(self._font(19, QFont.Weight.DemiBold if chosen else QFont.Weight.Normal))
        text = QRectF(key.right() + 16, 0, self.width() - key.right() - 32, self.height())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text())
