"""What a page is: one screen that can say itself again in another language or text size."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from progrez_desktop.core.words import Words
from progrez_desktop.ui.background import Lane
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.layouts import take_out
from progrez_desktop.ui.widgets.basic import ROOM, card, label, mark, scrolling
from progrez_desktop.ui.widgets.display_settings import DisplaySettings

if TYPE_CHECKING:
    from PySide6.QtGui import QResizeEvent

    from progrez_desktop.ui.reading_order import ReadingOrder

T = TypeVar("T")
Sentence = Callable[[Words], str]
"""A sentence that can be said in any language."""

MARGIN = 56
LONGEST_LINE = 880
"""Pixels at the smallest text size: longer lines are hard to follow back to the left."""
_ENOUGH = 120
"""Pixels of a long editor that show well enough where one types."""


class Page(QFrame):
    """One screen. A page shows, asks and emits signals; what happens next is decided in ui/journey.py."""

    gone = Signal()
    """The page was left, however: nobody waits here any more."""
    wanted_whole = Signal()
    """Somebody goes on: what is still made part by part is made now."""
    on_canvas = True
    """Whether the page lies on the grey canvas or on white paper."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self.context = context
        self.is_busy = self.is_left = False
        self.scroller: QScrollArea | None = None
        self._beginning: QWidget | None = None
        self._keyboard: tuple[QWidget | None, QWidget | None] = None, None
        """Where it was when a button was pressed, and where Qt put it while that is done."""
        self._order: ReadingOrder | None = None
        self._sayings: dict[Callable[[str], Any], Sentence] = {}
        self._rows_or_columns: list[tuple[QBoxLayout, int]] = []
        """Each with the pixels that the page has to be wide for a row."""
        self._narrowed: list[tuple[QWidget, int]] = []
        self.setProperty("canvas", "true" if self.on_canvas else "false")
        context.changed.connect(self.retranslate)

    def say(self, say_it: Callable[[str], Any], key: str, **params: Any) -> None:
        """Give `say_it` the sentence of `key` now, and again whenever the language changes."""
        self.tell(say_it, lambda words: words(key, **params))

    def tell(self, say_it: Callable[[str], Any], sentence: Sentence) -> None:
        """As `say`, for a sentence that is more than one key, such as that of a failure."""
        self._sayings.pop(say_it, None)
        self._sayings[say_it] = sentence
        say_it(sentence(self.context.words))

    def titled_card(self, title: str | Sentence) -> tuple[QFrame, QVBoxLayout]:
        """Return a card with its heading, by its key where it is one, and where its parts go."""
        frame, inside = card(margin=20, spacing=8)
        heading = label("h3")
        self.tell(heading.setText, (lambda words: words(title)) if isinstance(title, str) else title)
        inside.addWidget(heading)
        return frame, inside

    def plain_card(self, title_key: str, told: Iterable[Sentence]) -> QFrame:
        """Return a card with its heading and a sentence a line."""
        frame, inside = self.titled_card(title_key)
        for sentence in told:
            one = label("body")
            self.tell(one.setText, sentence)
            inside.addWidget(one)
        return frame

    def sole_card(self, key: str) -> QFrame:
        """Return a card of one sentence: why there is nothing else on the page."""
        frame, inside = card(margin=20, spacing=8)
        one = label("body")
        self.say(one.setText, key)
        inside.addWidget(one)
        return frame

    def row_or_column(self, spacing: int, least: int = 0) -> QBoxLayout:
        """Return a layout whose parts stand side by side, or below one another where the text is large.

        So they do where the page is not `least` pixels wide, at the smallest text size.
        """
        box = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        box.setSpacing(spacing)
        self._rows_or_columns.append((box, least))
        self._turn(box, self.takes_rows(0))
        return box

    def centred(self, widget: QWidget, width: int) -> QHBoxLayout:
        """Return a row with `widget` in its middle, at most `width` pixels wide at the smallest text size."""
        row = self.below_title(widget, width)
        row.insertStretch(0, 1)
        return row

    def below_title(self, widget: QWidget, width: int) -> QHBoxLayout:
        """Return a row that begins where the title does, at most `width` pixels wide at the smallest text size."""
        row = QHBoxLayout()
        row.addWidget(widget, 100)
        row.addStretch(1)
        self.narrow(widget, width)
        return row

    def narrow(self, widget: QWidget, width: int) -> None:
        """Keep a widget at most `width` pixels wide at the smallest text size."""
        self._narrowed.append((widget, width))
        self._hold_narrow(widget, width)

    def _arrange(self) -> None:
        for box, least in self._rows_or_columns:
            if isValid(box):
                self._turn(box, self.takes_rows(least))
        for widget, width in self._narrowed:
            self._hold_narrow(widget, width)

    def takes_rows(self, least: int) -> bool:
        """Whether parts that need a page so wide stand side by side."""
        theme = self.context.theme
        return not theme.is_large and (not least or self.width() >= theme.px(least))

    @staticmethod
    def _turn(box: QBoxLayout, sideways: bool) -> None:
        box.setDirection(QBoxLayout.Direction.LeftToRight if sideways else QBoxLayout.Direction.TopToBottom)

    def resizeEvent(self, event: "QResizeEvent") -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        if any(least for _, least in self._rows_or_columns):
            self._arrange()

    def _hold_narrow(self, widget: QWidget, width: int) -> None:
        widget.setMaximumWidth(round(width * self.context.theme.heading_factor))

    def retranslate(self) -> None:
        """Say everything again, in the room that it now needs. Pages with texts that depend on state extend this."""
        # What a page has let go of meanwhile, a table of before, has nothing to say any more.
        self._sayings = {say_it: sentence for say_it, sentence in self._sayings.items() if _stands(say_it)}
        self._rows_or_columns = [(box, least) for box, least in self._rows_or_columns if isValid(box)]
        self._arrange()
        for say_it, sentence in tuple(self._sayings.items()):
            say_it(sentence(self.context.words))

    # The keyboard

    def keep_in_order(self, *, at_once: bool = False) -> None:
        """Put the page into the order of reading, once somebody goes through it by keys or has it read."""
        if self._order is None:
            from progrez_desktop.ui.reading_order import ReadingOrder  # not before the first paint

            self._order = ReadingOrder(self, at_once=at_once)
        self.wanted_whole.emit()
        self._order.settle()

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: N802 - Qt's name
        """Tab and Shift+Tab."""
        self.keep_in_order()
        return super().focusNextPrevChild(forward)

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

    def begin_again(self) -> None:
        """Show the page from its title once more, where nobody went on yet: what came on it has moved it."""
        target = self.first_control()
        if target is not None and self.window().focusWidget() in (target, self.scroller):
            self.begin_at(target)

    def go_on_at(self, target: QWidget, seen: QWidget | None = None) -> None:
        """Put the keyboard where a person goes on, and show that, or what came of it where that is `seen`."""
        self._beginning = None
        shown = seen or target
        QTimer.singleShot(0, self, lambda: self._show_again(target, shown))  # when the layout has told where it is

    def _show_again(self, target: QWidget, seen: QWidget) -> None:
        if isValid(target) and isValid(seen) and self.scroller is not None:
            if self._body_holds(seen):
                self.show_together(seen, seen)
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

        pressed = self.window().focusWidget()
        self.be_busy(True)
        self._keyboard = pressed, self.window().focusWidget()
        lane.run(job, came, failed, owner=self.window())

    @property
    def is_there(self) -> bool:
        """Whether somebody can still be told something here: it was not left, and not taken apart."""
        return isValid(self) and not self.is_left

    def _still_waits(self) -> bool:
        if not self.is_there:
            return False
        self.be_busy(False)
        self._give_back_keyboard()
        return True

    def _give_back_keyboard(self) -> None:
        """Have the keyboard where it was: a button that is greyed hands it on, and Enter would press another."""
        pressed, next_one = self._keyboard
        if pressed is None or pressed is next_one or self.window().focusWidget() is not next_one:
            return
        if isValid(pressed) and pressed.isEnabled():
            pressed.setFocus()

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
        from progrez_desktop.ui.widgets.footer_row import FooterRow  # the first page has none

        super().__init__(context)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MARGIN - ROOM, 25, MARGIN - ROOM, 36 if self.has_footer else 20)
        outer.setSpacing(0)
        self.header = QHBoxLayout()
        self.header.setSpacing(10)
        self.header.setContentsMargins(ROOM, 0, ROOM, 0)
        self.header.addWidget(mark())
        self._brand = label("brand", "Progrez", wrap=False)
        self.header.addWidget(self._brand)
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
        self.footer = FooterRow()
        self.footer.setSpacing(16)
        self.footer.setContentsMargins(ROOM, 18 if self.has_footer else 0, ROOM, 0)
        outer.addLayout(self.footer)
        self._arrange_heading()

    def _make_heading(self, title_key: str | None, lead_key: str | None) -> QVBoxLayout:
        self.title, self.lead = label("h1"), label("lead")
        self._heading = QWidget()
        self._above_body = QVBoxLayout(self._heading)
        self._above_body.setSpacing(6)
        self.heading = self.row_or_column(16)
        self._titles = QVBoxLayout()
        self._titles.setSpacing(6)
        self._titles.addWidget(self.title)
        self.heading.addLayout(self._titles, 1)
        self._above_body.addLayout(self.heading)
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
        self._brand.setVisible(not large)  # its room is needed on a small screen; the mark stays
        margin, below = (0, 6) if large else (ROOM, 18)
        self._above_body.setContentsMargins(margin, 0, margin, below)
        # As wide as the page below buttons that stand beside the title, and before them where they stand below it.
        take_out(self.lead)
        (self._titles if large else self._above_body).addWidget(self.lead)
        place = self.body if large else self._fixed_heading
        if place.indexOf(self._heading) < 0:
            take_out(self._heading)
            place.insertWidget(0, self._heading)

    def retranslate(self) -> None:
        self._arrange_heading()
        super().retranslate()

    def show_step(self, key: str, **params: Any) -> None:
        self.step.show()
        self.say(self.step.setText, key, **params)
