import gzip
import hashlib
import json
from base64 import b64decode, urlsafe_b64decode
from collections.abc import Iterator
from datetime import UTC, datetime
from email.utils import format_datetime
from functools import partial
from typing import Any

import pytest

from progrez_desktop.core.errors import DataFault, EnvironmentFault, Fault, LockedFault, UsageFault
from progrez_desktop.core.json_document import read_json_document
from progrez_desktop.core.keys.signing import public_of, sign
from progrez_desktop.core.online.relay import Relay, web_to
from progrez_desktop.core.online.web import Web
from tests.fakes import MONDAY_MS, FakeClock, FakeEntropy
from tests.web_server import Asked, Handler, Site, listening

KEY = bytes([2]) * 32
ORGANISATION, DEVICE = "a" * 32, "d" * 32


@pytest.fixture
def site() -> Iterator[Site]:
    with listening() as site:
        yield site


def relay(web: Web, site: Site, **given: Any) -> Relay:
    said: dict[str, Any] = {"token": lambda: None, "clock": FakeClock(), "entropy": FakeEntropy()} | given
    return Relay(web, site.origin, ORGANISATION, DEVICE, partial(sign, KEY), **said)


def say(status: int, problem: str = "", at_ms: int = MONDAY_MS, **headers: str) -> Any:
    def answer(to: Handler, _: Asked) -> None:
        body = {"type": f"urn:progrez:problem:{problem}", "title": "x", "status": status} if problem else {}
        to.say(body, status, "application/problem+json", Date=stamp(at_ms), **headers)

    return answer


def stamp(at_ms: int) -> str:
    return format_datetime(datetime.fromtimestamp(at_ms / 1000, UTC), usegmt=True)


def claims(asked: Asked) -> dict[str, Any]:
    opening, body, signature = asked.headers["progrez-device"].split(".")
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    Ed25519PublicKey.from_public_bytes(public_of(KEY)).verify(unpadded(signature), f"{opening}.{body}".encode())
    assert json.loads(unpadded(opening)) == {"alg": "EdDSA", "kid": DEVICE, "typ": "progrez-device+jwt"}
    found: dict[str, Any] = read_json_document(unpadded(body), "device-assertion")
    return found


def unpadded(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def test_each_request_shows_which_device_asks_and_for_what(site: Site, web: Web) -> None:
    site.answers["/v1/mail"] = say(200)
    relay(web, site, token=lambda: "staff").ask("GET", "/v1/mail", query={"since": 3})
    (asked,) = site.asked
    found = claims(asked)
    assert (found["htm"], found["htu"], found["iat"] * 1000) == ("GET", "/v1/mail", MONDAY_MS)
    assert found["exp"] - found["iat"] <= 300
    assert found["aud"] == f"urn:progrez:organisation:{ORGANISATION}"
    assert (asked.query, asked.headers["authorization"]) == ({"since": "3"}, "Bearer staff")


def test_a_body_goes_packed_with_the_digest_of_what_is_sent_and_the_same_bytes_each_time(site: Site, web: Web) -> None:
    site.answers["/v1/batches"] = say(200)
    body = json.dumps({"items": ["0" * 900]}).encode()
    for _ in range(2):
        relay(web, site).ask("POST", "/v1/batches", body=body, headers={"Idempotency-Key": "k"})
    first, again = site.asked
    assert first.body == again.body and len(first.body) < 200
    assert gzip.decompress(first.body) == body
    digest = b64decode(first.headers["content-digest"].removeprefix("sha-256=:").removesuffix(":"))
    assert digest == hashlib.sha256(first.body).digest()
    assert (first.headers["content-encoding"], first.headers["idempotency-key"]) == ("gzip", "k")


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [
        (401, LockedFault, "server_sign_in"),
        (403, LockedFault, "server_refused"),
        (404, DataFault, "server_unknown"),
        (409, EnvironmentFault, "server_busy"),
        (422, DataFault, "server_problem"),
        (426, DataFault, "server_newer"),
        (429, EnvironmentFault, "server_busy"),
        (500, EnvironmentFault, "server_failed"),
        (503, EnvironmentFault, "server_busy"),
    ],
)
def test_a_refusal_is_told_as_what_one_can_do(status: int, kind: type[Fault], code: str, site: Site, web: Web) -> None:
    site.answers["/v1/packs"] = say(status, "because", Retry_After="7")
    with pytest.raises(kind) as caught:
        relay(web, site).ask("GET", "/v1/packs")
    assert caught.value.code == code
    assert caught.value.params.get("problem", "because") == "because"
    assert caught.value.params.get("seconds", 7) == 7


