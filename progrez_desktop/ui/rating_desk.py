"""The rating desk: opens the office, asks who rates, and goes from answer to answer until none is left."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from progrez_desktop.core.model.rating import Rater, RaterRole
from progrez_desktop.core.services import rating_office
from progrez_desktop.core.services.rating_office import Comparison, OfficeDeps, OpenedOffice
from progrez_desktop.ui.clipboard import forget_copied
from progrez_desktop.ui.own_desk import OwnDesk, run_own_window
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.rater import RaterPage
from progrez_desktop.ui.pages.rating import RatingPage

if TYPE_CHECKING:
    from progrez_desktop.core.services.opening import Unlock
    from progrez_desktop.core.store.rating_store import SkillLevel, Task


@dataclass(frozen=True)
class _Work:
    """One answer on screen, and the rater who looks at it."""

    rater: Rater
    task: "Task"
    page: RatingPage


class RatingDesk(OwnDesk[OpenedOffice]):
    idle_key, locked_key = "rating.idle", "rating.locked"

    @property
    def deps(self) -> OfficeDeps:
        assert self.opened is not None
        return self.opened.deps

    # Who rates

    def begin(self) -> None:
        self.lane.run(self.deps.store.raters, self._show_raters, self.trouble, owner=self)

    def _show_raters(self, raters: list[Rater]) -> None:
        page = RaterPage(self.context, raters)

        def add(name: str, role: RaterRole) -> None:
            self.run(
                page, lambda: rating_office.add_rater(self.deps, name, role), partial(self._next, page), page.show_fault
            )

        page.chosen.connect(lambda rater: self._next(page, rater))
        page.added.connect(add)
        self.show(page)

    # Rating

    def _next(self, page: Page, rater: Rater) -> None:
        self.run(
            page,
            lambda: rating_office.tasks(self.deps, rater),
            lambda found: self._show_task(rater, found),
            self.trouble,
        )

    def _show_task(self, rater: Rater, found: "list[Task]") -> None:
        if not found:
            empty = MessagePage(self.context, "rating.empty", ("close", "again"))
            empty.chosen.connect(lambda what: self._next(empty, rater) if what == "again" else self.window.close())
            self.show(empty)
            return
        deps = self.deps
        page = RatingPage(self.context, deps.assessment.skills, deps.rubric)
        page.show_answer(found[0].answer, len(found))
        work = _Work(rater, found[0], page)
        page.rated.connect(lambda levels: self._rate(work, levels))
        page.leave.connect(self._leave)
        page.next.connect(lambda: self._next(page, rater))
        self.show(page)

    def _leave(self) -> None:
        forget_copied()
        self.begin()

    def _rate(self, work: _Work, levels: Mapping[str, int]) -> None:
        def compare(comparison: Comparison) -> None:
            work.page.looked_again.connect(lambda again: self._look_again(work, comparison.rating_id, again))
            work.page.show_comparison(comparison)

        self.run(
            work.page,
            lambda: rating_office.rate(self.deps, work.rater, work.task, levels),
            compare,
            work.page.show_fault,
        )

    def _look_again(self, work: _Work, rating_id: str, levels: "Mapping[str, SkillLevel]") -> None:
        self.run(
            work.page,
            lambda: rating_office.look_again(self.deps, rating_id, levels),
            lambda _: self._next(work.page, work.rater),
            work.page.show_fault,
        )


def run_rating_desk(open_office: "Callable[[Unlock | None], OpenedOffice]", language: str | None) -> int:
    """Show the desk in a window of its own until it is closed; return the exit status."""
    return run_own_window(lambda window, context: RatingDesk(window, context, open_office), language)
