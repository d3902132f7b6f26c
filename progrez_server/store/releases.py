"""Sealed releases and the tombstones of those that were erased."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Connection, Row, delete, literal, select, union_all

from progrez_server.releases import Erase, Known, Put, Standing
from progrez_server.store.inserting import insert_into
from progrez_server.store.sets import among, put_all
from progrez_server.store.tables import erased_sender, release, tombstone

Rows = Sequence[Row[*tuple[Any, ...]]]


def standing(connection: Connection, org: str, release_ids: Collection[str]) -> Standing:
    """Return where these releases stand."""
    of_stored = select(
        release.c.release_id, release.c.erase_hash, release.c.version, release.c.envelope_sha256.label("told")
    ).where(release.c.org == org, among(connection, release.c.release_id, release_ids))
    of_erased = select(tombstone.c.release_id, tombstone.c.erase_hash, literal(0), tombstone.c.receipt).where(
        tombstone.c.org == org, among(connection, tombstone.c.release_id, release_ids)
    )
    stored, erased = {}, {}
    for release_id, erase_hash, version, told in connection.execute(union_all(of_stored, of_erased)):
        if version:
            stored[release_id] = Known(version, told, erase_hash)
        else:
            erased[release_id, erase_hash] = told
    return Standing(stored, erased)


def put(connection: Connection, org: str, puts: Sequence[Put], seq: int, now_ms: int) -> None:
    """Store releases, numbered on from `seq`; none over a newer version of itself."""
    rows = [
        {
            "org": org,
            "release_id": one.release_id,
            "version": one.version,
            "device_id": one.device_id,
            "header": one.header,
            "envelope": one.envelope,
            "receipt": one.receipt,
            "signature": one.signature,
            "erase_hash": one.erase_hash,
            "envelope_sha256": one.envelope_sha256,
            "size": len(one.header) + len(one.envelope) + len(one.receipt),
            "until_ms": one.until_ms,
            "change_seq": number,
            "stored_ms": now_ms,
        }
        for number, one in enumerate(puts, seq + 1)
    ]
    put_all(connection, release, rows, newer_by="version")


def erase(
    connection: Connection, org: str, erasures: Sequence[Erase], receipts: Sequence[str], seq: int, now_ms: int
) -> None:
    """Delete releases and keep their tombstones, numbered on from `seq`."""
    if not erasures:
        return
    ids = sorted(one.release_id for one in erasures)
    stored = release.c.org == org, among(connection, release.c.release_id, ids)
    _keep_senders(connection, stored, now_ms)
    connection.execute(delete(release).where(*stored))
    rows = [
        {
            "org": org,
            "release_id": one.release_id,
            "erase_hash": one.erase_hash,
            "version": one.version,
            "at_ms": now_ms,
            "change_seq": number,
            "receipt": receipt,
        }
        for number, (one, receipt) in enumerate(zip(erasures, receipts, strict=True), seq + 1)
    ]
    put_all(connection, tombstone, rows)


def _keep_senders(connection: Connection, stored: Sequence[ColumnElement[bool]], now_ms: int) -> None:
    """Somebody may have read a release just before it went, and its person is told through the device it came from."""
    asked = select(release.c.org, release.c.release_id, release.c.device_id, literal(now_ms, BigInteger))
    made = insert_into(connection, erased_sender).from_select(list(erased_sender.c.keys()), asked.where(*stored))
    connection.execute(made.on_conflict_do_nothing())


def senders_of(connection: Connection, org: str, release_ids: Collection[str]) -> dict[str, str]:
    """Return which device sent each of these releases, as far as they are here or went not long ago."""
    found: dict[str, str] = {}
    for table in (erased_sender, release):
        named = table.c.org == org, among(connection, table.c.release_id, release_ids)
        asked = select(table.c.release_id, table.c.device_id).where(*named)
        found |= {row[0]: row[1] for row in connection.execute(asked)}
    return found


def forget_senders(connection: Connection, org: str, before_ms: int) -> None:
    """Forget which devices releases came from that went earlier."""
    connection.execute(delete(erased_sender).where(erased_sender.c.org == org, erased_sender.c.at_ms < before_ms))


def ended(connection: Connection, org: str, now_ms: int, limit: int) -> list[Erase]:
    """Return releases whose term is over, the earliest first."""
    asked = (
        select(release.c.release_id, release.c.version, release.c.erase_hash)
        .where(release.c.org == org, release.c.until_ms <= now_ms)
        .order_by(release.c.until_ms)
        .limit(limit)
    )
    return [Erase(*row) for row in connection.execute(asked)]


def receipts(connection: Connection, org: str, release_id: str) -> list[tuple[str, str]]:
    """Return the erase hash and the receipt of each erasure of a release."""
    asked = select(tombstone.c.erase_hash, tombstone.c.receipt).where(
        tombstone.c.org == org, tombstone.c.release_id == release_id
    )
    return [(row[0], row[1]) for row in connection.execute(asked.order_by(tombstone.c.change_seq))]


def numbers(connection: Connection, org: str, since: int, limit: int) -> list[tuple[int, int]]:
    """Return the number and size of each change after `since`: one statement, so that all are of one moment."""
    first = [
        select(table.c.change_seq, size.label("size"))
        .where(table.c.org == org, table.c.change_seq > since)
        .order_by(table.c.change_seq)
        .limit(limit)
        .subquery()
        for table, size in ((release, release.c.size), (tombstone, literal(0)))
    ]
    both = union_all(*(select(one) for one in first)).subquery()
    asked = select(both.c.change_seq, both.c.size).order_by(both.c.change_seq).limit(limit)
    return [(row[0], row[1]) for row in connection.execute(asked)]


def stored_between(
    connection: Connection, org: str, since: int, last: int, now_ms: int
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return releases by number, after `since` and up to `last`, but for those that came to their end."""
    asked = select(
        release.c.change_seq,
        release.c.release_id,
        release.c.version,
        release.c.device_id,
        release.c.header,
        release.c.envelope,
        release.c.receipt,
        release.c.signature,
    ).where(
        release.c.org == org,
        release.c.change_seq > since,
        release.c.change_seq <= last,
        release.c.until_ms > literal(now_ms),
    )
    return connection.execute(asked).all()


def erased_between(connection: Connection, org: str, since: int, last: int) -> Rows:
    """Return tombstones by number, after `since` and up to `last`."""
    asked = select(tombstone.c.change_seq, tombstone.c.release_id, tombstone.c.erase_hash, tombstone.c.at_ms).where(
        tombstone.c.org == org, tombstone.c.change_seq > since, tombstone.c.change_seq <= last
    )
    return connection.execute(asked).all()
