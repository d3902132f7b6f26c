"""One skill in one answer as a row: its name, five steps of which some are filled, and the same in words."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from progrez_desktop.ui.context import Context

_PAD, _GAP, _STEPS = 10, 14, 5


class EvidenceRow(QAbstractButton):
    """Choosing a row marks its evidence in the text. Up and down go from skill to skill."""

    def __init__(self, context: Context, colour: str) -> None:
        super().__init__()
        self._context = context
        self._colour = colour
        self._result = ""
        self._filled: int | None = None
        self.setCheckable(True)
        self.setProperty("spoken", "radio")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_result(self, name: str, filled: int | None, result: str, spoken: str) -> None:
        """Show a level as filled steps; None draws no steps, since there is nothing to say."""
        self.setText(name)
        self._filled, self._result = filled, result
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()

    def _font(self, size: int, weight: QFont.Weight) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._context.theme.px(size))
        font.setWeight(weight)
        return font

    def _dot(self) -> int:
        return round(10 * self._context.theme.heading_factor)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        name = QFontMetrics(self._font(16, QFont.Weight.DemiBold)).horizontalAdvance(self.text())
        result = QFontMetrics(self._font(14, QFont.Weight.Normal)).horizontalAdvance(self._result)
        steps = _STEPS * (self._dot() + 4) + _GAP if self._filled is not None else 0
        height = max(33, self._context.theme.px(16) + 16)
        return QSize(name + steps + result + 2 * _PAD + _GAP, height)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in steps:
            parent = self.parentWidget()
            rows = parent.findChildren(EvidenceRow) if isinstance(parent, QWidget) else [self]
            place = rows.index(self) + steps[Qt.Key(event.key())]
            if 0 <= place < len(rows):
                rows[place].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        theme = self._context.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("spruce_100" if self.isChecked() else "ink_100"))
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        inside = QRectF(self.rect()).adjusted(_PAD, 0, -_PAD, 0)
        centre = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.colour("ink_900"))
        painter.setFont(self._font(16, QFont.Weight.DemiBold))
        painter.drawText(inside, centre | Qt.AlignmentFlag.AlignLeft, self.text())
        result = self._font(14, QFont.Weight.Normal)
        painter.setPen(theme.colour("ink_700" if self._filled else "ink_500"))
        painter.setFont(result)
        painter.drawText(inside, centre | Qt.AlignmentFlag.AlignRight, self._result)
        if self._filled is not None:
            self._paint_steps(painter, inside.right() - QFontMetrics(result).horizontalAdvance(self._result) - _GAP)

    def _paint_steps(self, painter: QPainter, right: float) -> None:
        theme, dot = self._context.theme, self._dot()
        for step in range(_STEPS):
            left = right - (_STEPS - step) * (dot + 4) + 4
            filled = step < (self._filled or 0)
            painter.setPen(QPen(theme.colour(self._colour if filled else "edge"), 1.4))
            painter.setBrush(theme.colour(self._colour if filled else "paper"))
            painter.drawEllipse(QRectF(left, (self.height() - dot) / 2, dot, dot))
