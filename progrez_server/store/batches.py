"""Replies to batches, kept with what they are about, so that the same batch gets the same reply."""

import hashlib
import zlib
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select, text

from progrez_server.store.tables import batch


@dataclass(frozen=True)
class Kept:
    digest: str
    reply: bytes


def claim(connection: Connection, org: str, batch_id: str) -> bool:
    """Return whether nobody else is carrying out this batch; nobody will before this transaction ends."""
    if connection.dialect.name != "postgresql":
        return True  # the whole database was locked when this transaction began
    lock = int.from_bytes(hashlib.sha256(f"{org}/{batch_id}".encode()).digest()[:8], "big", signed=True)
    return bool(connection.execute(text("SELECT pg_try_advisory_xact_lock(:lock)"), {"lock": lock}).scalar_one())


def find(connection: Connection, org: str, batch_id: str) -> Kept | None:
    asked = select(batch.c.digest, batch.c.reply).where(batch.c.org == org, batch.c.batch_id == batch_id)
    found = connection.execute(asked).first()
    return Kept(found[0], zlib.decompress(found[1])) if found else None


def add(
    connection: Connection, org: str, batch_id: str, device_id: str, digest: str, reply: bytes, now_ms: int
) -> None:
    row = {"org": org, "batch_id": batch_id, "device_id": device_id, "digest": digest, "at_ms": now_ms}
    connection.execute(insert(batch).values(**row, reply=zlib.compress(reply, 1)))


def forget(connection: Connection, org: str, before_ms: int) -> int:
    """Forget replies that are older."""
    return connection.execute(delete(batch).where(batch.c.org == org, batch.c.at_ms < before_ms)).rowcount
