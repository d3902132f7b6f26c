"""Staff sign in at a real identity provider: with two factors, for what they may, until it is over; nothing leaks."""

import logging
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from joserfc.jwk import Key, KeySet

from progrez_desktop.core.errors import DataFault, EnvironmentFault, Fault, LockedFault, UsageFault
from progrez_desktop.core.model.organisation import Card, DeviceKind, StaffTokens
from progrez_desktop.core.online import grant, staff
from progrez_desktop.core.online.phone_way import PhoneWay
from progrez_desktop.core.online.relay import Relay
from progrez_desktop.core.online.web import Web
from progrez_desktop.core.services import staff_sign_in
from progrez_desktop.core.services.staff_sign_in import Access
from progrez_desktop.core.system import SystemEntropy
from progrez_server.gate.tokens import SignIn as ServerSignIn
from progrez_server.gate.tokens import TokenError, read_token
from tests.identity_provider import browse
from tests.oidc_house import OidcProvider, oidc_provider
from tests.organisations import ACR, Organisation
from tests.web_server import listening

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


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OidcProvider]:
    with oidc_provider(tmp_path_factory.mktemp("oidc")) as provider:
        yield provider


@pytest.fixture
def provider(running: OidcProvider) -> OidcProvider:
    running.person()
    return running


@pytest.fixture
def card(provider: OidcProvider) -> Card:
    return Organisation.made(ID, sign_in=provider.sign_in(ID)).card


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
    sign_in = ServerSignIn(organisation_id, provider.issuer, f"urn:progrez:organisation:{organisation_id}", (ACR,))
    return read_token(access, sign_in, keys_of(provider), int(time.time())).scopes


# Signing in


def test_who_signs_in_with_a_browser_gets_what_the_server_takes(provider: OidcProvider, card: Card) -> None:
    tokens = signed_in(provider, card)
    assert tokens.scope == "profiles:push profiles:erase"
    assert judged(provider, tokens.access) == {"profiles:push", "profiles:erase"}
    assert tokens.refresh
    with pytest.raises(TokenError, match="organisation_differs"):
        judged(provider, tokens.access, "b" * 32)


def test_who_signs_in_with_a_telephone_gets_the_same(provider: OidcProvider, card: Card) -> None:
    pauses: list[float] = []
    way = by_phone(provider, card, pauses)
    provider.person(first=["slow_down", "authorization_pending", "slow_down"])
    assert "success" in provider.visit(way.begin().scanned).lower()
    tokens = way.finish()
    way.close()
    assert judged(provider, tokens.access) == {"profiles:push", "profiles:erase"}
    assert pauses == [5, 10, 10, 15]  # each slow_down adds five seconds


def test_a_workstation_asks_for_more_than_a_kiosk(provider: OidcProvider, card: Card) -> None:
    tokens = signed_in(provider, card, "workstation")
    assert judged(provider, tokens.access) == set(tokens.scope.split())
    assert {"profiles:read", "packs:publish", "devices:manage"} < set(tokens.scope.split())


def test_fewer_scopes_than_were_asked_for_are_kept_as_they_are(provider: OidcProvider, card: Card) -> None:
    provider.person(scopes=["profiles:push"])
    tokens = signed_in(provider, card)
    assert tokens.scope == "profiles:push"
    assert judged(provider, tokens.access) == {"profiles:push"}


def test_somebody_who_may_do_nothing_of_it_is_told(provider: OidcProvider, card: Card) -> None:
    asks = staff_sign_in._access(card, "kiosk")
    for given in ("openid", "openid devices:manage"):
        with pytest.raises(DataFault, match="staff_scope"):
            asks.kept(grant.Tokens("opens nothing", scope=given), 0, 0, staff_sign_in._provider(card))
    # This provider leaves the scope out where it gives none; then the server has to say it.
    provider.person(scopes=["devices:manage"])
    assert judged(provider, signed_in(provider, card).access) == frozenset()


def test_without_a_second_factor_nobody_is_signed_in(provider: OidcProvider, card: Card) -> None:
    provider.person(acr="urn:example:password")
    with pytest.raises(DataFault, match="staff_two_factors"):
        signed_in(provider, card)
    assert provider.happened() == ["refresh token given back", "family revoked"]


@pytest.mark.parametrize("ahead_s", [-90, 90])
def test_a_clock_that_is_off_by_a_minute_and_a_half_harms_nobody(
    provider: OidcProvider, card: Card, ahead_s: int
) -> None:
    clock = AheadClock(ahead_s * 1000)
    tokens = signed_in(provider, card, clock=clock)
    assert judged(provider, tokens.access)
    store = Tokens()
    staff_sign_in.keep(store, card, tokens)
    assert Access(store, card, "kiosk", provider.web, clock).token() == tokens.access  # and it is not over at once
    assert provider.happened() == []


# What a person or somebody on the way does otherwise


