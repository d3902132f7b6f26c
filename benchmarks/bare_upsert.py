"""The least that storing profiles costs: one set-based statement and one commit, on the server's own table.

What a server's rate stands beside. The statement goes through the database's own driver, with the same pragmas as the
server has, and nothing is parsed, checked or signed.
"""

import hashlib
import sqlite3
import time
from collections.abc import Sequence
from contextlib import closing
from typing import Any

from tests.organisation_house import Device, release_id

COLUMNS = (
    *("org", "release_id", "version", "device_id", "header", "envelope", "receipt", "signature"),
    *("erase_hash", "envelope_sha256", "size", "until_ms", "change_seq", "stored_ms"),
)
_TYPES = (
    *("varchar", "varchar", "int", "varchar", "text", "bytea", "bytea", "bytea"),
    *("varchar", "varchar", "int", "bigint", "bigint", "bigint"),
)
_CHANGED = ", ".join(f"{name} = excluded.{name}" for name in COLUMNS[2:])
_SETTLED = (
    f"ON CONFLICT (org, release_id) DO UPDATE SET {_CHANGED} "
    "WHERE release.version < excluded.version RETURNING release_id"
)
Rows = Sequence[tuple[Any, ...]]


def rows(device: Device, numbers: range) -> Rows:
    """Return profiles as rows of the table `release`, really sealed."""
    made = []
    for number in numbers:
        release, sealed = device.sealed(number)
        assert sealed.receipt is not None
        size = len(sealed.header) + len(sealed.envelope) + len(sealed.receipt)
        erase_hash = hashlib.sha256(release.erase_secret).hexdigest()
        one = (device.organisation.id, release_id(number), 1, device.id, sealed.header, sealed.envelope)
        rest = (sealed.receipt, sealed.signature, erase_hash, sealed.envelope_sha256.hex(), size)
        made.append((*one, *rest, release.until_ms, number + 1, release.released_ms))
    return made


def seconds(database: str, found: Rows, batch: int) -> float:
    """Return how long it takes to store rows, so many with each commit, and delete them afterwards."""
    batches: list[Rows] = [
        sorted(found[at : at + batch], key=lambda row: str(row[1])) for at in range(0, len(found), batch)
    ]
    if database.startswith("sqlite"):
        return _sqlite(database.removeprefix("sqlite:///"), batches)
    return _postgresql(database, batches)


def _sqlite(path: str, batches: list[Rows]) -> float:
    with closing(sqlite3.connect(path, timeout=30)) as connection:
        connection.isolation_level = None
        for pragma in ("journal_mode=TRUNCATE", "synchronous=FULL", "secure_delete=ON"):
            connection.execute(f"PRAGMA {pragma}").fetchall()
        begin = time.perf_counter()
        for batch in batches:
            places = ", ".join([f"({', '.join('?' * len(COLUMNS))})"] * len(batch))
            statement = f"INSERT INTO release ({', '.join(COLUMNS)}) VALUES {places} {_SETTLED}"  # noqa: S608
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(statement, [value for row in batch for value in row]).fetchall()
            connection.execute("COMMIT")
        took = time.perf_counter() - begin
        connection.execute("DELETE FROM release WHERE org = ?", (batches[0][0][0],))
    return took


def _postgresql(url: str, batches: list[Rows]) -> float:
    import psycopg

    arrays = ", ".join(f"%s::{kind}[]" for kind in _TYPES)
    statement = (
        f"INSERT INTO release ({', '.join(COLUMNS)}) SELECT * FROM unnest({arrays}) {_SETTLED}"  # noqa: S608
    ).encode()
    with psycopg.connect(url) as connection:
        begin = time.perf_counter()
        for batch in batches:
            connection.execute(statement, [list(column) for column in zip(*batch, strict=True)]).fetchall()
            connection.commit()
        took = time.perf_counter() - begin
        connection.execute("DELETE FROM release WHERE org = %s", (batches[0][0][0],))
        connection.commit()
        connection.autocommit = True
        connection.execute("VACUUM release")
    return took
