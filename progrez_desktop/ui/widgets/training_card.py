"""One text as it would leave to improve the scoring, with what the person can do about it."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from progrez_desktop.core.services.training_texts import Offer
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button, label
from progrez_desktop.ui.widgets.flow_layout import FlowLayout


class TrainingCard(QFrame):
    ready = Signal()
    erase = Signal()

    def __init__(self, page: Page, number: int, offer: Offer) -> None:
        super().__init__()
        self._context, self._number, self.offer = page.context, number, offer
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(8)
        self.question, self.text, self.state = label("small"), label("body"), label("strong")
        for widget in (self.question, self.text, self.state):
            column.addWidget(widget)
        self.ready_button, self.erase_button = Button(), Button("link")
        self.ready_button.clicked.connect(self.ready)
        self.erase_button.clicked.connect(self.erase)
        page.say(self.erase_button.setText, "training.erase")
        row = FlowLayout(spacing=16, below=4)
        row.addWidget(self.ready_button)
        row.addWidget(self.erase_button)
        column.addLayout(row)
        page.context.changed.connect(self._say)
        self._say()

    def show_offer(self, offer: Offer) -> None:
        self.offer = offer
        self._say()

    def _say(self) -> None:
        words, offer = self._context.words, self.offer
        self.question.setText(offer.prompt.text[self._context.language])
        self.text.setText(offer.text)
        self.text.setAccessibleName(f"{words('training.spoken', n=self._number)}: {offer.text}")
        ready = offer.ready
        is_same = ready is not None and ready.text == offer.text
        self.state.setVisible(ready is not None)
        if ready is not None:
            key = "training.is_ready" if is_same else "training.is_other"
            self.state.setText(words(key, date=words.date(ready.made_ms)))
        self.ready_button.setVisible(not is_same)
        self.ready_button.setText(words("training.ready" if ready is None else "training.ready_again"))
        self.erase_button.setVisible(ready is not None)
