"""What a page is: one screen that can say itself again in another language or text size."""

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from progrez_desktop.core.words import Words
from progrez_desktop.ui import numbers
from progrez_desktop.ui.background import Lane
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.widgets.basic import card, label, mark
from progrez_desktop.ui.widgets.display_settings import DisplaySettings

T = TypeVar("T")
Sentence = Callable[[Words], str]
"""A sentence that can be said in any language."""

MARGIN = 56
ROOM = 5
LONGEST_LINE = 880
"""Pixels at the smallest text size: longer lines are hard to follow back to the left."""
_ENOUGH = 120
"""Pixels of a long editor that show well enough where one types."""


class Page(QFrame):
    """One screen. A page shows, asks and emits signals; what happens next is decided in ui/journey.py."""

    gone = Signal()
    """The page was left, however: nobody waits here any more."""
    on_canvas = True
    """Whether the page lies on the grey canvas or on white paper."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.is_busy = self.is_left = False
        self.scroller: QScrollArea | None = None
        self._beginning: QWidget | None = None
        self._sayings: list[tuple[Callable[[str], Any], Sentence]] = []
        self._rows_or_columns: list[QBoxLayout] = []
        self._centred: list[tuple[QWidget, int]] = []
        self.setProperty("canvas", "true" if self.on_canvas else "false")
        context.changed.connect(self.retranslate)

    def say(self, say_it: Callable[[str], Any], key: str, **params: Any) -> None:
        """Give `say_it` the sentence of `key` now, and again whenever the language changes."""
        self.tell(say_it, lambda words: words(key, **params))

    def tell(self, say_it: Callable[[str], Any], sentence: Sentence) -> None:
        """As `say`, for a sentence that is more than one key, such as that of a failure."""
        self._sayings = [saying for saying in self._sayings if saying[0] != say_it]
        self._sayings.append((say_it, sentence))
        say_it(sentence(self.context.words))

    def titled_card(self, title_key: str) -> tuple[QFrame, QVBoxLayout]:
        """Return a card with its heading, and where its parts go."""
        frame, inside = card(margin=20, spacing=8)
        title = label("h3")
        self.say(title.setText, title_key)
        inside.addWidget(title)
        return frame, inside

    def plain_card(self, title_key: str, told: Iterable[Sentence]) -> QFrame:
        """Return a card with its heading and a sentence a line."""
        frame, inside = self.titled_card(title_key)
        for sentence in told:
            one = label("body")
            self.tell(one.setText, sentence)
            inside.addWidget(one)
        return frame

    def row_or_column(self, spacing: int) -> QBoxLayout:
        """Return a layout whose parts stand side by side, or below one another where the text is large."""
        box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        box.setSpacing(spacing)
        self._rows_or_columns.append(box)
        self._arrange()
        return box

    def centred(self, widget: QWidget, width: int) -> QHBoxLayout:
        """Return a row with `widget` in its middle, at most `width` pixels wide at the smallest text size."""
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(widget, 100)
        row.addStretch(1)
        self._centred.append((widget, width))
        self._arrange()
        return row

    def _arrange(self) -> None:
        theme = self.context.theme
        sideways, downwards = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        for box in filter(isValid, self._rows_or_columns):
            box.setDirection(downwards if theme.is_large else sideways)
        for widget, width in self._centred:
            widget.setMaximumWidth(round(width * theme.heading_factor))

    def retranslate(self) -> None:
        """Say everything again, in the room that it now needs. Pages with texts that depend on state extend this."""
        # What a page has let go of meanwhile, a table of before, has nothing to say any more.
        self._sayings = [saying for saying in self._sayings if _stands(saying[0])]
        self._rows_or_columns = [box for box in self._rows_or_columns if isValid(box)]
        self._arrange()
        for say_it, sentence in self._sayings:
            say_it(sentence(self.context.words))

    # Coming and going

    def first_control(self) -> QWidget | None:
        """Where the keyboard begins on this page."""
        return None

    def entered(self) -> None:
        """Called when the page comes on screen."""
        target = self.first_control()
        if target is not None:
            self.begin_at(target)

    def begin_at(self, target: QWidget) -> None:
        """Show the page from its title, and put the keyboard on `target` where it can be seen from there.

        Otherwise the page itself has the keyboard: Tab leads on from the title, and no key presses what nobody sees.
        """
        self._beginning = target
        self._show_beginning(target)
        # Once more when the layout has shown all parts, and labels that wrap have told how high they are.
        QTimer.singleShot(0, self, lambda: self._show_beginning(target))

    def go_on_at(self, target: QWidget) -> None:
        """Put the keyboard where it was when a page was opened from here, and show that."""
        self._beginning = None
        QTimer.singleShot(0, self, lambda: self._show_again(target))  # when the layout has told where it is

    def _show_again(self, target: QWidget) -> None:
        if isValid(target) and self.scroller is not None:
            if self._body_holds(target):
                self.show_together(target, target)
            target.setFocus()

    def _body_holds(self, target: QWidget) -> bool:
        """Whether a part is in what scrolls; the footer is always in view."""
        inner = self.scroller.widget() if self.scroller is not None else None
        return inner is not None and inner.isAncestorOf(target)

    def _show_beginning(self, target: QWidget) -> None:
        if self.scroller is None or self._beginning is not target or not isValid(target):
            return
        self.scroller.verticalScrollBar().setValue(0)
        (target if self._is_in_view(target) else self.scroller).setFocus()

    def show_together(self, first: QWidget, last: QWidget) -> None:
        """Bring two parts of the body into view that belong together, the beginning of the first in any case."""
        if self.scroller is None or (inner := self.scroller.widget()) is None:
            return
        bar = self.scroller.verticalScrollBar()
        top = first.mapTo(inner, first.rect().topLeft()).y() - ROOM
        bottom = last.mapTo(inner, last.rect().topLeft()).y() + last.height() + ROOM
        if top < bar.value() or bottom > bar.value() + self.scroller.viewport().height():
            bar.setValue(top)

    def _is_in_view(self, target: QWidget) -> bool:
        assert self.scroller is not None
        view = self.scroller.viewport()
        if not view.isAncestorOf(target):
            return True
        top = target.mapTo(view, target.rect().topLeft()).y()
        shown = min(top + target.height(), view.height()) - max(top, 0)
        return shown >= min(target.height(), _ENOUGH)

    def left(self) -> None:
        """Called when another page takes its place: nothing is asked here any more, and nothing is told."""
        self.is_left = True
        self.gone.emit()

    # Waiting

    def wait_for(
        self,
        lane: Lane,
        job: Callable[[], T],
        on_success: Callable[[T], None],
        on_failure: Callable[[Exception], None],
        too_late: Callable[[T], None] | None = None,
    ) -> None:
        """Have done what the person asked for here, once: until it is done, asking again does nothing.

        Args:
            too_late: What becomes of a result when the person has left the page meanwhile. It is shown to nobody.
        """
        if self.is_busy or self.is_left:
            return

        def came(result: T) -> None:
            if self._still_waits():
                on_success(result)
            elif too_late is not None:
                too_late(result)

        def failed(failure: Exception) -> None:
            if self._still_waits():
                on_failure(failure)

        self.be_busy(True)
        lane.run(job, came, failed, owner=self.window())

    def _still_waits(self) -> bool:
        if self.is_left or not isValid(self):
            return False
        self.be_busy(False)
        return True

    def be_busy(self, busy: bool) -> None:
        """Pages that say what they are doing meanwhile extend this."""
        self.is_busy = busy


def _stands(say_it: Callable[[str], Any]) -> bool:
    """Whether what says a sentence is still there."""
    owner = getattr(say_it, "__self__", None)
    return not isinstance(owner, QObject) or isValid(owner)


class Desk(Page):
    """A page with the usual frame: brand and settings above, title, scrolling body, buttons below."""

    has_footer = True
    """Whether buttons stand below; where they don't, the body has that room."""

    def __init__(self, context: Context, title_key: str | None, lead_key: str | None = None) -> None:
        super().__init__(context)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MARGIN - ROOM, 25, MARGIN - ROOM, 36 if self.has_footer else 20)
        outer.setSpacing(0)
        self.header = QHBoxLayout()
        self.header.setSpacing(10)
        self.header.setContentsMargins(ROOM, 0, ROOM, 0)
        self.header.addWidget(mark())
        self.header.addWidget(label("brand", "Progrez", wrap=False))
        self.header.addStretch(1)
        self.step = label("pill", wrap=False)
        self.step.hide()
        self.header.addWidget(self.step)
        self.header.addWidget(DisplaySettings(context, compact=True))
        outer.addLayout(self.header)
        outer.addSpacing(11)
        self.body, self.scroller = scrolling()
        outer.addLayout(self._make_heading(title_key, lead_key))
        outer.addWidget(self.scroller, 1)
        self.below = QVBoxLayout()
        """Between the body and the buttons: what has to be seen wherever the body is scrolled to."""
        self.below.setContentsMargins(ROOM, 0, ROOM, 0)
        outer.addLayout(self.below)
        self.footer = QHBoxLayout()
        self.footer.setSpacing(16)
        self.footer.setContentsMargins(ROOM, 18 if self.has_footer else 0, ROOM, 0)
        outer.addLayout(self.footer)
        self._arrange_heading()

    def _make_heading(self, title_key: str | None, lead_key: str | None) -> QVBoxLayout:
        self.title, self.lead = label("h1"), label("lead")
        self._heading = QWidget()
        self.heading = self.row_or_column(16)
        self._heading.setLayout(self.heading)
        titles = QVBoxLayout()
        titles.setSpacing(6)
        titles.addWidget(self.title)
        titles.addWidget(self.lead)
        self.heading.addLayout(titles, 1)
        if title_key:
            self.say(self.entitle, title_key)
        else:
            self.title.hide()
        if lead_key:
            self.say(self.lead.setText, lead_key)
        else:
            self.lead.hide()
        self._fixed_heading = QVBoxLayout()
        return self._fixed_heading

    def entitle(self, title: str) -> None:
        """Say what the page is called; read aloud where the page itself has the keyboard."""
        self.title.setText(title)
        if self.scroller is not None:
            self.scroller.setAccessibleName(title)

    def _arrange_heading(self) -> None:
        """Stands still above the body; scrolls with it where large text would leave the body too little room."""
        large = self.context.theme.is_large
        margin, below = (0, 6) if large else (ROOM, 18)
        self.heading.setContentsMargins(margin, 0, margin, below)
        if large and self.body.indexOf(self._heading) < 0:
            self.body.insertWidget(0, self._heading)
        elif not large and self._fixed_heading.indexOf(self._heading) < 0:
            self._fixed_heading.addWidget(self._heading)

    def retranslate(self) -> None:
        self._arrange_heading()
        super().retranslate()

    def show_step(self, key: str, **params: Any) -> None:
        self.step.show()
        self.say(self.step.setText, key, **params)


def scrolling(room: int = ROOM) -> tuple[QVBoxLayout, QScrollArea]:
    """A body that scrolls when the text is large or the screen is small, and a layout to fill it.

    The space around the body is room for the focus ring; as much less margin on the page keeps both edges in line.
    """
    scroller = QScrollArea()
    # Our own, because the first parent that Qt made itself and Python asks for costs 30 ms before the first paint:
    # PySide6 then prepares every class that it might be.
    scroller.setViewport(QWidget())
    scroller.setWidgetResizable(True)
    scroller.setFrameShape(QFrame.Shape.NoFrame)
    scroller.setProperty("horizontalScrollBarPolicy", numbers.SCROLL_BAR_NEVER)
    scroller.setProperty("focusPolicy", numbers.NO_FOCUS)
    inner = QWidget()
    inner.setObjectName("scrolled")
    body = QVBoxLayout(inner)
    body.setContentsMargins(room, room, room, room)
    body.setSpacing(12)
    scroller.setWidget(inner)
    return body, scroller


def clear(layout: QLayout) -> None:
    """Take all widgets out of a layout and let them go."""
    while (entry := layout.takeAt(0)) is not None:
        widget = entry.widget()
        if widget is not None:
            widget.setParent(None)
            widget.deleteLater()
