"""What a server says, signed, that it did. Contract: server-receipt.schema.json."""

from collections.abc import Sequence
from typing import Any

from progrez_server.releases import Erase, Outcome

Receipt = dict[str, Any]


def of_batch(org: str, batch_id: str, outcomes: Sequence[Outcome], now_ms: int, backup_days: int) -> Receipt:
    """Return the receipt of a whole batch, to be signed."""
    return _receipt(org, batch_id, [_result(one) for one in outcomes], now_ms, backup_days)


def of_erasure(org: str, batch_id: str | None, erase: Erase, now_ms: int, backup_days: int) -> Receipt:
    """Return the receipt of one erasure; without a batch where its term ended by itself."""
    result = {"kind": "erase", "release_id": erase.release_id, "version": erase.version, "status": 201}
    return _receipt(org, batch_id, [result], now_ms, backup_days)


def _result(outcome: Outcome) -> dict[str, Any]:
    told = {
        "kind": outcome.word,
        "release_id": outcome.release_id,
        "version": outcome.version,
        "status": outcome.status,
    }
    return told if outcome.envelope_sha256 is None else {**told, "envelope_sha256": outcome.envelope_sha256}


def _receipt(org: str, batch_id: str | None, results: list[dict[str, Any]], now_ms: int, backup_days: int) -> Receipt:
    return {
        "contract": "progrez.server-receipt/1",
        "organisation_id": org,
        "batch_id": batch_id,
        "at_ms": now_ms,
        "results": results,
        "backup_days": backup_days,
    }
