"""One try to sign in with a provider: asks it, waits for the person, and says who came. Nothing of it is kept."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from progrez_desktop.core.documents.qr_matrix import Squares, qr_matrix
from progrez_desktop.core.errors import Fault
from progrez_desktop.core.model.provider import Identity, Offer, Provider, Way
from progrez_desktop.core.services import provider_settings, provider_sign_in
from progrez_desktop.core.services.provider_sign_in import Came, Network, system_network
from progrez_desktop.ui.background import nothing
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.provider_wait import ProviderWaitPage

if TYPE_CHECKING:
    from progrez_desktop.core.online.browser_way import BrowserWay
    from progrez_desktop.core.online.phone_way import PhoneCode, PhoneWay
    from progrez_desktop.ui.journey import Journey


@dataclass(frozen=True)
class Online:
    """What a visit reaches the world with."""

    network: Network
    open_address: Callable[[str], bool]
    """Opens an address in the browser of this computer; whether there is one."""


def system_online() -> Online:
    return Online(system_network(), open_in_browser)


def open_in_browser(address: str) -> bool:
    from PySide6.QtCore import QUrl
    from PySide6.QtGui import QDesktopServices

    return bool(QDesktopServices.openUrl(QUrl(address)))


class ProviderVisit:
    """From a page that offers a provider to whatever follows: `came` with who it is, or `back` without."""

    def __init__(
        self, journey: "Journey", offer: Offer, came: Callable[[Came], None], back: Callable[[], None]
    ) -> None:
        self._journey, self._offer, self._came, self._back = journey, offer, came, back
        self._online = journey.outside.online or system_online()
        self._lane = journey.arrival.online_lane
        self._chosen: Way = offer.ways[0]
        self._way: BrowserWay[Identity] | PhoneWay[Identity] | None = None

    def begin(self, way: Way | None = None) -> None:
        """Show the page that waits; the browser first, where the provider has both ways, and then what was chosen."""
        chosen = self._chosen = way or self._chosen
        page = ProviderWaitPage(self._journey.context, self._offer)
        page.cancel.connect(self._back)
        page.other_way.connect(lambda: self.begin("phone"))
        page.gone.connect(self._end)
        self._journey.window.show_page(page)
        self._journey.run(
            page,
            lambda: provider_settings.named(self._journey.deps, self._offer.name),
            lambda provider: self._ask(page, provider, chosen),
            self._failed,
        )

    def _ask(self, page: ProviderWaitPage, provider: Provider, chosen: Way) -> None:
        if chosen == "phone":
            self._ask_for_code(page, provider)
        else:
            self._ask_for_link(page, provider)

    def _ask_for_link(self, page: ProviderWaitPage, provider: Provider) -> None:
        said = self._journey.context.words("provider.go_back")
        way = self._way = self._online.network.browser_way(self._journey.deps, provider, said)

        def show(address: str) -> None:
            page.show_link(address, is_open=self._online.open_address(address))
            self._wait(page, provider, way.finish)

        page.wait_for(self._lane, way.begin, show, self._failed)

    def _ask_for_code(self, page: ProviderWaitPage, provider: Provider) -> None:
        way = self._way = self._online.network.phone_way(self._journey.deps, provider)

        def asked() -> "tuple[PhoneCode, Squares]":
            code = way.begin()
            return code, qr_matrix(code.scanned)

        def show(found: "tuple[PhoneCode, Squares]") -> None:
            page.show_code(*found)
            self._wait(page, provider, way.finish)

        page.wait_for(self._lane, asked, show, self._failed)

    def _wait(self, page: ProviderWaitPage, provider: Provider, finish: Callable[[], Identity]) -> None:
        page.wait_for(self._lane, finish, lambda identity: self._look(page, provider, identity), self._failed)

    def _look(self, page: ProviderWaitPage, provider: Provider, identity: Identity) -> None:
        deps = self._journey.deps
        self._journey.run(page, lambda: provider_sign_in.came(deps, provider, identity), self._came, self._failed)

    def _failed(self, failure: Exception) -> None:
        """Say what went wrong; nothing was kept of it."""
        # Without its trace: that leads to where it happened, and to the tokens that were in hand there.
        told = type(failure)(failure.code, **failure.params) if isinstance(failure, Fault) else failure
        page = MessagePage(
            self._journey.context, "provider.failed", ("back", "again"), failure=told, provider=self._offer.title
        )
        actions: dict[str, Callable[[], Any]] = {"back": self._back, "again": lambda: self.begin()}
        page.chosen.connect(lambda what: actions[what]())
        self._journey.window.show_page(page)

    def _end(self) -> None:
        """Nobody waits any more: what is under way ends, and the port and the connections go."""
        way, self._way = self._way, None
        if way is not None:
            way.stop()
            self._lane.run(way.close, nothing, nothing, owner=self._journey)
