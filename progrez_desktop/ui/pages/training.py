"""Own texts as they would leave to improve the scoring: seen first, set ready one by one, and erased when wanted."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from progrez_desktop.core.services.training_texts import Offer
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.pages.noting import NotingPage
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.field import Field
from progrez_desktop.ui.widgets.training_card import TrainingCard


class TrainingPage(NotingPage):
    back = Signal()
    ready = Signal(object)
    """The text as it was seen."""
    erase = Signal(str)
    """The question whose text shall not wait any more."""
    also = Signal(str)
    """What else is to be left out; the answer is `show_offers`."""

    def __init__(self, context: Context, offers: Sequence[Offer]) -> None:
        super().__init__(context, "training.title", "training.lead")
        self.show_step("profile.only_you")
        about = self._about()
        self.body.addWidget(about)
        self.cards: dict[str, TrainingCard] = {}
        column = QVBoxLayout()
        column.setSpacing(12)
        for number, offer in enumerate(offers, start=1):
            one = self.cards[offer.prompt.id] = TrainingCard(self, number, offer)
            one.ready.connect(lambda shown=one: self.ready.emit(shown.offer))
            one.erase.connect(lambda shown=one: self.erase.emit(shown.offer.prompt.id))
            column.addWidget(one)
        if not offers:
            about.hide()
            column.addWidget(self._nothing())
        self.body.addLayout(column)
        self.body.addStretch(1)
        self.back_button = Button()
        self.back_button.clicked.connect(self.back)
        self.say(self.back_button.setText, "training.back")
        self.footer.addWidget(self.back_button)
        self.footer.addWidget(self.note, 1)
        self.retranslate()

    def _about(self) -> QFrame:
        frame, inside = card("marigold", margin=20, spacing=8)
        for role, key in (("strong", "called"), ("body", "limits"), ("small", "with_it")):
            text = label(role)
            self.say(text.setText, f"training.{key}")
            inside.addWidget(text)
        self.more = Field(self, "training.also")
        self.show_button = Button()
        self.say(self.show_button.setText, "training.also_show")
        self.show_button.clicked.connect(self._ask)
        self.more.edit.returnPressed.connect(self._ask)
        inside.addWidget(self.more)
        inside.addWidget(self.show_button, 0, Qt.AlignmentFlag.AlignLeft)
        return frame

    def _nothing(self) -> QFrame:
        frame, inside = card(margin=20)
        told = label("body")
        self.say(told.setText, "training.none")
        inside.addWidget(told)
        return frame

    def _ask(self) -> None:
        self.also.emit(self.more.text())

    def show_offers(self, offers: Sequence[Offer]) -> None:
        for offer in offers:
            self.cards[offer.prompt.id].show_offer(offer)

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        for one in self.cards.values():
            one.ready_button.setEnabled(not busy)
            one.erase_button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.back_button
