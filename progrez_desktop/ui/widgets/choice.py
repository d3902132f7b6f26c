"""A card that is ticked or not: a title, a line of explanation and a large box."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from progrez_desktop.ui.context import Context

_BOX, _PAD = 26, 13
_TARGET = 48


class ChoiceCard(QAbstractButton):
    """The whole card is the target. Never ticked by us; Space and Enter tick it. `one_of_several` draws a round box."""

    def __init__(self, context: Context, *, small: bool = False, one_of_several: bool = False) -> None:
        super().__init__()
        self._context = context
        self._small = small
        self._one_of_several = one_of_several
        self._detail = ""
        self._heights: dict[tuple[int, int], int] = {}
        self.setCheckable(True)
        if one_of_several:
            self.setProperty("spoken", "radio")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_texts(self, title: str, detail: str) -> None:
        self.setText(title)
        self._detail = detail
        self._heights.clear()
        self.setAccessibleName(title)
        self.setAccessibleDescription(detail)
        self.updateGeometry()
        self.update()

    def _title_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._context.theme.px(16 if self._small else 17))
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _tick_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(round(self._box() * 0.65))
        font.setWeight(QFont.Weight.DemiBold)
        return font

    def _detail_font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(self._context.theme.px(14))
        return font

    def _pad(self) -> int:
        return 12 if self._small else _PAD

    def _box(self) -> int:
        return round(_BOX * self._context.theme.heading_factor)

    def _text_height(self, font: QFont, text: str, width: int) -> int:
        flags = Qt.TextFlag.TextWordWrap
        return QFontMetrics(font).boundingRect(0, 0, width, 10_000, flags, text).height() if text else 0

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        # A layout asks dozens of times before a page is there.
        known = (width, self._context.theme.px(100))
        if known not in self._heights:
            self._heights[known] = self._measured(width)
        return self._heights[known]

    def _measured(self, width: int) -> int:
        room = width - 2 * self._pad() - self._box() - 16
        title = self._text_height(self._title_font(), self.text(), room)
        detail = self._text_height(self._detail_font(), self._detail, room)
        return max(_TARGET, max(self._box(), title + (4 + detail if detail else 0)) + 2 * self._pad() - 4)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        return True

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        width = max(self.width(), 280)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        return QSize(200, self.heightForWidth(max(self.width(), 200)))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def nextCheckState(self) -> None:  # noqa: N802 - Qt's name
        """Pressing a choice that is one of several never leaves the person without any."""
        if not (self._one_of_several and self.isChecked()):
            super().nextCheckState()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        theme, ticked, pad = self._context.theme, self.isChecked(), self._pad()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("spruce_600" if ticked else "ink_300" if theme.is_contrast else "ink_200"), 1))
        painter.setBrush(theme.colour("ink_100" if self.underMouse() and not ticked else "paper"))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 14, 14)
        side = self._box()
        box = QRectF(pad, pad - 2, side, side)
        painter.setPen(QPen(theme.colour("spruce_600" if ticked else "ink_500"), 2))
        painter.setBrush(theme.colour("spruce_600" if ticked else "paper"))
        corner = side / 2 if self._one_of_several else 7
        painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), corner, corner)
        if ticked:
            painter.setPen(theme.colour("on_accent"))
            painter.setFont(self._tick_font())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, "✓")
        left = pad + side + 16
        room = self.width() - left - pad
        height = self._text_height(self._title_font(), self.text(), room)
        # A single line stands on the middle of the box; more begin at its top.
        top = pad - 2 + (0 if self._detail else max(0, side - height) / 2)
        painter.setPen(theme.colour("ink_900"))
        painter.setFont(self._title_font())
        painter.drawText(QRectF(left, top, room, height), Qt.TextFlag.TextWordWrap, self.text())
        painter.setPen(theme.colour("ink_500"))
        painter.setFont(self._detail_font())
        below = QRectF(left, top + height + 4, room, self.height())
        painter.drawText(below, Qt.TextFlag.TextWordWrap, self._detail)


def only_one(choices: Sequence[ChoiceCard]) -> None:
    """Let choosing one card take the choice from the others; unlike in a QButtonGroup, Tab still comes to each."""
    for choice in choices:
        others = [other for other in choices if other is not choice]
        choice.toggled.connect(lambda on, rest=others: [other.setChecked(False) for other in rest if on])
