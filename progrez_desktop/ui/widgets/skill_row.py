"""One skill as a row: its name, the band on the sten scale with the dot, and the margin in figures and a word."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from progrez_desktop.scoring.scores import SkillScore
from progrez_desktop.ui.context import Context

_STENS = 10
_PAD = 8


class SkillRow(QAbstractButton):
    """Choosing a row shows what its score rests on. Up and down go from skill to skill."""

    def __init__(self, context: Context, colour: str, score: SkillScore | None) -> None:
        super().__init__()
        self._context = context
        self._colour = colour
        self._score = score
        self._result = ""
        self._result_room = 0
        self.setCheckable(True)
        self.setProperty("spoken", "radio")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_texts(self, name: str, result: str, spoken: str) -> None:
        self.setText(name)
        self._result = result
        self.setAccessibleName(spoken)
        self.updateGeometry()
        self.update()

    def result_width(self) -> int:
        """How wide the words beside the band are, in pixels."""
        return QFontMetrics(self._font(15, QFont.Weight.Normal)).horizontalAdvance(self._result)

    def leave_room(self, width: int) -> None:
        """Leave so many pixels to the words beside the band: the same in all rows, or their bands can't be compared."""
        self._result_room = width
        self.update()

    def _font(self, size: int, weight: QFont.Weight) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._context.theme.px(size))
        font.setWeight(weight)
        return font

    def _stacked(self) -> bool:
        """Whether the name stands above the band, where large text leaves too little width beside it."""
        return self._context.theme.is_large

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        px = self._context.theme.px
        return QSize(320, px(26) + 40 if self._stacked() else max(33, px(16) + 16))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        elif event.key() in steps:
            parent = self.parentWidget()
            rows = parent.findChildren(SkillRow) if isinstance(parent, QWidget) else [self]
            place = rows.index(self) + steps[Qt.Key(event.key())]
            if 0 <= place < len(rows):
                rows[place].setFocus(Qt.FocusReason.TabFocusReason)
        else:
            super().keyPressEvent(event)

    def _track(self) -> QRectF:
        """Where the scale lies."""
        width, height = self.width(), self.height()
        if self._stacked():
            return QRectF(_PAD, height - 26, width - 2 * _PAD, 20)
        left = _PAD + self._context.theme.px(170) + 10
        return QRectF(left, (height - 22) / 2, width - left - self._result_room - _PAD - 18, 22)

    def _places(self) -> tuple[QRectF, QRectF]:
        """Where the name and the words about the result lie."""
        if self._stacked():
            above = QRectF(_PAD, 2, self.width() - 2 * _PAD, self._context.theme.px(24))
            return above, above
        after = self._track().right() + 18
        name = QRectF(_PAD, 0, self._context.theme.px(170), self.height())
        return name, QRectF(after, 0, self.width() - after, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        theme = self._context.theme
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.isChecked() or self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour("ink_100"))
            painter.drawRoundedRect(QRectF(self.rect()), 8, 8)
        name, result = self._places()
        centre = Qt.AlignmentFlag.AlignVCenter
        side = Qt.AlignmentFlag.AlignRight if self._stacked() else Qt.AlignmentFlag.AlignLeft
        painter.setPen(theme.colour("ink_900"))
        painter.setFont(self._font(16, QFont.Weight.DemiBold))
        painter.drawText(name, centre | Qt.AlignmentFlag.AlignLeft, self.text())
        painter.setPen(theme.colour("ink_500"))
        painter.setFont(self._font(15, QFont.Weight.Normal))
        painter.drawText(result, centre | side, self._result)
        self._paint_band(painter, self._track())

    def _paint_band(self, painter: QPainter, track: QRectF) -> None:
        theme = self._context.theme
        painter.setPen(Qt.PenStyle.NoPen)
        selected = self.isChecked() or self.underMouse()
        painter.setBrush(theme.colour("ink_200" if selected else "ink_100"))
        painter.drawRoundedRect(track, 4, 4)
        painter.setPen(QPen(theme.colour("paper"), 1))
        for step in range(1, _STENS):
            x = track.left() + track.width() * step / _STENS
            painter.drawLine(int(x), int(track.top()), int(x), int(track.bottom()))
        if self._score is None:
            return
        colour = theme.colour(self._colour)
        band = QColor(colour)
        band.setAlphaF(0.32)
        left, right = (_at(track, value) for value in (self._score.low_exact, self._score.high_exact))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(band)
        painter.drawRoundedRect(QRectF(left, track.center().y() - 7, max(right - left, 14), 14), 7, 7)
        dot = QRectF(_at(track, self._score.sten_exact) - 8, track.center().y() - 8, 16, 16)
        painter.setPen(QPen(theme.colour("paper"), 2.5))
        painter.setBrush(colour)
        painter.drawEllipse(dot)


def _at(track: QRectF, sten: float) -> float:
    """Where a sten lies on the track: sten 1 is the middle of the first tenth, 10 of the last."""
    return track.left() + track.width() * (sten - 0.5) / _STENS
