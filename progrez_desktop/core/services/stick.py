"""Sending without a network: what waits goes as a file to the organisation's workstation, and receipts come back.

The same batches go under the same keys as over the network, so that both ways may be used, in any order: what arrived
one way is known the other way.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.json_document import canonical
from progrez_desktop.core.keys import carried
from progrez_desktop.core.keys.server_receipt import read_receipt
from progrez_desktop.core.model.organisation import Card, Pinned
from progrez_desktop.core.model.outgoing import Batch, Item, Outcome
from progrez_desktop.core.services import batches, mail, sending
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.words import Words

_MOST_BATCHES = 1000
_MOST_BYTES = carried.MAX_BYTES * 3 // 4
"""What has no room goes in the next file."""


@dataclass(frozen=True)
class Carried:
    """A file to hand over."""

    data: bytes
    erasures: int
    profiles: int
    left: int
    """What had no room in it and waits for the next one."""


@dataclass(frozen=True)
class Returned:
    """What came of a file that was brought back. All 0: it had been taken in before."""

    organisation_id: str
    outcomes: tuple[Outcome, ...]
    mail: int
    notices: int

    @property
    def stored(self) -> int:
        return sum(one.code in ("stored", "stored_before") for one in self.outcomes)

    @property
    def erased(self) -> int:
        return sum(one.code in ("erased", "erased_before") for one in self.outcomes)


def carry_out(deps: Deps, organisation_id: str) -> Carried:
    """Return what waits for an organisation as a file, erasures first. The same again is fine: it counts once there.

    Once the organisation dropped this device, erasures alone.

    Raises:
        UsageFault: "sending_not_enrolled", "sending_dropped"; "stick_nothing": nothing waits.
    """
    deps.permit("send")
    known = deps.device.organisations.find(organisation_id)
    if known is None or known.card is None or known.enrolment == "pinned":
        raise UsageFault("sending_not_enrolled")
    if known.state == "dropped":
        raise UsageFault("sending_dropped")
    here, size = deps.device.batches, 0
    found: list[Mapping[str, Any]] = []
    items: list[Item] = []
    here.tidy(organisation_id, deps.latest_ms())
    for batch, body in batches.going(deps, known, way="stick"):
        if len(found) == _MOST_BATCHES or size + len(body) > _MOST_BYTES:
            break
        here.trying(batch.id)
        here.carried(batch.id)
        found.append(json.loads(body))
        size += len(body)
        items += batch.items
    if not found:
        raise UsageFault("stick_nothing")
    now = deps.latest_ms()
    data = carried.write_batches(known.device_key, known.device_id, known.certificate_document, now, found)
    erasures = sum(item.kind == "erase" for item in items)
    left = sum(item.kind in batches.kinds_of(known) for item, _ in batches.leaving(deps, known)) - len(items)
    return Carried(data, erasures, len(items) - erasures, left)


def take_in(deps: Deps, data: bytes) -> Returned:
    """Take in what the workstation wrote for this device: results, mail, notices, certificate and card.

    Raises:
        DataFault: As keys.carried.read_receipts: nothing was taken in then. "carried_damaged" also where it leaves
            out something that was handed over.
        EnvironmentFault: What the disk says; nothing was taken in then.
    """
    deps.permit("send")
    known, card = _whose(deps, carried.organisation_of(data))
    body = carried.read_receipts(data, card, known.device_id)
    here, now = deps.device.batches, deps.latest_ms()
    outcomes: list[Outcome] = []
    with deps.device.transaction():
        for result in body["results"]:
            batch = here.find(result["batch_id"])
            if batch is None:  # answered before, over the network or by the same file
                continue
            told = tuple(_with_proof(one, card) for one in _told(batch, result, body["at_ms"]))
            here.end(batch.id, told, None)
            outcomes += told
        if outcomes:
            here.hear(known.organisation_id, sent_ms=now)
            deps.device.audit.append(sending.event(known.organisation_id, now, outcomes))
        new_mail = mail.deliver(deps, known.organisation_id, body["mail"])
        notices = _what_else(deps, known, body)
    return Returned(known.organisation_id, tuple(outcomes), new_mail, notices)


def sentences(came: Returned, words: Words, *, is_alone: bool = True) -> tuple[str, ...]:
    """Return what a file brought, in plain words; as `sending.sentences`."""
    told = sending.counted(words, stored=came.stored, erased=came.erased)
    if is_alone:
        told += sending.refused(came.outcomes, words)
    told += sending.counted(words, mail=came.mail, notices=came.notices)
    return (words("stick.taken"), *told) if told or came.outcomes else (words("stick.known"),)


def _whose(deps: Deps, organisation_id: str) -> tuple[Pinned, Card]:
    known = deps.device.organisations.find(organisation_id)
    if known is None or known.card is None or known.state == "dropped":
        raise DataFault("carried_other_organisation")
    return known, known.card


def _told(batch: Batch, result: Mapping[str, Any], at_ms: int) -> tuple[Outcome, ...]:
    """Return how what is still here of a batch went: of an account that was erased meanwhile, nothing is."""
    here = {(item.kind, item.release_id, item.version) for item in batch.items}
    ours = [one for one in result["results"] if (one["kind"], one["release_id"], one["version"]) in here]
    try:
        return batches.outcomes_of(batch, ours, at_ms)
    except DataFault as wrong:
        raise DataFault("carried_damaged") from wrong


def _with_proof(one: Outcome, card: Card) -> Outcome:
    """Keep the server's own receipt of an erasure where one came along; the file itself is signed in any case."""
    if one.receipt is None or card.receipt_key is None or one.kind != "erase":
        return replace(one, receipt=None)
    try:
        told = read_receipt(one.receipt, card.receipt_key)["results"]
    except DataFault:
        return replace(one, receipt=None)
    is_its_own = [(entry["kind"], entry["release_id"]) for entry in told] == [("erase", one.release_id)]
    return one if is_its_own else replace(one, receipt=None)


def _what_else(deps: Deps, known: Pinned, body: carried.Body) -> int:
    """Take in the card, then what it signs: certificate and notices. Return how many notices are new."""
    from progrez_desktop.core.services import enrolling, public_notices

    enrolling.take_card(deps, known.organisation_id, body["card"])
    if body["certificate"] is not None:
        enrolling.take_certificate(deps, known.organisation_id, body["certificate"])
    if not body["notices"]:
        return 0
    page = {"contract": "progrez.notices/1", "organisation_id": known.organisation_id, "next": 0}
    return public_notices.take_in(deps, canonical(page | {"notices": body["notices"]}).encode())
