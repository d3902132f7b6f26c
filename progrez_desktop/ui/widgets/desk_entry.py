"""One thing of a list at a desk: what it is called, how it stands, a line or two, and what can be done with it."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from progrez_desktop.ui.long_words import breakable
from progrez_desktop.ui.page import Page, Sentence
from progrez_desktop.ui.widgets.basic import Button, label
from progrez_desktop.ui.widgets.flow_layout import FlowLayout


class DeskEntry(QFrame):
    def __init__(
        self, page: Page, title: Sentence, lines: Sequence[Sentence] = (), state: Sentence | None = None, tone: str = ""
    ) -> None:
        super().__init__()
        self._page, self._title = page, title
        self.buttons: dict[str, Button] = {}
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(6)
        heading = QHBoxLayout()
        heading.setSpacing(12)
        name = label("h3")
        page.tell(name.setText, title)
        heading.addWidget(name, 1)
        if state is not None:
            pill = label("pill", tone=tone, wrap=False)
            page.tell(pill.setText, state)
            heading.addWidget(pill, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(heading)
        for sentence in lines:
            line = label("body")
            page.tell(line.setText, sentence)
            column.addWidget(line)
        self._row = FlowLayout(spacing=12, below=6)
        column.addLayout(self._row)

    def add_button(self, key: str, press: Callable[[], object]) -> Button:
        """Add a button; read aloud with what it is for, since each entry has the same."""
        button = self.buttons[key] = Button()
        self._page.say(button.setText, key)
        self._page.tell(button.setAccessibleName, lambda words: f"{words(key)}: {self._title(words)}")
        button.clicked.connect(lambda: press())
        self._row.addWidget(button)
        return button


def plain(text: str) -> Sentence:
    """Return a sentence that is the same in each language: a name, or what somebody wrote.

    A word of a hundred signs may be broken anywhere, or it would be wider than the page.
    """
    told = breakable(text)
    return lambda _: told
