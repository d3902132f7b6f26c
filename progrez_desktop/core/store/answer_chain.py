"""The chain that binds the answers of a safe: each event carries the HMAC of all before it.

A page HMAC finds a damaged page and not an older version of the whole file put back. This does, together with the
head that the device database remembers: that head must be in the chain, it need not be its end.
"""

import hashlib
import hmac
from collections.abc import Iterable
from dataclasses import dataclass

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.account import ChainHead

START = bytes(32)


@dataclass(frozen=True)
class Event:
    """One answer as it is chained. `value` is None once a newer text took its place; its MAC stays."""

    seq: int
    attempt_id: str
    item_id: str
    revision: int
    language: str
    kind: str
    value: str | None
    value_mac: bytes
    at_ms: int
    active_ms: int
    previous: bytes
    head: bytes


def value_mac(key: bytes, value: str) -> bytes:
    return hmac.new(key, b"value\0" + value.encode(), hashlib.sha256).digest()


def head_of(key: bytes, event: Event) -> bytes:
    """Return the head that belongs to an event; the one it carries is not looked at."""
    fields = (
        str(event.seq),
        event.attempt_id,
        event.item_id,
        str(event.revision),
        event.language,
        event.kind,
        event.value_mac.hex(),
        str(event.at_ms),
        str(event.active_ms),
    )
    # Each field with its length, so that no two different events are the same bytes.
    chained = b"".join(len(field.encode()).to_bytes(4, "big") + field.encode() for field in fields)
    return hmac.new(key, b"event\0" + event.previous + chained, hashlib.sha256).digest()


def verify(key: bytes, events: Iterable[Event], end: ChainHead | None, known: ChainHead | None) -> None:
    """Check every link, that the chain ends at `end`, and that the head the device knows is in it.

    Raises:
        DataFault: "safe_answers_changed" for a broken link, "safe_rolled_back" for an older copy of the safe.
    """
    previous, seq, known_found = START, 0, known is None
    for event in events:
        seq += 1
        fits = event.seq == seq and event.previous == previous
        kept = event.value is None or hmac.compare_digest(value_mac(key, event.value), event.value_mac)
        head = head_of(key, event)
        if not (fits and kept and hmac.compare_digest(head, event.head)):
            raise DataFault("safe_answers_changed")
        known_found = known_found or (known is not None and known.seq == seq and known.head == head)
        previous = head
    if (end.seq, end.head) != (seq, previous) if end else seq:
        raise DataFault("safe_answers_changed")
    if not known_found:
        raise DataFault("safe_rolled_back")
