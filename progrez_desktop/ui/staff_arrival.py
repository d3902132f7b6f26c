"""How staff come to their pages in the window of a kiosk: by their passphrase, and back to the welcome page."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from progrez_desktop.core.services import staff
from progrez_desktop.ui.clipboard import forget_copied
from progrez_desktop.ui.files import open_in_browser
from progrez_desktop.ui.idle import IdleGuard, IdleTimes
from progrez_desktop.ui.operator_visit import IN_KIOSK, OperatorVisit, Tools
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.staff_in import StaffInPage

if TYPE_CHECKING:
    from progrez_desktop.ui.journey import Journey


class StaffArrival(QObject):
    """Nobody is signed in meanwhile, and no safe is open. A passphrase is never chosen here: a candidate could."""

    def __init__(self, journey: "Journey") -> None:
        super().__init__(journey)
        self._journey = journey
        self._visit: OperatorVisit | None = None
        self._idle: IdleGuard | None = None

    def begin(self) -> None:
        """Ask for the passphrase; the page that it is asked from waits for it."""
        page, deps = self._journey.window.page, self._journey.deps
        if page is not None:
            self._journey.run(page, lambda: staff.is_set_up(deps), self._ask)

    def _ask(self, is_set_up: bool) -> None:
        deps = self._journey.deps
        page = StaffInPage(self._journey.context, "known" if is_set_up else "missing")
        page.typed.connect(
            lambda typed: self._journey.run(
                page, lambda: staff.opened(deps, typed), lambda _: self._enter(), page.show_fault
            )
        )
        page.back.connect(self._end)
        self._journey.window.show_page(page)
        self._watch()

    def _watch(self) -> None:
        """From the passphrase on: one that was typed and not handed in waits for nobody else."""
        journey = self._journey
        times = journey.outside.idle_times or IdleTimes()
        self._idle = IdleGuard(journey.window, journey.context, journey.deps.clock, times, "operator.idle")
        self._idle.ended.connect(self._lock)
        self._idle.start()

    def _enter(self) -> None:
        journey = self._journey
        outside = journey.outside
        assert self._idle is not None
        tools = Tools(
            store_lane=outside.store_lane,
            errands=journey.arrival.online_lane,
            choose_file=outside.choose_file,
            open_file=outside.open_file,
            reach=outside.reach,
            open_address=outside.online.open_address if outside.online else open_in_browser,
            stir=self._idle.stir,
        )
        show = journey.window.show_page
        self._visit = OperatorVisit(self, journey.context, journey.deps, IN_KIOSK, tools, show, self._end)
        self._visit.begin()

    def _lock(self) -> None:
        """Nobody is here any more: whoever comes next begins at a page that knows nothing of staff."""
        self._leave()
        page = MessagePage(self._journey.context, "operator.locked", ("again",))
        page.chosen.connect(lambda _: self._journey.show_welcome())
        self._journey.window.show_page(page)

    def _end(self) -> None:
        self._leave()
        self._journey.show_welcome()

    def _leave(self) -> None:
        forget_copied()
        if self._idle is not None:
            self._idle.stop()
        if self._visit is not None:
            self._visit.end()
        self.deleteLater()
