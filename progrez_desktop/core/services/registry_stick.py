"""The other end of a stick: batches that were carried are taken in like those of the network, and receipts go back.

The same file again changes nothing. Where there is a server, it gets what was carried too, so that other workstations
do.
"""

import hashlib
import json
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.json_document import canonical
from progrez_desktop.core.keys import carried
from progrez_desktop.core.keys import organisation_papers as papers
from progrez_desktop.core.model.registry import Refused
from progrez_desktop.core.services import registry_expiry, registry_fetch, registry_reads
from progrez_desktop.core.services.registry_checks import Believer, NotBelievedError, Put
from progrez_desktop.core.services.registry_deps import Asks, RegistryDeps
from progrez_desktop.core.services.registry_fetch import Counted
from progrez_desktop.core.store.registry_post import Carried, KnownDevice
from progrez_desktop.core.store.registry_rows import NewProfile

_MOST_BATCHES, _MOST_MAIL, _MOST_NOTICES = 1000, 10_000, 500
_CONSENT = {"receipt_not_covering", "receipt_not_given", "receipt_other", "receipt_wrong"}
_NOBODY = "0" * 32
"""In the place of a release id that can't be read out of what came."""

Item = Mapping[str, Any]


@dataclass(frozen=True)
class Imported:
    """What a file brought."""

    device_id: str
    device_name: str
    batches: int
    known_batches: int
    """Of these, the ones that were here already."""
    counted: Counted


def take(deps: RegistryDeps, data: bytes) -> Imported:
    """Take in a file of batches; each batch, with what is said of its items, is one transaction.

    Raises:
        DataFault: As keys.carried.read_batches.
        EnvironmentFault: What the disk says; the batches before are kept, and the same file goes on after them.
    """
    card = papers.read_card(deps.store.identity().card)
    file = carried.read_batches(data, card, _known_key(deps, data))
    if file.certificate is not None:
        # Its own signature again: Ed25519 gives the same one for the same words.
        document = papers.sign_certificate(deps.store.identity().organisation_key, file.certificate)
        known = KnownDevice(file.device_id, file.certificate.kind, file.certificate.name, document, None)
        deps.store.post.keep_device(known, published=False)
    believer, counted, again = registry_fetch.believer_of(deps), Counted(), 0
    for batch in file.batches:
        if deps.store.post.carried(batch["batch_id"]) is not None:
            again += 1
        else:
            _take_batch(deps, believer, batch, counted)
    device = deps.store.post.device(file.device_id)
    name = device.name if device else file.device_id[:8]
    return Imported(file.device_id, name, len(file.batches), again, counted)


def receipts(deps: RegistryDeps, device_id: str) -> bytes:
    """Return the file that goes back to a device: what became of its batches, mail, notices, certificate and card.

    Raises:
        UsageFault: "registry_no_such_device".
    """
    device, identity = deps.store.post.device(device_id), deps.store.identity()
    if device is None:
        raise UsageFault("registry_no_such_device")
    with deps.store.transaction():
        registry_reads.queue(deps)
    now = deps.clock.now_ms()
    notices = [one for one in deps.store.post.notices() if one["body"]["until_ms"] > now]
    batches = deps.store.post.carried_of(device_id, _MOST_BATCHES)
    body = {
        "organisation_id": identity.organisation_id,
        "device_id": device_id,
        "at_ms": now,
        "results": [{"batch_id": one.batch_id, "results": list(one.results)} for one in batches],
        "mail": [registry_reads.as_item(mail) for mail in deps.store.post.mail_for(device_id, _MOST_MAIL)],
        "notices": notices[-_MOST_NOTICES:],
        "certificate": device.certificate if device.dropped_ms is None else None,
        "card": identity.card,
    }
    return carried.write_receipts(identity.organisation_key, body)


def pass_on(deps: RegistryDeps, relay: Asks) -> int:
    """Hand the server what came on sticks, as batches of this workstation; return how many."""
    waiting = deps.store.post.not_passed_on()
    for one in waiting:
        assert one.body is not None
        headers = {"Idempotency-Key": json.loads(one.body)["batch_id"]}
        relay.ask("POST", "/v1/batches", body=one.body, headers=headers)
        deps.store.post.was_passed_on(one.batch_id, deps.clock.now_ms())
    return len(waiting)


def _known_key(deps: RegistryDeps, data: bytes) -> bytes | None:
    """Return the key of the device that a file names, where that device is known here."""
    device = deps.store.post.device(carried.device_of(data))
    return bytes.fromhex(device.certificate["body"]["public_key"]) if device else None


