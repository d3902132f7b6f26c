"""Checks the access token of staff (RFC 9068) of their organisation's own identity provider. No clock, no network."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from joserfc.jwk import Key

from progrez_server.clock import CLOCKS_APART_S
from progrez_server.gate.jose import UnreadableError, claims_of, header_of, unproven_claims_of
from progrez_server.store.organisations import SignIn

_LEEWAY_S = 30
"""How long after its end a token is still taken."""
_KINDS = {"at+jwt", "application/at+jwt"}
_KEY_TYPES = {"RS256": ("RSA", None), "ES256": ("EC", "P-256"), "EdDSA": ("OKP", "Ed25519")}
_AUDIENCE = re.compile("urn:progrez:organisation:([0-9a-f]{32})")


@dataclass(frozen=True)
class Staff:
    """Somebody of the organisation, signed in with two factors."""

    subject: str
    scopes: frozenset[str]


class TokenError(Exception):
    """A token that opens nothing.

    `code`: token_unreadable, token_kind, token_algorithm, token_issuer, token_key, token_signature, token_audience,
    organisation_differs, token_expired, token_not_yet, second_factor_missing.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class ProviderKeys(Protocol):
    def key(self, issuer: str, key_id: str | None) -> Key | None:
        """Return the provider's key of that name; without a name, its only one. May raise where nobody answers."""


def read_token(token: str, sign_in: SignIn, keys: ProviderKeys, now_s: int) -> Staff:
    """Return who is behind a token.

    Raises:
        TokenError: The token is not one for this organisation, now, with two factors.
    """
    try:
        claims = _signed_claims(token, sign_in, keys)
    except UnreadableError:
        raise TokenError("token_unreadable") from None
    _check_audience(claims.get("aud"), sign_in)
    _check_time(claims, now_s)
    subject, scope = claims.get("sub"), claims.get("scope", "")
    if not (isinstance(subject, str) and 0 < len(subject) <= 255 and isinstance(scope, str)):
        raise TokenError("token_unreadable")
    if claims.get("acr") not in sign_in.acr:
        raise TokenError("second_factor_missing")
    return Staff(subject, frozenset(scope.split(" ")) - {""})


def _signed_claims(token: str, sign_in: SignIn, keys: ProviderKeys) -> Mapping[str, Any]:
    header = header_of(token)
    kind, algorithm, key_id = header.get("typ"), header.get("alg"), header.get("kid")
    if not isinstance(algorithm, str) or algorithm not in _KEY_TYPES:
        raise TokenError("token_algorithm")
    # Without this an identity token with the right audience would do (RFC 9068, 4).
    if not isinstance(kind, str) or kind.lower() not in _KINDS:
        raise TokenError("token_kind")
    # Before the keys: nobody is asked for the keys of another issuer.
    if unproven_claims_of(token).get("iss") != sign_in.issuer:
        raise TokenError("token_issuer")
    key = keys.key(sign_in.issuer, key_id if isinstance(key_id, str) else None)
    if key is None or not _fits(key, algorithm):
        raise TokenError("token_key")
    try:
        return claims_of(token, key, algorithm)
    except UnreadableError:
        raise TokenError("token_signature") from None


def _fits(key: Key, algorithm: str) -> bool:
    """A key signs with the one algorithm of its kind, so that no public key is ever taken for a shared secret."""
    told = key.as_dict(private=False)
    if told.get("use", "sig") != "sig" or told.get("alg", algorithm) != algorithm:
        return False
    return (told["kty"], told.get("crv")) == _KEY_TYPES[algorithm]


def _check_audience(told: object, sign_in: SignIn) -> None:
    listed = [told] if isinstance(told, str) else told
    if not isinstance(listed, list) or sign_in.audience not in listed:
        others = [one for one in listed if isinstance(one, str)] if isinstance(listed, list) else []
        found = any(_AUDIENCE.fullmatch(one) for one in others)
        raise TokenError("organisation_differs" if found else "token_audience")


def _check_time(claims: Mapping[str, Any], now_s: int) -> None:
    until, since, made = _second(claims.get("exp")), _second(claims.get("nbf", 0)), _second(claims.get("iat", 0))
    if now_s >= until + _LEEWAY_S:
        raise TokenError("token_expired")
    if max(since, made) > now_s + CLOCKS_APART_S:
        raise TokenError("token_not_yet")


def _second(told: Any) -> float:
    if not isinstance(told, int | float) or isinstance(told, bool) or not 0 <= told <= 1 << 53:
        raise TokenError("token_unreadable")
    return told
