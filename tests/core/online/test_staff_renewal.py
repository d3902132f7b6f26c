"""A token of staff is renewed once and kept before it is used; when it is over, that is told; and nothing leaks."""

import logging
import threading
import traceback
from dataclasses import replace
from typing import Any

import pytest

from progrez_desktop.core.errors import DataFault, EnvironmentFault, Fault, LockedFault
from progrez_desktop.core.model.organisation import Card
from progrez_desktop.core.online import staff
from progrez_desktop.core.online.relay import Relay
from progrez_desktop.core.online.web import Web
from progrez_desktop.core.services import staff_sign_in
from progrez_desktop.core.system import SystemEntropy
from tests.core.online.staff_house import ID, AheadClock, Tokens, access_of, by_phone, judged, signed_in
from tests.identity_provider import browse
from tests.oidc_house import OidcProvider
from tests.web_server import listening


@pytest.fixture
def store(oidc: OidcProvider, card: Card) -> Tokens:
    """Somebody is signed in."""
    store = Tokens()
    staff_sign_in.keep(store, card, signed_in(oidc, card))
    return store


def test_a_token_is_renewed_before_its_end_and_the_new_one_kept_first(
    oidc: OidcProvider, card: Card, store: Tokens
) -> None:
    (first,) = store.seen
    access = access_of(oidc, card, store, AheadClock(590_000))
    shown = access.token()
    second = store.kept[ID]
    assert (shown, store.seen) == (second.access, [first, second])
    assert second.refresh != first.refresh and second.scope == first.scope
    assert judged(oidc, shown) == {"profiles:push", "profiles:erase"}  # acr too, after renewing
    assert access_of(oidc, card, store).token() == shown


def test_threads_that_renew_at_once_renew_once(oidc: OidcProvider, card: Card) -> None:
    store, found, begin = Tokens(), list[str](), threading.Barrier(4)
    oidc.person(lasts_s=10)  # less than is left before a token is renewed
    staff_sign_in.keep(store, card, signed_in(oidc, card))
    oidc.person()

    def ask() -> None:
        access = access_of(oidc, card, store)
        begin.wait()
        found.append(access.token())

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [store.kept[ID].access] * 4
    assert oidc.happened() == ["refreshed"]


def test_a_refresh_token_that_is_used_twice_ends_them_all_and_signing_in_again_helps(
    oidc: OidcProvider, card: Card, store: Tokens
) -> None:
    (first,) = store.seen
    access = access_of(oidc, card, store)
    access.token()
    access.renew()
    with oidc.web() as web:
        asks = staff_sign_in._access(card, "kiosk")
        settings = staff_sign_in._provider(card)
        places = staff.places(web, settings, asks)
        with pytest.raises(DataFault, match="invalid_grant"):  # somebody who copied it
            staff.renew(web, settings, asks, first, places, 0)
    assert "family revoked" in oidc.happened()
    with pytest.raises(LockedFault, match="staff_sign_in_again"):
        access.renew()
    assert store.kept == {}
    with pytest.raises(LockedFault, match="staff_sign_in_needed"):
        access.token()
    staff_sign_in.keep(store, card, signed_in(oidc, card))
    assert access.token() == store.kept[ID].access


def test_a_provider_that_is_away_signs_nobody_out(oidc: OidcProvider, card: Card, store: Tokens) -> None:
    assert card.sign_in is not None
    away = replace(card, sign_in=replace(card.sign_in, issuer="https://127.0.0.1:1"))
    with pytest.raises(EnvironmentFault, match="online_offline"):
        access_of(oidc, away, store, AheadClock(590_000)).token()
    assert ID in store.kept


def test_a_token_that_can_not_be_kept_is_not_used(oidc: OidcProvider, card: Card, store: Tokens) -> None:
    store.is_full = True
    with pytest.raises(EnvironmentFault, match="disk_full"):
        access_of(oidc, card, store, AheadClock(590_000)).token()


def test_a_refusal_of_the_server_renews_once_whatever_the_clock_says(
    oidc: OidcProvider, card: Card, store: Tokens
) -> None:
    (first,) = store.seen
    access = access_of(oidc, card, store)
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


def test_signing_out_gives_the_tokens_back(oidc: OidcProvider, card: Card, store: Tokens) -> None:
    (kept,) = store.seen
    assert staff_sign_in.sign_out(store, card, "kiosk", oidc.web)
    assert store.kept == {}
    store.kept[ID] = kept
    with pytest.raises(LockedFault, match="staff_sign_in_again"):
        access_of(oidc, card, store, AheadClock(590_000)).token()
    assert not staff_sign_in.sign_out(Tokens(), card, "kiosk", oidc.web)


def test_signing_out_without_a_network_forgets_all_the_same(oidc: OidcProvider, card: Card, store: Tokens) -> None:
    assert card.sign_in is not None
    away = replace(card, sign_in=replace(card.sign_in, issuer="https://127.0.0.1:1"))
    assert not staff_sign_in.sign_out(store, away, "kiosk", oidc.web)
    assert store.kept == {}


def test_no_log_no_terminal_and_no_failure_tells_a_secret(
    oidc: OidcProvider, card: Card, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    for name in ("urllib3", "requests", "requests_oauthlib", "oauthlib", "joserfc"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    told, secrets = [], []
    store = Tokens()
    way = staff_sign_in.browser_way(card, "kiosk", oidc.web, AheadClock(), SystemEntropy(), "Done.")
    address = way.begin()
    secrets += [way._state, way._nonce, way._verifier]
    back = oidc.browse(address)
    secrets.append(back.split("code=")[1].split("&")[0])
    caplog.clear()  # what the browser of the test logged is not ours
    browse(back)
    staff_sign_in.keep(store, card, way.finish())
    way.close()
    (first,) = store.seen
    access = access_of(oidc, card, store)
    access.token()
    access.renew()
    phone = by_phone(oidc, card)
    phone.begin()
    assert phone._asked is not None
    secrets.append(phone._asked.device_code)
    oidc.person(first=["invalid_grant", "invalid_grant"])
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
