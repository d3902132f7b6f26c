"""Which items of a batch are releases of this organisation and of a device of it, with the consent that they need."""

import base64
import binascii
import hashlib
import re
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from progrez_server import consent
from progrez_server.contracts import keeps
from progrez_server.reading import read as as_told
from progrez_server.releases import Erase, Item, Put, Refused
from progrez_server.signed import PublicKey, canonical
from progrez_server.store.senders import Sender

_NOWHERE = "0" * 32
"""The id that is told of an item in which none can be read."""
_SIGNED = b"progrez/v1/release\0"
_ID = re.compile("[0-9a-f]{32}")
_MOST = 2**31 - 1

Sent = tuple[Mapping[str, Any], Any]
"""An item and its header."""


class _RefusedError(Exception):
    def __init__(self, status: int, problem: str) -> None:
        super().__init__(problem)
        self.status, self.problem = status, problem


@dataclass(frozen=True)
class Checker:
    """Checks the items of one organisation.

    Args:
        senders: By the id of a device; what `senders_of` names has to be in it.
    """

    org: str
    senders: Mapping[str, Sender]
    max_envelope_bytes: int
    now_ms: int

    def check(self, items: Sequence[Sent]) -> list[Item]:
        """Return the items as far as they are what they should be, but for their signatures."""
        return [self._read(*item) for item in items]

    def prove(self, items: Sequence[Item], helpers: ThreadPoolExecutor) -> "Proof":
        """Begin to check signatures. A library in C does it without Python's lock, while the database works."""
        keys = {name: PublicKey(one.public_key) for name, one in self.senders.items()}
        half = len(items) // 2
        return Proof(items, [helpers.submit(_are_signed, some, keys) for some in (items[:half], items[half:])])

    def _read(self, item: Mapping[str, Any], header: Any) -> Item:
        if item["kind"] == "erase":
            secret = bytes.fromhex(item["erase_secret"])
            return Erase(item["release_id"], item["version"], hashlib.sha256(secret).hexdigest())
        try:
            return self._put(item, header)
        except _RefusedError as why:
            return Refused("put", *_named(header), why.status, why.problem)

    def _put(self, item: Mapping[str, Any], header: Any) -> Put:
        if not keeps("release-header", header) or header["version"] > _MOST:
            raise _RefusedError(422, "header_broken")
        if canonical(header) != item["header"].encode():
            raise _RefusedError(422, "header_not_canonical")
        self._belongs(header)
        envelope, raw, signature = (_bytes(item[name]) for name in ("envelope", "receipt", "signature"))
        if not envelope:
            raise _RefusedError(422, "envelope_empty")
        if len(envelope) > self.max_envelope_bytes:
            raise _RefusedError(413, "envelope_too_large")
        self._is_permitted(header, raw)
        return Put(
            header["release_id"],
            header["version"],
            header["device_id"],
            item["header"],
            envelope,
            raw,
            signature,
            header["erase_hash"],
            hashlib.sha256(envelope).hexdigest(),
            header["until_ms"],
        )

    def _belongs(self, header: Mapping[str, Any]) -> None:
        if header["organisation_id"] != self.org:
            raise _RefusedError(422, "other_organisation")
        sender = self.senders.get(header["device_id"])
        if sender is None:
            raise _RefusedError(422, "device_unknown")
        if not sender.may_send(self.now_ms):
            raise _RefusedError(422, "device_not_admitted")

    def _is_permitted(self, header: Mapping[str, Any], raw: bytes) -> None:
        """Refuse what its receipt is not of, or does not permit."""
        if hashlib.sha256(raw).hexdigest() != header["receipt_sha256"]:
            raise _RefusedError(422, "receipt_differs")
        receipt = _object(raw)
        if not keeps("receipt", receipt):
            raise _RefusedError(422, "receipt_broken")
        about = receipt["release_id"], receipt["controller"]["organisation_id"], receipt["collection"]["device_id"]
        if about != (header["release_id"], self.org, header["device_id"]):
            raise _RefusedError(422, "receipt_of_another")
        problem = consent.refusal(header, receipt, self.now_ms)
        if problem is not None:
            raise _RefusedError(403, problem)


@dataclass(frozen=True)
class Proof:
    """Signatures that are being checked. Nothing may be committed before they are."""

    items: Sequence[Item]
    _waiting: Sequence[Future[list[bool]]]

    def proven(self) -> Sequence[Item]:
        """Return the items, those refused that their device did not sign; the very same where it signed all."""
        answers = [answer for future in self._waiting for answer in future.result()]
        if all(answers):
            return self.items
        return [item if signed else _unsigned(item) for item, signed in zip(self.items, answers, strict=True)]


def read(items: Sequence[Mapping[str, Any]]) -> list[Sent]:
    """Return each item of a batch with what its header says; None where it is no JSON, or the item an erasure."""
    return [(item, _object(item["header"]) if item["kind"] == "put" else None) for item in items]


def devices_of(items: Sequence[Sent]) -> frozenset[str]:
    """Return the devices that the headers name."""
    named = (header.get("device_id") for _, header in items if isinstance(header, dict))
    return frozenset(name for name in named if isinstance(name, str))


def _are_signed(items: Sequence[Item], keys: Mapping[str, PublicKey]) -> list[bool]:
    return [not isinstance(item, Put) or _is_signed(item, keys[item.device_id]) for item in items]


def _is_signed(item: Put, key: PublicKey) -> bool:
    parts = (hashlib.sha256(item.header.encode()).digest(), bytes.fromhex(item.envelope_sha256))
    return key.has_signed(_SIGNED + b"".join(parts) + hashlib.sha256(item.receipt).digest(), item.signature)


def _unsigned(item: Item) -> Item:
    assert isinstance(item, Put)
    return Refused("put", item.release_id, item.version, 422, "signature_wrong")


def _object(text: str | bytes) -> Any:
    """Return what JSON says; None where it is none."""
    try:
        return as_told(text)
    except ValueError:
        return None


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        raise _RefusedError(422, "not_base64") from None


def _named(header: Any) -> tuple[str, int]:
    """Return id and version as far as a header that is refused has them."""
    told: dict[str, Any] = header if isinstance(header, dict) else {}
    release_id, version = told.get("release_id"), told.get("version")
    if not isinstance(release_id, str) or _ID.fullmatch(release_id) is None:
        release_id = _NOWHERE
    return release_id, version if type(version) is int and 0 < version <= _MOST else 1
