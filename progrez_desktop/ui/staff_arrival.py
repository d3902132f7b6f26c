"""How staff come to their pages in the window of a kiosk, and back to the welcome page."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from progrez_desktop.core.services import staff
from progrez_desktop.core.services.staff import StaffSession
from progrez_desktop.ui.clipboard import forget_copied
from progrez_desktop.ui.idle import IdleGuard, IdleTimes
from progrez_desktop.ui.operator_places import IN_KIOSK
from progrez_desktop.ui.operator_visit import OperatorVisit, Tools
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.staff_door import StaffDoor

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
        """Ask who comes; the page that it is asked from waits for it."""
        page, deps = self._journey.window.page, self._journey.deps
        if page is not None:
            self._journey.run(page, lambda: staff.is_set_up(deps), self._ask)

    def _ask(self, is_set_up: bool) -> None:
        journey = self._journey
        if journey.outside.kiosk is not None and not is_set_up:
            self._offer("kiosk.nobody", {"back": self._end, "leave": journey.outside.kiosk.leave})
            return
        door = StaffDoor(self, journey.context, journey.deps, journey.outside.store_lane, self._show)
        door.came_in.connect(lambda session, _: self._opened(session))
        door.gave_up.connect(self._end)
        door.ask("keep_own_factors")

    def _show(self, page: Page) -> None:
        self._journey.window.show_page(page)
        if self._idle is None:
            self._watch()

    def _opened(self, session: StaffSession) -> None:
        """Go on to the desk; at a kiosk, staff may also have come to end it."""
        kiosk = self._journey.outside.kiosk
        if kiosk is None or not session.who.may("leave_kiosk"):
            self._enter(session)
        else:
            ways = {"back": self._end, "leave": kiosk.leave, "desk": lambda: self._enter(session)}
            self._offer("kiosk.staff", ways)

    def _offer(self, about: str, ways: Mapping[str, Callable[[], None]]) -> None:
        page = MessagePage(self._journey.context, about, tuple(ways))
        page.chosen.connect(lambda what: ways[what]())
        self._journey.window.show_page(page)

    def _watch(self) -> None:
        """From the passphrase on: one that was typed and not handed in waits for nobody else."""
        journey = self._journey
        times = journey.outside.idle_times or IdleTimes()
        self._idle = IdleGuard(journey.window, journey.context, journey.deps.clock, times, "operator.idle")
        self._idle.ended.connect(self._lock)
        self._idle.start()

    def _enter(self, session: StaffSession) -> None:
        journey = self._journey
        outside, kiosk = journey.outside, journey.outside.kiosk
        files = kiosk.staff_files if kiosk is not None else outside
        assert self._idle is not None
        tools = Tools(
            store_lane=outside.store_lane,
            errands=journey.arrival.online_lane,
            choose_file=files.choose_file,
            open_file=files.open_file,
            reach=outside.reach,
            open_address=outside.online.open_address if outside.online else outside.open_site,
            stir=self._idle.stir,
        )
        show = journey.window.show_page
        self._visit = OperatorVisit(self, journey.context, journey.deps, session, IN_KIOSK, tools, show, self._end)
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
        staff.signed_out(self._journey.deps)
        if self._idle is not None:
            self._idle.stop()
        if self._visit is not None:
            self._visit.end()
        if self._journey.outside.kiosk is not None:
            self._journey.outside.kiosk.read_rules()
        self.deleteLater()
