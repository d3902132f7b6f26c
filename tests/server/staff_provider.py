"""An identity provider of an organisation's staff: access tokens as RFC 9068 says, until a test has it lie."""

import json
import warnings
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from joserfc import jws
from joserfc.errors import SecurityWarning
from joserfc.jwk import ECKey, Key, OKPKey, RSAKey

from tests.web_server import Site

ACR = "urn:example:two-factors"
ALL_SCOPES = "profiles:push profiles:erase profiles:read devices:manage packs:publish"
_ALGORITHM = {"RSA": "RS256", "EC": "ES256", "OKP": "EdDSA"}


@cache
def rsa_key(kid: str = "rsa", bits: int = 2048) -> RSAKey:
    return RSAKey.generate_key(bits, {"kid": kid})


@cache
def ec_key(kid: str = "ec") -> ECKey:
    return ECKey.generate_key("P-256", {"kid": kid})


@cache
def ed_key(kid: str = "ed") -> OKPKey:
    return OKPKey.generate_key("Ed25519", {"kid": kid})


def audience_of(organisation_id: str) -> str:
    return f"urn:progrez:organisation:{organisation_id}"


def signed(header: dict[str, Any], claims: dict[str, Any], key: Key) -> str:
    """Return a token, whatever it says."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SecurityWarning)
        registry = jws.JWSRegistry(algorithms=[header["alg"]], strict_check_header=False)
        return jws.serialize_compact(header, json.dumps(claims), key, registry=registry)


@dataclass
class StaffProvider:
    """Signs staff of one organisation in. What a test changes below is what it does wrong."""

    issuer: str
    organisation_id: str
    key: Key = field(default_factory=ec_key)
    now_s: int = 1_795_424_400
    header: dict[str, Any] = field(default_factory=dict)
    claims: dict[str, Any] = field(default_factory=dict)

    def token(self, scope: str = ALL_SCOPES, **changed: Any) -> str:
        """Return an access token; None takes a claim away."""
        said = {
            **{"iss": self.issuer, "aud": audience_of(self.organisation_id), "sub": "staff-1", "acr": ACR},
            **{"iat": self.now_s, "exp": self.now_s + 300, "scope": scope, "client_id": "progrez-desktop"},
            **self.claims,
            **changed,
        }
        header = {"alg": _ALGORITHM[self.key.key_type], "typ": "at+jwt", "kid": self.key.kid, **self.header}
        kept = {name: value for name, value in header.items() if value is not None}
        return signed(kept, {name: value for name, value in said.items() if value is not None}, self.key)

    def keys(self) -> dict[str, Any]:
        return {"keys": [self.key.as_dict(private=False)]}

    def listen(self, site: Site) -> None:
        """Answer at an address with what providers publish."""
        site.answers["/.well-known/openid-configuration"] = lambda to, _: to.say(
            {"issuer": self.issuer, "jwks_uri": f"{site.origin}/keys"}
        )
        site.answers["/keys"] = lambda to, _: to.say(self.keys())
