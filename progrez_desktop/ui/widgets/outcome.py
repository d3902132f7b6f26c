"""What came of something: a short headline, and a list of what is worth knowing beside it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.core.words import Words
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import label

Told = Callable[[Words], Sequence[str]]
"""The headline and the points below it, as many in each language."""


class Outcome(QWidget):
    def __init__(self, page: Page, told: Told) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for number in range(len(told(page.context.words))):
            one = label("body" if number else "h3")
            page.tell(one.setText, lambda words, number=number: told(words)[number])  # type: ignore[misc]
            if not number:
                column.addWidget(one)
                continue
            row = QHBoxLayout()
            row.setSpacing(8)
            row.addWidget(label("muted", "•", wrap=False), 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(one, 1)
            column.addLayout(row)
