"""What a device signs is worth something for its organisation, one request and five minutes, and nothing elsewhere."""

import base64
import json
from typing import Any

import pytest

from progrez_server.gate.assertions import Assertion, DeviceProofError, read_assertion, who_claims
from tests.server.organisation import NOW_MS, Device

PATH = "/v1/batches"
NOW_S = NOW_MS // 1000


@pytest.fixture
def device() -> Device:
    return Device()


def read(assertion: str, device: Device, method: str = "POST", path: str = PATH, now_s: int = NOW_S) -> Assertion:
    return read_assertion(assertion, device.public_key, method, path, now_s)


def refusal(assertion: str, device: Device, **given: Any) -> str:
    with pytest.raises(DeviceProofError) as refused:
        read(assertion, device, **given)
    return refused.value.code


def test_a_device_proves_who_it_is(device: Device) -> None:
    proven = read(device.assertion("POST", PATH), device)
    assert (proven.organisation_id, proven.device_id) == (device.organisation_id, device.id)
    assert proven.until_ms == NOW_MS + 390_000


def test_an_assertion_is_for_one_request(device: Device) -> None:
    assertion = device.assertion("POST", PATH)
    assert refusal(assertion, device, path="/v1/mail") == "assertion_elsewhere"
    assert refusal(assertion, device, path=PATH + "/") == "assertion_elsewhere"
    assert refusal(assertion, device, method="GET") == "assertion_elsewhere"


@pytest.mark.parametrize("off_s", [-90, -89, 0, 89, 90])
def test_a_clock_may_be_ninety_seconds_off(device: Device, off_s: int) -> None:
    assert read(device.assertion("POST", PATH, NOW_MS + off_s * 1000), device)


@pytest.mark.parametrize(
    ("off_s", "code"), [(91, "assertion_not_yet"), (600, "assertion_not_yet"), (-600, "assertion_expired")]
)
def test_a_clock_that_is_off_by_ten_minutes_is_told_so(device: Device, off_s: int, code: str) -> None:
    assert refusal(device.assertion("POST", PATH, NOW_MS + off_s * 1000), device) == code


def test_five_minutes_are_the_most(device: Device) -> None:
    assert refusal(device.assertion("POST", PATH, exp=NOW_S + 301), device) == "assertion_too_long"
    assert refusal(device.assertion("POST", PATH, exp=NOW_S), device) == "assertion_too_long"


def test_another_key_proves_nothing(device: Device) -> None:
    other = Device(seed=9)
    forged = other.assertion("POST", PATH, header={"kid": device.id}, iss=f"urn:progrez:device:{device.id}")
    assert refusal(forged, device) == "assertion_signature"
    assert refusal(device.assertion("POST", PATH)[:-8] + "AAAAAAAA", device) == "assertion_signature"


@pytest.mark.parametrize(
    "changed",
    [
        {"iss": "urn:progrez:device:" + "0" * 32},
        {"iss": None},
        {"jti": None},
        {"jti": "short"},
        {"jti": 7},
        {"iat": None},
        {"iat": "now"},
        {"iat": True},
        {"exp": 1e9},
        {"exp": -1},
        {"htm": None},
        {"nbf": NOW_S},
    ],
)
def test_claims_keep_their_contract(device: Device, changed: dict[str, Any]) -> None:
    assert refusal(device.assertion("POST", PATH, **changed), device) == "assertion_unreadable"


@pytest.mark.parametrize(
    "audience", [None, 7, "a" * 32, "urn:progrez:organisation:", "urn:progrez:organisation:x", ["a"]]
)
def test_the_organisation_is_named(device: Device, audience: object) -> None:
    with pytest.raises(DeviceProofError, match="assertion_unreadable"):
        who_claims(device.assertion("POST", PATH, aud=audience))


@pytest.mark.parametrize("header", [{"typ": "JWT"}, {"typ": "at+jwt"}, {"kid": "x"}, {"kid": "D" * 32}])
def test_the_header_says_what_it_is(device: Device, header: dict[str, Any]) -> None:
    assert refusal(device.assertion("POST", PATH, header=header), device) == "assertion_unreadable"


def test_no_other_algorithm_will_do(device: Device) -> None:
    claims = device.assertion("POST", PATH).split(".")[1]
    for algorithm in ("none", "HS256", "ES256", "Ed25519", ""):
        told = json.dumps({"alg": algorithm, "typ": "progrez-device+jwt", "kid": device.id}).encode()
        start = base64.urlsafe_b64encode(told).rstrip(b"=").decode()
        assert refusal(f"{start}.{claims}.", device) == "assertion_unreadable"


@pytest.mark.parametrize("text", ["", "..", "a.b.c", "e30.e30.e30", "x" * 20_000, "\ud800.\ud800.\ud800", "é.é.é"])
def test_what_is_none_is_refused(device: Device, text: str) -> None:
    assert refusal(text, device) == "assertion_unreadable"
