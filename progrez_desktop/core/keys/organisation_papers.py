"""What an organisation signs, read where its key is the one that is trusted; and what a device asks it with."""

import hashlib
from base64 import b64encode
from typing import Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.json_document import keep_contract
from progrez_desktop.core.keys.inbox import can_be_sealed_to
from progrez_desktop.core.keys.primitives import LABEL
from progrez_desktop.core.keys.printed_code import CROCKFORD
from progrez_desktop.core.keys.signed import read_signed, sign_body
from progrez_desktop.core.keys.signing import has_signed, public_of, sign
from progrez_desktop.core.model.organisation import Card, Certificate, DeviceKind, Invitation
from progrez_desktop.core.organisation import (
    card_body,
    card_of,
    certificate_body,
    certificate_of,
    invitation_body,
    invitation_of,
    is_sound,
)
from progrez_desktop.core.ports import Entropy

_GROUPS, _GROUP_SIGNS = 5, 5


def sign_card(private: bytes, card: Card) -> dict[str, Any]:
    return sign_body(private, "organisation-card", card_body(card))


def sign_certificate(private: bytes, certificate: Certificate) -> dict[str, Any]:
    return sign_body(private, "device-certificate", certificate_body(certificate))


def sign_invitation(private: bytes, invitation: Invitation) -> dict[str, Any]:
    return sign_body(private, "invitation", invitation_body(invitation))


def read_card(document: Any) -> Card:
    """Return the card in a document that its own key signed. Whether that key is to be trusted is another question.

    Raises:
        DataFault: "signature_wrong"; "card_wrong": what it says can't be; what core.json_document says of contracts.
    """
    keep_contract(document, "organisation-card")
    body = read_signed(document, "organisation-card", bytes.fromhex(document["body"]["signing_key"]))
    card = card_of(body)
    if not is_sound(card) or not all(can_be_sealed_to(key.public_key) for key in card.seal_keys):
        raise DataFault("card_wrong")
    return card


def read_certificate(document: Any, card: Card) -> Certificate:
    """Return the certificate in a document that the organisation of this card signed.

    Raises:
        DataFault: "signature_wrong", and what core.json_document says of contracts.
    """
    return certificate_of(read_signed(document, "device-certificate", card.signing_key))


def read_invitation(document: Any) -> Invitation:
    """Return an invitation whose card and whole one key signed. Whether it is the organisation's, people compare.

    Raises:
        DataFault: "signature_wrong", "card_wrong", and what core.json_document says of contracts.
    """
    keep_contract(document, "invitation")
    card = read_card(document["body"]["card"])
    invitation = invitation_of(read_signed(document, "invitation", card.signing_key), card)
    if invitation.organisation_id != card.organisation_id:
        raise DataFault("card_wrong")
    return invitation


def new_enrolment_code(entropy: Entropy) -> str:
    """Return a code that works once: 125 random bits, in five groups."""
    number = int.from_bytes(entropy.bytes(16)) >> 3
    signs = [CROCKFORD[number >> 5 * place & 31] for place in range(_GROUPS * _GROUP_SIGNS)]
    groups = (signs[at : at + _GROUP_SIGNS] for at in range(0, len(signs), _GROUP_SIGNS))
    return "-".join("".join(group) for group in groups)


def code_sha256(code: str) -> bytes:
    """Return what a server knows of a code."""
    return hashlib.sha256(code.encode()).digest()


def prove(private: bytes, code: str) -> bytes:
    """Return the `proof` of an enrolment request: the device had the code, and the key that it asks for."""
    return sign(private, _asked_with(code))


def is_proven(public: bytes, code: str, proof: bytes) -> bool:
    """Return whether whoever has this key had the code."""
    return has_signed(public, _asked_with(code), proof)


def _asked_with(code: str) -> bytes:
    return f"{LABEL}enrolment-request\0".encode() + code_sha256(code)


def enrolment_request(
    private: bytes, organisation_id: str, device_id: str, kind: DeviceKind, name: str, code: str, at_ms: int
) -> dict[str, Any]:
    """Return what a device asks its organisation with. Contract: enrolment-request.schema.json."""
    return {
        "contract": "progrez.enrolment-request/1",
        "organisation_id": organisation_id,
        "device_id": device_id,
        "kind": kind,
        "public_key": public_of(private).hex(),
        "name": name,
        "code": code,
        "proof": b64encode(prove(private, code)).decode(),
        "at_ms": at_ms,
    }
