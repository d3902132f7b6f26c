"""About the scoring: what statements and the reading of texts rest on, what this build is, and for whom it works."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.ui.context import Context
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.basic import Button
from progrez_desktop.ui.widgets.document_view import DocumentView
from progrez_desktop.ui.widgets.tabs import Tabs

CARDS = ("statements", "texts", "build", "accessibility")


class AboutPage(Desk):
    """Asks for a card with `wanted` when it comes on screen, when another is chosen and when the language changes."""

    wanted = Signal(str)
    read_manual = Signal()
    back = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context, "about.title")
        self.tabs = Tabs(len(CARDS))
        self.tabs.chosen.connect(self._ask)
        self.body.addWidget(self.tabs)
        self.view = DocumentView(context)
        self.view.setMinimumHeight(320)
        self.body.addWidget(self.view, 1)
        self.back_button = Button("primary")
        self.back_button.clicked.connect(self.back)
        self.say(self.back_button.setText, "about.back")
        self.footer.addWidget(self.back_button)
        self.footer.addStretch(1)
        self.manual_button = Button()
        self.manual_button.clicked.connect(self.read_manual)
        self.say(self.manual_button.setText, "about.manual")
        self.footer.addWidget(self.manual_button)
        self.retranslate()

    @property
    def card(self) -> str:
        """Which card is asked for: one of CARDS."""
        return CARDS[self.tabs.current]

    def show_card(self, card: str, markdown: str) -> None:
        """Show a card; one that was asked for before the person went on to another is left out."""
        if card == self.card:
            title = self.context.words(f"about.{card}")
            self.view.show_markdown(markdown, self.context.language, self.context.words("about.spoken", title=title))

    def show_fault(self, failure: Exception) -> None:
        self.show_card(self.card, sentence_of(failure, self.context.words))

    def _ask(self) -> None:
        self.wanted.emit(self.card)

    def retranslate(self) -> None:
        super().retranslate()
        names = [self.context.words(f"about.{card}") for card in CARDS]
        self.tabs.show_texts(names, names)
        self._ask()

    def first_control(self) -> QWidget:
        return self.tabs.tabs[self.tabs.current]

    def entered(self) -> None:
        super().entered()
        self._ask()
