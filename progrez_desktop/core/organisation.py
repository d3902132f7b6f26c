"""Whom a device trusts: an organisation's fingerprint, which card replaces which, what a certificate is good for."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal
from urllib.parse import urlsplit

from progrez_desktop.core.model.organisation import Card, Certificate, Document, Invitation, SealKey, SignIn

if TYPE_CHECKING:
    from progrez_desktop.core.model.kiosk import KioskRules

_FINGERPRINT = b"progrez/v1/organisation\0"
FINGERPRINT_SIGNS, _GROUP = 64, 4
_BETWEEN = re.compile(r"[\s\-:.]+")
_HEX = re.compile(r"[0-9a-f]{64}")
MOST_SEAL_KEYS = 8
"""As many as a card holds: what was sealed to an older one still opens, and nothing is sealed to it any more."""
CLOCKS_APART_MS = 90_000
"""How far two clocks may be apart, as the server allows too."""

Standing = Literal["newer", "same", "older", "foreign"]
"""What a card is to the one that is trusted. Of two with one number the one that was there first stays."""
Flaw = Literal["foreign", "other_device", "early", "ended"]
"""Why a certificate is good for nothing here."""


def fingerprint(organisation_id: str, signing_key: bytes) -> str:
    """Return the 64 signs that people compare and devices pin."""
    return hashlib.sha256(_FINGERPRINT + organisation_id.encode() + b"\0" + signing_key).hexdigest()


def in_groups(fingerprint: str) -> str:
    """Return a fingerprint as people read it to each other."""
    upper = fingerprint.upper()
    return " ".join(upper[at : at + _GROUP] for at in range(0, len(upper), _GROUP))


def plain_signs(typed: str) -> str:
    """Return what somebody typed of a fingerprint, without what groups it."""
    return _BETWEEN.sub("", typed).lower()


def key_fingerprint(public_key: bytes) -> str:
    """Return what people compare of a device's key, in groups: the device shows it, and so does the workstation."""
    return in_groups(hashlib.sha256(public_key).hexdigest()[:40])


def is_fingerprint(typed: str, fingerprint: str) -> bool:
    """Return whether somebody typed this fingerprint, whole, whatever the groups and the case."""
    plain = plain_signs(typed)
    return _HEX.fullmatch(plain) is not None and plain == fingerprint


def standing(new: Card, trusted: Card) -> Standing:
    """Return what a card that came is to the one that is trusted: only a "newer" one may replace it."""
    if (new.organisation_id, new.signing_key) != (trusted.organisation_id, trusted.signing_key):
        return "foreign"
    if new.number == trusted.number:
        return "same" if new == trusted else "older"
    return "newer" if new.number > trusted.number else "older"


def joined(own: Card, other: Card, at_ms: int) -> Card:
    """Return the card of two workstations that made one each: the newer one, and where that lacks a key of the other's,
    the next one with the keys of both. It is to be signed unless it is one of the two."""
    newest = own if own.number > other.number else other
    every = {key.key_id: key for key in (*newest.seal_keys, *own.seal_keys, *other.seal_keys)}
    keys = sorted(every.values(), key=lambda key: key.from_ms, reverse=True)[:MOST_SEAL_KEYS]
    if set(keys) <= set(newest.seal_keys):
        return newest
    return replace(newest, number=newest.number + 1, at_ms=at_ms, seal_keys=tuple(keys))


def has_key(card: Card, public_key: bytes) -> bool:
    """Return whether a key that was trusted before is one of the card's, of now or earlier."""
    return any(key.public_key == public_key for key in card.seal_keys)


def flaw_of(
    certificate: Certificate, organisation_id: str, device_id: str, public_key: bytes, now_ms: int
) -> Flaw | None:
    """Return why a certificate of the organisation's says nothing of this device at this time; None where it does."""
    if certificate.organisation_id != organisation_id:
        return "foreign"
    if (certificate.device_id, certificate.public_key) != (device_id, public_key):
        return "other_device"
    if now_ms < certificate.from_ms - CLOCKS_APART_MS:
        return "early"
    return "ended" if now_ms >= certificate.until_ms else None


def is_server(address: str) -> bool:
    """Return whether a server may be there: https, or a trial on this computer."""
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return False
    plain = (parts.scheme, host) == ("http", "127.0.0.1")
    bare = not (parts.username or parts.password or parts.query or parts.fragment)
    return bool(host) and bare and (parts.scheme == "https" or plain)


