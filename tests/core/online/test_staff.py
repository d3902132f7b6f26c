"""Staff sign in at a real identity provider: with two factors, for what they may, and only with an answer of theirs."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from progrez_desktop.core.errors import DataFault, EnvironmentFault, Fault, UsageFault
from progrez_desktop.core.model.organisation import Card
from progrez_desktop.core.online import grant
from progrez_desktop.core.online.web import Web
from progrez_desktop.core.services import staff_sign_in
from progrez_desktop.core.services.staff_sign_in import Access
from progrez_desktop.core.system import SystemEntropy
from progrez_server.gate.tokens import TokenError
from tests.core.online.staff_house import AheadClock, Tokens, by_phone, judged, signed_in
from tests.oidc_house import OidcProvider


def test_who_signs_in_with_a_browser_gets_what_the_server_takes(oidc: OidcProvider, card: Card) -> None:
    tokens = signed_in(oidc, card)
    assert tokens.scope == "profiles:push profiles:erase"
    assert judged(oidc, tokens.access) == {"profiles:push", "profiles:erase"}
    assert tokens.refresh
    with pytest.raises(TokenError, match="organisation_differs"):
        judged(oidc, tokens.access, "b" * 32)


def test_who_signs_in_with_a_telephone_gets_the_same(oidc: OidcProvider, card: Card) -> None:
    pauses: list[float] = []
    way = by_phone(oidc, card, pauses)
    oidc.person(first=["slow_down", "authorization_pending", "slow_down"])
    assert "success" in oidc.visit(way.begin().scanned).lower()
    tokens = way.finish()
    way.close()
    assert judged(oidc, tokens.access) == {"profiles:push", "profiles:erase"}
    assert pauses == [5, 10, 10, 15]  # each slow_down adds five seconds


def test_a_workstation_asks_for_more_than_a_kiosk(oidc: OidcProvider, card: Card) -> None:
    tokens = signed_in(oidc, card, "workstation")
    assert judged(oidc, tokens.access) == set(tokens.scope.split())
    assert {"profiles:read", "packs:publish", "devices:manage"} < set(tokens.scope.split())


def test_fewer_scopes_than_were_asked_for_are_kept_as_they_are(oidc: OidcProvider, card: Card) -> None:
    oidc.person(scopes=["profiles:push"])
    tokens = signed_in(oidc, card)
    assert tokens.scope == "profiles:push"
    assert judged(oidc, tokens.access) == {"profiles:push"}


def test_somebody_who_may_do_nothing_of_it_is_told(oidc: OidcProvider, card: Card) -> None:
    asks = staff_sign_in._access(card, "kiosk")
    for given in ("openid", "openid devices:manage"):
        with pytest.raises(DataFault, match="staff_scope"):
            asks.kept(grant.Tokens("opens nothing", scope=given), 0, 0, staff_sign_in._provider(card))
    # This provider leaves the scope out where it gives none; then the server has to say it.
    oidc.person(scopes=["devices:manage"])
    assert judged(oidc, signed_in(oidc, card).access) == frozenset()


def test_without_a_second_factor_nobody_is_signed_in(oidc: OidcProvider, card: Card) -> None:
    oidc.person(acr="urn:example:password")
    with pytest.raises(DataFault, match="staff_two_factors"):
        signed_in(oidc, card)
    assert oidc.happened() == ["refresh token given back", "family revoked"]


@pytest.mark.parametrize("ahead_s", [-90, 90])
def test_a_clock_that_is_off_by_a_minute_and_a_half_harms_nobody(oidc: OidcProvider, card: Card, ahead_s: int) -> None:
    clock = AheadClock(ahead_s * 1000)
    tokens = signed_in(oidc, card, clock=clock)
    assert judged(oidc, tokens.access)
    store = Tokens()
    staff_sign_in.keep(store, card, tokens)
    assert Access(store, card, "kiosk", oidc.web, clock).token() == tokens.access  # and it is not over at once
    assert oidc.happened() == []


# What a person or somebody on the way does otherwise


def test_who_refuses_is_not_signed_in(oidc: OidcProvider, card: Card) -> None:
    oidc.person(decision="deny")
    with pytest.raises(DataFault, match="provider_refused"):
        signed_in(oidc, card)
    way = by_phone(oidc, card)
    oidc.visit(way.begin().scanned, "abort")
    with pytest.raises(DataFault, match="provider_refused"):
        way.finish()
    way.close()


def test_a_code_that_nobody_used_in_time_is_over(oidc: OidcProvider, card: Card) -> None:
    way = by_phone(oidc, card)
    way.begin()
    oidc.person(first=["authorization_pending", "expired_token"])
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
    oidc: OidcProvider, card: Card, change: Callable[[str], str], code: str
) -> None:
    def changed(address: str) -> str:
        assert change(address) != address
        return change(address)

    with pytest.raises(DataFault, match=code):
        signed_in(oidc, card, change=changed)


def test_a_provider_that_calls_itself_otherwise_than_the_card_is_not_asked(oidc: OidcProvider, card: Card) -> None:
    assert card.sign_in is not None
    elsewhere = replace(card.sign_in, issuer=oidc.issuer.replace("127.0.0.1", "localhost"))
    with pytest.raises(Fault, match=r"provider_issuer|online_certificate"):
        signed_in(oidc, replace(card, sign_in=elsewhere))


def test_a_provider_whose_certificate_nobody_trusts_is_not_asked(card: Card) -> None:
    way = staff_sign_in.browser_way(card, "kiosk", lambda _: Web(), AheadClock(), SystemEntropy(), "Done.")
    with pytest.raises(EnvironmentFault, match="online_certificate"):
        way.begin()
    way.close()


def test_where_staff_have_nowhere_to_sign_in_it_is_told(card: Card, oidc: OidcProvider) -> None:
    for whose, kind in ((replace(card, sign_in=None), "kiosk"), (card, "home")):
        with pytest.raises(UsageFault, match="staff_nowhere"):
            staff_sign_in.phone_way(whose, kind, oidc.web, AheadClock())  # type: ignore[arg-type]
        assert not staff_sign_in.is_needed(whose, kind)  # type: ignore[arg-type]


def test_nobody_signs_in_where_it_is_not_secured(card: Card, oidc: OidcProvider) -> None:
    assert card.sign_in is not None
    plain = replace(card, sign_in=replace(card.sign_in, issuer="http://127.0.0.1:8000"))
    with pytest.raises(UsageFault, match="online_not_https"):
        staff_sign_in.phone_way(plain, "kiosk", oidc.web, AheadClock())
