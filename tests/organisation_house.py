"""An organisation of tests: keys, card, devices, and really sealed, signed releases of people who never were.

Whatever has a number is the same each time that number is asked for, so that a test knows what has to be where.
"""

import base64
import hashlib
import time
import uuid
from dataclasses import dataclass, field
from typing import Any

from progrez_desktop.core.consent import fields_of
from progrez_desktop.core.keys.inbox import InboxKeyPair, new_key_pair
from progrez_desktop.core.keys.signing import public_of, sign
from progrez_desktop.core.keys.withdrawal_code import WithdrawalCode
from progrez_desktop.core.model.consent import Grant, Purpose
from progrez_desktop.core.release import CONTRACT, Envelope
from progrez_desktop.core.services.sealing import seal
from progrez_desktop.core.store.forms import canonical
from progrez_desktop.core.store.organisations import Receiver
from progrez_desktop.core.store.outbox import Release, Sealed

DAY_MS = 86_400_000
CANARY = "Canarina"
"""In the name of everybody here, in the clear before sealing: found nowhere between device and registry."""
PURPOSES: tuple[Purpose, ...] = ("profile", "contact", "background")
Document = dict[str, Any]
_SKILLS = (
    *("communication", "empathy", "collaboration", "leadership", "self_management", "resilience"),
    *("composure", "adaptability", "creative_thinking", "analytical", "initiative", "integrity"),
)


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def signed(private: bytes, contract: str, body: Document) -> Document:
    message = f"progrez/v1/{contract}\0{canonical(body)}".encode()
    return {"body": body, "signature": b64(sign(private, message))}


@dataclass(frozen=True)
class Organisation:
    """What the organisation's first workstation holds."""

    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    signing_key: bytes = field(default=bytes([1]) * 32, repr=False)
    seal: InboxKeyPair = field(default_factory=lambda: new_key_pair(_Counted(4)))
    server: str = ""
    receipt_key: str = ""
    name: str = "Waterschap Voorbeeld"

    def card(self, number: int = 1, *before: InboxKeyPair, **changed: Any) -> Document:
        keys = [self.seal, *before]
        body = {
            "contract": "progrez.organisation-card/1",
            "organisation_id": self.id,
            "name": {"en": self.name, "nl": self.name},
            "number": number,
            "at_ms": now_ms(),
            "signing_key": public_of(self.signing_key).hex(),
            "seal_keys": [
                {"key_id": hashlib.sha256(key.public).hexdigest(), "public_key": key.public.hex(), "from_ms": now_ms()}
                for key in keys
            ],
            **({"server": self.server, "receipt_key": self.receipt_key} if self.server else {}),
            **changed,
        }
        return signed(self.signing_key, "organisation-card", body)

    def certificate(self, device: "Device", days: int = 730) -> Document:
        body = {
            "contract": "progrez.device-certificate/1",
            "organisation_id": self.id,
            "device_id": device.id,
            "kind": device.kind,
            "name": device.name,
            "public_key": public_of(device.signing_key).hex(),
            "from_ms": now_ms() - DAY_MS,
            "until_ms": now_ms() + days * DAY_MS,
        }
        return signed(self.signing_key, "device-certificate", body)


@dataclass
class _Counted:
    """Bytes by a number, as `Entropy` gives them."""

    number: int

    def bytes(self, n: int) -> bytes:
        return hashlib.shake_256(f"organisation house/{self.number}".encode()).digest(n)


