"""Reads the signed token in which an OpenID provider says who somebody is, and believes nothing that isn't proven.

The connection to the provider would be proof enough where the token came over it (OpenID Connect Core, 3.1.3.7). The
signature is checked all the same: it costs one more question, and whoever can read a connection on the way, as some
organisations do with all of theirs, still can't say who somebody is with a token of another provider or none.
"""

import hmac
from collections.abc import Mapping
from typing import Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.provider import Provider
from progrez_desktop.core.online.endpoints import Endpoints
from progrez_desktop.core.online.web import Web

_ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512")
"""Signatures of a key that the provider alone has: neither by the client's secret, nor "none"."""
_SKEW_S = 120
"""How far the clocks of both may be apart."""


def read_id_token(
    web: Web, provider: Provider, endpoints: Endpoints, token: str, nonce: str | None, now_ms: int
) -> Mapping[str, Any]:
    """Return what an identity token says.

    Args:
        nonce: What was sent along to the browser; None where no browser was.

    Raises:
        DataFault: "provider_token": not signed by the provider, not for this program, or not for this sign-in;
            "provider_issuer", "provider_expired"; "online_reply": the keys are no keys.
        Fault: What goes wrong on the network.
    """
    claims = _signed(token, _keys(web, endpoints), provider)
    if not endpoints.is_issuer(claims.get("iss")) or not _is_of_its_tenant(endpoints, claims):
        raise DataFault("provider_issuer", provider=provider.title)
    if not _is_for(provider, claims) or not _is_sub(claims.get("sub")):
        raise DataFault("provider_token", provider=provider.title)
    said = claims.get("nonce")
    if nonce is not None and not (isinstance(said, str) and hmac.compare_digest(said.encode(), nonce.encode())):
        raise DataFault("provider_token", provider=provider.title)
    if not _is_of_now(claims, now_ms // 1000):
        raise DataFault("provider_expired", provider=provider.title)
    return claims


def _keys(web: Web, endpoints: Endpoints) -> Any:
    from joserfc.jwk import KeySet

    reply = web.get(endpoints.keys)
    told = reply.json() if reply.status == 200 else None
    found = told.get("keys") if isinstance(told, dict) else None
    if not isinstance(found, list):
        raise DataFault("online_reply", host=reply.host)
    usable = [key for one in found if (key := _key(one)) is not None]
    if not usable:
        raise DataFault("online_reply", host=reply.host)
    return KeySet(usable)


def _key(told: Any) -> Any:
    """Return a public key, or None: keys of kinds that nobody here knows stand beside the others, and are left."""
    from joserfc.errors import JoseError
    from joserfc.jwk import import_key

    if not isinstance(told, dict) or told.get("kty") not in ("RSA", "EC"):
        return None
    try:
        key = import_key(told)
        key.ensure_kid()
    except (JoseError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return key


def _signed(token: str, keys: Any, provider: Provider) -> Mapping[str, Any]:
    from joserfc import jwt
    from joserfc.errors import JoseError

    try:
        return jwt.decode(token, keys, algorithms=list(_ALGORITHMS)).claims
    except (JoseError, ValueError, TypeError, KeyError, RecursionError) as wrong:
        raise DataFault("provider_token", provider=provider.title) from wrong


def _is_of_its_tenant(endpoints: Endpoints, claims: Mapping[str, Any]) -> bool:
    """Microsoft names the organisation twice, and both have to be one."""
    tenant = claims.get("tid")
    return endpoints.issuer == claims["iss"] or (isinstance(tenant, str) and f"/{tenant}/" in claims["iss"])


def _is_for(provider: Provider, claims: Mapping[str, Any]) -> bool:
    audience = claims.get("aud")
    listed = [audience] if isinstance(audience, str) else audience
    if not isinstance(listed, list) or provider.client_id not in listed:
        return False
    by = claims.get("azp")
    return by == provider.client_id or (by is None and len(listed) == 1)


def _is_sub(subject: object) -> bool:
    return isinstance(subject, str) and 0 < len(subject) <= 255


def _is_of_now(claims: Mapping[str, Any], now_s: int) -> bool:
    until, since = claims.get("exp"), claims.get("iat")
    if not all(isinstance(at, int | float) and not isinstance(at, bool) for at in (until, since)):
        return False
    assert until is not None and since is not None
    return bool(since - _SKEW_S <= now_s < until + _SKEW_S)
