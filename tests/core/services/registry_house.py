"""A registry with its organisation, devices that seal to it, and a server that is a list, for every test of one."""

import hashlib
import json
import zlib
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.json_document import canonical, keep_contract
from progrez_desktop.core.keys import organisation_papers as papers
from progrez_desktop.core.keys.inbox import InboxKeyPair, new_key_pair, open_sealed, seal_with_info
from progrez_desktop.core.keys.os_store import SecretStore
from progrez_desktop.core.keys.second_factor import Factor
from progrez_desktop.core.keys.signing import new_signing_key, public_of, sign
from progrez_desktop.core.model.organisation import Card, Certificate
from progrez_desktop.core.online.web import Reply
from progrez_desktop.core.services import registry, registry_setup
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.services.registry import OpenedRegistry, RegistryDeps
from progrez_desktop.core.services.registry_exchange import Asking
from progrez_desktop.core.store.folder import DataFolder
from tests.fakes import FAST_KDF, MONDAY_MS, FakeClock, FakeEntropy, FakeKeyring

PASSPHRASE = "vier gele kannen thee"
DAY_MS = 86_400_000
NAME = {"en": "Example Water Board", "nl": "Waterschap Voorbeeld"}


@dataclass
class FakeDevice:
    """A kiosk that was admitted, and seals what it releases."""

    id: str
    key: bytes
    certificate: Mapping[str, Any]

    @property
    def asking(self) -> Asking:
        return Asking(self.id, "kiosk", "Kiosk 3", "", "asked", public_of(self.key))


@dataclass
class Sealed:
    """One release as a device sends it."""

    release_id: str
    version: int
    header: str
    envelope: bytes
    receipt: bytes
    signature: bytes
    erase_secret: bytes
    reply: InboxKeyPair

    @property
    def erase_hash(self) -> str:
        return hashlib.sha256(self.erase_secret).hexdigest()

    def change(self, seq: int) -> dict[str, Any]:
        parts = {"envelope": self.envelope, "receipt": self.receipt, "signature": self.signature}
        told = {name: b64encode(part).decode() for name, part in parts.items()}
        place = {"seq": seq, "kind": "put", "release_id": self.release_id, "version": self.version}
        return {**place, "header": self.header, **told}

    def item(self) -> dict[str, Any]:
        change = self.change(1)
        return {name: change[name] for name in ("kind", "header", "envelope", "receipt", "signature")}


CONTENT = {
    "contract": "progrez.released-profile/1",
    "assessment": "working-together",
    "scores": [
        {
            **{"skill": "empathy", "scored": True, "theta": 0.5, "se_printed": 0.4, "sten": 6, "low": 5, "high": 7},
            **{"sten_exact": 6.5, "low_exact": 5.1, "high_exact": 7.2, "percentile": 69, "percentile_low": 50},
            **{"percentile_high": 80, "answered": 9, "of": 10, "norm_id": "norm", "norm_n": 400},
        },
        {"skill": "integrity", "scored": False, "reason": "too_few_answers", "answered": 1, "of": 9},
    ],
    "provenance": {
        **{"finished_ms": MONDAY_MS - DAY_MS, "valid_until": "2028-11-23", "form": "fixed", "norm_id": "norm"},
        **{"pack_sha256": "ab" * 32, "bank_sha256": "cd" * 32, "engine": "1"},
    },
    "name": {"first": "Sanne", "last": "de Vries"},
    "email": "sanne.devries@example.org",
    "quality": "as_usual",
}
EXCERPTS = [{"skill": "empathy", "passages": [{"question": "disagreement", "text": "I asked […] what was wrong."}]}]
FIELDS = {
    "profile": ["scores", "provenance", "quality"],
    "contact": ["name", "email"],
    "background": ["background"],
    "drivers_licence": ["drivers_licence"],
    "teams": ["scores", "provenance"],
    "team_values": ["scores"],
    "excerpts": ["excerpts"],
}


