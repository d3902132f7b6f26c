"""Facts below one another: what each is called at the left, and what it is at the right; stacked with large text."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from progrez_desktop.ui.page import Page, Sentence
from progrez_desktop.ui.widgets.basic import label

_USUAL, _LOWER = ("body", "strong"), 2
"""Pixels by which a small text beside one of the usual size begins lower to stand on the same line."""


class FactList(QWidget):
    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)

    def add(self, key: str, told: Sentence, role: str = "body") -> None:
        row = self._page.row_or_column(12)
        name, value = label("small"), label(role)
        self._page.say(name.setText, key)
        self._page.tell(value.setText, told)
        for told_in in (name, value):
            told_in.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        name.setContentsMargins(0, _LOWER if role in _USUAL else 0, 0, 0)
        row.addWidget(name, 2)
        row.addWidget(value, 5)
        self._column.addLayout(row)
