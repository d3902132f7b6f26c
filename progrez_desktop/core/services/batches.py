"""Batches of what leaves: which rows go now, the bytes that they make each time, and what of an answer is believed."""

import hashlib
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.json_document import canonical, read_json
from progrez_desktop.core.keys.server_receipt import read_receipt
from progrez_desktop.core.model.organisation import Card, Pinned
from progrez_desktop.core.model.outgoing import TAKEN_BACK, Batch, Item, ItemKind, Outcome, Way
from progrez_desktop.core.services import ended_releases
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.store.outbox_batches import Batches

MOST_ITEMS = 200
MOST_BYTES = 1 << 20
_FRAME_BYTES = 1024
"""What a batch has around its items."""
KINDS: tuple[ItemKind, ...] = ("erase", "put")
"""In this order: what is withdrawn is gone before anything comes."""
_CODES = {
    ("put", 201): "stored",
    ("put", 200): "stored_before",
    ("erase", 201): "erased",
    ("erase", 200): "erased_before",
    ("put", 403): "no_consent",
    ("erase", 403): "wrong_secret",
    ("put", 410): "erased_there",
    ("put", 412): "newer_there",
    ("put", 413): "too_large",
    ("put", 503): "not_tried",
    ("erase", 503): "not_tried",
}
_OTHERWISE = "not_taken"
_WRONG = "server_receipt_wrong"

Judge = Callable[[Item], str | None]
Stop = Callable[[Item, str], None]
"""Keeps an item here for good, with the reason for it."""


def kinds_of(known: Pinned) -> tuple[ItemKind, ...]:
    """Return what may go to an organisation: of a device that it dropped no profile, and what is withdrawn always."""
    return KINDS if known.enrolment != "dropped" else ("erase",)


def leaving(deps: Deps, known: Pinned) -> list[tuple[Item, int]]:
    """Return what would leave now, begun or not: without its bytes, and how many they are."""
    found, why_not = deps.device.batches.leaving(known.organisation_id), _judge(deps, known)
    return [(item, size) for item, size in found if why_not(item) is None]


def next_batch(
    deps: Deps,
    known: Pinned,
    most_items: int = MOST_ITEMS,
    most_bytes: int = MOST_BYTES,
    on_stopped: Callable[[Outcome], object] = lambda outcome: None,
) -> tuple[Batch, bytes] | None:
    """Return what goes next with the bytes that it makes, or None where nothing waits. Its key is kept by then."""
    return next(going(deps, known, most_items, most_bytes, on_stopped=on_stopped), None)


def going(
    deps: Deps,
    known: Pinned,
    most_items: int = MOST_ITEMS,
    most_bytes: int = MOST_BYTES,
    way: Way = "network",
    on_stopped: Callable[[Outcome], object] = lambda outcome: None,
) -> Iterator[tuple[Batch, bytes]]:
    """Give what goes, batch after batch: those that are under way, then new ones, each begun when it is asked for.

    Every grant is looked at again here: what was withdrawn, has ended, or was sealed to a key that is no longer the
    organisation's, does not leave.

    Args:
        on_stopped: Is told what stays here for good, and why; not of what its person or a later version took back.
    """

    def stop(item: Item, reason: str) -> None:
        batches.stop(item.seq, reason)
        if reason not in TAKEN_BACK:
            on_stopped(Outcome(item.kind, item.release_id, item.version, reason))

    batches, why_not = deps.device.batches, _judge(deps, known)
    for kind in kinds_of(known):
        for batch in batches.under_way(known.organisation_id, kind):
            body = body_of(batch.id, known, batch.items)
            if _is_whole(batch, body, why_not):
                yield batch, body
            else:
                batches.undo(batch.id)
        while found := batches.waiting(known.organisation_id, kind, most_items):
            items = _fitting(_permitted(found, why_not, stop), most_bytes, stop)
            if items:
                yield _begun(deps, batches, known, items, way)


def body_of(batch_id: str, known: Pinned, items: Sequence[Item]) -> bytes:
    """Return a batch as it leaves (sync-batch.schema.json): the same bytes for the same rows."""
    return canonical(
        {
            "contract": "progrez.batch/1",
            "batch_id": batch_id,
            "organisation_id": known.organisation_id,
            "device_id": known.device_id,
            "items": [_document(item) for item in items],
        }
    ).encode()


def _document(item: Item) -> dict[str, Any]:
    if item.kind == "erase":
        return {
            "kind": "erase",
            "release_id": item.release_id,
            "version": item.version,
            "reason": item.erase_reason or "withdrawn",
            "erase_secret": (item.erase_secret or b"").hex(),
            "at_ms": item.created_ms,
        }
    parts = {"envelope": item.envelope, "receipt": item.receipt, "signature": item.signature}
    return {"kind": "put", "header": item.header or ""} | {
        name: b64encode(part or b"").decode() for name, part in parts.items()
    }


def _is_whole(batch: Batch, body: bytes, why_not: Judge) -> bool:
    """Return whether a batch is still what was begun, and all of it may still leave."""
    same = hashlib.sha256(body).digest() == batch.body_sha256
    return same and all(why_not(item) is None for item in batch.items)


def _permitted(found: Iterable[Item], why_not: Judge, stop: Stop) -> list[Item]:
    items = []
    for item in found:
        reason = why_not(item)
        if reason is None:
            items.append(item)
        else:
            stop(item, reason)
    return items


