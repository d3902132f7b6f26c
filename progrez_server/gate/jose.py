"""Reads a signed token (JWS, compact) with one pinned algorithm and one key; what it says is the caller's to judge."""

import base64
import binascii
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jwk import Key
from joserfc.jws import JWSRegistry

MAX_BYTES = 16 << 10
_BROKEN = (JoseError, ValueError, TypeError, KeyError, RecursionError, binascii.Error)


class UnreadableError(Exception):
    """It is no token, or not signed by this key with this algorithm."""


def header_of(token: str) -> Mapping[str, Any]:
    """Return what the header says, which nobody has proven yet.

    Raises:
        UnreadableError: No token, or one that demands what nobody here understands ("crit").
    """
    if len(token) > MAX_BYTES or token.count(".") != 2:
        raise UnreadableError
    header = _object(token.partition(".")[0])
    if "crit" in header:
        raise UnreadableError
    return header


def unproven_claims_of(token: str) -> Mapping[str, Any]:
    """Return what a token claims before its signature was looked at: to find the key, and for nothing else.

    Raises:
        UnreadableError: No token.
    """
    header_of(token)
    return _object(token.split(".")[1])


def claims_of(token: str, key: Key, algorithm: str) -> Mapping[str, Any]:
    """Return what a token says, signed with `key`.

    Raises:
        UnreadableError: It isn't.
    """
    if header_of(token).get("alg") != algorithm:
        raise UnreadableError
    try:
        found = jws.deserialize_compact(token, key, registry=_pinned(algorithm))
    except _BROKEN as wrong:
        raise UnreadableError from wrong
    return _read(found.payload)


def _object(part: str) -> Mapping[str, Any]:
    try:
        return _read(base64.b64decode(part + "=" * (-len(part) % 4), altchars=b"-_", validate=True))
    except _BROKEN as wrong:
        raise UnreadableError from wrong


def _read(data: bytes | None) -> Mapping[str, Any]:
    try:
        told = json.loads(data or b"")
    except (ValueError, RecursionError) as wrong:
        raise UnreadableError from wrong
    if not isinstance(told, dict):
        raise UnreadableError
    return told


@cache
def _pinned(algorithm: str) -> JWSRegistry:
    class Pinned(JWSRegistry):
        max_header_length = 4096

        def get_alg(self, name: str) -> Any:
            # joserfc warns at every EdDSA token that RFC 9864 has another name for it; our contract has this one.
            return self.algorithms[name] if name == algorithm else super().get_alg(name)

    return Pinned(algorithms=[algorithm], strict_check_header=False)
