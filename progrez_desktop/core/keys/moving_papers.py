"""What goes between two kiosks when a sitting moves: an address there, a sealed packet, and the word that it arrived.

    PROGREZ SITTING PACKET
    {"body": {...}, "signature": ...}     one line, contract sitting-packet.schema.json, signed by the kiosk it left
    what only the kiosk that it is for opens (HPKE), with the signed head's own words bound to it

Each is signed with the key that the organisation certified at enrolment, and carries that certificate along: two kiosks
know each other by their organisation, with no network between them.
"""

import hashlib
from collections.abc import Mapping
from typing import Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.json_document import canonical, keep_contract, read_json
from progrez_desktop.core.keys.inbox import can_be_sealed_to, open_sealed, seal_to
from progrez_desktop.core.keys.organisation_papers import read_certificate
from progrez_desktop.core.keys.signed import read_signed, sign_body
from progrez_desktop.core.model.keys import KEY_BYTES, Wrap
from progrez_desktop.core.model.moving import KioskAddress, Moving, PacketHead
from progrez_desktop.core.model.organisation import Card, Certificate, Document, Pinned
from progrez_desktop.core.organisation import flaw_of

ADDRESS, PACKET, ARRIVAL = "kiosk-address", "sitting-packet", "sitting-arrival"
MAX_BYTES = 520 << 20
"""A sealed safe at its largest, and what is around it."""
MAX_PAPER_BYTES = 64 << 10
"""An address, or the word that a packet arrived: a certificate and a few lines."""
_FIRST_LINE = b"PROGREZ SITTING PACKET\n"
_HEAD_BYTES = 16 << 10
_LABEL = "sitting-packet"


def sign_address(known: Pinned, public_key: bytes, at_ms: int) -> Document:
    """Return where sittings may move to: this device, as its organisation knows it."""
    return sign_body(known.device_key, ADDRESS, {**_signer(known), "move_key": public_key.hex(), "at_ms": at_ms})


def read_address(data: bytes, card: Card, now_ms: int) -> KioskAddress:
    """Return a kiosk's address, once a kiosk of the organisation of this card signed it.

    Raises:
        DataFault: "carried_other_organisation", "signature_wrong", "kiosk_not_certified", what core.json_document says.
    """
    body, certificate = _signed_by_kiosk(read_json(data), ADDRESS, card, now_ms)
    public = bytes.fromhex(body["move_key"])
    if not can_be_sealed_to(public):
        raise DataFault("signature_wrong")
    return KioskAddress(card.organisation_id, certificate.device_id, certificate.name, public)


def organisation_of(data: bytes) -> str:
    """Return whose kiosk an address or an arrival says that it is of, before anything of it is believed.

    Raises:
        DataFault: "sitting_packet_other", what core.json_document says of files.
    """
    document = read_json(data)
    return _organisation_in(document)


def write_packet(known: Pinned, to: KioskAddress, head: PacketHead, moving: Moving) -> bytes:
    """Return the file that goes to another kiosk."""
    about = {
        **_signer(known),
        "packet_id": head.packet_id,
        "to_device": to.device_id,
        "made_ms": head.made_ms,
        "until_ms": head.until_ms,
    }
    sealed = seal_to(to.public_key, _inside(moving), _LABEL, canonical(about).encode())
    body = {**about, "sealed": {"bytes": len(sealed), "sha256": hashlib.sha256(sealed).hexdigest()}}
    head_line = canonical(sign_body(known.device_key, PACKET, body)).encode()
    return b"".join((_FIRST_LINE, head_line, b"\n", sealed))


def packet_organisation(data: bytes) -> str:
    """Return whose packet a file says that it is, before anything of it is believed.

    Raises:
        DataFault: "sitting_packet_other", "sitting_packet_damaged".
    """
    return _organisation_in(_parted(data)[0])


def read_head(data: bytes, card: Card, now_ms: int) -> PacketHead:
    """Return what a packet says of itself, once a kiosk of the organisation of this card signed it.

    Raises:
        DataFault: "sitting_packet_other" (no such file), "sitting_packet_damaged", "carried_other_organisation",
            "signature_wrong", "kiosk_not_certified".
    """
    document, sealed = _parted(data)
    body, certificate = _signed_by_kiosk(document, PACKET, card, now_ms)
    if body["sealed"] != {"bytes": len(sealed), "sha256": hashlib.sha256(sealed).hexdigest()}:
        raise DataFault("sitting_packet_damaged")
    return PacketHead(
        packet_id=body["packet_id"],
        organisation_id=card.organisation_id,
        from_device=certificate.device_id,
        from_name=certificate.name,
        to_device=body["to_device"],
        made_ms=body["made_ms"],
        until_ms=body["until_ms"],
    )


