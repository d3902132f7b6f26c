"""What goes between a device and its organisation's workstation as a file: batches there, receipts back.

Contracts: carried-batch.schema.json and carried-receipts.schema.json, each signed and compressed with gzip.
"""

import gzip
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.json_document import canonical, keep_contract, read_json
from progrez_desktop.core.keys.organisation_papers import read_certificate
from progrez_desktop.core.keys.signed import read_signed, sign_body
from progrez_desktop.core.model.organisation import Card, Certificate, Document

MAX_BYTES = 64 << 20
"""Of what is in one file, unpacked: some ten thousand profiles. What is more goes in another file."""
_CHUNK = 1 << 20
_BATCH, _RECEIPTS = "carried-batch", "carried-receipts"

Body = Mapping[str, Any]


@dataclass(frozen=True)
class CarriedBatch:
    """What a device handed over, once its signature was kept."""

    device_id: str
    certificate: Certificate | None
    """As the file brought it; whether it still counts at this time is another question (core.organisation.flaw_of)."""
    at_ms: int
    batches: Sequence[Body]


def write_batches(
    private: bytes, device_id: str, certificate: Document | None, at_ms: int, batches: Sequence[Body]
) -> bytes:
    """Return the file that a device hands over: at least one batch, all of one organisation."""
    body = {
        "organisation_id": batches[0]["organisation_id"],
        "device_id": device_id,
        "certificate": certificate,
        "at_ms": at_ms,
        "batches": list(batches),
    }
    return _packed(sign_body(private, _BATCH, body))


def read_batches(data: bytes, card: Card, known_key: bytes | None = None) -> CarriedBatch:
    """Return what a device handed over to the organisation of this card.

    Args:
        known_key: The device's public key, where the workstation has it already: a file may come without certificate.

    Raises:
        DataFault: "carried_damaged", "carried_too_large", "carried_other_kind"; "carried_other_organisation",
            "carried_unknown_device": no certificate is in it and its key is not known here; "signature_wrong".
    """
    document = _unpacked(data, _BATCH)
    body = document["body"]
    _of_organisation(body, card)
    certificate = read_certificate(body["certificate"], card) if body["certificate"] is not None else None
    key = certificate.public_key if certificate is not None else known_key
    if key is None or (certificate is not None and certificate.device_id != body["device_id"]):
        raise DataFault("carried_unknown_device")
    read_signed(document, _BATCH, key)
    for batch in body["batches"]:
        if (batch["organisation_id"], batch["device_id"]) != (body["organisation_id"], body["device_id"]):
            raise DataFault("carried_damaged")
    return CarriedBatch(body["device_id"], certificate, body["at_ms"], body["batches"])


def write_receipts(private: bytes, body: Body) -> bytes:
    """Return the file that goes back: a body of carried-receipts without its contract's name.

    Args:
        private: The organisation's signing key.
    """
    return _packed(sign_body(private, _RECEIPTS, body))


def read_receipts(data: bytes, card: Card, device_id: str) -> Body:
    """Return what came back for this device of the organisation of this card.

    Raises:
        DataFault: "carried_damaged", "carried_too_large", "carried_other_kind", "carried_other_organisation",
            "carried_other_device", "signature_wrong".
    """
    document = _unpacked(data, _RECEIPTS)
    _of_organisation(document["body"], card)
    body = read_signed(document, _RECEIPTS, card.signing_key)
    if body["device_id"] != device_id:
        raise DataFault("carried_other_device")
    return body


def organisation_of(data: bytes) -> str:
    """Return whose receipts a file says that it holds, before anything of it is believed.

    Raises:
        DataFault: "carried_damaged", "carried_too_large", "carried_other_kind".
    """
    return str(_unpacked(data, _RECEIPTS)["body"]["organisation_id"])


def device_of(data: bytes) -> str:
    """Return which device a file of batches says it is of, before anything of it is believed.

    Raises:
        DataFault: "carried_damaged", "carried_too_large", "carried_other_kind".
    """
    return str(_unpacked(data, _BATCH)["body"]["device_id"])


def _of_organisation(body: Body, card: Card) -> None:
    if body["organisation_id"] != card.organisation_id:
        raise DataFault("carried_other_organisation")


def _packed(document: Document) -> bytes:
    return gzip.compress(canonical(document).encode(), 6, mtime=0)


def _unpacked(data: bytes, contract: str) -> Any:
    plain = inflated(data)
    try:
        document = read_json(plain, MAX_BYTES)
        kind = document["body"]["contract"] if isinstance(document, dict) else None
    except (DataFault, KeyError, TypeError):
        raise DataFault("carried_damaged") from None
    if kind != f"progrez.{contract}/1":
        raise DataFault("carried_other_kind")
    try:
        keep_contract(document, contract)
    except DataFault as wrong:
        raise DataFault("carried_damaged") from wrong
    return document


def inflated(data: bytes, most: int = MAX_BYTES) -> bytes:
    """Return what a gzip file holds, and read no further than it may go.

    Raises:
        DataFault: "carried_damaged": cut, changed, with something behind it, or not gzip; "carried_too_large".
    """
    machine, parts, size, rest = zlib.decompressobj(31), [], 0, data
    try:
        while rest and not machine.eof:
            part = machine.decompress(rest, _CHUNK)
            size += len(part)
            if size > most:
                raise DataFault("carried_too_large", limit_mib=most >> 20)
            parts.append(part)
            rest = machine.unconsumed_tail
    except zlib.error as wrong:
        raise DataFault("carried_damaged") from wrong
    if not machine.eof or machine.unused_data:
        raise DataFault("carried_damaged")
    return b"".join(parts)
