"""An organisation and its devices as they sign: cards, certificates, requests to enrol, assertions, notices."""

import base64
import hashlib
import json
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from joserfc.jwk import OKPKey

from progrez_server.signed import canonical
from tests.server.staff_provider import ACR, audience_of, signed

NOW_MS = 1_795_424_400_000
YEAR_MS = 365 * 24 * 3_600_000
CODE = "01234-56789-ABCDE-FGHJK-MNPQR"


def signature(key: Ed25519PrivateKey, what: str, message: bytes) -> str:
    return base64.b64encode(key.sign(f"progrez/v1/{what}\0".encode() + message)).decode()


def document(key: Ed25519PrivateKey, what: str, body: dict[str, Any]) -> dict[str, Any]:
    return {"body": body, "signature": signature(key, what, canonical(body))}


def hash_of(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


@dataclass(frozen=True)
class Organisation:
    """What its first workstation knows."""

    id: str = "a" * 32
    seed: int = 1
    server: str = "https://assessments.example.org"
    receipt_key: str = "ed4928c628d1c2c6eae90338905995612959273a5c63f93636c14614ac8737d1"
    issuer: str | None = "https://sign-in.example.org"

    @cached_property
    def key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(bytes([self.seed]) * 32)

    @property
    def signing_key(self) -> str:
        return self.key.public_key().public_bytes_raw().hex()

    @property
    def sign_in(self) -> dict[str, Any] | None:
        if self.issuer is None:
            return None
        return {"issuer": self.issuer, "client_id": "progrez-desktop", "audience": audience_of(self.id), "acr": [ACR]}

    def card(self, number: int = 1, **changed: Any) -> dict[str, Any]:
        seal = {"key_id": hashlib.sha256(b"\2" * 32).hexdigest(), "public_key": "02" * 32, "from_ms": NOW_MS}
        body = {
            "contract": "progrez.organisation-card/1",
            "organisation_id": self.id,
            "name": {"en": "Example Water Board", "nl": "Waterschap Voorbeeld"},
            "number": number,
            "at_ms": NOW_MS,
            "signing_key": self.signing_key,
            "seal_keys": [seal],
            "server": self.server,
            "receipt_key": self.receipt_key,
            **({"sign_in": self.sign_in} if self.sign_in else {}),
            **changed,
        }
        return document(self.key, "organisation-card", body)

    def certificate(self, device: "Device", **changed: Any) -> dict[str, Any]:
        body = {
            "contract": "progrez.device-certificate/1",
            "organisation_id": self.id,
            "device_id": device.id,
            "kind": device.kind,
            "name": device.name,
            "public_key": device.public_key,
            "from_ms": NOW_MS - 1000,
            "until_ms": NOW_MS + 2 * YEAR_MS,
            **changed,
        }
        return document(self.key, "device-certificate", body)

    def notice(self, notice_id: str = "6" * 32, **changed: Any) -> dict[str, Any]:
        body = {
            "contract": "progrez.notice/1",
            "organisation_id": self.id,
            "notice_id": notice_id,
            "from": "organisation",
            "title": {"en": "New date", "nl": "Nieuwe datum"},
            "text": {"en": "One week later.", "nl": "Een week later."},
            "from_ms": NOW_MS,
            "until_ms": NOW_MS + YEAR_MS,
            **changed,
        }
        return document(self.key, "notice", body)


@dataclass(frozen=True)
class Device:
    """A computer with a key of its own."""

    seed: int = 2
    kind: str = "kiosk"
    name: str = "Kiosk 3"
    organisation_id: str = "a" * 32
    drawn: list[int] = field(default_factory=list)

    @property
    def id(self) -> str:
        return hashlib.sha256(f"device {self.seed}".encode()).hexdigest()[:32]

    @cached_property
    def key(self) -> Ed25519PrivateKey:
        return Ed25519PrivateKey.from_private_bytes(hashlib.sha256(bytes([self.seed])).digest())

    @property
    def public_key(self) -> str:
        return self.key.public_key().public_bytes_raw().hex()

    def of(self, organisation_id: str) -> "Device":
        return replace(self, organisation_id=organisation_id)

    def request(self, code: str | None = CODE, **more: Any) -> dict[str, Any]:
        proven = hashlib.sha256((code or "").encode()).digest()
        return {
            "contract": "progrez.enrolment-request/1",
            "organisation_id": self.organisation_id,
            "device_id": self.id,
            "kind": self.kind,
            "public_key": self.public_key,
            "name": self.name,
            **({"code": code} if code else {}),
            "proof": signature(self.key, "enrolment-request", proven),
            "at_ms": NOW_MS,
            **more,
        }

    def assertion(self, method: str, path: str, now_ms: int = NOW_MS, *, header: Any = None, **changed: Any) -> str:
        """Return the assertion of one request: another `jti` at each call; None takes a claim away."""
        self.drawn.append(1)
        said = {
            "iss": f"urn:progrez:device:{self.id}",
            "aud": audience_of(self.organisation_id),
            "iat": now_ms // 1000,
            "exp": now_ms // 1000 + 300,
            "jti": hashlib.sha256(f"{self.seed}/{len(self.drawn)}".encode()).hexdigest()[:32],
            "htm": method,
            "htu": path,
            **changed,
        }
        claims = {name: value for name, value in said.items() if value is not None}
        key = OKPKey.import_key(json.loads(_as_jwk(self.key)))
        return signed({"alg": "EdDSA", "typ": "progrez-device+jwt", "kid": self.id, **(header or {})}, claims, key)


def _as_jwk(key: Ed25519PrivateKey) -> str:
    def text(data: bytes) -> str:
        return base64.urlsafe_b64encode(data).rstrip(b"=").decode()

    public = text(key.public_key().public_bytes_raw())
    return json.dumps({"kty": "OKP", "crv": "Ed25519", "x": public, "d": text(key.private_bytes_raw())})