def _take_batch(deps: RegistryDeps, believer: Believer, batch: Mapping[str, Any], counted: Counted) -> None:
    now, items = deps.mark_ms(), batch["items"]
    opened = [None if item["kind"] == "erase" else _opened(believer, item) for item in items]
    results: dict[int, dict[str, Any]] = {}
    with deps.store.transaction():
        for place in sorted(range(len(items)), key=lambda place: items[place]["kind"] != "erase"):
            results[place] = (
                _erased(deps, items[place], counted, now)
                if items[place]["kind"] == "erase"
                else _put(deps, items[place], opened[place], counted, now)
            )
        told = [results[place] for place in range(len(items))]
        body = _passed_body(deps, batch, told)
        deps.store.post.keep_carried(Carried(batch["batch_id"], batch["device_id"], body, told), now)


def _opened(believer: Believer, item: Item) -> object:
    """Return a profile, or why it is none."""
    try:
        parts = (b64decode(item[name], validate=True) for name in ("envelope", "receipt", "signature"))
        sent = Put(item["header"], *parts)
        return believer.believed(sent, sent.parsed_header())
    except NotBelievedError as doubt:
        return doubt
    except ValueError:
        return NotBelievedError("envelope_wrong")


def _erased(deps: RegistryDeps, item: Item, counted: Counted, now_ms: int) -> dict[str, Any]:
    erase_hash = hashlib.sha256(bytes.fromhex(item["erase_secret"])).hexdigest()
    held = deps.store.profiles.held(item["release_id"])
    if held is not None and held.erase_hash != erase_hash:
        return _result(item["kind"], item["release_id"], item["version"], 403, "erase_secret_wrong")
    news = registry_fetch.erase(deps, item["release_id"], erase_hash, now_ms, counted)
    return _result("erase", item["release_id"], item["version"], 201 if news else 200)


def _put(deps: RegistryDeps, item: Item, opened: object, counted: Counted, now_ms: int) -> dict[str, Any]:
    if isinstance(opened, NotBelievedError):
        return _refused(deps, item, opened.code, counted, now_ms)
    assert isinstance(opened, NewProfile)
    held = deps.store.profiles.held(opened.release_id)
    if held is not None and held.erase_hash != opened.erase_hash:
        return _refused(deps, item, "release_taken", counted, now_ms)
    became = registry_fetch.put(deps, opened, now_ms, registry_expiry.clock(deps).destroyed_before_ms)
    setattr(counted, became, getattr(counted, became) + 1)
    told = ("put", opened.release_id, opened.version)
    if became == "ended":
        return _result(*told, 403, "consent_ended")
    if became != "known":
        return _result(*told, 201)
    if deps.store.profiles.is_erased(opened.release_id, opened.erase_hash):
        return _result(*told, 410)
    return _result(*told, 412 if held is not None and held.version > opened.version else 200)


def _refused(deps: RegistryDeps, item: Item, code: str, counted: Counted, now_ms: int) -> dict[str, Any]:
    release_id, version = _NOBODY, 1
    try:
        header = Put(item["header"], b"", b"", b"").parsed_header()
        release_id, version = header["release_id"], header["version"]
    except NotBelievedError:
        pass
    counted.refused += 1
    deps.store.profiles.refuse(Refused(0, release_id, version, code, now_ms))
    return _result("put", release_id, version, 403 if code in _CONSENT else 422, code)


def _result(kind: str, release_id: str, version: int, status: int, problem: str | None = None) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": kind, "release_id": release_id, "version": version, "status": status}
    return told | ({"problem": problem} if problem else {})


def _passed_body(deps: RegistryDeps, batch: Mapping[str, Any], told: list[dict[str, Any]]) -> bytes | None:
    """Return what was believed as a batch of this workstation's own: the very same bytes until they went."""
    identity = deps.store.identity()
    items = [item for item, one in zip(batch["items"], told, strict=True) if one["status"] in (200, 201)]
    if not items or papers.read_card(identity.card).server is None:
        return None
    body = {
        "contract": "progrez.batch/1",
        "batch_id": _own_id(batch["batch_id"]),
        "organisation_id": identity.organisation_id,
        "device_id": identity.device_id,
        "items": items,
    }
    return canonical(body).encode()


def _own_id(batch_id: str) -> str:
    return hashlib.sha256(f"passed on/{batch_id}".encode()).hexdigest()[:32]
