"""One try of staff to sign in at their organisation, from a staff window; what comes of it is kept by the core."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from progrez_desktop.core.documents.qr_matrix import Squares, qr_matrix
from progrez_desktop.core.model.organisation import Card, DeviceKind, StaffTokens
from progrez_desktop.core.ports import Clock, Entropy
from progrez_desktop.core.services import staff_sign_in
from progrez_desktop.core.services.staff_sign_in import Reach, TokenStore
from progrez_desktop.ui.background import Lane, nothing
from progrez_desktop.ui.pages.staff_sign_in import StaffSignInPage
from progrez_desktop.ui.staff_page import Places, StaffPage

if TYPE_CHECKING:
    from progrez_desktop.core.online.browser_way import BrowserWay
    from progrez_desktop.core.online.phone_way import PhoneCode, PhoneWay
    from progrez_desktop.ui.context import Context


class _Timed(Protocol):
    @property
    def clock(self) -> Clock: ...
    @property
    def entropy(self) -> Entropy: ...


@dataclass(frozen=True)
class SigningIn:
    """What a window of staff has for it."""

    context: "Context"
    places: Places
    deps: _Timed
    tokens: TokenStore
    reach: Reach
    open_address: Callable[[str], bool]
    lane: Lane
    show: Callable[[StaffPage], None]
    go: Callable[[str], None]
    """To another place of the window."""


class StaffSignInVisit:
    """From a page that needs somebody of staff to `then`, or to `back` without."""

    def __init__(
        self,
        with_: SigningIn,
        card: Card,
        kind: DeviceKind,
        current: str,
        then: Callable[[], None],
        back: Callable[[Exception | None], None],
    ) -> None:
        self._with, self._card, self._kind, self._current = with_, card, kind, current
        self._then, self._back = then, back
        self._way: BrowserWay[StaffTokens] | PhoneWay[StaffTokens] | None = None

    def begin(self) -> None:
        """Ask which way."""
        page = StaffSignInPage(self._with.context, self._with.places, self._current, self._card.name)
        page.chosen.connect(lambda way: self._by_phone(page) if way == "phone" else self._by_browser(page))
        page.cancel.connect(lambda: self._back(None))
        page.go.connect(self._with.go)
        page.gone.connect(self._end)
        self._with.show(page)

    def _by_browser(self, page: StaffSignInPage) -> None:
        deps, said = self._with.deps, self._with.context.words("provider.go_back")

        def begun() -> str:
            way = staff_sign_in.browser_way(self._card, self._kind, self._with.reach, deps.clock, deps.entropy, said)
            self._way = way
            return way.begin()

        def show(address: str) -> None:
            page.show_link(address, is_open=self._with.open_address(address))
            self._wait(page)

        page.show_asking()
        page.wait_for(self._with.lane, begun, show, self._failed)

    def _by_phone(self, page: StaffSignInPage) -> None:
        def begun() -> "tuple[PhoneCode, Squares]":
            way = staff_sign_in.phone_way(self._card, self._kind, self._with.reach, self._with.deps.clock)
            self._way = way
            code = way.begin()
            return code, qr_matrix(code.scanned)

        def show(found: "tuple[PhoneCode, Squares]") -> None:
            page.show_code(*found)
            self._wait(page)

        page.show_asking()
        page.wait_for(self._with.lane, begun, show, self._failed)

    def _wait(self, page: StaffSignInPage) -> None:
        way = self._way
        assert way is not None

        def finish() -> None:
            staff_sign_in.keep(self._with.tokens, self._card, way.finish())

        page.wait_for(self._with.lane, finish, lambda _: self._then(), self._failed)

    def _failed(self, failure: Exception) -> None:
        self._back(failure)

    def _end(self) -> None:
        """Nobody waits any more: what is under way ends, and the port and the connections go."""
        way, self._way = self._way, None
        if way is not None:
            way.stop()
            self._with.lane.run(way.close, nothing, nothing, owner=self._with.context)
