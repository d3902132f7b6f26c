from typing import Any

import pytest

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.model.provider import Identity
from progrez_desktop.core.online.person import WhoItIs
from progrez_desktop.core.online.phone_way import PhoneCode, PhoneWay
from progrez_desktop.core.online.web import Web
from tests.fakes import FakeClock
from tests.identity_provider import CLIENT, SECRET, HostileProvider


class Waiting:
    """Moves the clock instead of waiting, and remembers how long it was asked to."""

    def __init__(self, clock: FakeClock) -> None:
        self.clock, self.pauses = clock, list[float]()

    def __call__(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self.clock.advance(round(seconds * 1000))


def way_of(provider: HostileProvider, web: Web, **changed: Any) -> tuple[PhoneWay[Identity], Waiting]:
    waiting = Waiting(FakeClock())
    return PhoneWay(provider.settings(**changed), WhoItIs(), web, waiting.clock, waiting), waiting


def code_of(fault: "pytest.ExceptionInfo[Fault]") -> str:
    return fault.value.code


def test_a_code_is_shown_and_asked_after_until_somebody_decided(provider: HostileProvider, web: Web) -> None:
    provider.pending = ["authorization_pending", "slow_down", "authorization_pending", "slow_down"]
    way, waiting = way_of(provider, web)
    origin = provider.site.origin
    assert way.begin() == PhoneCode(f"{origin}/phone", "WDJB-MJHT", f"{origin}/phone?code=WDJB-MJHT", 600)
    assert way.finish().email == "noor@example.org"
    assert waiting.pauses == [5, 5, 10, 10, 15]
    assert provider.given_back == ["opens-little"]
    asked = [one.form for one in provider.site.asked if one.path == "/token"][-1]
    assert asked == {
        "grant_type": "urn:ietf:params:oauth:grant-type:device_code",
        "client_id": CLIENT,
        "device_code": "dev-1",
    }


def test_a_secret_proves_who_asks_for_a_code_and_for_what_came_of_it(provider: HostileProvider, web: Web) -> None:
    way, _ = way_of(provider, web, client_secret=SECRET)
    way.begin()
    way.finish()
    assert {one.path for one in provider.site.asked if SECRET in str(one)} == {"/device", "/token", "/revoke"}


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("expired_token", "provider_code_expired"),
        ("access_denied", "provider_refused"),
        ("invalid_client", "provider_client"),
        ("something_else", "provider_error"),
    ],
)
def test_a_no_is_told(said: str, code: str, provider: HostileProvider, web: Web) -> None:
    provider.pending = ["authorization_pending", said]
    way, _ = way_of(provider, web)
    way.begin()
    with pytest.raises(Fault) as caught:
        way.finish()
    assert code_of(caught) == code


def test_a_code_ends_by_the_clock_of_this_computer_too(provider: HostileProvider, web: Web) -> None:
    provider.device, provider.pending = {"expires_in": 12}, ["authorization_pending"] * 100
    way, waiting = way_of(provider, web)
    way.begin()
    with pytest.raises(Fault) as caught:
        way.finish()
    assert code_of(caught) == "provider_code_expired"
    assert len(waiting.pauses) == 3


def test_a_network_that_is_away_for_a_moment_ends_nothing(provider: HostileProvider, web: Web) -> None:
    def hang_up(to: Any, _: Any) -> None:
        provider.site.answers["/token"] = answer
        to.close_connection = True
        to.connection.close()

    answer = provider.site.answers["/token"]
    way, waiting = way_of(provider, web)
    way.begin()
    provider.site.answers["/token"] = hang_up
    assert way.finish().subject == "u-1"
    assert waiting.pauses == [5, 10]


def test_who_cancels_is_asked_nothing_more(provider: HostileProvider, web: Web) -> None:
    way = PhoneWay(provider.settings(), WhoItIs(), web, FakeClock())
    way.begin()
    way.stop()
    with pytest.raises(Fault) as caught:
        way.finish()
    assert code_of(caught) == "online_stopped"
    assert "/token" not in provider.site.paths()


def test_a_provider_without_such_a_way_says_so(provider: HostileProvider, web: Web) -> None:
    provider.document = {"device_authorization_endpoint": ""}
    way, _ = way_of(provider, web)
    with pytest.raises(Fault) as caught:
        way.begin()
    assert code_of(caught) == "provider_no_phone"


def test_google_calls_the_address_by_its_older_name(provider: HostileProvider, web: Web) -> None:
    address = f"{provider.site.origin}/phone"
    provider.device = {"verification_uri": None, "verification_uri_complete": None, "verification_url": address}
    way, _ = way_of(provider, web)
    assert way.begin().scanned == address


@pytest.mark.parametrize(
    ("device", "code"),
    [
        ({"user_code": "<b>look here</b>"}, "online_reply"),
        ({"user_code": "A" * 41}, "online_reply"),
        ({"user_code": None}, "online_reply"),
        ({"device_code": 7}, "online_reply"),
        ({"expires_in": -1}, "online_reply"),
        ({"expires_in": "600"}, "online_reply"),
        ({"interval": 0}, "online_reply"),
        ({"verification_uri": "javascript:alert(1)"}, "online_not_https"),
        ({"verification_uri_complete": "http://example.org/"}, "online_not_https"),
        ({"verification_uri_complete": "https://example.org/" + "a" * 3000}, "online_reply"),
        ({"error": "unauthorized_client"}, "provider_client"),
    ],
)
def test_a_code_that_is_none_is_not_shown(
    device: dict[str, Any], code: str, provider: HostileProvider, web: Web
) -> None:
    provider.device = device
    way, _ = way_of(provider, web)
    with pytest.raises(Fault) as caught:
        way.begin()
    assert code_of(caught) == code


def test_a_code_holds_half_an_hour_at_most_and_asks_once_a_minute_at_least(provider: HostileProvider, web: Web) -> None:
    provider.device = {"expires_in": 10**12, "interval": 10**6}
    way, waiting = way_of(provider, web)
    assert way.begin().seconds == 1800
    way.finish()
    assert waiting.pauses == [60]
