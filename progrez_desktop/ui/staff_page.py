"""What a page of a staff window is: the dark bar beside it, its title and state above, cards in between."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.layouts import take_out
from progrez_desktop.ui.page import LONGEST_LINE, Page
from progrez_desktop.ui.widgets.basic import ROOM, Button, live, scrolling, set_tone
from progrez_desktop.ui.widgets.footer_row import StaffFooter
from progrez_desktop.ui.widgets.side_bar import SideBar
from progrez_desktop.ui.widgets.staff_heading import StaffHeading

if TYPE_CHECKING:
    from progrez_desktop.ui.filled_in import FilledIn
    from progrez_desktop.ui.widgets.field import Field

WIDEST = 1200
"""Pixels: wider, lines of text are hard to follow back to the left, and buttons stand far from what they do."""

_SIDE = 28
_APART = 8
"""Between what stands above the body, the body and what stands below it, whether it scrolls with it or not."""
_MOST_BELOW = 0.45
"""Of the height beside the bar that what stands below the body may take."""


@dataclass(frozen=True)
class Places:
    """Where one can go in a staff window: keys of words, whose last part is the name of the place."""

    above: tuple[str, ...]
    below: tuple[str, ...] = ()
    deeds: tuple[str, ...] = ()
    """What is no place: pressing it locks what is open, or leaves it."""


class StaffPage(Page):
    """Says its title; what else stands in it is up to whoever extends it: `body` scrolls, `footer` stands."""

    go = Signal(str)
    """Another place, by its name in the bar."""
    filled_in: "FilledIn | None" = None
    """Where it would be a loss to fill it in again."""
    widest: int | None = WIDEST
    """Pixels that the page takes beside its bar, at the smallest text size; None is all there are."""

    def __init__(self, context: Context, places: Places, current: str, title_key: str | None) -> None:
        super().__init__(context)
        outer = self.row_or_column(0)
        outer.setContentsMargins(0, 0, 0, 0)
        self.bar = SideBar(self, (places.above, places.below), places.deeds, current)
        self.bar.wanted.connect(self.leave_for)
        outer.addWidget(self.bar)
        self._column = QWidget()
        beside = QVBoxLayout(self._column)
        beside.setContentsMargins(_SIDE - ROOM, 20, _SIDE - ROOM, 16)
        beside.setSpacing(_APART)
        outer.addLayout(self._at_the_left(self._column), 1)
        self.body, self.scroller = scrolling()
        self.body.setSpacing(16)
        self._heading = StaffHeading(context)
        self.title, self.lead, self.state = self._heading.title, self._heading.lead, self._heading.state
        self._beside, self._scrolled = beside, self._make_scrolled()
        beside.addWidget(self.scroller, 1)
        self._place_heading()
        if title_key is not None:
            self.say(self.entitle, title_key)
        self.note = live("body")
        self.note.setContentsMargins(ROOM, 0, ROOM, 0)
        beside.addWidget(self.note)
        self.note.hide()
        self.footer, self._foot = StaffFooter(), QWidget()
        self.footer.setContentsMargins(ROOM, 0, ROOM, 0)
        self.footer.setSpacing(16)
        self._foot.setLayout(self.footer)
        beside.addWidget(self._foot)
        self.setLayout(outer)

    def _at_the_left(self, column: QWidget) -> QHBoxLayout:
        """Return a row with the page at its left: its title stands in the same place on every page."""
        row = QHBoxLayout()
        row.addWidget(column, 1)
        if self.widest is not None:
            row.addStretch()
            self.narrow(column, self.widest)
        return row

    def add_narrow(self, widget: QWidget) -> None:
        """Add a part of the body that is no wider than lines that can be followed back to the left.

        In a row of its own: a column asks a widget how high it is at the width of the column, and not at its widest.
        """
        self.body.addLayout(self.below_title(widget, LONGEST_LINE))

    def _make_scrolled(self) -> QVBoxLayout:
        """Return a column of what scrolls, with the body in it, which pages fill and empty."""
        assert self.scroller is not None
        body, whole = self.scroller.takeWidget(), QWidget()
        whole.setObjectName(body.objectName())
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_APART)
        column.addWidget(body, 1)
        self.scroller.setWidget(whole)
        return column

    def retranslate(self) -> None:
        super().retranslate()
        self._heading.arrange()
        self._place_heading()
        self._place_foot()

    def _place_heading(self) -> None:
        """Stands still above the body; scrolls with it where large text would leave the body too little room."""
        place = self._scrolled if self.context.theme.is_large else self._beside
        if place.indexOf(self._heading) < 0:
            take_out(self._heading)
            place.insertWidget(0, self._heading)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._place_foot()

    def _place_foot(self) -> None:
        """Stands still below the body; scrolls with it where large text on a low screen would leave that no room."""
        keyboard = self.window().focusWidget()
        width = self._column.width() - 2 * (_SIDE - ROOM)
        needed = self.footer.heightForWidth(width) + (0 if self.note.isHidden() else self.note.heightForWidth(width))
        is_cramped = self.context.theme.is_large and needed > _MOST_BELOW * self._column.height()
        place = self._scrolled if is_cramped else self._beside
        if place.indexOf(self._foot) < 0:
            held = keyboard if keyboard is not None and self._foot.isAncestorOf(keyboard) else None
            take_out(self._foot)
            place.addWidget(self._foot)
            self._foot.show()
            if held is not None:
                held.setFocus()  # it was taken from what went elsewhere

    def leave_for(self, place: str) -> None:
        """Go where somebody wants to by the bar; pages that say something first extend this."""
        self.go.emit(place)

    def entitle(self, title: str) -> None:
        """Say what the page is called; read aloud where the page itself has the keyboard."""
        self.title.setText(title)
        if self.scroller is not None:
            self.scroller.setAccessibleName(title)

    def put_forth(self, button: Button) -> None:
        """Put the button that leads on at the right of the others, and last: Tab comes to it after them."""
        self.footer.put_forth(button)

    def put_above(self, button: Button) -> None:
        """Put a button beside the title; Tab comes to it from the bar."""
        self._heading.put(button)
        QWidget.setTabOrder(list(self.bar.entries.values())[-1], button)

    def take_out(self, button: Button) -> None:
        """Take a button away from wherever it stands, to put it elsewhere."""
        self._heading.forget(button)
        take_out(button)

    def show_lead(self, sentence: Callable[[Words], str]) -> None:
        self.tell(self.lead.setText, sentence)
        self.lead.show()

    def show_state(self, key: str, tone: str, **params: Any) -> None:
        """Say how it stands, in a pill beside the title."""
        self.tell_state(lambda words: words(key, **params), tone)

    def tell_state(self, sentence: Callable[[Words], str], tone: str) -> None:
        set_tone(self.state, "tone", tone)
        self.tell(self.state.setText, sentence)
        self.state.show()

    # What came of a button

    def show_note(self, key: str, **params: Any) -> None:
        self.tell_note(lambda words: words(key, **params))

    def tell_note(self, sentence: Callable[[Words], str], role: str = "body") -> None:
        set_tone(self.note, "role", role)
        self.tell(self.note.setText, sentence)
        self.note.show()
        self._place_foot()

    def show_fault(self, failure: Exception) -> None:
        field = self.field_of(failure.code) if isinstance(failure, Fault) else None
        if field is None or not isinstance(failure, Fault):
            self.tell_note(lambda words: sentence_of(failure, words), "error")
            return
        field.show_fault(failure.message_key, **failure.params)
        field.edit.setFocus()

    def field_of(self, _code: str) -> "Field | None":
        """Return what was filled in wrongly, where a fault is told beside it and not below the page."""
        return None
