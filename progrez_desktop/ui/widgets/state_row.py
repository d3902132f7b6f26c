"""One thing and how it stands: its name over a line of detail, a pill at the right, and what can be done with it."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.ui.page import Page, Sentence
from progrez_desktop.ui.widgets.basic import Button, label


class StateRow(QWidget):
    """Below one another they read as a table of two columns; with large text the pill stands below the words."""

    def __init__(
        self, page: Page, title: Sentence, detail: Sentence | None, state: Sentence | None = None, tone: str = ""
    ) -> None:
        super().__init__()
        self._page, self._title = page, title
        self._row: QBoxLayout = page.row_or_column(12)
        self._row.setContentsMargins(0, 6, 0, 6)
        self.setLayout(self._row)
        words = QVBoxLayout()
        words.setSpacing(2)
        name = label("strong")
        page.tell(name.setText, title)
        words.addWidget(name)
        if detail is not None:
            told = label("small")
            page.tell(told.setText, detail)
            words.addWidget(told)
        self._row.addLayout(words, 1)
        if state is not None:
            self.pill = label("pill", tone=tone, wrap=False)
            page.tell(self.pill.setText, state)
            holder = QHBoxLayout()  # so that a pill is as wide as its words wherever it stands
            holder.addWidget(self.pill, 0, Qt.AlignmentFlag.AlignVCenter)
            holder.addStretch(1)
            self._row.addLayout(holder)

    def add_button(self, key: str, press: Callable[[], object], *, kind: str = "link") -> Button:
        """Add a button; read aloud with what it is for, since each row has the same."""
        button = Button(kind)
        self._page.say(button.setText, key)
        self._page.tell(button.setAccessibleName, lambda words: f"{words(key)}: {self._title(words)}")
        button.clicked.connect(lambda: press())
        holder = QHBoxLayout()
        holder.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        holder.addStretch(1)
        self._row.addLayout(holder)
        return button
