"""Leads a person through the items: shows one, has its answer saved, and only then moves on."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from progrez_desktop.core import attempt as rules
from progrez_desktop.core.model.assessment import Assessment, Item, Prompt, Situation
from progrez_desktop.core.model.attempt import ResponseValue, SkippedValue, StatementValue, TextValue
from progrez_desktop.core.services.sittings import Answering, Kept, Standing
from progrez_desktop.core.settings import IDLE_WARN_MS
from progrez_desktop.core.sitting_time import MINUTE_MS, allowed_ms, with_extra
from progrez_desktop.core.texts import clean_text
from progrez_desktop.ui.background import Lane, nothing
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.item_pages import kind_of, show_item
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.item import ItemPage, Progress
from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
from progrez_desktop.ui.pages.review import ReviewPage
from progrez_desktop.ui.pages.situation import SituationPage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.sitting_clock import SittingClock
from progrez_desktop.ui.spoken import announce

_SETTLE_MS = 300
"""After an answer is on screen as saved, the device hears of it; several quick answers are told together."""

Save = Callable[[Answering], Kept]
"""Commits, and returns what was committed and the way from there. Runs on the store lane."""


class Sitting(QObject):
    """One open attempt on screen."""

    page_wanted = Signal(object)
    paused = Signal()
    time_over = Signal()
    """Everything typed is kept, and nothing more is taken in."""
    break_offered = Signal()
    finished = Signal(object)
    """The overview, on which the person said so."""
    answer_saved = Signal(str, object)
    """Item id and value, after the screen has said so."""

    def __init__(
        self,
        context: Context,
        assessment: Assessment,
        standing: Standing,
        save: Save,
        settle: Callable[[], None],
        spend: Callable[[int], None],
        lane: Lane,
        monotonic_ms: Callable[[], int],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._assessment = context, assessment
        self._responses, self._route = dict(standing.responses), standing.route
        self._unsaved = {item: TextValue(text) for item, text in standing.unsaved.items()}
        """By item, what was typed and is not kept: on its way to the disk, or refused by it."""
        self._save_it, self._lane, self._monotonic_ms = save, lane, monotonic_ms
        self._settling = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settling.timeout.connect(lambda: lane.run(settle, nothing, self._not_settled, owner=self))
        self._position, self._active_ms = standing.attempt.position, standing.attempt.active_ms
        self._since_ms = monotonic_ms()
        self._spend_it, self._limit = spend, standing.attempt.limit
        self._clock = self._clock_of(standing)
        self._break_from_ms = self._active_ms
        self._page: Page | None = None
        self._waiting = self._away = self._reviewing = self._ending = self._pause_asked = False

    @property
    def position(self) -> int:
        return self._position

    @property
    def item(self) -> Item | None:
        """The item on screen; None on the overview."""
        return self._items[self._position] if self._position < len(self._items) else None

    @property
    def _items(self) -> tuple[Item, ...]:
        return self._route.items

    # The time that it may take

    def _clock_of(self, standing: Standing) -> SittingClock | None:
        allowed = allowed_ms(standing.attempt)
        if allowed is None:
            return None
        clock = SittingClock(allowed, standing.attempt.used_ms, self._monotonic_ms, self._spend, self)
        clock.minute.connect(self._show_left)
        clock.said.connect(self._say_left)
        clock.over.connect(self._end)
        return clock

    def _show_left(self, minutes: int) -> None:
        if isinstance(self._page, ItemPage | ReviewPage) and not self._away:
            self._page.show_left(minutes)

    def _say_left(self, minutes: int) -> None:
        if self._page is not None and not self._away:
            announce(self._page, self._context.words.plural("time.said", minutes))

    @property
    def is_over(self) -> bool:
        return self._clock is not None and self._clock.is_over

    def give_time(self, percent: int) -> None:
        """Let the person have extra time, in percent of the limit; what they had before stays."""
        if self._clock is not None and self._limit is not None:
            self._clock.allow(max(with_extra(self._limit.limit_ms, percent), self._clock.allowed_ms))
            self._ending = self._ending and self._clock.is_over

    def _spend(self, used_ms: int) -> None:
        # What can't be written is time that the person has again; that the disk is full is told with an answer.
        self._lane.run(lambda: self._spend_it(used_ms), nothing, nothing, owner=self)

    def _run_on(self) -> None:
        if self._clock is not None:
            self._clock.run()

    def _stand_still(self) -> None:
        if self._clock is not None:
            self._clock.stand_still()
            self._spend(self._clock.used_ms)

    def _end(self) -> None:
        """Keep what is on screen; once it is, nothing more is taken in. Until then each look tries again."""
        page = self._page
        if isinstance(page, ItemPage):
            page.close_answers()
            page.aloud_button.be_silent()
        self._save_typed()
        self._ending = True
        if self.item is None:
            self._end_if_saved()
        else:
            self._keep(None, then=None, ending=True)

    def _end_if_saved(self) -> None:
        page = self._page
        if self._away or self._clock is None or (isinstance(page, OpenAnswerPage) and page.is_unsaved):
            return
        self._clock.stand_still()
        self._spend(self._clock.allowed_ms)
        self._away = True
        self.time_over.emit()

    def overlook(self) -> None:
        """Show everything once more after the time is over; the person finishes it, and nobody else."""
        page = ReviewPage(self._context, self._route, dict(self._responses), is_closed=True)
        page.finish.connect(lambda: self.finished.emit(page))
        self._page = page
        self.page_wanted.emit(page)

    # Showing

    def start(self) -> None:
        """Show the item at which the sitting stands, or the overview when it was past the last one."""
        refused = next((place for place, item in enumerate(self._items) if item.id in self._unsaved), None)
        if refused is not None:
            self._show(refused)
        elif self.is_over:
            self._away = True
            self.time_over.emit()
        elif self._position < len(self._items):
            self._show(self._position)
        elif self._route.to_come:
            self._show(len(self._items) - 1)
        else:
            self._show_review()

    def resume(self) -> None:
        """Come back from a pause: the page again, and the clock from now."""
        self._page, self._away = None, False
        self.start()

    def _show(self, position: int, *, saved: bool = False) -> None:
        self._position = position
        self._since_ms = self._monotonic_ms()
        self._run_on()
        item = self._items[position]
        page = self._page_of(kind_of(item))
        self._show_progress(page)
        show_item(page, item, self._assessment.formats, self._value_of(item.id))
        page.show_saved(saved)
        if isinstance(page, OpenAnswerPage) and item.id in self._unsaved:
            page.save_failed()
            page.save_now()

    def _page_of(self, kind: type[ItemPage]) -> ItemPage:
        """Return the page of this kind, the one on screen if it is: 111 statements need one page."""
        if isinstance(self._page, kind):
            return self._page
        page = kind(self._context)
        page.back.connect(self._back)
        page.skip.connect(self._skip)
        page.pause.connect(self.pause)
        if isinstance(page, StatementPage):
            page.chosen.connect(self._answered_statement)
        elif isinstance(page, SituationPage):
            page.changed.connect(lambda value: self._keep(value, then=None))
            page.next.connect(self._go_on)
        elif isinstance(page, OpenAnswerPage):
            page.changed.connect(lambda text: self._keep(TextValue(clean_text(text)), then=None))
            page.next.connect(self._go_on)
        self._page = page
        self.page_wanted.emit(page)
        return page

    def _show_progress(self, page: ItemPage) -> None:
        left = self._clock.minutes if self._clock is not None else None
        page.show_progress(Progress.at(self._route, self._responses, self._position, left), first=self._position == 0)

    def _show_review(self) -> None:
        self._reviewing = True
        self._position = len(self._items)
        self._run_on()
        page = ReviewPage(self._context, self._route, dict(self._responses))
        page.go_to.connect(self._show)
        page.finish.connect(lambda: self._finish(page))
        self._page = page
        if self._clock is not None:
            page.show_left(self._clock.minutes)
        self.page_wanted.emit(page)

    def _finish(self, page: ReviewPage) -> None:
        self._stand_still()
        self.finished.emit(page)

    def _value_of(self, item_id: str) -> ResponseValue | None:
        response = self._responses.get(item_id)
        return self._unsaved.get(item_id) or (response.value if response else None)

    # Answering

    def _keep(
        self, value: ResponseValue | None, *, then: int | None, pausing: bool = False, ending: bool = False
    ) -> None:
        """Have a value saved; once it is, show item `then` (None stays here), pause, or end."""
        if self._waiting and then is not None:
            return
        self._waiting = then is not None
        now = self._monotonic_ms()
        self._active_ms += max(0, min(now - self._since_ms, IDLE_WARN_MS))
        self._since_ms = now
        item = self._items[self._position]
        asked = Answering(
            item_id=item.id,
            value=value,
            language=self._context.questions_in,
            position=self._position if then is None else then,
            active_ms=self._active_ms,
            used_ms=self._clock.used_ms if self._clock is not None else 0,
        )
        if isinstance(value, TextValue):
            self._unsaved[item.id] = value
        self._lane.run(
            job=lambda: self._save_it(asked),
            on_success=lambda kept: self._kept(asked, kept, then, pausing=pausing, ending=ending),
            on_failure=lambda failure: self._not_kept(failure, pausing=pausing),
            owner=self,
        )

    def _kept(self, asked: Answering, kept: Kept, then: int | None, *, pausing: bool, ending: bool) -> None:
        pause_asked, self._waiting, self._pause_asked = self._pause_asked, False, False
        self._route = kept.route
        if kept.response is not None:
            self._responses[asked.item_id] = kept.response
            if not isinstance(asked.value, TextValue) or asked.value == self._unsaved.get(asked.item_id):
                self._unsaved.pop(asked.item_id, None)
            if not self._settling.isActive():
                self._settling.start()
        if self._away:
            return
        if ending:
            self._end_if_saved()
        elif pausing:
            self._pause_if_saved()
        elif then is None:
            self._say_saved(asked)
        elif self._ending or self._is_refused(asked.item_id):
            pass
        elif self._wants_break():
            self._offer_break(then)
        elif then >= len(self._items):
            self._show_review()
        else:
            self._show(then, saved=asked.value is not None)
            if pause_asked:
                self.pause()
        if asked.value is not None:
            self.answer_saved.emit(asked.item_id, asked.value)

    def _is_refused(self, item_id: str) -> bool:
        """Whether what was typed there is on screen alone: the disk took the place after it, and not the text."""
        return item_id in self._unsaved and isinstance(self._page, OpenAnswerPage) and self._page.is_unsaved

    def _say_saved(self, asked: Answering) -> None:
        """Say "Saved" unless the text has grown since: then that is not saved yet."""
        page = self._page
        elsewhere = self.item is None or self.item.id != asked.item_id
        if not isinstance(page, ItemPage) or elsewhere or asked.value is None:
            return
        grown = isinstance(page, OpenAnswerPage) and asked.value != TextValue(clean_text(page.text()))
        page.show_saved(not grown)
        page.show_trouble(None)

    def _not_kept(self, failure: Exception, *, pausing: bool) -> None:
        self._waiting = self._pause_asked = False
        if pausing:  # no more than the place and the time are lost; a text that failed before it stays on screen
            self._pause_if_saved()
            return
        if isinstance(self._page, OpenAnswerPage):
            self._page.save_failed()
        if isinstance(self._page, ItemPage) and not self._away:
            self._page.show_saved(False)
            self._page.show_trouble(failure)

    def _not_settled(self, failure: Exception) -> None:
        """The answer is safe and stays called saved; what keeps the device from hearing of it is told all the same."""
        if isinstance(self._page, ItemPage) and not self._away:
            self._page.show_trouble(failure, saved=True)

    def _next(self) -> int:
        """The item after this one; once the overview was seen, back to it."""
        return len(self._items) if self._reviewing else self._position + 1

    def _answered_statement(self, category: int) -> None:
        self._keep(StatementValue(category), then=self._next())

    def _skip(self) -> None:
        item = self._items[self._position]
        half = isinstance(item, Situation | Prompt) and self._value_of(item.id) is not None
        keep = half or rules.is_answered(item, self._responses)
        self._keep(None if keep else SkippedValue(), then=self._next())

    def _back(self) -> None:
        self._save_typed()
        if self._position > 0:
            self._keep(None, then=self._position - 1)

    def _go_on(self) -> None:
        self._keep(None, then=self._next())

    def pause(self) -> None:
        """Keep what is on screen and the time until now; only then say so. The clock stands still from here.

        While an answer is on its way, the pause comes at the item that it leads to.
        """
        if self._waiting:
            self._pause_asked = True
            return
        self._save_typed()
        self._keep(None, then=None, pausing=True)

    def _wants_break(self) -> bool:
        every = self._context.own.break_every_min
        return bool(every) and self._active_ms - self._break_from_ms >= every * MINUTE_MS

    def _offer_break(self, then: int) -> None:
        """Between two questions, and never in the middle of one."""
        self._break_from_ms = self._active_ms
        self._position, self._away = then, True
        self._stand_still()
        self.break_offered.emit()

    def _pause_if_saved(self) -> None:
        page = self._page
        if not (isinstance(page, OpenAnswerPage) and page.is_unsaved):
            self._away = True
            self._stand_still()
            self.paused.emit()

    def put_away(self) -> Page | None:
        """As `pause`, for a window that does not wait; return the page that was answered on, None where none was."""
        self._save_typed()
        self._stand_still()
        if self._position < len(self._items) and not (self._waiting or self._away):
            self._keep(None, then=None)
        page = None if self._away else self._page
        self._away = True
        return page

    def go_on_here(self) -> None:
        """Go on after `put_away` with the page that stayed on screen, and the clock from now."""
        self._away, self._since_ms = False, self._monotonic_ms()
        self._run_on()
        self._save_typed()

    def stood_still(self, ms: int) -> None:
        """Leave out a time in which nobody can have sat in front of the item: the computer slept."""
        self._since_ms = min(self._monotonic_ms(), self._since_ms + ms)

    def _save_typed(self) -> None:
        if isinstance(self._page, OpenAnswerPage) and not self._away:
            self._page.save_now()
