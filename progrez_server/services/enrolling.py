"""How a device becomes one of the organisation's, and how it ends: a code once, a proof, a certificate."""

import hashlib
import json
from typing import Any

from progrez_server.problems import Problem
from progrez_server.services import cards as own_card
from progrez_server.signed import canonical, is_document_of, is_signed_by
from progrez_server.store import cards, devices, enrolment_codes
from progrez_server.store.cards import Trusted
from progrez_server.store.devices import Device
from progrez_server.store.engine import Connection
from progrez_server.store.enrolment_codes import Code

_MOST_LISTED = 10_000


def ask(connection: Connection, request: dict[str, Any], now_ms: int) -> bool:
    """Take a request that keeps its contract; tell whether it is new.

    Raises:
        Problem: not_found, enrolment_code_…, enrolment_proof_wrong, device_known, card_missing, certificate_wrong.
    """
    org, device_id = request["organisation_id"], request["device_id"]
    at = cards.trusted(connection, org, locks=True)
    if at is None:
        raise Problem("not_found")
    code = _code(connection, org, request.get("code", ""))
    before = devices.find(connection, org, device_id, locks=True)
    if _is_repeated(before, code, request):  # the reply was lost: the code is used, and by this very device
        return False
    _check_code(code, request, now_ms)
    if before is None:
        _add(connection, request, now_ms)
    elif before.public_key != request["public_key"]:
        raise Problem("device_known")
    elif not _is_in_order(before, request["kind"], now_ms):  # invited once more
        devices.ask_again(connection, before, request["kind"], request["name"], now_ms)
    enrolment_codes.use(connection, org, code.code_sha256, device_id, now_ms)
    if at.signing_key is None:
        _begin(connection, at, request, now_ms)
    elif before is None and request["kind"] == "workstation" and "certificate" in request:
        # Whoever has the organisation's keys again: nobody may be left who admits.
        admit(connection, org, device_id, request["certificate"], now_ms)
    return True


def state_of(connection: Connection, one: Device, now_ms: int) -> dict[str, Any]:
    """Return how an enrolment stands. Contract: enrolment-state.schema.json."""
    at = cards.trusted(connection, one.org)
    certificate, card = one.certificate if one.state == "admitted" else None, at.card if at else None
    return {
        "contract": "progrez.enrolment-state/1",
        "organisation_id": one.org,
        "device_id": one.device_id,
        "state": one.state,
        "server_time_ms": now_ms,
        **({"certificate": json.loads(certificate)} if certificate else {}),
        **({"card": json.loads(card)} if card else {}),
    }


def admit(connection: Connection, org: str, device_id: str, certificate: dict[str, Any], now_ms: int) -> Device:
    """Make a device one of the organisation's, or renew its certificate.

    Raises:
        Problem: device_dropped, certificate_wrong.
    """
    at, one = cards.trusted(connection, org), devices.find(connection, org, device_id, locks=True)
    if one is not None and one.state == "dropped":
        raise Problem("device_dropped")
    said = one or _named_by(certificate["body"], now_ms)
    if at is None or at.signing_key is None or said.device_id != device_id or said.org != org:
        raise Problem("certificate_wrong")
    if not _certifies(certificate, at.signing_key, said, now_ms):
        raise Problem("certificate_wrong")
    if one is None:  # it asked with a file
        devices.add(connection, said)
    devices.admit(connection, said, canonical(certificate).decode(), certificate["body"])
    return _there(connection, org, device_id)


def drop(connection: Connection, org: str, device_id: str, by: str) -> None:
    """End a device, until it is invited once more.

    Raises:
        Problem: not_found, own_device: somebody has to be left who admits others.
    """
    one = devices.find(connection, org, device_id, locks=True)
    if one is None:
        raise Problem("not_found")
    if device_id == by:
        raise Problem("own_device")
    devices.drop(connection, one)


def listed(connection: Connection, org: str) -> dict[str, Any]:
    """Return the devices of an organisation. Contract: enrolments.schema.json."""
    names = ("device_id", "kind", "name", "public_key", "state", "asked_ms")
    found = devices.newest(connection, org, _MOST_LISTED)
    told = [{name: getattr(one, name) for name in names} for one in found]
    return {"contract": "progrez.enrolments/1", "organisation_id": org, "devices": told}


def tell_code(connection: Connection, told: dict[str, Any], now_ms: int) -> None:
    """Keep the hash of a code that a workstation made.

    Raises:
        Problem: ends_before, code_known.
    """
    new = Code(told["code_sha256"], told["kind"], told["until_ms"])
    if new.until_ms <= now_ms:
        raise Problem("ends_before")
    enrolment_codes.add(connection, told["organisation_id"], new)
    kept = enrolment_codes.find(connection, told["organisation_id"], new.code_sha256)
    if kept is None or (kept.kind, kept.until_ms) != (new.kind, new.until_ms):
        raise Problem("code_known")


def _code(connection: Connection, org: str, written: str) -> Code:
    found = enrolment_codes.find(connection, org, hashlib.sha256(written.encode()).hexdigest())
    if found is None:
        raise Problem("enrolment_code_wrong")
    return found


def _is_repeated(before: Device | None, code: Code, request: dict[str, Any]) -> bool:
    is_same = before is not None and (before.public_key, before.kind) == (request["public_key"], request["kind"])
    return is_same and code.device_id == request["device_id"]


def _check_code(code: Code, request: dict[str, Any], now_ms: int) -> None:
    if code.used_ms is not None:
        raise Problem("enrolment_code_used")
    if code.until_ms <= now_ms:
        raise Problem("enrolment_code_ended")
    if code.kind != request["kind"]:
        raise Problem("enrolment_code_kind")
    proven = hashlib.sha256(request["code"].encode()).digest()
    if not is_signed_by(request["public_key"], "enrolment-request", proven, request["proof"]):
        raise Problem("enrolment_proof_wrong")


def _add(connection: Connection, request: dict[str, Any], now_ms: int) -> None:
    org, device_id, kind = request["organisation_id"], request["device_id"], request["kind"]
    new = Device(org, device_id, kind, request["name"], request["public_key"], "asked", None, None, None, now_ms)
    devices.add(connection, new)


def _is_in_order(one: Device, kind: str, now_ms: int) -> bool:
    return one.state == "admitted" and one.kind == kind and one.until_ms is not None and now_ms < one.until_ms


def _named_by(body: dict[str, Any], now_ms: int) -> Device:
    told = (body["organisation_id"], body["device_id"], body["kind"], body["name"], body["public_key"])
    return Device(*told, "asked", None, None, None, now_ms)


def _begin(connection: Connection, at: Trusted, request: dict[str, Any], now_ms: int) -> None:
    """The first workstation brings the card that everything is believed by, and certifies itself."""
    if request["kind"] != "workstation" or "card" not in request or "certificate" not in request:
        raise Problem("card_missing")
    own_card.take(connection, at, request["card"])
    admit(connection, at.org, request["device_id"], request["certificate"], now_ms)


def _certifies(certificate: dict[str, Any], signing_key: str, one: Device, now_ms: int) -> bool:
    body = certificate["body"]
    told = (body["organisation_id"], body["device_id"], body["kind"], body["public_key"])
    if told != (one.org, one.device_id, one.kind, one.public_key):
        return False
    if not body["from_ms"] < body["until_ms"] or body["until_ms"] <= now_ms:
        return False
    return is_document_of(signing_key, "device-certificate", certificate)


def _there(connection: Connection, org: str, device_id: str) -> Device:
    found = devices.find(connection, org, device_id)
    assert found is not None
    return found