def test_who_refuses_is_not_signed_in(provider: OidcProvider, card: Card) -> None:
    provider.person(decision="deny")
    with pytest.raises(DataFault, match="provider_refused"):
        signed_in(provider, card)
    way = by_phone(provider, card)
    provider.visit(way.begin().scanned, "abort")
    with pytest.raises(DataFault, match="provider_refused"):
        way.finish()
    way.close()


def test_a_code_that_nobody_used_in_time_is_over(provider: OidcProvider, card: Card) -> None:
    way = by_phone(provider, card)
    way.begin()
    provider.person(first=["authorization_pending", "expired_token"])
    with pytest.raises(DataFault, match="provider_code_expired"):
        way.finish()
    way.close()


def state_altered(address: str) -> str:
    return address.replace("state=", "state=x")


def issuer_altered(address: str) -> str:
    return address.replace("iss=https%3A%2F%2F127", "iss=https%3A%2F%2F128")


def issuer_left_out(address: str) -> str:
    return address.split("&iss=")[0]


def code_altered(address: str) -> str:
    return address.replace("code=", "code=x")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (state_altered, "provider_state"),
        (issuer_altered, "provider_issuer"),
        (issuer_left_out, "provider_issuer"),
        (code_altered, "provider_error"),
    ],
)
def test_an_answer_that_was_changed_on_the_way_signs_nobody_in(
    provider: OidcProvider, card: Card, change: Callable[[str], str], code: str
) -> None:
    def changed(address: str) -> str:
        assert change(address) != address
        return change(address)

    with pytest.raises(DataFault, match=code):
        signed_in(provider, card, change=changed)


def test_a_provider_that_calls_itself_otherwise_than_the_card_is_not_asked(provider: OidcProvider, card: Card) -> None:
    assert card.sign_in is not None
    elsewhere = replace(card.sign_in, issuer=provider.issuer.replace("127.0.0.1", "localhost"))
    with pytest.raises(Fault, match=r"provider_issuer|online_certificate"):
        signed_in(provider, replace(card, sign_in=elsewhere))


def test_a_provider_whose_certificate_nobody_trusts_is_not_asked(card: Card) -> None:
    way = staff_sign_in.browser_way(card, "kiosk", lambda _: Web(), AheadClock(), SystemEntropy(), "Done.")
    with pytest.raises(EnvironmentFault, match="online_certificate"):
        way.begin()
    way.close()


def test_where_staff_have_nowhere_to_sign_in_it_is_told(card: Card, provider: OidcProvider) -> None:
    for whose, kind in ((replace(card, sign_in=None), "kiosk"), (card, "home")):
        with pytest.raises(UsageFault, match="staff_nowhere"):
            staff_sign_in.phone_way(whose, kind, provider.web, AheadClock())  # type: ignore[arg-type]
        assert staff_sign_in.state(Tokens(), whose, kind) == "not_needed"  # type: ignore[arg-type]


# Renewing


@pytest.fixture
def store(provider: OidcProvider, card: Card) -> Tokens:
    """Somebody is signed in."""
    store = Tokens()
    staff_sign_in.keep(store, card, signed_in(provider, card))
    return store


def access_of(provider: OidcProvider, card: Card, store: Tokens, clock: AheadClock | None = None) -> Access:
    return Access(store, card, "kiosk", provider.web, clock or AheadClock())


def test_a_token_is_renewed_before_its_end_and_the_new_one_kept_first(
    provider: OidcProvider, card: Card, store: Tokens
) -> None:
    (first,) = store.seen
    access = access_of(provider, card, store, AheadClock(590_000))
    shown = access.token()
    second = store.kept[ID]
    assert (shown, store.seen) == (second.access, [first, second])
    assert second.refresh != first.refresh and second.scope == first.scope
    assert judged(provider, shown) == {"profiles:push", "profiles:erase"}  # acr too, after renewing
    assert access_of(provider, card, store).token() == shown


def test_threads_that_renew_at_once_renew_once(provider: OidcProvider, card: Card, store: Tokens) -> None:
    found: list[str] = []
    begin = threading.Barrier(4)

    def ask() -> None:
        access = access_of(provider, card, store, AheadClock(590_000))
        begin.wait()
        found.append(access.token())

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    # What the last ones found is what the first one renewed; by their clock that is renewed again, and never with a
    # refresh token that was used.
    assert "family revoked" not in provider.happened()
    assert len(found) == 4 and store.kept[ID].access in found


def test_a_refresh_token_that_is_used_twice_ends_them_all_and_signing_in_again_helps(
    provider: OidcProvider, card: Card, store: Tokens
) -> None:
    (first,) = store.seen
    access = access_of(provider, card, store)
    access.token()
    access.renew()
    with provider.web() as web:
        asks = staff_sign_in._access(card, "kiosk")
        settings = staff_sign_in._provider(card)
        places = staff.places(web, settings, asks)
        with pytest.raises(DataFault, match="invalid_grant"):  # somebody who copied it
            staff.renew(web, settings, asks, first, places, 0)
    assert "family revoked" in provider.happened()
    with pytest.raises(LockedFault, match="staff_sign_in_again"):
        access.renew()
    assert store.kept == {}
    with pytest.raises(LockedFault, match="staff_sign_in_needed"):
        access.token()
    staff_sign_in.keep(store, card, signed_in(provider, card))
    assert access.token() == store.kept[ID].access


