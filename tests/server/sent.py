"""What devices of a test send: releases that are really signed, and batches of them."""

import base64
import gzip
import hashlib
import json
from typing import Any

from progrez_server.signed import canonical
from tests.server.organisation import NOW_MS, YEAR_MS, Device

ORG = "a" * 32
CANARY = b"Canarina van Voorbeeld"
Document = dict[str, Any]


def b64(data: bytes) -> str:
    return base64.b64encode(data).decode()


def release_id(number: int) -> str:
    return hashlib.sha256(f"release {number}".encode()).hexdigest()[:32]


def secret(number: int) -> bytes:
    return hashlib.sha256(f"secret {number}".encode()).digest()


def receipt_of(device: Device, number: int, **changed: Any) -> Document:
    grants = [
        {"grant_id": "1" * 32, "purpose": purpose, "fields": fields, "until_ms": NOW_MS + YEAR_MS}
        for purpose, fields in (("profile", ["scores", "provenance"]), ("contact", ["name", "email"]))
    ]
    return {
        "contract": "progrez.receipt/1",
        "receipt_id": "2" * 32,
        "release_id": release_id(number),
        "event": "given",
        "at_ms": NOW_MS,
        "controller": {"organisation_id": ORG, "name": "Example Water Board", "contact": "privacy@example.org"},
        "notice": {"sha256": "3" * 64, "language": "en", "version": "1"},
        "grants": grants,
        "collection": {"method": "kiosk", "device_id": device.id},
        "previous_sha256": None,
        **changed,
    }


def header_of(device: Device, number: int, receipt: bytes, **changed: Any) -> Document:
    return {
        "contract": "progrez.release-header/1",
        "organisation_id": ORG,
        "key_id": "4" * 64,
        "release_id": release_id(number),
        "version": 1,
        "subject_id": "5" * 32,
        "device_id": device.id,
        "purposes": ["profile", "contact"],
        "fields": ["scores", "provenance", "name", "email"],
        "until_ms": NOW_MS + YEAR_MS // 2,
        "released_ms": NOW_MS,
        "content": "profile",
        "content_version": 1,
        "compression": "zlib",
        "plain_bytes": 9841,
        "receipt_sha256": hashlib.sha256(receipt).hexdigest(),
        "erase_hash": hashlib.sha256(secret(number)).hexdigest(),
        **changed,
    }


def sealed(number: int, version: int = 1) -> bytes:
    """What an envelope looks like to a server: bytes without a meaning."""
    return b"".join(hashlib.sha256(f"{number}/{version}/{part}".encode()).digest() for part in range(46))


def put(device: Device, number: int = 1, *, receipt: Document | None = None, **changed: Any) -> Document:
    """Return an item that the server has to take, but for what is changed in its header."""
    raw = canonical(receipt_of(device, number) if receipt is None else receipt)
    header = header_of(device, number, raw, **changed)
    return signed_put(device, canonical(header).decode(), sealed(number, header["version"]), raw)


def signed_put(device: Device, header: str, envelope: bytes, receipt: bytes) -> Document:
    parts = b"".join(hashlib.sha256(part).digest() for part in (header.encode(), envelope, receipt))
    signature = device.key.sign(b"progrez/v1/release\0" + parts)
    return {
        "kind": "put",
        "header": header,
        "envelope": b64(envelope),
        "receipt": b64(receipt),
        "signature": b64(signature),
    }


def erase(number: int = 1, **changed: Any) -> Document:
    return {
        "kind": "erase",
        "release_id": release_id(number),
        "version": 2,
        "reason": "withdrawn",
        "erase_secret": secret(number).hex(),
        "at_ms": NOW_MS,
        **changed,
    }


def batch(device: Device, items: list[Document], batch_id: str = "9" * 32, **changed: Any) -> Document:
    return {
        "contract": "progrez.batch/1",
        "batch_id": batch_id,
        "organisation_id": ORG,
        "device_id": device.id,
        "items": items,
        **changed,
    }


def dressed(document: Any, *, packed: bool = True, **changed: str) -> tuple[bytes, dict[str, str]]:
    """Return a body and its headers as a device sends them."""
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    headers = {"Content-Type": "application/json"}
    if isinstance(document, dict):
        headers["Idempotency-Key"] = document["batch_id"]
    if packed:
        body = gzip.compress(body, 6, mtime=0)
        headers["Content-Encoding"] = "gzip"
    headers["Content-Digest"] = f"sha-256=:{b64(hashlib.sha256(body).digest())}:"
    return body, {**headers, **changed}