def open_packet(data: bytes, private: bytes) -> Moving:
    """Return what is in a packet whose head was read.

    Raises:
        DataFault: "sitting_packet_not_opened": this kiosk's key is not the one that it was sealed to;
            "sitting_packet_damaged": what is inside is no sitting, whoever sealed it.
    """
    document, sealed = _parted(data)
    about = {name: value for name, value in document["body"].items() if name not in ("contract", "sealed")}
    plain = open_sealed(private, sealed, _LABEL, canonical(about).encode())
    if plain is None:
        raise DataFault("sitting_packet_not_opened")
    return _moving(plain)


def sign_arrival(known: Pinned, head: PacketHead, at_ms: int) -> Document:
    """Return the word of this kiosk that it took a packet in."""
    body = {**_signer(known), "packet_id": head.packet_id, "from_device": head.from_device, "at_ms": at_ms}
    return sign_body(known.device_key, ARRIVAL, body)


def read_arrival(data: bytes, card: Card, now_ms: int) -> tuple[str, str]:
    """Return which packet arrived, and at which device, once that kiosk signed it.

    Raises:
        DataFault: As `read_address`.
    """
    body, certificate = _signed_by_kiosk(read_json(data), ARRIVAL, card, now_ms)
    return body["packet_id"], certificate.device_id


def _signer(known: Pinned) -> dict[str, Any]:
    return {"organisation_id": known.organisation_id, "certificate": known.certificate_document}


def _moving(plain: bytes) -> Moving:
    head, _, safe = plain.partition(b"\n")
    try:
        inside = read_json(head, _HEAD_BYTES)
        wrap, pepper, pack = Wrap.from_json(inside["wrap"]), bytes.fromhex(inside["pepper"]), inside["pack_sha256"]
    except (DataFault, KeyError, TypeError, ValueError) as wrong:
        raise DataFault("sitting_packet_damaged") from wrong
    if (wrap.kind, len(pepper), type(pack)) != ("move", KEY_BYTES, str):
        raise DataFault("sitting_packet_damaged")
    return Moving(wrap, pepper, pack, safe)


def _inside(moving: Moving) -> bytes:
    head = {"wrap": moving.wrap.to_json(), "pepper": moving.pepper.hex(), "pack_sha256": moving.pack_sha256}
    return canonical(head).encode() + b"\n" + moving.safe


def _signed_by_kiosk(document: Any, contract: str, card: Card, now_ms: int) -> tuple[Mapping[str, Any], Certificate]:
    keep_contract(document, contract)
    if document["body"]["organisation_id"] != card.organisation_id:
        raise DataFault("carried_other_organisation")
    certificate = read_certificate(document["body"]["certificate"], card)
    body = read_signed(document, contract, certificate.public_key)
    whose = (certificate.device_id, certificate.public_key)
    if certificate.kind != "kiosk" or flaw_of(certificate, card.organisation_id, *whose, now_ms) is not None:
        raise DataFault("kiosk_not_certified")
    return body, certificate


def _parted(data: bytes) -> tuple[Any, memoryview]:
    """Return the head of a packet and what is sealed, which may be half a gigabyte of a stranger: no copy of it."""
    if not data.startswith(_FIRST_LINE):
        raise DataFault("sitting_packet_other")
    end = data.find(b"\n", len(_FIRST_LINE), _HEAD_BYTES)
    if end < 0:
        raise DataFault("sitting_packet_damaged")
    try:
        document = read_json(data[len(_FIRST_LINE) : end])
        keep_contract(document, PACKET)
    except DataFault as wrong:
        raise DataFault("sitting_packet_damaged") from wrong
    return document, memoryview(data)[end + 1 :]


def _organisation_in(document: Any) -> str:
    try:
        return str(document["body"]["organisation_id"])
    except (KeyError, TypeError):
        raise DataFault("sitting_packet_other") from None
