"""A quiet control in the corner of a kiosk, for staff: by touch, by mouse, by Tab and by F12."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPen, QShortcut
from PySide6.QtWidgets import QPushButton, QWidget

from progrez_desktop.ui.context import Context

KEY = "F12"
_SIDE, _GAP = 36, 7
"""Pixels: it stands in the margin of a page, beside the buttons below it."""


class StaffCorner(QPushButton):
    """Drawn, since a sign of a font may be missing. Stays small where text is large: it has none."""

    def __init__(self, window: QWidget, context: Context) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        self.setObjectName("corner")
        self.setFlat(True)
        self.setFixedSize(_SIDE, _SIDE)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAutoDefault(True)
        shortcut = QShortcut(QKeySequence(KEY), window)
        shortcut.activated.connect(self.click)
        window.installEventFilter(self)
        context.changed.connect(self._say)
        self._say()
        self._stand()
        self.show()

    def _say(self) -> None:
        words = self._context.words
        self.setAccessibleName(words("staff_corner", press=KEY))
        self.setAccessibleDescription(words("staff_corner.text"))
        self.setToolTip(words("staff_corner", press=KEY))

    def _stand(self) -> None:
        self.move(_GAP, self._window.height() - _SIDE - _GAP)
        self.raise_()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest, QEvent.Type.ChildAdded):
            self._stand()
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._context.theme.colour("ink_500"), 1.8))
        middle = self.width() / 2
        painter.drawEllipse(QRectF(middle - 4, 8, 8, 8))
        painter.drawArc(QRectF(middle - 8, 19, 16, 16), 0, 180 * 16)
