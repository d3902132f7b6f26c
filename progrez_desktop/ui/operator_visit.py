"""An operator at a device, in an own window or a kiosk's: leads from place to place, each of which is a visit."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject

from progrez_desktop.core.keys.staff_key import StaffKey
from progrez_desktop.core.model.outgoing import Post
from progrez_desktop.core.services import authorities, kiosk_door, sending, today
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.kiosk_door import Standing
from progrez_desktop.core.services.staff import StaffSession
from progrez_desktop.ui.background import Lane, nothing
from progrez_desktop.ui.computer_visit import ComputerVisit
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.duties_visit import DutiesVisit
from progrez_desktop.ui.files import FileChooser, FileOpener
from progrez_desktop.ui.log_visit import LogVisit
from progrez_desktop.ui.operator_places import first_of, places_for
from progrez_desktop.ui.organisations_visit import OrganisationsVisit
from progrez_desktop.ui.packs_visit import PacksVisit
from progrez_desktop.ui.pages.operator_today import TodayPage
from progrez_desktop.ui.pages.operator_trouble import TroublePage
from progrez_desktop.ui.progressing import Progressing
from progrez_desktop.ui.roster_visit import RosterVisit
from progrez_desktop.ui.sending_visit import SendingVisit
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.staff_sign_in_visit import SigningIn

if TYPE_CHECKING:
    from progrez_desktop.core.services.staff_sign_in import Reach

T = TypeVar("T")


@dataclass(frozen=True)
class Tools:
    """What an operator's pages reach beyond the window."""

    store_lane: Lane
    errands: Lane
    """For what asks another computer, and for what reads a lot: nothing else waits for it."""
    choose_file: FileChooser
    open_file: FileOpener
    reach: "Reach | None"
    """How a server is reached; None: with the certificates that this device trusts."""
    open_address: Callable[[str], bool]
    """Shows an address in the browser of this computer; False where there is none."""
    stir: Callable[[], None]
    """Is told while something is sent, so that it is not cut off because nobody presses a key."""
    packs_fault: str | None = None
    """The code of what is wrong with a pack in use, where what shipped stands in for it."""


class OperatorVisit(QObject):
    """From a passphrase that was right until `leave`; `session` says who of staff is here."""

    def __init__(
        self,
        owner: QObject,
        context: Context,
        deps: Deps,
        session: StaffSession,
        places: Places,
        tools: Tools,
        show: Callable[[StaffPage], None],
        leave: Callable[[], None],
    ) -> None:
        super().__init__(owner)
        self.context, self.deps, self.session, self.tools = context, deps, session, tools
        self.places = places_for(places, deps.device.acting)
        self._show_page, self._leave = show, leave
        self._is_over, self._at = False, first_of(self.places)
        self.reach = tools.reach or authorities.reach_of(deps)
        self._under_way: Progressing | None = None
        self._places: dict[str, Callable[[], None]] = {
            "today": self._today,
            "send": SendingVisit(self).begin,
            "duties": DutiesVisit(self).begin,
            "packs": PacksVisit(self).begin,
            "organisations": OrganisationsVisit(self).begin,
            "computer": ComputerVisit(self).begin,
            "log": LogVisit(self).begin,
            "roster": RosterVisit(self).begin,
        }

    @property
    def key(self) -> StaffKey:
        """What opens what was written of requests.

        Raises:
            UsageFault: "staff_may_not".
        """
        return self.session.key

    def begin(self) -> None:
        self.go("packs" if self.tools.packs_fault else first_of(self.places))

    def go(self, place: str) -> None:
        """Show another place; what is under way is stopped."""
        self.stop()
        if place in ("lock", "leave"):
            self._leave()
            return
        self._at = place
        self._places[place]()

    # What takes a while

    def progressing(self) -> Progressing:
        """Begin something that is told while it goes on, and stopped from here."""
        self._under_way = progress = Progressing(self)
        progress.moved.connect(lambda *_: self.tools.stir())
        return progress

    def came_to_its_end(self) -> None:
        self._under_way = None

    def stop(self) -> None:
        """End what is under way: at once where it waits for another computer, and after what it keeps."""
        if self._under_way is not None:
            self._under_way.stop()

    def end(self) -> None:
        """Staff are gone: what was asked of the storage and comes later is shown to nobody."""
        self._is_over = True
        self.stop()

    # Pages

    def put(self, page: StaffPage) -> None:
        """Show a page of this window, from whose bar one can go on."""
        page.go.connect(self.go)
        page.gone.connect(self.stop)
        self.show(page)

    def show(self, page: StaffPage) -> None:
        if self._is_over:
            page.deleteLater()
        else:
            self._show_page(page)

    def look(self, job: Callable[[], T], then: Callable[[T], None]) -> None:
        """Ask the storage for what a page shows."""
        self.tools.store_lane.run(job, then, self._trouble, owner=self)

    def see_lock(self, page: StaffPage, show: Callable[[Standing], None]) -> None:
        """Look how this computer is locked down, beside what a page shows already: it asks the system many things."""
        deps = self.deps

        def found(standing: Standing) -> None:
            if page.is_there:
                show(standing)

        self.tools.errands.run(lambda: kiosk_door.look(deps), found, nothing, owner=self)

    def _trouble(self, failure: Exception) -> None:
        """Say why a place can't be shown; the others are as they were."""
        at = self._at
        page = TroublePage(self.context, self.places, at, failure)
        page.again.connect(lambda: self.go(at))
        self.put(page)

    def signing_in(self) -> SigningIn:
        """Return what it takes to ask who of staff is here, at an organisation's own page."""
        return SigningIn(
            context=self.context,
            places=self.places,
            deps=self.deps,
            tokens=self.deps.device.staff_tokens,
            reach=self.reach,
            open_address=self.tools.open_address,
            lane=self.tools.errands,
            show=self.show,
            go=self.go,
        )

    # Today

    def _today(self) -> None:
        deps = self.deps

        def show(found: tuple[today.Today, Sequence[Post]]) -> None:
            page = TodayPage(self.context, self.places, *found)
            page.wanted.connect(self.go)
            self.put(page)
            self.see_lock(page, page.show_lock)

        self.look(lambda: (today.look(deps), sending.plan(deps)), show)
