"""Lies over the page when nobody has stirred for a while: how many seconds are left, and a button to stay."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from progrez_desktop.ui.context import Context
from progrez_desktop.ui.widgets.basic import Button, label
from progrez_desktop.ui.widgets.veil import Veil


class IdleWarning(Veil):
    still_here = Signal()

    def __init__(self, window: QWidget, context: Context, about: str) -> None:
        """`about`: `<about>.text` says what happens when nobody stirs."""
        super().__init__(window, context)
        self._about = about
        self._seconds = 0
        self.title, self.text, self.button = label("h1"), label("lead"), Button("primary")
        self.button.clicked.connect(self.still_here)
        self.inside.addWidget(self.title)
        self.inside.addWidget(self.text)
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.button)
        self.inside.addLayout(row)
        context.changed.connect(self._say)

    def show_seconds(self, seconds: int) -> None:
        self._seconds = seconds
        self._say()
        self.lie_over()
        if not self.button.hasFocus():
            self.raise_()  # above a page that came meanwhile
            self.button.setFocus()

    def _say(self) -> None:
        words = self._context.words
        self.title.setText(words("idle.title"))
        self.text.setText(words.plural(f"{self._about}.text", self._seconds))
        self.button.setText(words("idle.still_here"))
        self.button.setAccessibleDescription(f"{self.title.text()} {self.text.text()}")
