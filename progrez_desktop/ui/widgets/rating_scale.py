"""1 to 5 for one answer in an interview, each with what it means: five buttons."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QEnterEvent, QFocusEvent, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from progrez_desktop.core.model.assessment import LocalText
from progrez_desktop.core.model.interview import RATINGS
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import label

_CIRCLE, _GAP, _EDGE = 34, 12, 14


class _Rating(QAbstractButton):
    """One number; wide, with its meaning beside it. 1 to 5 choose from each of them, arrows go on, Backspace clears."""

    looked_at = Signal()
    moved = Signal(int)
    typed = Signal(int)
    cleared = Signal()

    def __init__(self, context: Context, number: int, *, wide: bool) -> None:
        super().__init__()
        self._context, self._number, self._wide = context, number, wide
        self._meaning = ""
        self._heights: dict[int, int] = {}
        """By width, since the meaning was shown: a layout asks for the same few widths a hundred times."""
        self.setCheckable(True)
        self.setProperty("spoken", "radio")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        across = QSizePolicy.Policy.Expanding if wide else QSizePolicy.Policy.Fixed
        # Not fixed: Qt holds a fixed one to the height that its hint had, at another width.
        policy = QSizePolicy(across, QSizePolicy.Policy.Minimum if wide else QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(wide)
        self.setSizePolicy(policy)

    def show_meaning(self, meaning: str, spoken: str) -> None:
        self._meaning = meaning
        self._heights.clear()
        self.setAccessibleName(spoken)
        if not self._wide:
            self.setToolTip(spoken)
        self.updateGeometry()
        self.update()

    def _font(self, size: int, weight: QFont.Weight = QFont.Weight.Normal) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._context.theme.px(size))
        font.setWeight(weight)
        return font

    def _side(self) -> int:
        return max(_CIRCLE, self._context.theme.px(15) + 16)

    def _text_height(self, width: int) -> int:
        room = width - self._side() - _GAP - _EDGE // 2 - 3
        metrics = QFontMetrics(self._font(15))
        return metrics.boundingRect(0, 0, room, 10_000, Qt.TextFlag.TextWordWrap, self._meaning).height()

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        if width not in self._heights:
            self._heights[width] = max(self._side(), self._text_height(width) if self._wide else 0) + _EDGE
        return self._heights[width]

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        width = max(self.width(), 220) if self._wide else self._side() + _EDGE
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        width = 160 if self._wide else self._side() + _EDGE
        return QSize(width, self.heightForWidth(max(self.width(), width)))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        key, typed = Qt.Key(event.key()), event.text()
        if event.isAutoRepeat() and typed.isdecimal():
            return  # held down, it would be saved again and again
        if typed.isascii() and typed.isdecimal() and int(typed) in RATINGS:
            self.typed.emit(int(typed))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Right, Qt.Key.Key_Down):
            self.moved.emit(1 if key in (Qt.Key.Key_Right, Qt.Key.Key_Down) else -1)
        elif key in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self.cleared.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent) -> None:  # noqa: N802 - Qt's name
        super().focusInEvent(event)
        self.looked_at.emit()

    def enterEvent(self, event: QEnterEvent) -> None:  # noqa: N802 - Qt's name
        super().enterEvent(event)
        self.looked_at.emit()

    def leaveEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        super().leaveEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        theme, chosen, side = self._context.theme, self.isChecked(), self._side()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        circle = QRectF(_EDGE / 2, _EDGE / 2, side, side)
        painter.setPen(QPen(theme.colour("spruce_600" if chosen else "edge"), 2 if chosen else 1))
        fill = "spruce_100" if chosen else "ink_200" if self.underMouse() else "ink_100"
        painter.setBrush(theme.colour(fill))
        painter.drawEllipse(circle.adjusted(1, 1, -1, -1))
        painter.setPen(theme.colour("spruce_700" if chosen else "ink_700"))
        painter.setFont(self._font(15, QFont.Weight.DemiBold))
        painter.drawText(circle, Qt.AlignmentFlag.AlignCenter, str(self._number))
        if self._wide:
            painter.setPen(theme.colour("ink_900" if chosen else "ink_700"))
            painter.setFont(self._font(15, QFont.Weight.DemiBold if chosen else QFont.Weight.Normal))
            left, room = circle.right() + _GAP, self.width() - circle.right() - _GAP - 3
            height = max(side, self._text_height(self.width()))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(QRectF(left, _EDGE / 2, room, height), flags, self._meaning)


class RatingScale(QWidget):
    """Narrow, the numbers stand in a row with the meaning of one beside them; wide, each has its own line."""

    chosen = Signal()

    def __init__(self, page: Page, anchors: Sequence[LocalText], *, wide: bool) -> None:
        super().__init__()
        self._page, self._anchors, self._wide = page, anchors, wide
        self.rating: int | None = None
        self.buttons = {number: _Rating(page.context, number, wide=wide) for number in RATINGS}
        self.meaning = label("small")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        row = QVBoxLayout() if wide else QHBoxLayout()
        row.setSpacing(0)
        for number, button in self.buttons.items():
            button.clicked.connect(lambda _, number=number: self._press(number))
            button.typed.connect(self._choose_and_go)
            button.moved.connect(lambda by, number=number: self._go(number + by))
            button.cleared.connect(lambda: self.choose(None))
            button.looked_at.connect(lambda number=number: self._explain(number))
            row.addWidget(button)
        if not wide:
            row.addStretch(1)
        column.addLayout(row)
        if not wide:
            column.addWidget(self.meaning)
        page.context.changed.connect(self._say)
        self._say()
        self._mark()

    def show_rating(self, rating: int | None) -> None:
        """Show what was kept, without telling anybody."""
        self.rating = rating
        self._mark()

    def choose(self, rating: int | None) -> None:
        if rating != self.rating:
            self.show_rating(rating)
            self.chosen.emit()

    def _press(self, number: int) -> None:
        self.choose(None if number == self.rating else number)
        self._mark()

    def _choose_and_go(self, number: int) -> None:
        self.choose(number)
        self.buttons[number].setFocus(Qt.FocusReason.TabFocusReason)

    def _go(self, number: int) -> None:
        if number in self.buttons:
            self.buttons[number].setFocus(Qt.FocusReason.TabFocusReason)

    def _mark(self) -> None:
        for number, button in self.buttons.items():
            button.setChecked(number == self.rating)
        self._explain(self.rating)

    def _explain(self, number: int | None) -> None:
        """Say what a number means: the one that is looked at, else the one that was chosen."""
        words = self._page.context.words
        number = number or self.rating
        self.meaning.setText(words("interview.rate") if number is None else self._spoken(number, words))

    def _say(self) -> None:
        words = self._page.context.words
        for number, button in self.buttons.items():
            button.show_meaning(self._anchors[number - 1][words.language], self._spoken(number, words))
        self._explain(None)

    def _spoken(self, number: int, words: Words) -> str:
        return words("interview.rating", rating=number, means=self._anchors[number - 1][words.language])