def test_a_provider_that_is_away_signs_nobody_out(provider: OidcProvider, card: Card, store: Tokens) -> None:
    assert card.sign_in is not None
    away = replace(card, sign_in=replace(card.sign_in, issuer="https://127.0.0.1:1"))
    with pytest.raises(EnvironmentFault, match="online_offline"):
        access_of(provider, away, store, AheadClock(590_000)).token()
    assert ID in store.kept


def test_a_token_that_can_not_be_kept_is_not_used(provider: OidcProvider, card: Card, store: Tokens) -> None:
    store.is_full = True
    with pytest.raises(EnvironmentFault, match="disk_full"):
        access_of(provider, card, store, AheadClock(590_000)).token()


def test_a_refusal_of_the_server_renews_once_whatever_the_clock_says(
    provider: OidcProvider, card: Card, store: Tokens
) -> None:
    (first,) = store.seen
    access = access_of(provider, card, store)
    shown, refused = [], {first.access}

    def answer(to: Any, asked: Any) -> None:
        shown.append(asked.headers["authorization"].removeprefix("Bearer "))
        problem = {"type": "urn:progrez:problem:token_expired", "title": "Over.", "status": 401}
        if shown[-1] in refused or not refused:
            to.say(problem, status=401)
        else:
            to.say({})

    with listening() as site, Web(loopback=True) as web:
        site.answers["/v1/changes"] = answer
        clock = AheadClock()
        given = (ID, "d" * 32, lambda data: bytes(64), access.token, clock, SystemEntropy())
        relay = Relay(web, site.origin, *given, renew=access.renew)
        assert relay.ask("GET", "/v1/changes").status == 200
        assert shown == [first.access, store.kept[ID].access]
        refused.clear()  # from here on it takes none
        with pytest.raises(LockedFault, match="server_sign_in"):
            relay.ask("GET", "/v1/changes")
        assert len(shown) == 4 and len(store.seen) == 3


# Signing out, and what is left of it


def test_signing_out_gives_the_tokens_back(provider: OidcProvider, card: Card, store: Tokens) -> None:
    (kept,) = store.seen
    assert staff_sign_in.sign_out(store, card, "kiosk", provider.web)
    assert store.kept == {}
    store.kept[ID] = kept
    with pytest.raises(LockedFault, match="staff_sign_in_again"):
        access_of(provider, card, store, AheadClock(590_000)).token()
    assert not staff_sign_in.sign_out(Tokens(), card, "kiosk", provider.web)


def test_signing_out_without_a_network_forgets_all_the_same(provider: OidcProvider, card: Card, store: Tokens) -> None:
    assert card.sign_in is not None
    away = replace(card, sign_in=replace(card.sign_in, issuer="https://127.0.0.1:1"))
    assert not staff_sign_in.sign_out(store, away, "kiosk", provider.web)
    assert store.kept == {}


def test_no_log_no_terminal_and_no_failure_tells_a_secret(
    provider: OidcProvider, card: Card, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("urllib3", "requests", "requests_oauthlib", "oauthlib", "joserfc"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    told, secrets = [], []
    store = Tokens()
    way = staff_sign_in.browser_way(card, "kiosk", provider.web, AheadClock(), SystemEntropy(), "Done.")
    address = way.begin()
    secrets += [way._state, way._nonce, way._verifier]
    back = provider.browse(address)
    secrets.append(back.split("code=")[1].split("&")[0])
    caplog.clear()  # what the browser of the test logged is not ours
    browse(back)
    staff_sign_in.keep(store, card, way.finish())
    way.close()
    (first,) = store.seen
    access = access_of(provider, card, store)
    access.token()
    access.renew()
    phone = by_phone(provider, card)
    phone.begin()
    assert phone._asked is not None
    secrets.append(phone._asked.device_code)
    provider.person(first=["invalid_grant", "invalid_grant"])
    for fails in (phone.finish, access.renew):
        with pytest.raises(Fault) as caught:
            fails()
        told += [*traceback.format_exception(caught.value), repr(caught.value)]
    phone.close()
    secrets += [text for one in store.seen for text in (one.access, one.refresh)]
    out, err = capfd.readouterr()
    kept = [repr(store.seen), repr(first), repr(way), repr(phone), repr(phone._asked)]
    everything = "\n".join([*told, out, err, *kept, *caplog.messages])
    assert len(secrets) == 9 and all(len(secret) > 20 for secret in secrets)
    assert not [secret for secret in secrets if secret in everything]
