"""Lies over the page with one card in its middle: takes the keyboard while it is there, and gives it back."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from progrez_desktop.ui.context import Context
from progrez_desktop.ui.widgets.basic import card

_WIDTH = 560
_VEIL = 0.45
"""How much of the page shows no more; the card itself stands on paper."""


class Veil(QWidget):
    """`inside` is where the parts of the card go."""

    def __init__(self, window: QWidget, context: Context) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        self._focus_before = window.focusWidget()
        frame, self.inside = card(margin=36, spacing=14)
        self._frame = frame
        self._fit()
        context.changed.connect(self._fit)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(frame, 100)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(middle)
        column.addStretch(1)
        window.installEventFilter(self)

    def _fit(self) -> None:
        self._frame.setMaximumWidth(round(_WIDTH * self._context.theme.heading_factor))

    def lie_over(self) -> None:
        self.setGeometry(self._window.rect())
        self.show()

    def go(self) -> None:
        """Give the page back."""
        self.hide()
        if self._focus_before is not None and isValid(self._focus_before) and self._focus_before.isVisible():
            self._focus_before.setFocus()
        self.deleteLater()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        veil = QColor(Qt.GlobalColor.black)
        veil.setAlphaF(_VEIL)
        QPainter(self).fillRect(self.rect(), veil)