@dataclass
class House:
    """A registry, its keys in the clear for tests, and what devices of its organisation seal."""

    opened: OpenedRegistry
    parts: Parts
    clock: FakeClock
    entropy: FakeEntropy = field(default_factory=lambda: FakeEntropy(99))

    @property
    def deps(self) -> RegistryDeps:
        return self.opened.deps

    @property
    def card(self) -> Card:
        return papers.read_card(self.deps.store.identity().card)

    @property
    def organisation_key(self) -> bytes:
        return self.deps.store.identity().organisation_key

    def reopen(self, passphrase: str = PASSPHRASE, factor: Factor | None = None) -> None:
        self.opened.close()
        self.opened = registry.open_registry(self.parts, None, passphrase, factor)

    def device(self, until_ms: int = MONDAY_MS + 700 * DAY_MS, key: bytes | None = None) -> FakeDevice:
        key_of, device_id = new_signing_key(self.entropy), self.entropy.bytes(16).hex()
        organisation_id = self.card.organisation_id
        certificate = Certificate(organisation_id, device_id, "kiosk", "Kiosk 3", public_of(key_of), 0, until_ms)
        return FakeDevice(device_id, key_of, papers.sign_certificate(key or self.organisation_key, certificate))

    def sealed(
        self,
        device: FakeDevice,
        *,
        purposes: tuple[str, ...] = ("profile", "contact"),
        days: int = 20,
        version: int = 1,
        of: Sealed | None = None,
        content: Mapping[str, Any] | None = None,
        header: Callable[[dict[str, Any]], None] = lambda _: None,
        receipt: Callable[[dict[str, Any]], None] = lambda _: None,
        packed: bytes | None = None,
        seal_key: bytes | None = None,
        signing_key: bytes | None = None,
    ) -> Sealed:
        """Seal a release; what is handed in makes it wrong in one way."""
        release_id = of.release_id if of else self.entropy.bytes(16).hex()
        secret = of.erase_secret if of else self.entropy.bytes(32)
        reply = of.reply if of else new_key_pair(self.entropy)
        until = MONDAY_MS + days * DAY_MS
        fields = list(dict.fromkeys(name for purpose in purposes for name in FIELDS[purpose]))
        whole = CONTENT | {"excerpts": EXCERPTS}
        inside = dict(content or {name: whole[name] for name in ("contract", "assessment", *fields)})
        plain = canonical(inside).encode()
        receipt_bytes = self._receipt(device, release_id, purposes, until, receipt)
        told = self._header(device, release_id, version, purposes, fields, until, plain, receipt_bytes, secret, reply)
        header(told)
        text = canonical(told)
        to = seal_key or self.card.seal_keys[0].public_key
        envelope = seal_with_info(to, zlib.compress(plain, 9) if packed is None else packed, text.encode())
        parts = (text.encode(), envelope, receipt_bytes)
        message = b"progrez/v1/release\0" + b"".join(hashlib.sha256(part).digest() for part in parts)
        signature = sign(signing_key or device.key, message)
        return Sealed(release_id, version, text, envelope, receipt_bytes, signature, secret, reply)

    def _header(self, device, release_id, version, purposes, fields, until, plain, receipt, secret, reply):
        return {
            "contract": "progrez.release-header/1",
            "organisation_id": self.card.organisation_id,
            "key_id": self.card.seal_keys[0].key_id,
            "release_id": release_id,
            "version": version,
            "subject_id": hashlib.sha256(release_id.encode()).hexdigest()[:32],
            "device_id": device.id,
            "purposes": list(purposes),
            "fields": fields,
            "until_ms": until,
            "released_ms": MONDAY_MS - 1000 + version,
            "content": "profile",
            "content_version": 1,
            "compression": "zlib",
            "plain_bytes": len(plain),
            "receipt_sha256": hashlib.sha256(receipt).hexdigest(),
            "erase_hash": hashlib.sha256(secret).hexdigest(),
            "reply_key": reply.public.hex(),
        }

    def _receipt(self, device, release_id, purposes, until, change):
        body = {
            "contract": "progrez.receipt/1",
            "receipt_id": self.entropy.bytes(16).hex(),
            "release_id": release_id,
            "event": "given",
            "at_ms": MONDAY_MS,
            "controller": {"organisation_id": self.card.organisation_id, "name": "Board", "contact": ""},
            "notice": {"sha256": "0f" * 32, "language": "en", "version": "1"},
            "grants": [
                {
                    "grant_id": self.entropy.bytes(16).hex(),
                    "purpose": one,
                    "fields": list(FIELDS[one]),
                    "until_ms": until,
                }
                for one in purposes
            ],
            "collection": {"method": "kiosk", "device_id": device.id},
            "previous_sha256": None,
        }
        change(body)
        return canonical(body).encode()