def test_a_refusal_for_want_of_a_second_factor_says_how_to_sign_in(site: Site, web: Web) -> None:
    site.answers["/v1/packs"] = say(403, "second_factor_missing")
    with pytest.raises(LockedFault, match="server_two_factors"):
        relay(web, site).ask("GET", "/v1/packs")


def test_a_device_that_the_server_does_not_know_is_not_told_to_sign_in(site: Site, web: Web) -> None:
    site.answers["/v1/packs"] = say(401, "device_unknown")
    with pytest.raises(LockedFault, match="server_device"):
        relay(web, site).ask("GET", "/v1/packs")


def test_what_a_refusal_says_of_itself_is_a_code_or_nothing(site: Site, web: Web) -> None:
    site.answers["/v1/packs"] = say(422, "a b\u202e" + "x" * 90)
    with pytest.raises(DataFault) as caught:
        relay(web, site).ask("GET", "/v1/packs")
    assert caught.value.params["problem"] == ""


def test_a_refused_token_is_renewed_once(site: Site, web: Web) -> None:
    site.answers["/v1/packs"] = say(401, "token_ended")
    with pytest.raises(LockedFault, match="server_sign_in"):
        relay(web, site, token=lambda: "old", renew=lambda: "new").ask("GET", "/v1/packs")
    assert [asked.headers["authorization"] for asked in site.asked] == ["Bearer old", "Bearer new"]


def test_a_clock_that_is_off_still_says_the_servers_time_and_is_told(site: Site, web: Web) -> None:
    server_ms = MONDAY_MS + 3_600_000

    def strict(to: Handler, asked: Asked) -> None:
        good = abs(claims(asked)["iat"] * 1000 - server_ms) <= 90_000
        say(200 if good else 401, "" if good else "assertion_time", server_ms)(to, asked)

    site.answers["/v1/packs"] = strict
    one = relay(web, site)
    assert one.ask("GET", "/v1/packs").status == 200
    assert (len(site.asked), one.minutes_off) == (2, -60)
    one.ask("GET", "/v1/packs")
    assert len(site.asked) == 3


def test_retry_after_may_be_a_date(site: Site, web: Web) -> None:
    site.answers["/v1/packs"] = say(503, "busy", Retry_After=stamp(MONDAY_MS + 90_000))
    with pytest.raises(EnvironmentFault) as caught:
        relay(web, site).ask("GET", "/v1/packs")
    assert caught.value.params["seconds"] == 90


def test_http_is_for_this_computer_alone_and_only_where_the_address_says_so(site: Site) -> None:
    with web_to(site.origin) as web:
        web.check(site.origin)
        with pytest.raises(UsageFault, match="online_not_https"):
            web.check("http://example.org/")
    with web_to("https://example.org") as web, pytest.raises(UsageFault, match="online_not_https"):
        web.check(site.origin)


def test_nothing_that_is_sent_follows_a_redirect(site: Site, web: Web) -> None:
    site.answers["/v1/batches"] = lambda to, _: to.say({}, 307, Location=f"{site.origin}/elsewhere")
    with pytest.raises(DataFault, match="online_redirected"):
        relay(web, site).ask("POST", "/v1/batches", body=b"{}")
    assert site.paths() == ["/v1/batches"]
