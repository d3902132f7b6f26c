"""A kiosk whose staff sign in at a real identity provider, with the time and the tokens in a test's hand."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from joserfc.jwk import Key, KeySet

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.organisation import Card, DeviceKind, StaffTokens
from progrez_desktop.core.online.phone_way import PhoneWay
from progrez_desktop.core.services import staff_sign_in
from progrez_desktop.core.services.staff_sign_in import Access
from progrez_desktop.core.system import SystemEntropy
from progrez_server.gate.tokens import read_token
from progrez_server.store.organisations import SignIn as ServerSignIn
from tests.identity_provider import browse
from tests.oidc_house import CLIENT, OidcProvider
from tests.organisations import ACR

ID = "a" * 32


@dataclass
class AheadClock:
    """The real time, as a clock shows it that was set wrong, and that a test may move on."""

    ahead_ms: int = 0

    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000 + self.ahead_ms

    def monotonic_ms(self) -> int:
        return time.monotonic_ns() // 1_000_000


@dataclass
class Tokens:
    """Where they are kept, with what was kept at which time."""

    kept: dict[str, StaffTokens] = field(default_factory=dict)
    seen: list[StaffTokens] = field(default_factory=list)
    is_full: bool = False

    def get(self, organisation_id: str) -> StaffTokens | None:
        return self.kept.get(organisation_id)

    def put(self, organisation_id: str, tokens: StaffTokens) -> None:
        if self.is_full:
            raise EnvironmentFault("disk_full", folder="x")
        self.kept[organisation_id] = tokens
        self.seen.append(tokens)

    def forget(self, organisation_id: str) -> None:
        self.kept.pop(organisation_id, None)


def signed_in(
    provider: OidcProvider,
    card: Card,
    kind: DeviceKind = "kiosk",
    change: Callable[[str], str] = str,
    clock: AheadClock | None = None,
) -> StaffTokens:
    """Sign in with a browser; `change` has somebody on the way change what the browser brings back."""
    way = staff_sign_in.browser_way(card, kind, provider.web, clock or AheadClock(), SystemEntropy(), "Done.")
    try:
        browse(change(provider.browse(way.begin())))
        return way.finish()
    finally:
        way.close()


def by_phone(provider: OidcProvider, card: Card, pauses: list[float] | None = None) -> PhoneWay[StaffTokens]:
    way = staff_sign_in.phone_way(card, "kiosk", provider.web, AheadClock())
    way._pause = (pauses if pauses is not None else []).append  # without waiting
    return way


def keys_of(provider: OidcProvider) -> Any:
    class Published:
        def key(self, issuer: str, key_id: str | None) -> Key | None:
            with provider.web() as web:
                found = KeySet.import_key_set(web.get(f"{issuer}/jwks").json())
            return next(key for key in found.keys if key_id in (None, key.kid))

    return Published()


def judged(provider: OidcProvider, access: str, organisation_id: str = ID) -> frozenset[str]:
    """Return what the organisation's server lets a token do, by its own check."""
    audience = f"urn:progrez:organisation:{organisation_id}"
    sign_in = ServerSignIn(provider.issuer, CLIENT, audience, (ACR,))
    return read_token(access, sign_in, keys_of(provider), int(time.time())).scopes


def access_of(provider: OidcProvider, card: Card, store: Tokens, clock: AheadClock | None = None) -> Access:
    return Access(store, card, "kiosk", provider.web, clock or AheadClock())
