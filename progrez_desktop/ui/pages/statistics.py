"""Statistics of the organisation: a card a subject, with its plot and its table; each plot can be saved.

Cards are made one a turn of the event loop: all of them at once keep page, keyboard and window waiting.
"""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from progrez_desktop.ui.context import Context
from progrez_desktop.ui.layouts import discard, take_out
from progrez_desktop.ui.registry_places import PLACES
from progrez_desktop.ui.staff_page import StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.figure_view import FigureView, table_view
from progrez_desktop.ui.widgets.flow_layout import FlowLayout

if TYPE_CHECKING:
    from progrez_desktop.core.documents.article import Article, Block, Chapter, Figure

FORMS = ("svg", "png")


class StatisticsPage(StaffPage):
    """Asks for its document with `wanted` when it comes on screen and when the language changes."""

    wanted = Signal()
    save = Signal(object, str)
    """A figure, and the form that it is wanted in."""
    report = Signal()
    take = Signal()
    evidence = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context, PLACES, "statistics", "statistics.title")
        self.document: Article | None = None
        self.cards: list[QFrame] = []
        self._stale: list[int] = []
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._renew_one)
        self.waiting, self._told, self._facts = label("body"), label("muted"), label("small")
        self.say(self.waiting.setText, "statistics.taking")
        for one in (self.waiting, self._told, self._facts):
            self.body.addWidget(one)
        self._told.hide()
        self._facts.hide()
        self._card_place = QVBoxLayout()
        self._card_place.setSpacing(16)
        self.body.addLayout(self._card_place)
        self.body.addStretch(1)
        self.report_button, self.take_button, self.evidence_button = Button("primary"), Button(), Button()
        for button, key, signal in (
            (self.take_button, "statistics.take", self.take),
            (self.evidence_button, "statistics.evidence", self.evidence),
            (self.report_button, "statistics.report", self.report),
        ):
            self.say(button.setText, key)
            button.clicked.connect(signal)
        self.footer.addWidget(self.take_button)
        self.footer.addWidget(self.evidence_button)
        self.put_forth(self.report_button)
        self.report_button.setEnabled(False)

    @property
    def is_whole(self) -> bool:
        """Whether all cards are there."""
        return self.document is not None and not self._stale

    @property
    def save_buttons(self) -> list[Button]:
        return [button for frame in self.cards for button in frame.findChildren(Button)]

    def show_article(self, document: "Article") -> None:
        """Show the document; one in the language that was left while it was made is passed over.

        Cards of before stay until each has its successor: the page keeps its height, and so where it is scrolled to.
        """
        from progrez_desktop.core.documents import article

        if self.is_left or document.language != self.context.language:
            return
        self.document = document
        self.waiting.hide()
        self._told.setText(article.plain(document.lead))
        self._facts.setText(" · ".join(f"{name}: {value}" for name, value in document.facts[1:]))
        self._told.show()
        self._facts.show()
        self.report_button.setEnabled(True)
        while len(self.cards) > len(document.chapters):
            discard(self.cards.pop())
        self._stale = list(range(len(document.chapters)))
        self._turns.start()
        self._renew_one()

    def _renew_one(self) -> None:
        """Make one card: one that is in view, or else the uppermost."""
        if not self._stale or self.document is None:
            self._turns.stop()
            return
        at = next((at for at in self._stale if self._is_seen(at)), self._stale[0])
        self._stale.remove(at)
        made = self._card(self.document.chapters[at])
        if at == len(self.cards):
            self.cards.append(made)
            self._card_place.addWidget(made)
        else:
            before, self.cards[at] = self.cards[at], made
            take_out(before)
            self._card_place.insertWidget(at, made)
            made.show()
            _hand_keyboard(before, made)
            discard(before)
        if not self._stale:
            self._turns.stop()

    def _is_seen(self, at: int) -> bool:
        return at < len(self.cards) and not self.cards[at].visibleRegion().isEmpty()

    def _card(self, chapter: "Chapter") -> QFrame:
        frame, inside = card(margin=20, spacing=10)
        inside.addWidget(label("h3", chapter.title))
        for block in chapter.blocks:
            for widget in self._widgets(chapter, block):
                inside.addWidget(widget)
        return frame

    def _widgets(self, chapter: "Chapter", block: "Block") -> list[QWidget]:
        from progrez_desktop.core.documents import article

        if isinstance(block, article.Figure):
            return [FigureView(self.context, block), self._saving(chapter, block)]
        if isinstance(block, article.Table):
            return [table_view(self.context, block), label("small", article.plain(block.caption))]
        assert isinstance(block, article.Paragraph | article.Note)
        role = "body" if isinstance(block, article.Paragraph) else "smallink"
        return [label(role, article.plain(block.text))]

    def _saving(self, chapter: "Chapter", figure: "Figure") -> QWidget:
        words, row = self.context.words, QWidget()
        buttons = FlowLayout(spacing=12, below=8)
        row.setLayout(buttons)
        for form in FORMS:
            button = Button()
            button.setText(words("statistics.card.save", form=form.upper()))
            button.setAccessibleName(words("statistics.card.save_of", title=chapter.title, form=form.upper()))
            button.clicked.connect(partial(self.save.emit, figure, form))
            buttons.addWidget(button)
        return row

    def show_loss(self, failure: Exception) -> None:
        """Say why there are no figures."""
        self.waiting.hide()
        self.show_fault(failure)

    def show_saved(self, name: str) -> None:
        self.show_note("statistics.saved", name=name)

    def show_taken(self, periods: int) -> None:
        self.tell_note(lambda words: words.plural("statistics.taken", periods))
        self.wanted.emit()

    def retranslate(self) -> None:
        super().retranslate()
        self.wanted.emit()

    def first_control(self) -> QWidget:
        return self.bar.entries["statistics"]

    def entered(self) -> None:
        super().entered()
        self.wanted.emit()

    def left(self) -> None:
        self._turns.stop()
        super().left()


def _hand_keyboard(before: QFrame, made: QFrame) -> None:
    """Give the keyboard from a card to the same place in its successor."""
    pairs = zip(before.findChildren(Button), made.findChildren(Button), strict=False)
    for _, successor in (pair for pair in pairs if pair[0].hasFocus()):
        successor.setFocus()
