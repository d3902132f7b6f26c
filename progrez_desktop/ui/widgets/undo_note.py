"""Says what was just done, with a button that undoes it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QWidget

from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button, live
from progrez_desktop.ui.widgets.flow_layout import FlowLayout

_ROW = 44
"""Pixels: the sentence stands in the middle of the button beside it."""


class UndoNote(QWidget):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._undo: Callable[[], None] | None = None
        self._told = live("body", wrap=False)
        self._told.setMinimumHeight(_ROW)
        self.undo_button = Button("link")
        page.say(self.undo_button.setText, "undo_note.undo")
        self.undo_button.clicked.connect(self._press)
        row = FlowLayout(spacing=12)
        row.addWidget(self._told)
        row.addWidget(self.undo_button)
        self.setLayout(row)
        self.hide()

    def tell(self, key: str, undo: Callable[[], None] | None, **params: Any) -> None:
        """Say what was done; without `undo` it can't be undone, because it was an undoing itself."""
        self._undo = undo
        self._page.say(self._told.setText, key, **params)
        self.undo_button.setVisible(undo is not None)
        self.show()

    def _press(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()
