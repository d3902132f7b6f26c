"""One of staff comes in through a page of a window: at the operator's, or where a candidate sits."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from progrez_desktop.core.keys.second_factor import Factor, FidoKey
from progrez_desktop.core.model.staff import Member, StaffDeed
from progrez_desktop.core.services import staff
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.staff import StaffSession
from progrez_desktop.ui.background import Lane
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.staff_in import StaffInPage, StaffTyped, Way

if TYPE_CHECKING:
    from progrez_desktop.core.keys.second_factor import SecurityKey

Show = Callable[[Page], None]


class StaffDoor(QObject):
    """Asks until somebody came in or went back. Who is not made for `deed` is told so, and stays outside."""

    came_in = Signal(object, object)
    """The StaffSession, and the StaffTyped that opened it."""
    gave_up = Signal()

    def __init__(self, owner: QObject, context: Context, deps: Deps, lane: Lane, show: Show) -> None:
        super().__init__(owner)
        self._context, self._deps, self._lane, self._show = context, deps, lane, show
        self._find_key: Callable[[StaffTyped], SecurityKey] = _plugged_in

    def ask(self, deed: StaffDeed, way: Way = "known", *, may_choose: bool = False) -> None:
        """Show the page on which staff come in.

        Args:
            deed: What they come for.
            may_choose: Whether the first passphrase may be chosen here; never where a candidate could.
        """

        def show(members: list[Member]) -> None:
            if members:
                self._ask(way, members, deed)
            elif way == "kiosk":
                self._tell_nobody()
            else:
                self._ask("new" if may_choose else "missing", [], deed)

        self._lane.run(lambda: staff.members(self._deps), show, self._tell, owner=self)

    def _ask(self, way: Way, members: list[Member], deed: StaffDeed) -> None:
        page = StaffInPage(self._context, way, _first(members, deed), self._deps.clock)

        def hand_in(typed: StaffTyped) -> None:
            def came(session: StaffSession) -> None:
                self.came_in.emit(session, typed)

            page.wait_for(
                self._lane, lambda: self._entered(way, typed, deed), came, page.show_fault, too_late=self._left
            )

        page.typed.connect(hand_in)
        page.back.connect(self.gave_up)
        self._show(page)

    def _entered(self, way: Way, typed: StaffTyped, deed: StaffDeed) -> StaffSession:
        deps = self._deps
        if way == "new":
            return staff.set_up(deps, typed.secret)
        if typed.recovery:
            session = staff.recovered(deps, typed.secret, typed.recovery, typed.member_id)
        else:
            member = staff.found(deps, typed.member_id)
            key = self._find_key(typed) if member.security_keys else None
            session = staff.opened(deps, typed.secret, Factor(typed.code, key), member.id)
        try:
            deps.permit(deed)
        except Exception:
            staff.signed_out(deps)
            raise
        return session

    def _left(self, _session: StaffSession) -> None:
        """Nobody waits for it any more."""
        staff.signed_out(self._deps)

    def _tell_nobody(self) -> None:
        page = MessagePage(self._context, "staff_in.nobody", ("back",))
        page.chosen.connect(lambda _: self.gave_up.emit())
        self._show(page)

    def _tell(self, failure: Exception) -> None:
        """The list of members can't be read: say so, and lead back."""
        page = MessagePage(self._context, "staff_in.trouble", ("back",), failure=failure)
        page.chosen.connect(lambda _: self.gave_up.emit())
        self._show(page)


def _first(members: list[Member], deed: StaffDeed) -> list[Member]:
    """Put those first who come for this most often."""
    first = "invigilator" if deed == "unlock_kiosk" else "operator"
    return sorted(members, key=lambda one: one.role != first)


def _plugged_in(typed: StaffTyped) -> "SecurityKey":
    return FidoKey(ask_pin=lambda: typed.key_pin)
