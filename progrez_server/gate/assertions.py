"""Checks what a device signs with each request: who it is, for which request, and when. No clock, no store."""

import base64
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import OKPKey

from progrez_server.clock import CLOCKS_APART_S
from progrez_server.gate.jose import UnreadableError, claims_of, header_of, unproven_claims_of

LONGEST_S = 300
_KIND = "progrez-device+jwt"
_ALGORITHM = "EdDSA"
_DEVICE, _ORGANISATION = "urn:progrez:device:", "urn:progrez:organisation:"
_ID = re.compile("[0-9a-f]{32}")
_NAMES = {"iss", "aud", "iat", "exp", "jti", "htm", "htu"}


@dataclass(frozen=True)
class Claimed:
    """Who says to be asking, before anything is proven."""

    organisation_id: str
    device_id: str


@dataclass(frozen=True)
class Assertion:
    """What a device has proven with one request."""

    organisation_id: str
    device_id: str
    jti: str
    until_ms: int
    """From then on it is refused for its age, and needs not be remembered."""


class DeviceProofError(Exception):
    """An assertion that proves nothing.

    `code`: assertion_unreadable, assertion_signature, assertion_elsewhere, assertion_expired, assertion_not_yet,
    assertion_too_long.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def who_claims(assertion: str) -> Claimed:
    """Return whose key to look for.

    Raises:
        DeviceProofError: "assertion_unreadable".
    """
    try:
        header, claims = header_of(assertion), unproven_claims_of(assertion)
    except UnreadableError:
        raise DeviceProofError("assertion_unreadable") from None
    device = header.get("kid")
    if header.get("typ") != _KIND or header.get("alg") != _ALGORITHM or not _is_id(device):
        raise DeviceProofError("assertion_unreadable")
    audience = claims.get("aud")
    organisation = audience.removeprefix(_ORGANISATION) if isinstance(audience, str) else None
    if not _is_id(organisation) or audience == organisation:
        raise DeviceProofError("assertion_unreadable")
    return Claimed(str(organisation), str(device))


def read_assertion(assertion: str, public_key: str, method: str, path: str, now_s: int) -> Assertion:
    """Return what a device has proven.

    Args:
        public_key: Of the device that it claims to be, as its enrolment says: 64 hexadecimal digits.

    Raises:
        DeviceProofError: It isn't of that device, for this request, and of now.
    """
    claimed = who_claims(assertion)
    try:
        key = OKPKey.import_key({"kty": "OKP", "crv": "Ed25519", "x": _base64url(public_key)})
        claims = claims_of(assertion, key, _ALGORITHM)
    except (UnreadableError, JoseError, ValueError):
        raise DeviceProofError("assertion_signature") from None
    _check_form(claims, claimed)
    if (claims["htm"], claims["htu"]) != (method, path):
        raise DeviceProofError("assertion_elsewhere")
    _check_time(claims["iat"], claims["exp"], now_s)
    until_ms = (claims["exp"] + CLOCKS_APART_S) * 1000
    return Assertion(claimed.organisation_id, claimed.device_id, claims["jti"], until_ms)


def _check_form(claims: Mapping[str, Any], claimed: Claimed) -> None:
    if set(claims) != _NAMES or claims["iss"] != _DEVICE + claimed.device_id or not _is_id(claims["jti"]):
        raise DeviceProofError("assertion_unreadable")
    if not (_is_second(claims["iat"]) and _is_second(claims["exp"])):
        raise DeviceProofError("assertion_unreadable")


def _check_time(made_s: int, until_s: int, now_s: int) -> None:
    if not 0 < until_s - made_s <= LONGEST_S:
        raise DeviceProofError("assertion_too_long")
    if now_s >= until_s + CLOCKS_APART_S:
        raise DeviceProofError("assertion_expired")
    if made_s > now_s + CLOCKS_APART_S:
        raise DeviceProofError("assertion_not_yet")


def _is_id(told: object) -> bool:
    return isinstance(told, str) and _ID.fullmatch(told) is not None


def _is_second(told: object) -> bool:
    return isinstance(told, int) and not isinstance(told, bool) and 0 <= told <= 1 << 53


def _base64url(digits: str) -> str:
    return base64.urlsafe_b64encode(bytes.fromhex(digits)).rstrip(b"=").decode()