@dataclass
class FakeServer:
    """What a relay would ask: changes as a list, and whatever is posted kept as it came."""

    organisation_id: str
    clock: FakeClock
    store_id: str = "55" * 16
    changes: list[dict[str, Any]] = field(default_factory=list)
    devices: list[Mapping[str, Any]] = field(default_factory=list)
    said: list[tuple[str, str, Any]] = field(default_factory=list)
    seq: int = 0
    largest: int = 1000
    offline_after: int | None = None
    """After so many requests there is no network any more."""
    replies: dict[tuple[str, str], Any] = field(default_factory=dict)
    card: Mapping[str, Any] | None = None
    statistics: list[Mapping[str, Any]] = field(default_factory=list)
    """Documents of one period each."""

    def puts(self, *releases: Sealed) -> None:
        for one in releases:
            self.changes = [known for known in self.changes if known["release_id"] != one.release_id]
            self.seq += 1
            self.changes.append(one.change(self.seq))

    def erases(self, one: Sealed) -> None:
        self.changes = [known for known in self.changes if known["release_id"] != one.release_id]
        self.seq += 1
        told = {"release_id": one.release_id, "erase_hash": one.erase_hash, "at_ms": self.clock.now_ms()}
        self.changes.append({"seq": self.seq, "kind": "erase", **told})

    def ask(self, method, path, *, body=None, kind="application/json", query=None, headers=None, accepts=()):
        if self.offline_after is not None:
            self.offline_after -= 1
            if self.offline_after < 0:
                raise EnvironmentFault("online_offline", host="127.0.0.1")
        told = json.loads(body) if body and kind == "application/json" else body
        self.said.append((method, path, told))
        if path == "/v1/changes":
            return _reply(self._page(query["since"], min(query["limit"], self.largest)))
        if path == f"/v1/organisations/{self.organisation_id}":
            return self._card(method, told)
        if path == "/v1/statistics" and method == "GET":
            return _reply(self._counted(query["after"]))
        if path.startswith("/v1/statistics/"):
            return _reply(next(one for one in self.statistics if path.endswith(_hash_of(one))))
        return _reply(self.replies.get((method, path), {}))

    def _counted(self, after: str) -> dict[str, Any]:
        found = [sha256 for sha256 in sorted(map(_hash_of, self.statistics)) if sha256 > after]
        return {
            "contract": "progrez.statistics-list/1",
            "organisation_id": self.organisation_id,
            "has_more": len(found) > self.largest,
            "periods": [{"sha256": sha256, "at_ms": MONDAY_MS} for sha256 in found[: self.largest]],
        }

    def _card(self, method: str, told: Any) -> Reply:
        if method == "PUT":
            if self.card not in (None, told) and told["body"]["number"] <= self.card["body"]["number"]:
                return _reply({}, 409)
            self.card = told
        return _reply(self.card or {}, 200 if self.card else 404)

    def _page(self, since: int, limit: int) -> dict[str, Any]:
        found = [change for change in self.changes if change["seq"] > since][:limit]
        more = len([change for change in self.changes if change["seq"] > since]) > limit
        return {
            "contract": "progrez.changes/1",
            "organisation_id": self.organisation_id,
            "store_id": self.store_id,
            "since": since,
            "next": found[-1]["seq"] if found and more else max(self.seq, since),
            "latest": self.seq,
            "server_time_ms": self.clock.now_ms(),
            "changes": found,
            "devices": self.devices,
        }

    def posted(self, path: str) -> list[Any]:
        return [body for method, where, body in self.said if where == path and method != "GET"]

    def mail(self) -> list[dict[str, Any]]:
        return [item for body in self.posted("/v1/mail") for item in body["items"]]


def _hash_of(document: Mapping[str, Any]) -> str:
    return hashlib.sha256(canonical(document).encode()).hexdigest()


def _reply(document: Any, status: int = 200) -> Reply:
    body = json.dumps(document).encode()
    return Reply("http://127.0.0.1/", status, {"content-type": "application/json"}, body)


def mail_in(one: Sealed, item: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a candidate reads in their mail."""
    from base64 import b64decode

    plain = open_sealed(one.reply.private, b64decode(item["sealed"]), "mail", one.release_id.encode())
    assert plain is not None
    document = json.loads(plain)
    keep_contract(document, "mail-content")
    found: dict[str, Any] = document["body"]
    return found


def parts_of(root: Path, clock: FakeClock, seed: int = 1) -> Parts:
    keyring = FakeKeyring()

    def find(_: str | None) -> SecretStore:
        return keyring

    return Parts(clock, FakeEntropy(seed), DataFolder(root), FAST_KDF, find)


def new_house(root: Path, seed: int = 1) -> House:
    clock = FakeClock()
    parts = parts_of(root, clock, seed)
    entry = registry_setup.without_server(parts.entropy, NAME)
    return House(registry_setup.set_up(parts, None, PASSPHRASE, entry, "Recruiter 1"), parts, clock)


def served(tmp_path: Path, entry: bytes) -> House:
    """A registry of an organisation with a server, which was not reached yet."""
    clock = FakeClock()
    parts = parts_of(tmp_path / "served", clock, 7)
    told = registry_setup.read_entry(entry)
    return House(registry_setup.set_up(parts, None, PASSPHRASE, told, "Recruiter 1"), parts, clock)


def server_of(house: House, *devices: FakeDevice) -> FakeServer:
    server = FakeServer(house.card.organisation_id, house.clock)
    server.devices = [device.certificate for device in devices]
    return server
