"""Staff signed in at their organisation: how they sign in, the token that the server is shown, and signing out."""

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol
from urllib.parse import urlsplit

from progrez_desktop.core.errors import DataFault, Fault, LockedFault, UsageFault
from progrez_desktop.core.model.organisation import Card, DeviceKind, StaffTokens
from progrez_desktop.core.model.provider import Provider
from progrez_desktop.core.ports import Clock, Entropy

if TYPE_CHECKING:
    from progrez_desktop.core.online.browser_way import BrowserWay
    from progrez_desktop.core.online.endpoints import Endpoints
    from progrez_desktop.core.online.phone_way import PhoneWay
    from progrez_desktop.core.online.staff import StaffAccess
    from progrez_desktop.core.online.web import Web

Reach = Callable[[str], "Web"]
"""How a computer at an address is reached (core.online.relay.web_to)."""

_MARGIN_MS = 15_000
"""So long before its end a token is renewed: a request takes its time, and clocks differ."""
_SCOPES: dict[DeviceKind, tuple[str, ...]] = {
    "kiosk": ("profiles:push", "profiles:erase"),
    "home": (),
    "workstation": ("profiles:read", "profiles:push", "profiles:erase", "packs:publish", "devices:manage"),
}
"""docs/sync.md, "Who may do what". A home device speaks for its own person, without staff."""
_one_at_a_time = threading.Lock()
"""A refresh token is taken once, and a second try with it ends all of them. Another process can't have this folder."""


class TokenStore(Protocol):
    """Where the tokens of one device rest: in its own encrypted database."""

    def get(self, organisation_id: str) -> StaffTokens | None: ...

    def put(self, organisation_id: str, tokens: StaffTokens) -> None:
        """Keep them; on the disk when this returns."""

    def forget(self, organisation_id: str) -> None: ...


def browser_way(
    card: Card, kind: DeviceKind, reach: Reach, clock: Clock, entropy: Entropy, said: str
) -> "BrowserWay[StaffTokens]":
    """Return one try with the browser of this computer; `keep` what comes of it.

    Args:
        said: What stands in the browser when the answer came.

    Raises:
        UsageFault: "staff_nowhere": the organisation has no sign-in, or the device needs none; "online_not_https".
    """
    from progrez_desktop.core.online.browser_way import BrowserWay

    provider, access = _provider(card), _access(card, kind)
    return BrowserWay(provider, access, reach(provider.issuer), clock, entropy, said)


def phone_way(card: Card, kind: DeviceKind, reach: Reach, clock: Clock) -> "PhoneWay[StaffTokens]":
    """Return one try with another device, for where there is no browser; `keep` what comes of it.

    Raises:
        UsageFault: "staff_nowhere", "online_not_https".
    """
    from progrez_desktop.core.online.phone_way import PhoneWay

    provider, access = _provider(card), _access(card, kind)
    return PhoneWay(provider, access, reach(provider.issuer), clock)


def keep(store: TokenStore, card: Card, tokens: StaffTokens) -> None:
    """Have staff be signed in, in the place of whoever was before."""
    with _one_at_a_time:
        store.put(card.organisation_id, tokens)


def is_needed(card: Card, kind: DeviceKind) -> bool:
    """Return whether somebody of staff has to be signed in for what a device of this kind does."""
    return card.sign_in is not None and bool(_SCOPES[kind])


def is_signed_in(store: TokenStore, card: Card, now_ms: int) -> bool:
    """Return whether somebody is: their token still holds here, or another can be asked for."""
    tokens = store.get(card.organisation_id)
    return tokens is not None and (bool(tokens.refresh) or tokens.expires_ms > now_ms)


def sign_out(store: TokenStore, card: Card, kind: DeviceKind, reach: Reach) -> bool:
    """Forget the tokens, and have the identity provider forget them; return whether it was told.

    Where it can't be reached they are forgotten here all the same, and run out there.
    """
    from progrez_desktop.core.online import staff

    with _one_at_a_time:
        tokens = store.get(card.organisation_id)
        store.forget(card.organisation_id)
    if tokens is None or card.sign_in is None:
        return False
    provider = _provider(card)
    try:
        with reach(provider.issuer) as web:
            return staff.sign_out(web, provider, _access(card, kind), tokens)
    except Fault:
        return False


class Access:
    """The token of whoever is signed in, renewed when it has to be."""

    def __init__(self, store: TokenStore, card: Card, kind: DeviceKind, reach: Reach, clock: Clock) -> None:
        self._store, self._card, self._kind, self._reach, self._clock = store, card, kind, reach, clock
        self._shown = ""
        self._endpoints: Endpoints | None = None

    def token(self) -> str:
        """Return the token for the next request, renewed where its time is over.

        Raises:
            LockedFault: "staff_sign_in_needed", "staff_sign_in_again": nobody is signed in, or not any more. What
                waits to leave stays.
            Fault: What goes wrong on the network.
        """
        tokens = self._store.get(self._card.organisation_id)
        if tokens is None:
            raise LockedFault("staff_sign_in_needed")
        self._shown = tokens.access
        if tokens.expires_ms - _MARGIN_MS > self._clock.now_ms():
            return self._shown
        return self.renew()

    def token_if_any(self) -> str | None:
        """Return the same; None where nobody is signed in, for whoever may ask without, too.

        Raises:
            As `token`.
        """
        return self.token() if self._store.get(self._card.organisation_id) is not None else None

    def renew(self) -> str:
        """Return another token than the one that was shown last, whatever the clock says.

        Raises:
            As `token`.
        """
        with _one_at_a_time:
            tokens = self._store.get(self._card.organisation_id)
            if tokens is None:
                raise LockedFault("staff_sign_in_needed")
            if tokens.access == self._shown:  # else another thread renewed it while this one waited
                tokens = self._renewed(tokens)
                self._store.put(self._card.organisation_id, tokens)  # before it is used
            self._shown = tokens.access
        return self._shown

    def _renewed(self, tokens: StaffTokens) -> StaffTokens:
        from progrez_desktop.core.online import staff

        if not tokens.refresh:
            raise self._gone()
        provider, access, now_ms = _provider(self._card), _access(self._card, self._kind), self._clock.now_ms()
        try:
            with self._reach(provider.issuer) as web:
                self._endpoints = self._endpoints or staff.places(web, provider, access)
                return staff.renew(web, provider, access, tokens, self._endpoints, now_ms)
        except DataFault as fault:
            if fault.code == "provider_error" and fault.params.get("said") == "invalid_grant":
                raise self._gone() from None
            raise

    def _gone(self) -> LockedFault:
        self._store.forget(self._card.organisation_id)
        return LockedFault("staff_sign_in_again")


def _provider(card: Card) -> Provider:
    if card.sign_in is None:
        raise UsageFault("staff_nowhere")
    there = card.sign_in
    if not there.issuer.startswith("https://"):  # not on this computer either: whoever listens there gets the token
        raise UsageFault("online_not_https", address=there.issuer)
    # Its host's name, which is the same in every language.
    return Provider("staff", "openid", urlsplit(there.issuer).hostname or there.issuer, there.issuer, there.client_id)


def _access(card: Card, kind: DeviceKind) -> "StaffAccess":
    from progrez_desktop.core.online.staff import StaffAccess

    if card.sign_in is None or not is_needed(card, kind):
        raise UsageFault("staff_nowhere")
    return StaffAccess(card.sign_in, _SCOPES[kind])
