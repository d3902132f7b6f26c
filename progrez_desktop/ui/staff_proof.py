"""One of staff proves who they are for one deed at a kiosk, and is signed out again with it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from progrez_desktop.core.services import staff
from progrez_desktop.ui.idle import IdleGuard, IdleTimes
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.staff_door import StaffDoor

if TYPE_CHECKING:
    from progrez_desktop.core.services.staff import StaffSession
    from progrez_desktop.ui.journey import Journey


class StaffProof(QObject):
    """Asks once. Where nobody is a member yet, the kiosk has to be ended to choose a passphrase: a candidate could."""

    def __init__(self, journey: "Journey") -> None:
        super().__init__(journey)
        self._journey = journey
        self._idle: IdleGuard | None = None

    def begin(self, on_known: Callable[[str], None]) -> None:
        """Ask, and tell `on_known` the random id of whoever it is. Nobody is signed in after that."""
        page, deps = self._journey.window.page, self._journey.deps
        if page is not None:
            self._journey.run(page, lambda: staff.is_set_up(deps), lambda there: self._ask(there, on_known))

    def _ask(self, is_set_up: bool, on_known: Callable[[str], None]) -> None:
        journey = self._journey
        if not is_set_up:
            self._offer_to_leave()
            return

        def known(session: "StaffSession", _: object) -> None:
            self._end()
            on_known(session.who.member.id)

        door = StaffDoor(self, journey.context, journey.deps, journey.outside.store_lane, journey.window.show_page)
        door.came_in.connect(known)
        door.gave_up.connect(self._back)
        door.ask("unlock_kiosk")
        times = journey.outside.idle_times or IdleTimes()
        self._idle = IdleGuard(journey.window, journey.context, journey.deps.clock, times, "operator.idle")
        self._idle.ended.connect(self._back)
        self._idle.start()

    def _offer_to_leave(self) -> None:
        journey, kiosk = self._journey, self._journey.outside.kiosk
        page = MessagePage(journey.context, "kiosk.nobody", ("back", "leave"))
        page.chosen.connect(lambda what: kiosk.leave() if what == "leave" and kiosk else self._back())
        journey.window.show_page(page)

    def _back(self) -> None:
        self._end()
        self._journey.show_welcome()

    def _end(self) -> None:
        staff.signed_out(self._journey.deps)
        if self._idle is not None:
            self._idle.stop()
        self.deleteLater()
