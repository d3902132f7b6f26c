"""What a page of a staff window is: the dark bar beside it, its title and state above, cards in between."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.page import ROOM, Page, scrolling
from progrez_desktop.ui.widgets.basic import label, set_tone
from progrez_desktop.ui.widgets.display_settings import DisplaySettings
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.side_bar import SideBar


@dataclass(frozen=True)
class Places:
    """Where one can go in a staff window: keys of words, whose last part is the name of the place."""

    above: tuple[str, ...]
    below: tuple[str, ...] = ()


class StaffPage(Page):
    """Says its title; what else stands in it is up to whoever extends it: `body` scrolls, `footer` stands."""

    go = Signal(str)
    """Another place, by its name in the bar."""

    def __init__(self, context: Context, places: Places, current: str, title_key: str | None) -> None:
        super().__init__(context)
        outer = self.row_or_column(0)
        outer.setContentsMargins(0, 0, 0, 0)
        self.bar = SideBar(self, places.above, places.below, current)
        self.bar.wanted.connect(self.go)
        outer.addWidget(self.bar)
        beside = QVBoxLayout()
        beside.setContentsMargins(28 - ROOM, 20, 28 - ROOM, 16)
        beside.setSpacing(8)
        outer.addLayout(beside, 1)
        self.body, self.scroller = scrolling()
        self.body.setSpacing(16)
        self.title, self.lead, self.state = label("desktitle"), label("muted"), label("pill", wrap=False)
        beside.addLayout(self._heading())
        if title_key is not None:
            self.say(self.entitle, title_key)
        beside.addWidget(self.scroller, 1)
        self.note = label("body")
        self.note.setContentsMargins(ROOM, 0, ROOM, 0)
        beside.addWidget(self.note)
        self.note.hide()
        self.footer = FlowLayout(spacing=16, below=8)
        below = QVBoxLayout()
        below.setContentsMargins(ROOM, 0, ROOM, 0)  # the layout of the buttons knows no margins
        below.addLayout(self.footer)
        beside.addLayout(below)
        self.setLayout(outer)

    def _heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(ROOM, 0, ROOM, 0)
        row.setSpacing(12)
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(self.title)
        titles.addWidget(self.lead)
        row.addLayout(titles, 1)
        row.addWidget(self.state)
        row.addWidget(DisplaySettings(self.context, compact=True))
        self.lead.hide()
        self.state.hide()
        return row

    def entitle(self, title: str) -> None:
        """Say what the page is called; read aloud where the page itself has the keyboard."""
        self.title.setText(title)
        if self.scroller is not None:
            self.scroller.setAccessibleName(title)

    def show_lead(self, sentence: Callable[[Words], str]) -> None:
        self.tell(self.lead.setText, sentence)
        self.lead.show()

    def show_state(self, key: str, tone: str, **params: Any) -> None:
        """Say how it stands, in a pill beside the title."""
        set_tone(self.state, "tone", tone)
        self.say(self.state.setText, key, **params)
        self.state.show()

    # What came of a button

    def show_note(self, key: str, **params: Any) -> None:
        self.tell_note(lambda words: words(key, **params))

    def tell_note(self, sentence: Callable[[Words], str], role: str = "body") -> None:
        set_tone(self.note, "role", role)
        self.tell(self.note.setText, sentence)
        self.note.show()

    def show_fault(self, failure: Exception) -> None:
        self.tell_note(lambda words: sentence_of(failure, words), "error")
