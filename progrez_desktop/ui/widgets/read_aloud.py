"""A button that reads aloud what a page says, and a sentence where this computer can't."""

from collections.abc import Callable, Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton, QLabel, QPushButton, QWidget

from progrez_desktop.core.model.aloud import Aloud
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.page import Desk, Page
from progrez_desktop.ui.widgets.basic import Button, live


def said_on(page: Desk) -> list[Aloud]:
    """Return what a page says in its own words, its title first, without its buttons."""
    said, heading = [], [page.title, page.lead]
    for one in (*heading, *(other for other in page.findChildren(QWidget) if other not in heading)):
        if not one.isVisibleTo(page) or one.property("role") in ("pill", "brand"):
            continue
        if isinstance(one, QLabel):
            said.append(one.text())
        elif isinstance(one, QAbstractButton) and not isinstance(one, QPushButton):
            said += [one.accessibleName(), one.accessibleDescription()]
    return [Aloud(text, page.context.language) for text in said]


def offer_to_read(page: Desk) -> "ReadAloud":
    """Put the button above a page, and its sentence below the body."""
    button = ReadAloud(page, lambda: said_on(page))
    page.header.insertWidget(page.header.count() - 1, button)
    page.below.addWidget(button.trouble)
    return button


Texts = Callable[[], Sequence[Aloud]]
"""What the page says now; asked with each press."""
KEYS = "Alt+R"


class ReadAloud(Button):
    """Shows for whoever chose to have things read aloud; pressed once more, it is silent. `trouble` is the sentence."""

    def __init__(self, page: Page, texts: Texts) -> None:
        super().__init__("pill")
        self.setParent(page)  # shown without one, it would be a window of its own and take the keyboard
        self._page, self._texts = page, texts
        self._failure: Exception | None = None
        self.trouble = live("small")
        self.trouble.setParent(page)
        self.trouble.hide()
        self.clicked.connect(self._press)
        keys = QShortcut(QKeySequence(KEYS), page)
        keys.setAutoRepeat(False)
        keys.activated.connect(self._press)
        reader = page.context.reader
        if reader is not None:
            reader.changed.connect(self.retranslate)
            page.gone.connect(reader.stop)
        page.context.changed.connect(self.retranslate)
        self.retranslate()

    def be_silent(self) -> None:
        """Something else is on the page now."""
        if self._page.context.reader is not None:
            self._page.context.reader.stop()

    def _press(self) -> None:
        reader = self._page.context.reader
        if reader is None or not self._page.context.own.read_aloud:
            return
        if reader.is_reading:
            reader.stop()
        else:
            self._failure = None
            reader.read(self._texts(), self._failed)
        self.retranslate()

    def _failed(self, failure: Exception) -> None:
        self._failure = failure
        self.retranslate()

    def retranslate(self) -> None:
        context = self._page.context
        words, reader = context.words, context.reader
        self.setVisible(reader is not None and context.own.read_aloud)
        reading = reader is not None and reader.is_reading
        self.setText(words("aloud.stop" if reading else "aloud.read"))
        self.setAccessibleDescription(words("aloud.keys", keys=KEYS))
        self.trouble.setVisible(self._failure is not None and not self.isHidden())
        self.trouble.setText(sentence_of(self._failure, words) if self._failure else "")
