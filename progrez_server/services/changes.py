"""What workstations fetch: every release once, as it is now, in the order of its last change."""

import base64
from collections.abc import Sequence
from typing import Any

from progrez_server.parts import Parts
from progrez_server.store import counters, organisations, releases
from progrez_server.store.engine import Connection
from progrez_server.store.senders import certificates


def since(parts: Parts, org: str, number: int, limit: int) -> dict[str, Any]:
    """Return what changed after a number. Contract: changes.schema.json.

    It ends early where the envelopes together are large; `next` then says where to go on.
    """
    now_ms = parts.clock.now_ms()
    with parts.store.reading() as connection:
        latest = counters.latest(connection, org, "change")
        found = releases.numbers(connection, org, number, limit)
        last = _last(found, parts.settings.changes_bytes)
        changes, devices = _between(connection, org, number, last, now_ms) if found else ([], set())
        return {
            "contract": "progrez.changes/1",
            "organisation_id": org,
            "store_id": organisations.store_id(connection),
            "since": number,
            "next": last if found else min(number, latest),
            "latest": latest,
            "server_time_ms": now_ms,
            "changes": changes,
            "devices": certificates(connection, org, devices) if devices else [],
        }


def _last(found: Sequence[tuple[int, int]], most_bytes: int) -> int:
    """Return the last number whose content still fits; at least the first."""
    last, total = 0, 0
    for number, size in found:
        total += size
        if last and total > most_bytes:
            break
        last = number
    return last


def _between(
    connection: Connection, org: str, number: int, last: int, now_ms: int
) -> tuple[list[dict[str, Any]], set[str]]:
    stored = releases.stored_between(connection, org, number, last, now_ms)
    puts = [
        {
            "seq": row.change_seq,
            "kind": "put",
            "release_id": row.release_id,
            "version": row.version,
            "header": row.header,
            "envelope": base64.b64encode(row.envelope).decode(),
            "receipt": base64.b64encode(row.receipt).decode(),
            "signature": base64.b64encode(row.signature).decode(),
        }
        for row in stored
    ]
    erased = [
        {
            "seq": row.change_seq,
            "kind": "erase",
            "release_id": row.release_id,
            "erase_hash": row.erase_hash,
            "at_ms": row.at_ms,
        }
        for row in releases.erased_between(connection, org, number, last)
    ]
    changes = sorted(puts + erased, key=lambda one: one["seq"])
    return changes, {row.device_id for row in stored}
