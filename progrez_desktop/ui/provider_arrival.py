"""What follows when a person came by a provider: their password page, or an account of their own. It opens no safe."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from shiboken6 import isValid

from progrez_desktop.core.errors import EnvironmentFault, Fault
from progrez_desktop.core.services import provider_settings, provider_sign_in
from progrez_desktop.core.services.deps import Session
from progrez_desktop.core.services.provider_sign_in import Came
from progrez_desktop.ui.pages.account import AccountPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.sign_in import SignInPage

if TYPE_CHECKING:
    from progrez_desktop.core.model.provider import Offer
    from progrez_desktop.core.services.deps import Deps
    from progrez_desktop.ui.journey import Journey


def offer_on(
    journey: "Journey", page: AccountPage | SignInPage, came: Callable[[Came], None], back: Callable[[], None]
) -> None:
    """Show the providers of this device on a page. No network is asked before one of them is pressed."""

    def visit(offer: object) -> None:
        from progrez_desktop.core.model.provider import Offer
        from progrez_desktop.ui.provider_visit import ProviderVisit

        assert isinstance(offer, Offer)
        ProviderVisit(journey, offer, came, back).begin()

    def failed(failure: Exception) -> None:
        # Providers that can't be read are none: they keep nobody from their password.
        if not isinstance(failure, Fault):
            journey.trouble(failure)

    page.providers.chosen.connect(visit)
    deps, lane = journey.deps, journey.outside.store_lane
    at_kiosk = journey.outside.kiosk is not None
    lane.run(lambda: _offers(deps, at_kiosk=at_kiosk), page.providers.show_offers, failed, owner=page)


def _offers(deps: "Deps", *, at_kiosk: bool) -> "tuple[Offer, ...]":
    """Return what can be offered here: a kiosk has no browser, and somebody's own phone has one."""
    found = provider_settings.offers(deps)
    if not at_kiosk:
        return found
    return tuple(replace(offer, ways=("phone",)) for offer in found if "phone" in offer.ways)


def show_new(journey: "Journey", came: Came, go_on: Callable[[], None]) -> None:
    """Say that somebody has no account here yet, before they are asked anything for one."""
    page = MessagePage(journey.context, "provider.new", ("back", "go_on"), provider=came.provider)
    actions = {"back": journey.show_welcome, "go_on": go_on}
    page.chosen.connect(lambda what: actions[what]())
    journey.window.show_page(page)


def leave_to_nobody(journey: "Journey", page: AccountPage | SignInPage) -> None:
    """Go back to the first page when nobody is there any more: what a provider told stands here for anybody."""
    from progrez_desktop.ui.idle import IdleGuard, IdleTimes

    usual = journey.outside.idle_times or IdleTimes()
    # Without a warning, which speaks of a safe.
    times = replace(usual, warn_ms=usual.lock_ms)
    guard = IdleGuard(journey.window, journey.context, journey.deps.clock, times)
    guard.ended.connect(journey.show_welcome)

    def end() -> None:
        if isValid(guard):
            guard.stop()
            guard.deleteLater()

    page.destroyed.connect(end)
    guard.start()


def link_if_possible(deps: "Deps", session: Session, came: Came | None) -> None:
    """Let the provider find this account next time. A full disk keeps nobody out; then the next time does."""
    if came is not None:
        with suppress(EnvironmentFault):
            provider_sign_in.link(deps, session, came)
