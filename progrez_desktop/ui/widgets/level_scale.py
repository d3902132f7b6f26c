"""One skill to be rated: its name and six cells, and once it was rated blind, what the computer read beside it."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from progrez_desktop.core.model.rating import LEVELS
from progrez_desktop.ui.context import Context

_GAP = 4
_NAME, _BESIDE = 132, 170


class LevelScale(QWidget):
    """0 to 5 choose and go on; left and right move; Backspace takes the level back. One stop of the Tab key."""

    chosen = Signal()
    entered = Signal()
    went_up = Signal()
    went_down = Signal()

    def __init__(self, context: Context, skill: str) -> None:
        super().__init__()
        self.skill = skill
        self.level: int | None = None
        self._context = context
        self._name = self._beside = ""
        self._first: int | None = None
        self._computer: int | None = None
        self._compared = False
        self.setProperty("spoken", "scale")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def show_texts(self, name: str, beside: str, spoken: str) -> None:
        self._name, self._beside = name, beside
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()

    def compare(self, first: int, level: int, computer: int | None) -> None:
        """Show both values from now on."""
        self.level, self._first, self._computer, self._compared = level, first, computer, True
        self.updateGeometry()
        self.update()

    def choose(self, level: int | None) -> None:
        if level != self.level:
            self.level = level
            self.update()
        self.chosen.emit()

    def step(self, by: int) -> None:
        """Go up or down by one; from nowhere to the lowest."""
        at = LEVELS[0] - 1 if self.level is None else self.level
        self.choose(min(max(at + by, LEVELS[0]), LEVELS[-1]))

    # Where things lie

    def _font(self, size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._context.theme.px(size))
        font.setWeight(weight)
        return font

    def _cell(self) -> int:
        return max(40, self._context.theme.px(15) + 16)

    def _stacked(self) -> bool:
        return self._context.theme.is_large

    def _line(self) -> int:
        return self._context.theme.px(15) + 10

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        cells = len(LEVELS) * (self._cell() + _GAP)
        if self._stacked():
            lines = 2 if self._compared else 1
            return QSize(cells, self._cell() + 8 + lines * self._line())
        px = self._context.theme.px
        return QSize(px(_NAME) + cells + (px(_BESIDE) if self._compared else 0), self._cell() + 6)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return self.sizeHint()

    def fits(self) -> bool:
        """Return whether both texts have room where they are drawn."""
        name = QFontMetrics(self._font(16, QFont.Weight.DemiBold)).horizontalAdvance(self._name)
        room = self._beside_rect().toRect()
        beside = QFontMetrics(self._font(14)).boundingRect(room, Qt.TextFlag.TextWordWrap, self._beside).size()
        return name <= self._name_rect().width() and room.size().expandedTo(beside) == room.size()

    def _name_rect(self) -> QRectF:
        if self._stacked():
            return QRectF(2, 0, self.width() - 4, self._line())
        return QRectF(2, 0, self._context.theme.px(_NAME) - 4, self.height())

    def _cell_rect(self, level: int) -> QRectF:
        side = self._cell()
        left = 2 if self._stacked() else self._context.theme.px(_NAME)
        top = self._line() + 2 if self._stacked() else (self.height() - side) / 2
        return QRectF(left + level * (side + _GAP), top, side, side)

    def _beside_rect(self) -> QRectF:
        if self._stacked():
            return QRectF(2, self.height() - self._line(), self.width() - 4, self._line())
        left = self._cell_rect(LEVELS[-1]).right() + 10
        return QRectF(left, 0, self.width() - left, self.height())

    # What a person does

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key, typed = Qt.Key(event.key()), event.text()
        if event.isAutoRepeat() and typed.isdecimal():
            return  # held down, it would rate every skill that follows
        if typed.isdecimal() and typed.isascii() and int(typed) in LEVELS:
            self.choose(int(typed))
            self.went_down.emit()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.step(1 if key == Qt.Key.Key_Right else -1)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete) and not self._compared:
            self.choose(None)
        elif key == Qt.Key.Key_Up:
            self.went_up.emit()
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.went_down.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        for level in LEVELS:
            if self._cell_rect(level).adjusted(-_GAP / 2, 0, _GAP / 2, 0).contains(event.position()):
                self.choose(level)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusInEvent(event)
        self.entered.emit()

    # How it looks

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        theme, left = self._context.theme, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(theme.colour("ink_900"))
        painter.setFont(self._font(16, QFont.Weight.DemiBold))
        painter.drawText(self._name_rect(), left, self._name)
        painter.setPen(theme.colour("ink_500"))
        painter.setFont(self._font(14))
        painter.drawText(self._beside_rect(), left | Qt.TextFlag.TextWordWrap, self._beside)
        for level in LEVELS:
            self._paint_cell(painter, level, self._cell_rect(level))

    def _paint_cell(self, painter: QPainter, level: int, cell: QRectF) -> None:
        theme, is_chosen = self._context.theme, level == self.level
        edge = "spruce_600" if is_chosen or level == self._first else "edge"
        painter.setPen(QPen(theme.colour(edge), 2 if edge == "spruce_600" else 1))
        painter.setBrush(theme.colour("spruce_600" if is_chosen else "paper"))
        painter.drawRoundedRect(cell.adjusted(1, 1, -1, -1), 9, 9)
        painter.setPen(theme.colour("on_accent" if is_chosen else "ink_700"))
        painter.setFont(self._font(16, QFont.Weight.DemiBold))
        painter.drawText(cell, Qt.AlignmentFlag.AlignCenter, str(level))
        if level == self._computer:
            painter.setPen(QPen(theme.colour("paper"), 1.5))
            painter.setBrush(theme.colour("marigold"))
            x, y, r = cell.right() - 7, cell.top() + 7, 7.0
            painter.drawPolygon(QPolygonF([QPointF(x, y - r), QPointF(x + r, y), QPointF(x, y + r), QPointF(x - r, y)]))
