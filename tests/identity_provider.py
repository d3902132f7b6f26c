"""A provider on 127.0.0.1 that signs people in as the protocols say, until a test has it misbehave."""

import base64
import hashlib
import threading
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import ECKey

from progrez_desktop.core.model.provider import Kind, Provider
from tests.fakes import MONDAY_MS
from tests.web_server import Asked, Handler, Site, listening

CLIENT = "progrez-at-here"
SECRET = "not much of a secret"
PEOPLE = {"given_name": "Noor", "family_name": "de Wit", "email": "noor@example.org", "email_verified": True}


@dataclass
class HostileProvider:
    """Plays the provider. What a test changes in the fields below is what it does wrong."""

    site: Site
    key: ECKey = field(default_factory=lambda: ECKey.generate_key("P-256", {"kid": "one"}))
    document: dict[str, Any] = field(default_factory=dict)
    """Put over the discovery document."""
    brought: dict[str, str] = field(default_factory=dict)
    """Put over what the browser brings back; an empty text takes a part away."""
    token: dict[str, Any] = field(default_factory=dict)
    """Put over what the token endpoint answers."""
    claims: dict[str, Any] = field(default_factory=dict)
    """Put over what the identity token says; None takes a claim away."""
    header: dict[str, str] = field(default_factory=dict)
    userinfo: dict[str, Any] = field(default_factory=dict)
    pending: list[str] = field(default_factory=list)
    """What the token endpoint answers first to a device."""
    device: dict[str, Any] = field(default_factory=dict)
    given_back: list[str] = field(default_factory=list)
    signs_with: ECKey | None = None
    _codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        answers = self.site.answers
        answers["/.well-known/openid-configuration"] = lambda to, _: to.say(self._document())
        answers["/authorize"] = self._authorize
        answers["/token"] = self._token
        answers["/keys"] = lambda to, _: to.say({"keys": [self.key.as_dict(private=False)]})
        answers["/userinfo"] = lambda to, _: to.say({"sub": "u-1", **self.userinfo})
        answers["/revoke"] = self._revoke
        answers["/device"] = self._device

    def settings(self, kind: Kind = "openid", **changed: Any) -> Provider:
        given = {"name": "test", "title": "Testgrond", "issuer": self.site.origin, "client_id": CLIENT, **changed}
        return Provider(kind=kind, **given)

    def _document(self) -> dict[str, Any]:
        origin = self.site.origin
        return {
            "issuer": origin,
            "authorization_endpoint": f"{origin}/authorize",
            "token_endpoint": f"{origin}/token",
            "userinfo_endpoint": f"{origin}/userinfo",
            "jwks_uri": f"{origin}/keys",
            "revocation_endpoint": f"{origin}/revoke",
            "device_authorization_endpoint": f"{origin}/device",
            **self.document,
        }

    def _authorize(self, to: Handler, asked: Asked) -> None:
        code = f"code-{len(self._codes)}"
        self._codes[code] = asked.query
        brought = {"code": code, "state": asked.query["state"], **self.brought}
        kept = {name: text for name, text in brought.items() if text}
        to.say({}, status=302, Location=f"{asked.query['redirect_uri']}?{urlencode(kept)}")

    def _token(self, to: Handler, asked: Asked) -> None:
        form = asked.form
        if self.pending:
            to.say({"error": self.pending.pop(0)}, status=400)
            return
        request: dict[str, str] = {}
        if form["grant_type"] == "authorization_code":
            request = self._codes.pop(form["code"])
            made = base64.urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=")
            if (request["code_challenge"], request["code_challenge_method"]) != (made.decode(), "S256"):
                to.say({"error": "invalid_grant"}, status=400)
                return
            assert form["redirect_uri"] == request["redirect_uri"]
        answer = {"access_token": "opens-little", "token_type": "Bearer", "expires_in": 3600, "scope": ""}
        answer["id_token"] = self._id_token(request.get("nonce"))
        to.say({name: value for name, value in {**answer, **self.token}.items() if value is not None})

    def _id_token(self, nonce: str | None) -> str:
        now = MONDAY_MS // 1000
        said = {
            **{"iss": self.site.origin, "sub": "u-1", "aud": CLIENT, "iat": now, "exp": now + 600},
            **({"nonce": nonce} if nonce else {}),
            **PEOPLE,
            **self.claims,
        }
        header = {"alg": "ES256", "kid": "one", **self.header}
        return jwt.encode(
            header, {name: value for name, value in said.items() if value is not None}, self.signs_with or self.key
        )

    def _revoke(self, to: Handler, asked: Asked) -> None:
        self.given_back.append(asked.form["token"])
        to.say({})

    def _device(self, to: Handler, asked: Asked) -> None:
        assert asked.form["client_id"] == CLIENT
        told = {"device_code": "dev-1", "user_code": "WDJB-MJHT", "expires_in": 600, "interval": 5}
        told["verification_uri"] = f"{self.site.origin}/phone"
        told["verification_uri_complete"] = f"{self.site.origin}/phone?code=WDJB-MJHT"
        to.say({name: value for name, value in {**told, **self.device}.items() if value is not None})


@contextmanager
def provider_here() -> Iterator[HostileProvider]:
    with listening() as site:
        yield HostileProvider(site)


def browse(address: str) -> threading.Thread:
    """Do what a browser does with an address, on a thread of its own: go there, and follow where it is sent."""
    assert urlsplit(address).hostname == "127.0.0.1"

    def go() -> None:
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        try:
            with opener.open(address, timeout=10) as page:
                page.read()
        except OSError:  # a page that says no
            return

    thread = threading.Thread(target=go, daemon=True)
    thread.start()
    return thread
