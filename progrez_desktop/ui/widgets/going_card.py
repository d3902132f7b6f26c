"""Before something is destroyed: exactly what goes, that there is no way back, and the second press that does it."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from progrez_desktop.core.services.duty_view import Going
from progrez_desktop.core.words import Words
from progrez_desktop.ui.layouts import clear
from progrez_desktop.ui.page import Page, Sentence
from progrez_desktop.ui.widgets.basic import Button, label
from progrez_desktop.ui.widgets.flow_layout import FlowLayout


class GoingCard(QFrame):
    """Hidden until there is something to say. The keyboard is put on what destroys nothing."""

    sure = Signal()
    not_sure = Signal()

    def __init__(self, page: Page, title_key: str) -> None:
        super().__init__()
        self._page = page
        self.setProperty("card", "danger")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        title = label("h3")
        page.say(title.setText, title_key)
        column.addWidget(title)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(4)
        column.addLayout(self._lines)
        self.back_button, self.sure_button = Button(), Button("danger")
        page.say(self.back_button.setText, "duties.going.back")
        page.say(self.sure_button.setText, "duties.going.sure")
        self.back_button.clicked.connect(self.not_sure)
        self.sure_button.clicked.connect(self.sure)
        row = FlowLayout(spacing=12, below=6)
        row.addWidget(self.back_button)
        row.addWidget(self.sure_button)
        column.addLayout(row)
        self.hide()

    @property
    def buttons(self) -> tuple[Button, Button]:
        return self.back_button, self.sure_button

    def show_going(self, going: Going) -> None:
        clear(self._lines)
        for sentence in lines_of(going):
            one = label("body")
            self._page.tell(one.setText, sentence)
            self._lines.addWidget(one)
        self._page.tell(
            self.sure_button.setAccessibleDescription,
            lambda words: " ".join(sentence(words) for sentence in lines_of(going)),
        )
        self.show()


def lines_of(going: Going) -> tuple[Sentence, ...]:
    """Return what goes, a sentence a line."""
    waiting: list[Sentence] = [lambda words: words.plural("duties.going.waiting", going.waiting)]
    return (
        partial(_safe, going),
        *(waiting if going.waiting else ()),
        lambda words: words.plural("duties.going.told", going.told) if going.told else words("duties.going.nobody"),
        lambda words: words("duties.going.end"),
    )


def _safe(going: Going, words: Words) -> str:
    made = words.date(going.made_ms)
    return words("duties.going.safe", made=made, kib=words.number(going.safe_kib)) + " " + _answers(going, words)


def _answers(going: Going, words: Words) -> str:
    return words.plural("duties.going.answers", going.answers) if going.answers else words("duties.going.no_answers")