def _judge(deps: Deps, known: Pinned) -> Judge:
    """Return what tells why an item may not leave now; None where it may."""
    now_ms, keys, bounds = deps.latest_ms(), _keys(known), ended_releases.bounds(deps)

    def why_not(item: Item) -> str | None:
        if item.kind == "erase":
            return None
        bound = bounds.get(item.release_id)
        if not item.live or (bound is not None and bound.ended):
            return "withdrawn"
        if bound is not None and bound.forbids(item.version):
            return "replaced"
        if item.until_ms <= now_ms:
            return "ended"
        if item.version != item.latest:
            return "replaced"
        if item.header is None:
            return _OTHERWISE
        header = read_json(item.header.encode())
        if header["device_id"] != known.device_id:
            return "other_device"
        return None if header["key_id"] in keys else "organisation_key_changed"

    return why_not


def _keys(known: Pinned) -> set[str]:
    earlier = {key.key_id for key in known.card.seal_keys} if known.card else set()
    return earlier | {hashlib.sha256(known.public_key).hexdigest()}


def _fitting(items: Sequence[Item], most_bytes: int, stop: Stop) -> list[Item]:
    """Return the first of the items, as many as fit; one that fits nowhere is stopped."""
    fitting: list[Item] = []
    size = _FRAME_BYTES
    for item in items:
        needed = len(canonical(_document(item)).encode()) + 1
        if needed + _FRAME_BYTES > most_bytes:
            stop(item, "too_large")
        elif size + needed > most_bytes:
            break
        else:
            fitting.append(item)
            size += needed
    return fitting


def _begun(deps: Deps, batches: Batches, known: Pinned, items: Sequence[Item], way: Way) -> tuple[Batch, bytes]:
    batch_id = deps.new_id()
    body = body_of(batch_id, known, items)
    sha256 = hashlib.sha256(body).digest()
    batches.begin(batch_id, known.organisation_id, items, sha256, way, deps.latest_ms())
    return Batch(batch_id, tuple(items), sha256, 0), body


def outcomes_of(batch: Batch, results: Sequence[Mapping[str, Any]], at_ms: int) -> tuple[Outcome, ...]:
    """Return how each item went, once the results are of this batch and no other.

    Raises:
        DataFault: "server_receipt_wrong".
    """
    names = [(item.kind, item.release_id, item.version) for item in batch.items]
    if names != [(one["kind"], one["release_id"], one["version"]) for one in results]:
        raise DataFault(_WRONG)
    return tuple(
        Outcome(
            one["kind"],
            one["release_id"],
            one["version"],
            _CODES.get((one["kind"], one["status"]), _OTHERWISE),
            at_ms,
            one.get("receipt"),
        )
        for one in results
    )


def believed(batch: Batch, known: Pinned, card: Card, result: Mapping[str, Any], host: str) -> tuple[Outcome, ...]:
    """Return how a batch went, from a reply that kept its contract: what the pinned receipt key signed for, alone.

    Raises:
        DataFault: "server_receipt_wrong": it is for another batch, names other releases, tells of other bytes than
            were sent, or is not signed by that key.
    """
    wrong = DataFault(_WRONG, host=host)
    if (result["batch_id"], result["organisation_id"]) != (batch.id, known.organisation_id) or not card.receipt_key:
        raise wrong
    try:
        signed = _signed(result["receipt"], card.receipt_key, known)
        if signed["batch_id"] != batch.id or len(signed["results"]) != len(batch.items):
            raise wrong
        outcomes = outcomes_of(batch, result["results"], signed["at_ms"])
        for one, item in zip(result["results"], batch.items, strict=True):
            _same(one, item, signed["results"])
        return tuple(_with_receipt(outcome, card.receipt_key, known) for outcome in outcomes)
    except DataFault as doubted:
        raise wrong from doubted


def _signed(compact: str, key: bytes, known: Pinned) -> Mapping[str, Any]:
    signed = read_receipt(compact, key)
    if signed["organisation_id"] != known.organisation_id:
        raise DataFault(_WRONG)
    return signed


def _with_receipt(outcome: Outcome, key: bytes, known: Pinned) -> Outcome:
    """Return how an erasure went with the day that its own receipt says: of now, or of when it was erased first.

    That receipt is handed to one person, and so it tells of nothing else.
    """
    if outcome.kind != "erase" or outcome.state != "done":
        return replace(outcome, receipt=None)
    own = _signed(outcome.receipt or "", key, known)
    (told,) = own["results"] if len(own["results"]) == 1 else ({"kind": "", "release_id": ""},)
    if (told["kind"], told["release_id"]) != ("erase", outcome.release_id):
        raise DataFault(_WRONG)
    return replace(outcome, at_ms=own["at_ms"])


def _same(one: Mapping[str, Any], item: Item, signed: Sequence[Mapping[str, Any]]) -> None:
    """Let a result pass that the receipt tells as well, of the very bytes that were sent."""
    told = [
        entry
        for entry in signed
        if (entry["kind"], entry["release_id"], entry["version"]) == (one["kind"], one["release_id"], one["version"])
    ]
    if len(told) != 1 or told[0]["status"] != one["status"]:
        raise DataFault(_WRONG)
    is_kept = item.kind == "put" and one["status"] in (200, 201)
    if is_kept and told[0].get("envelope_sha256") != (item.envelope_sha256 or b"").hex():
        raise DataFault(_WRONG)