@dataclass(frozen=True)
class Device:
    """A device that seals and signs for an organisation; `person(n)` is somebody who releases there."""

    organisation: Organisation
    kind: str = "home"
    name: str = "Kiosk 3"
    id: str = field(default_factory=lambda: uuid.uuid4().hex)
    signing_key: bytes = field(default_factory=lambda: uuid.uuid4().bytes * 2, repr=False)

    @property
    def receiver(self) -> Receiver:
        seal_key = self.organisation.seal.public
        key_id = hashlib.sha256(seal_key).hexdigest()
        return Receiver(self.organisation.id, seal_key, key_id, self.id, self.signing_key)

    def assertion(self, method: str, path: str, **changed: Any) -> str:
        """Return the JWT with which this device asks for something."""
        now = int(time.time())
        claims = {
            "iss": f"urn:progrez:device:{self.id}",
            "aud": f"urn:progrez:organisation:{self.organisation.id}",
            "iat": now,
            "exp": now + 300,
            "jti": uuid.uuid4().hex,
            "htm": method,
            "htu": path,
            **changed,
        }
        header = {"alg": "EdDSA", "typ": "progrez-device+jwt", "kid": self.id}
        told = ".".join(_url64(canonical(part).encode()) for part in (header, claims))
        return f"{told}.{_url64(sign(self.signing_key, told.encode()))}"

    def request(self, code: str, *, with_card: Document | None = None) -> Document:
        """Return what asks to be enrolled; the first workstation brings the card and certifies itself."""
        proof = b"progrez/v1/enrolment-request\0" + hashlib.sha256(code.encode()).digest()
        first = {"card": with_card, "certificate": self.organisation.certificate(self)} if with_card else {}
        return {
            "contract": "progrez.enrolment-request/1",
            "organisation_id": self.organisation.id,
            "device_id": self.id,
            "kind": self.kind,
            "public_key": public_of(self.signing_key).hex(),
            "name": self.name,
            "code": code,
            "proof": b64(sign(self.signing_key, proof)),
            "at_ms": now_ms(),
            **first,
        }

    def sealed(self, number: int, version: int = 1, *, days: float = 90) -> tuple[Release, Sealed]:
        """Return a release of person `number` as the outbox of this device keeps it."""
        now, until_ms = now_ms(), now_ms() + int(days * DAY_MS)
        grants = tuple(_grant(self.organisation.id, purpose, number, now, until_ms) for purpose in PURPOSES)
        envelope = Envelope("profile", grants, content(number))
        code, receipt = code_of(number), canonical(self._receipt(envelope, number)).encode()
        sealed = seal(self.receiver, envelope, code, "profile", version, receipt, now)
        release = Release(
            id=release_id(number),
            account_id="",
            organisation_id=self.organisation.id,
            purposes=envelope.purposes,
            fields=envelope.fields,
            until_ms=until_ms,
            released_ms=now,
            erase_secret=code.erase_secret("profile"),
            withdrawal_lookup=code.lookup,
            version=version,
        )
        return release, sealed

    def put(self, number: int, version: int = 1, *, days: float = 90) -> Document:
        """Return a put of a batch."""
        sealed = self.sealed(number, version, days=days)[1]
        assert sealed.receipt is not None and sealed.signature is not None
        return {
            "kind": "put",
            "header": sealed.header,
            "envelope": b64(sealed.envelope),
            "receipt": b64(sealed.receipt),
            "signature": b64(sealed.signature),
        }

    def batch(self, *items: Document, batch_id: str = "") -> Document:
        return {
            "contract": "progrez.batch/1",
            "batch_id": batch_id or uuid.uuid4().hex,
            "organisation_id": self.organisation.id,
            "device_id": self.id,
            "items": list(items),
        }

    def _receipt(self, envelope: Envelope, number: int) -> Document:
        return {
            "contract": "progrez.receipt/1",
            "receipt_id": f"{number:032x}",
            "release_id": release_id(number),
            "event": "given",
            "at_ms": now_ms(),
            "controller": {
                "organisation_id": self.organisation.id,
                "name": self.organisation.name,
                "contact": "privacy@example.org",
            },
            "notice": {"sha256": "ab" * 32, "language": "en", "version": "1.0"},
            "grants": [
                {"grant_id": one.id, "purpose": one.purpose, "fields": list(one.fields), "until_ms": one.until_ms}
                for one in envelope.grants
            ],
            "collection": {"method": "kiosk", "device_id": self.id},
            "previous_sha256": None,
        }


def erase(number: int, version: int = 2, **changed: Any) -> Document:
    """Return what erases the release of person `number`; it needs no device of theirs."""
    return {
        "kind": "erase",
        "release_id": release_id(number),
        "version": version,
        "reason": "withdrawn",
        "erase_secret": code_of(number).erase_secret("profile").hex(),
        "at_ms": now_ms(),
        **changed,
    }


def code_of(number: int) -> WithdrawalCode:
    return WithdrawalCode(hashlib.sha256(f"code of {number}".encode()).digest()[:20])


def release_id(number: int) -> str:
    return code_of(number).release_id("profile")


def content(number: int) -> Document:
    """Return what a typical profile tells: twelve skills, where they come from, name, address, work, education."""
    return {
        "contract": CONTRACT,
        "assessment": "working-together",
        "scores": [_score(skill, number + place) for place, skill in enumerate(_SKILLS)],
        "provenance": {
            "finished_ms": 1_795_424_400_000 + number,
            "valid_until": "2028-11-23",
            "form": "fixed",
            "pack_sha256": "ab" * 32,
            "bank_sha256": "cd" * 32,
            "norm_id": "working-together-2026",
            "engine": "1",
        },
        "name": {"first": f"{CANARY} {number}", "last": "de Vries"},
        "email": f"{CANARY.lower()}.{number}@example.org",
        "background": {
            "work": [{"title": "Hydrologist", "organisation": "Water Board", "start": "2019", "end": "2024"}],
            "education": [{"title": "MSc Hydrology", "organisation": "Utrecht University", "start": "2013"}],
        },
    }


def _score(skill: str, number: int) -> Document:
    theta = (number * 7919 % 4001 - 2000) / 1000
    exact = max(1.0, min(10.0, 5.5 + 2 * theta))
    low, high, percentile = max(1.0, exact - 1.1), min(10.0, exact + 1.1), number * 31 % 101
    return {
        "skill": skill,
        "scored": True,
        "theta": theta,
        "se_printed": 0.4 + number % 7 / 100,
        "sten": round(exact),
        "low": round(low),
        "high": round(high),
        "sten_exact": exact,
        "low_exact": low,
        "high_exact": high,
        "percentile": percentile,
        "percentile_low": max(0, percentile - 15),
        "percentile_high": min(100, percentile + 15),
        "answered": 10,
        "of": 10,
        "norm_id": f"{skill}-2026",
        "norm_n": 20_993,
    }


def _grant(organisation_id: str, purpose: Purpose, number: int, now: int, until_ms: int) -> Grant:
    grant_id = hashlib.sha256(f"{purpose} of {number}".encode()).hexdigest()[:32]
    return Grant(grant_id, organisation_id, purpose, fields_of(purpose), now, until_ms, None, "ab" * 32, "en", "1.0")


def _url64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
