"""What a page of a staff window is: the dark bar beside it, its title and state above, cards in between."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.page import ROOM, Page, scrolling
from progrez_desktop.ui.widgets.basic import Button, label, set_tone
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
        self._display = DisplaySettings(self.context, compact=True)
        self._heading = self._make_heading()
        beside.addLayout(self._heading)
        if title_key is not None:
            self.say(self.entitle, title_key)
        beside.addWidget(self.scroller, 1)
        self.note = label("body")
        self.note.setContentsMargins(ROOM, 0, ROOM, 0)
        beside.addWidget(self.note)
        self.note.hide()
        self.footer = FlowLayout(spacing=16, below=8)
        self._below = QHBoxLayout()
        self._below.setContentsMargins(ROOM, 0, ROOM, 0)  # the layout of the buttons knows no margins
        self._below.setSpacing(16)
        self._below.addLayout(self.footer, 1)
        beside.addLayout(self._below)
        self.setLayout(outer)

    def _make_heading(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setContentsMargins(ROOM, 0, ROOM, 0)
        row.setSpacing(12)
        titles = QVBoxLayout()
        titles.setSpacing(2)
        titles.addWidget(self.title)
        titles.addWidget(self.lead)
        row.addLayout(titles, 1)
        row.addWidget(self.state)
        row.addWidget(self._display)
        self.lead.hide()
        self.state.hide()
        return row

    def entitle(self, title: str) -> None:
        """Say what the page is called; read aloud where the page itself has the keyboard."""
        self.title.setText(title)
        if self.scroller is not None:
            self.scroller.setAccessibleName(title)

    def put_forth(self, button: Button) -> None:
        """Put the button that leads on at the right of the others, and last: Tab comes to it after them."""
        self._below.addWidget(button, 0, Qt.AlignmentFlag.AlignBottom)

    def put_above(self, button: Button) -> None:
        """Put a button beside the title; Tab comes to it from the bar."""
        self._heading.insertWidget(self._heading.indexOf(self._display), button)
        QWidget.setTabOrder(list(self.bar.entries.values())[-1], button)

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
