"""Leads a person through the items: shows one, has its answer saved, and only then moves on."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import QObject, QTimer, Signal

from progrez_desktop.core import attempt as rules
from progrez_desktop.core.model.assessment import Assessment, Item, Prompt, Situation, Statement
from progrez_desktop.core.model.attempt import (
    ResponseValue,
    SituationValue,
    SkippedValue,
    StatementValue,
    TextValue,
)
from progrez_desktop.core.services.sittings import Answering, Kept, Standing
from progrez_desktop.core.settings import IDLE_WARN_MS
from progrez_desktop.core.texts import clean_text
from progrez_desktop.ui.background import Lane, nothing
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.item import ItemPage, Progress
from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
from progrez_desktop.ui.pages.review import ReviewPage
from progrez_desktop.ui.pages.situation import SituationPage
from progrez_desktop.ui.pages.statement import StatementPage

P = TypeVar("P", bound=ItemPage)
_SETTLE_MS = 300
"""After an answer is on screen as saved, the device hears of it; several quick answers are told together."""

Save = Callable[[Answering], Kept]
"""Commits, and returns what was committed and the way from there. Runs on the store lane."""


class Sitting(QObject):
    """One open attempt on screen."""

    page_wanted = Signal(object)
    paused = Signal()
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
        lane: Lane,
        monotonic_ms: Callable[[], int],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._context, self._assessment = context, assessment
        self._responses, self._route = dict(standing.responses), standing.route
        self._save_it, self._lane, self._monotonic_ms = save, lane, monotonic_ms
        self._settling = QTimer(self, singleShot=True, interval=_SETTLE_MS)
        self._settling.timeout.connect(lambda: lane.run(settle, nothing, self._not_settled, owner=self))
        self._position, self._active_ms = standing.attempt.position, standing.attempt.active_ms
        self._since_ms = monotonic_ms()
        self._page: Page | None = None
        self._waiting = self._away = self._reviewing = False

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

    def start(self) -> None:
        """Show the item at which the sitting stands, or the overview when it was past the last one."""
        if self._position < len(self._items):
            self._show(self._position)
        elif self._route.to_come:
            self._show(len(self._items) - 1)
        else:
            self._show_review()

    def resume(self) -> None:
        """Come back from a pause: the page again, and the clock from now."""
        self._page, self._away = None, False
        self.start()

    # Showing

    def _show(self, position: int, *, saved: bool = False) -> None:
        self._position = position
        self._since_ms = self._monotonic_ms()
        item = self._items[position]
        value = self._value_of(item.id)
        page: ItemPage
        if isinstance(item, Statement):
            page = statement_page = self._page_of(StatementPage)
            category = value.category if isinstance(value, StatementValue) else None
            self._show_progress(page)
            statement_page.show_statement(item, self._assessment.formats[item.format_id], category)
        elif isinstance(item, Situation):
            page = situation_page = self._page_of(SituationPage)
            self._show_progress(page)
            situation_page.show_situation(
                item, value if isinstance(value, SituationValue) else SituationValue(None, None)
            )
        else:
            page = open_page = self._page_of(OpenAnswerPage)
            self._show_progress(page)
            open_page.show_prompt(item, value.text if isinstance(value, TextValue) else "")
        page.show_saved(saved)

    def _page_of(self, kind: type[P]) -> P:
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
        leg, number = rules.leg_of(self._route, self._position)
        progress = Progress(
            standings=rules.standings(self._route, self._responses),
            leg=leg,
            number=number,
            minutes_left=rules.minutes_left(self._route, self._responses),
            to_go=rules.to_go(self._route, self._responses, "statements") if self._route.form == "adaptive" else None,
        )
        page.show_progress(progress, first=self._position == 0)

    def _show_review(self) -> None:
        self._reviewing = True
        self._position = len(self._items)
        page = ReviewPage(self._context, self._route, dict(self._responses))
        page.go_to.connect(self._show)
        page.finish.connect(lambda: self.finished.emit(page))
        self._page = page
        self.page_wanted.emit(page)

    def _value_of(self, item_id: str) -> ResponseValue | None:
        response = self._responses.get(item_id)
        return response.value if response else None

    # Answering

    def _keep(self, value: ResponseValue | None, *, then: int | None, pausing: bool = False) -> None:
        """Have a value saved; once it is, show item `then` (None stays here) or pause."""
        if self._waiting and (then is not None or pausing):
            return
        self._waiting = then is not None
        now = self._monotonic_ms()
        self._active_ms += max(0, min(now - self._since_ms, IDLE_WARN_MS))
        self._since_ms = now
        item = self._items[self._position]
        asked = Answering(
            item_id=item.id,
            value=value,
            language=self._context.language,
            position=self._position if then is None else then,
            active_ms=self._active_ms,
        )
        self._lane.run(
            job=lambda: self._save_it(asked),
            on_success=lambda kept: self._kept(asked, kept, then, pausing=pausing),
            on_failure=lambda failure: self._not_kept(failure, pausing=pausing),
            owner=self,
        )

    def _kept(self, asked: Answering, kept: Kept, then: int | None, *, pausing: bool) -> None:
        self._waiting = False
        self._route = kept.route
        if kept.response is not None:
            self._responses[asked.item_id] = kept.response
            if not self._settling.isActive():
                self._settling.start()
        if self._away:
            return
        if pausing:
            self._pause_if_saved()
        elif then is None:
            self._say_saved(asked)
        elif then >= len(self._items):
            self._show_review()
        else:
            self._show(then, saved=asked.value is not None)
        if asked.value is not None:
            self.answer_saved.emit(asked.item_id, asked.value)

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
        self._waiting = False
        page = None if self._away else self._page
        if pausing:  # no more than the place and the time are lost; a text that failed before it stays on screen
            self._pause_if_saved()
            return
        if isinstance(page, OpenAnswerPage):
            page.save_failed()
        if isinstance(page, ItemPage):
            page.show_saved(False)
            page.show_trouble(failure)

    def _not_settled(self, failure: Exception) -> None:
        """The answer is safe and stays called saved; what keeps the device from hearing of it is told all the same."""
        if isinstance(self._page, ItemPage) and not self._away:
            self._page.show_trouble(failure)

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
        """Keep what is on screen and the time until now; only then say so. The clock stands still from here."""
        self._save_typed()
        self._keep(None, then=None, pausing=True)

    def _pause_if_saved(self) -> None:
        page = self._page
        if not (isinstance(page, OpenAnswerPage) and page.is_unsaved):
            self._away = True
            self.paused.emit()

    def put_away(self) -> None:
        """As `pause`, for a window that does not wait: nothing is shown of what comes back."""
        self._save_typed()
        if self._position < len(self._items) and not (self._waiting or self._away):
            self._keep(None, then=None)
        self._away = True

    def _save_typed(self) -> None:
        if isinstance(self._page, OpenAnswerPage) and not self._away:
            self._page.save_now()