def is_sound(card: Card) -> bool:
    """Return whether what a card says can be: keys named by their hash and each once, addresses that may be asked."""
    ids = [key.key_id for key in card.seal_keys]
    named = all(hashlib.sha256(key.public_key).hexdigest() == key.key_id for key in card.seal_keys)
    addresses = [card.server, card.sign_in.issuer if card.sign_in else None]
    return named and len(set(ids)) == len(ids) and all(one is None or is_server(one) for one in addresses)


def card_of(body: Mapping[str, Any]) -> Card:
    """Return the card that a body says, once its contract and signature were kept."""
    sign_in = body.get("sign_in")
    receipt_key = body.get("receipt_key")
    return Card(
        organisation_id=body["organisation_id"],
        name=dict(body["name"]),
        number=body["number"],
        at_ms=body["at_ms"],
        signing_key=bytes.fromhex(body["signing_key"]),
        seal_keys=tuple(
            SealKey(key["key_id"], bytes.fromhex(key["public_key"]), key["from_ms"]) for key in body["seal_keys"]
        ),
        server=body.get("server"),
        receipt_key=bytes.fromhex(receipt_key) if receipt_key else None,
        sign_in=SignIn(sign_in["issuer"], sign_in["client_id"], sign_in["audience"], tuple(sign_in["acr"]))
        if sign_in
        else None,
    )


def card_body(card: Card) -> dict[str, Any]:
    """Return a card as it is signed."""
    body: dict[str, Any] = {
        "organisation_id": card.organisation_id,
        "name": dict(card.name),
        "number": card.number,
        "at_ms": card.at_ms,
        "signing_key": card.signing_key.hex(),
        "seal_keys": [
            {"key_id": key.key_id, "public_key": key.public_key.hex(), "from_ms": key.from_ms} for key in card.seal_keys
        ],
    }
    if card.server is not None:
        body["server"] = card.server
    if card.receipt_key is not None:
        body["receipt_key"] = card.receipt_key.hex()
    if card.sign_in is not None:
        there = card.sign_in
        body["sign_in"] = {
            "issuer": there.issuer,
            "client_id": there.client_id,
            "audience": there.audience,
            "acr": list(there.acr),
        }
    return body


def certificate_of(body: Mapping[str, Any]) -> Certificate:
    """Return the certificate that a body says, once its contract and signature were kept."""
    return Certificate(
        organisation_id=body["organisation_id"],
        device_id=body["device_id"],
        kind=body["kind"],
        name=body["name"],
        public_key=bytes.fromhex(body["public_key"]),
        from_ms=body["from_ms"],
        until_ms=body["until_ms"],
    )


def certificate_body(certificate: Certificate) -> dict[str, Any]:
    """Return a certificate as it is signed."""
    return {
        "organisation_id": certificate.organisation_id,
        "device_id": certificate.device_id,
        "kind": certificate.kind,
        "name": certificate.name,
        "public_key": certificate.public_key.hex(),
        "from_ms": certificate.from_ms,
        "until_ms": certificate.until_ms,
    }


def invitation_of(body: Mapping[str, Any], card: Card) -> Invitation:
    """Return the invitation that a body says, once its contract and signatures were kept."""
    document: Document = body["card"]
    return Invitation(
        body["organisation_id"],
        card,
        document,
        body["kind"],
        body["code"],
        body["until_ms"],
        body.get("device_name", ""),
        _rules_of(body["kiosk_rules"]) if "kiosk_rules" in body else None,
    )


def _rules_of(told: Mapping[str, Any]) -> "KioskRules":
    """Checks that this program doesn't know can't hold here, and its contract refuses them before this is asked."""
    from progrez_desktop.core.model.kiosk import KioskRules  # few start a program to take an invitation
    from progrez_desktop.core.model.lock_down import REQUIRABLE

    known = frozenset(check for check in REQUIRABLE if check in told["must_hold"])
    return KioskRules(told["may_save"], told["may_print"], known)


def invitation_body(invitation: Invitation) -> dict[str, Any]:
    """Return an invitation as it is signed."""
    body: dict[str, Any] = {
        "organisation_id": invitation.organisation_id,
        "card": invitation.card_document,
        "kind": invitation.kind,
        "code": invitation.code,
        "until_ms": invitation.until_ms,
    }
    if invitation.device_name:
        body["device_name"] = invitation.device_name
    rules = invitation.kiosk_rules
    if rules is not None:
        must = sorted(rules.must_hold)
        body["kiosk_rules"] = {"may_save": rules.may_save, "may_print": rules.may_print, "must_hold": must}
    return body
