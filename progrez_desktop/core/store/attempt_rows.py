"""Sittings as rows of a safe."""

from dataclasses import replace

from progrez_desktop.core.model.attempt import Attempt
from progrez_desktop.core.model.time_limit import TimeLimit
from progrez_desktop.core.store.database import Database, Row
from progrez_desktop.core.store.ease_store import from_text, to_text

_COLUMNS = (
    "id, (SELECT account_id FROM owner), assessment_id, pack_sha256, state, started_ms, finished_ms, position, "
    "active_ms, computer_reading, form, seed, accommodations, limit_ms, time_rule, used_ms"
)


def create(database: Database, attempt: Attempt) -> None:
    limit = attempt.limit
    database.write(
        "INSERT INTO attempt (id, assessment_id, pack_sha256, state, started_ms, finished_ms, position, active_ms, "
        "computer_reading, form, seed, accommodations, limit_ms, time_rule, used_ms) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            attempt.id,
            attempt.assessment_id,
            attempt.pack_sha256,
            attempt.state,
            attempt.started_ms,
            attempt.finished_ms,
            attempt.position,
            attempt.active_ms,
            attempt.computer_reading,
            attempt.form,
            attempt.seed,
            to_text(attempt.accommodations),
            limit.limit_ms if limit else None,
            limit.rule if limit else None,
            attempt.used_ms,
        ),
    )


def all_of(database: Database) -> list[Attempt]:
    found = database.rows(f"SELECT {_COLUMNS} FROM attempt ORDER BY started_ms DESC, rowid DESC")  # noqa: S608
    return [_attempt(row) for row in found]


def one_of(database: Database, attempt_id: str) -> Attempt:
    found = database.row(f"SELECT {_COLUMNS} FROM attempt WHERE id = ?", (attempt_id,))  # noqa: S608
    if found is None:
        raise LookupError("no such attempt in this safe")
    return _attempt(found)


def keep_place(database: Database, attempt_id: str, position: int, active_ms: int, used_ms: int) -> None:
    database.write(
        "UPDATE attempt SET position = ?, active_ms = ?, used_ms = max(used_ms, ?) WHERE id = ? AND state = 'open'",
        (position, active_ms, used_ms, attempt_id),
    )


def spend(database: Database, attempt_id: str, used_ms: int) -> None:
    database.write(
        "UPDATE attempt SET used_ms = max(used_ms, ?) WHERE id = ? AND state = 'open'", (used_ms, attempt_id)
    )


def _attempt(row: Row) -> Attempt:
    *plain, accommodations, limit_ms, rule, used_ms = row
    attempt = Attempt(*plain)
    return replace(
        attempt,
        computer_reading=bool(attempt.computer_reading),
        accommodations=from_text(accommodations),
        limit=TimeLimit(limit_ms, rule) if limit_ms is not None else None,
        used_ms=used_ms,
    )
