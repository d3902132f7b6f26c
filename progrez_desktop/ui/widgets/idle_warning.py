"""Lies over the page when nobody has stirred for a while: how many seconds are left, and a button to stay."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from shiboken6 import isValid

from progrez_desktop.ui.context import Context
from progrez_desktop.ui.widgets.basic import Button, card, label

_WIDTH = 560
_VEIL = 0.45
"""How much of the page shows no more; the warning itself stands on paper."""


class IdleWarning(QWidget):
    """Takes the keyboard while it is there, and gives it back to where it was."""

    still_here = Signal()

    def __init__(self, window: QWidget, context: Context, about: str) -> None:
        """`about`: `<about>.text` says what happens when nobody stirs."""
        super().__init__(window)
        self._window, self._context, self._about = window, context, about
        self._seconds = 0
        self._focus_before = window.focusWidget()
        frame, inside = card(margin=36, spacing=14)
        frame.setMaximumWidth(round(_WIDTH * context.theme.heading_factor))
        self.title, self.text, self.button = label("h1"), label("lead"), Button("primary")
        self.button.clicked.connect(self.still_here)
        inside.addWidget(self.title)
        inside.addWidget(self.text)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button)
        inside.addLayout(row)
        middle = QHBoxLayout()
        middle.addStretch(1)
        middle.addWidget(frame, 100)
        middle.addStretch(1)
        column = QVBoxLayout(self)
        column.addStretch(1)
        column.addLayout(middle)
        column.addStretch(1)
        window.installEventFilter(self)
        context.changed.connect(self._say)

    def show_seconds(self, seconds: int) -> None:
        self._seconds = seconds
        self._say()
        self.setGeometry(self._window.rect())
        self.show()
        if not self.button.hasFocus():
            self.raise_()  # above a page that came meanwhile
            self.button.setFocus()

    def go(self) -> None:
        """Give the page back."""
        self.hide()
        if self._focus_before is not None and isValid(self._focus_before) and self._focus_before.isVisible():
            self._focus_before.setFocus()
        self.deleteLater()

    def _say(self) -> None:
        words = self._context.words
        self.title.setText(words("idle.title"))
        self.text.setText(words.plural(f"{self._about}.text", self._seconds))
        self.button.setText(words("idle.still_here"))
        self.button.setAccessibleDescription(f"{self.title.text()} {self.text.text()}")

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return False

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        veil = QColor(Qt.GlobalColor.black)
        veil.setAlphaF(_VEIL)
        QPainter(self).fillRect(self.rect(), veil)
