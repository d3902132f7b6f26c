"""A wish for a person to rate one's texts: whom it would go to, what they would get, and a way back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from progrez_desktop.core.services.asking import Asking
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button, label


class AskingCard(QFrame):
    """Stays away until it is known whether anybody can be asked."""

    ask = Signal()
    take_back = Signal()

    def __init__(self, page: Page, title_key: str = "asking.title") -> None:
        super().__init__()
        self._context = page.context
        self._asking: Asking | None = None
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(8)
        title, self.text = label("h3"), label("body")
        page.say(title.setText, title_key)
        column.addWidget(title)
        column.addWidget(self.text)
        row = QHBoxLayout()
        row.setSpacing(16)
        self.ask_button, self.back_button = Button(), Button()
        self.ask_button.clicked.connect(self.ask)
        self.back_button.clicked.connect(self.take_back)
        page.say(self.back_button.setText, "asking.take_back")
        row.addWidget(self.ask_button)
        row.addWidget(self.back_button)
        row.addStretch(1)
        column.addLayout(row)
        page.context.changed.connect(self._say)
        self.hide()

    def show_asking(self, asking: Asking) -> None:
        self._asking = asking
        self.show()
        self._say()

    def _say(self) -> None:
        asking, words = self._asking, self._context.words
        if asking is None:
            return
        self.ask_button.setVisible(asking.state in ("open", "noted"))
        self.back_button.setVisible(asking.state in ("asked", "noted"))
        self.ask_button.setText(words("asking.again" if asking.state == "noted" else "asking.ask"))
        if asking.state == "open" and asking.organisation is not None:
            organisation = asking.organisation.name[self._context.language]
            self.text.setText(words("asking.text", organisation=organisation, until=words.date(asking.until_ms)))
        else:
            key = {"asked": "asking.asked", "noted": "asking.wish"}.get(asking.state, "asking.nobody")
            self.text.setText(words(key))
