"""A letter on screen: the same facts, parts and lines as on paper, for a screen reader in the same order."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout

from progrez_desktop.ui.layouts import clear
from progrez_desktop.ui.widgets.basic import label

if TYPE_CHECKING:
    from progrez_desktop.core.documents.letter import Letter


class LetterView(QFrame):
    """Its title is that of the card. Empty until a letter came."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(24, 20, 24, 20)
        self._column.setSpacing(4)

    def show_letter(self, letter: "Letter") -> None:
        clear(self._column)
        self._column.addWidget(label("h2", letter.title))
        self._column.addWidget(label("body", letter.lead))
        self._column.addSpacing(6)
        for name, value in letter.facts:
            self._column.addWidget(label("small", f"{name}: {value}"))
        for part in letter.parts:
            self._column.addSpacing(8)
            self._column.addWidget(label("h3", part.title))
            for line in part.lines:
                self._column.addWidget(label("body", line))
        self._column.addStretch(1)
