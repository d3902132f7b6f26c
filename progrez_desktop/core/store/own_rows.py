"""Every row that is held about one person: all of their safe, and theirs of the device database.

A safe is read as it is, so that a new table can't be forgotten. Of the device database each table is named here, as one
with rows of people or as one without, and a test fails where one is in neither.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from progrez_desktop.core.store.database import Database, Row

Rows = dict[str, list[dict[str, Any]]]
"""By table, each row by the names of its columns."""

OF_PEOPLE: Mapping[str, str] = {
    "account": "t.id = who.account",
    "wrap": "t.account_id = who.account",
    # Wrong tries at a start code are kept by the account's id.
    "sign_in_failure": "t.email_lookup IN (who.lookup, CAST(who.account AS BLOB))",
    "pack_use": "t.account_id = who.account",
    "release": "t.account_id = who.account",
    "outbox": "t.release_id IN (SELECT id FROM release r WHERE r.account_id = who.account)",
    "outbox_batch": "t.id IN (SELECT o.batch_id FROM outbox o JOIN release r ON r.id = o.release_id "
    "WHERE r.account_id = who.account)",
    "retention": "t.account_id = who.account",
    # What is to be told later than now, after a legal ban, is not told now either.
    "inbox_mail": "t.account_id = who.account AND t.received_ms <= (SELECT time_high_water_ms FROM install)",
    "duty": "t.account_id = who.account",
    "tombstone": "t.subject_id IN (SELECT who.account UNION SELECT r.id FROM release r "
    "WHERE r.account_id = who.account)",
    "audit_event": "t.subject_id = who.account",
    "provider_link": "t.account_id = who.account",
    "moved_away": "t.account_id = who.account",
    "sat_here": "t.account_id = who.account",
}
"""Which rows of a table are somebody's."""

OF_NOBODY = frozenset(
    {
        *("install", "migration", "organisation", "enrolment", "pack", "setting", "staff_member", "staff_security_key"),
        "staff_sign_in",
        *("counting_period", "counter", "local_measure", "public_notice", "taken_packet"),
    }
)
"""What this device is, and counts that are nobody's."""

WITHHELD: Mapping[str, str] = {
    "safe.owner.inbox_private_key": "key",
    "safe.release.body.reply_secret": "key",
    "safe.release.body.code": "key",
    "safe.release.body.erase_secret": "key",
    "safe.receipt.withdrawal_code": "key",
    "device.wrap.wrap": "key",
    "device.release.erase_secret": "key",
    "device.release.withdrawal_lookup": "key",
    "device.outbox.erase_secret": "key",
    "device.outbox.envelope": "sealed",
    "device.outbox_batch.receipt": "others",
    "device.inbox_mail.sealed": "sealed",
    "device.duty.sealed": "staff",
}
"""What a row is told without, and why: a key would open or erase something for whoever finds the file; what is sealed
can be read by its receiver or by staff alone, and its size and hash stand in its place; a receipt of a whole batch
names the releases of others."""

LEFT_OUT = frozenset({"key", "others"})
"""Of these not even size and hash are told."""

_JSON = frozenset(
    {
        "accommodations",
        "background",
        "record",
        "given",
        "body",
        "fields",
        "grants",
        "params",
        "purposes",
        "header",
        "value",
    }
)


def of_safe(database: Database) -> Rows:
    return {table: _told(database, "safe", table, f'SELECT * FROM "{table}"', ()) for table in tables(database)}  # noqa: S608


def of_device(database: Database, account_id: str, email_lookup: bytes) -> Rows:
    who = "WITH who (account, lookup) AS (VALUES (?, ?)) SELECT t.* FROM"
    return {
        table: _told(database, "device", table, f'{who} "{table}" t, who WHERE {rows}', (account_id, email_lookup))
        for table, rows in OF_PEOPLE.items()
    }


_COUNTED = {
    "attempt": "SELECT count(*) FROM attempt",
    "response_event": "SELECT count(*) FROM (SELECT DISTINCT attempt_id, item_id FROM response_event)",
    "reading": "SELECT count(*) FROM reading",
    "result": "SELECT count(*) FROM result",
    "human_rating": "SELECT count(*) FROM human_rating",
    "receipt": "SELECT count(*) FROM receipt",
    "accommodations": "SELECT count(*) FROM accommodations",
    "own_age": "SELECT count(*) FROM own_age",
    "score_objection": "SELECT count(*) FROM score_objection",
    "correction": "SELECT count(*) FROM correction",
    "training_text": "SELECT count(*) FROM training_text",
}


def counts_of_safe(database: Database) -> dict[str, int]:
    return {table: int(database.rows(statement)[0][0]) for table, statement in _COUNTED.items()}


def tables(database: Database) -> list[str]:
    found = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    return [name for (name,) in database.rows(found)]


def _told(
    database: Database, where: str, table: str, statement: str, values: tuple[str | bytes, ...]
) -> list[dict[str, Any]]:
    columns = [name for (name,) in database.rows("SELECT name FROM pragma_table_info(?) ORDER BY cid", (table,))]
    return [_row(f"{where}.{table}", columns, row) for row in database.rows(statement, values)]


def _row(table: str, columns: list[str], row: Row) -> dict[str, Any]:
    told = {}
    for name, value in zip(columns, row, strict=True):
        place = f"{table}.{name}"
        why = WITHHELD.get(place)
        if why in LEFT_OUT:
            continue
        if why is not None and value is not None:
            told[name] = {"bytes": len(value), "sha256": hashlib.sha256(value).hexdigest()}
        else:
            told[name] = _plain(place, name, value)
    return told


def _plain(place: str, name: str, value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    if name not in _JSON or value is None:
        return value
    parsed = json.loads(value)
    if isinstance(parsed, dict):
        return {key: part for key, part in parsed.items() if f"{place}.{key}" not in WITHHELD}
    return parsed
