"""The rating desk: opens the office, asks who rates, and goes from answer to answer until none is left."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QLocale, QObject, Signal
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.model.rating import Rater, RaterRole
from progrez_desktop.core.services import rating_office
from progrez_desktop.core.services.rating_office import Comparison, OfficeDeps, OpenedOffice
from progrez_desktop.core.settings import Preferences
from progrez_desktop.ui.background import Lane, nothing
from progrez_desktop.ui.clipboard import forget_copied
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.garbage import Collector, leave_to_python
from progrez_desktop.ui.idle import IdleGuard, IdleTimes
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.rater import RaterPage
from progrez_desktop.ui.pages.rating import RatingPage
from progrez_desktop.ui.pages.unlock import WAYS_IN, UnlockPage
from progrez_desktop.ui.window import Window

if TYPE_CHECKING:
    from progrez_desktop.core.services.opening import Unlock
    from progrez_desktop.core.store.rating_store import SkillLevel, Task

T = TypeVar("T")


@dataclass(frozen=True)
class _Work:
    """One answer on screen, and the rater who looks at it."""

    rater: Rater
    task: "Task"
    page: RatingPage


class RatingDesk(QObject):
    """Holds the opened office. The store lane alone touches its database."""

    shown = Signal()
    """Another page is on screen."""

    def __init__(
        self,
        window: Window,
        context: Context,
        open_office: "Callable[[Unlock | None], OpenedOffice]",
        idle: IdleTimes | None = None,
    ) -> None:
        super().__init__(window)
        self._idle_times = idle or IdleTimes()
        self._idle: IdleGuard | None = None
        self.window, self.context = window, context
        self._open_office = open_office
        self._lane = Lane("store")
        self._opened: OpenedOffice | None = None
        window.closing.connect(self.close)

    @property
    def deps(self) -> OfficeDeps:
        assert self._opened is not None
        return self._opened.deps

    def start(self) -> None:
        self._lane.run(lambda: self._open_office(None), self._opened_now, self._closed, owner=self)

    def close(self) -> None:
        self._watch_no_more()
        self._lane.close()
        if self._opened is not None:
            self._opened.close()

    # Opening

    def _opened_now(self, opened: OpenedOffice) -> None:
        self._opened = opened
        self._idle = IdleGuard(self.window, self.context, opened.deps.clock, self._idle_times, "rating.idle")
        self._idle.ended.connect(self._lock)
        self._idle.start()
        self._ask_who()

    def _lock(self) -> None:
        """Nobody is here any more: the answer goes from the screen, and the office is closed with its key."""
        self._watch_no_more()
        forget_copied()
        opened, self._opened = self._opened, None
        page = MessagePage(self.context, "rating.locked", ("again",))
        page.chosen.connect(lambda _: self.start())
        self._show(page)
        if opened is not None:
            self._lane.run(opened.close, nothing, self._trouble, owner=self)

    def _watch_no_more(self) -> None:
        if self._idle is not None:
            self._idle.stop()
            self._idle.deleteLater()
            self._idle = None

    def _closed(self, failure: Exception) -> None:
        if isinstance(failure, Fault) and failure.code in WAYS_IN:
            self._ask_operator(failure)
            return
        page = MessagePage(self.context, "trouble", ("close", "again"), failure=failure)
        actions = {"close": self.window.close, "again": self.start}
        page.chosen.connect(lambda what: actions[what]())
        self._show(page)

    def _ask_operator(self, fault: Fault) -> None:
        page = UnlockPage(self.context, fault)

        def open_with(unlock: "Unlock") -> None:
            page.wait_for(self._lane, lambda: self._open_office(unlock), self._opened_now, self._closed)

        page.typed.connect(open_with)
        self._show(page)

    # Who rates

    def _ask_who(self) -> None:
        self._lane.run(self.deps.store.raters, self._show_raters, self._trouble, owner=self)

    def _show_raters(self, raters: list[Rater]) -> None:
        page = RaterPage(self.context, raters)

        def add(name: str, role: RaterRole) -> None:
            self._run(
                page, lambda: rating_office.add_rater(self.deps, name, role), partial(self._next, page), page.show_fault
            )

        page.chosen.connect(lambda rater: self._next(page, rater))
        page.added.connect(add)
        self._show(page)

    # Rating

    def _next(self, page: Page, rater: Rater) -> None:
        self._run(
            page,
            lambda: rating_office.tasks(self.deps, rater),
            lambda found: self._show_task(rater, found),
            self._trouble,
        )

    def _show_task(self, rater: Rater, found: "list[Task]") -> None:
        if not found:
            empty = MessagePage(self.context, "rating.empty", ("close", "again"))
            empty.chosen.connect(lambda what: self._next(empty, rater) if what == "again" else self.window.close())
            self._show(empty)
            return
        deps = self.deps
        page = RatingPage(self.context, deps.assessment.skills, deps.rubric)
        page.show_answer(found[0].answer, len(found))
        work = _Work(rater, found[0], page)
        page.rated.connect(lambda levels: self._rate(work, levels))
        page.leave.connect(self._leave)
        page.next.connect(lambda: self._next(page, rater))
        self._show(page)

    def _leave(self) -> None:
        forget_copied()
        self._ask_who()

    def _rate(self, work: _Work, levels: Mapping[str, int]) -> None:
        def compare(comparison: Comparison) -> None:
            work.page.looked_again.connect(lambda again: self._look_again(work, comparison.rating_id, again))
            work.page.show_comparison(comparison)

        self._run(
            work.page,
            lambda: rating_office.rate(self.deps, work.rater, work.task, levels),
            compare,
            work.page.show_fault,
        )

    def _look_again(self, work: _Work, rating_id: str, levels: "Mapping[str, SkillLevel]") -> None:
        self._run(
            work.page,
            lambda: rating_office.look_again(self.deps, rating_id, levels),
            lambda _: self._next(work.page, work.rater),
            work.page.show_fault,
        )

    # Shared

    def _show(self, page: "RaterPage | RatingPage | MessagePage | UnlockPage") -> None:
        self.window.show_page(page)
        self.shown.emit()

    def _trouble(self, failure: Exception) -> None:
        page = MessagePage(self.context, "fault", ("back",), failure=failure)
        page.chosen.connect(lambda _: self._ask_who())
        self._show(page)

    def _run(
        self, page: Page, job: Callable[[], T], on_success: Callable[[T], None], on_failure: Callable[[Exception], None]
    ) -> None:
        page.wait_for(self._lane, job, on_success, on_failure)


def run_rating_desk(open_office: "Callable[[Unlock | None], OpenedOffice]", language: str | None) -> int:
    """Show the desk in a window of its own until it is closed; return the exit status."""
    app = QApplication(["progrez"])
    app.setApplicationName("Progrez")
    fallback = "nl" if QLocale.system().language() == QLocale.Language.Dutch else "en"
    context = Context(app, Preferences(language or fallback), lambda _: None)
    window = Window(context)
    Collector(window)
    desk = RatingDesk(window, context, open_office)
    desk.start()
    window.show()
    status = int(app.exec())
    delete(window)
    leave_to_python()
    return status
