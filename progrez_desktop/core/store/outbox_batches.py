"""What leaves for an organisation's server in batches: begun before the first send, ended in one transaction.

A row is `waiting`, then `sent` in a batch whose key was kept before, then `done` or `stopped`. A batch whose rows no
longer make the same bytes (an account was erased, a release withdrawn) is undone, and what is left of it waits again:
what had arrived is known there by id and version, so it is neither lost nor doubled.

Of what is done, an erasure is kept as long as copies of the server's database may be put back, and a profile's sealed
bytes until its release ends or a later version arrived: an older database has lost both, and they go again.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from progrez_desktop.core.model.outgoing import TAKEN_BACK, Batch, Heard, Item, ItemKind, Outcome, Way
from progrez_desktop.core.store.database import Database, Row, Value

ERASURES_KEPT_MS = 45 * 86_400_000
"""Copies of a server's database are kept for 30 days at most (docs/sync.md)."""
_RATING = '["human_rating"]'
_COLUMNS = (
    "o.seq, o.kind, o.release_id, o.version, o.created_ms, o.header, o.envelope, o.envelope_sha256, o.receipt, "
    "o.signature, o.erase_secret, o.erase_reason, coalesce(r.state = 'live', 0), coalesce(r.until_ms, 0), "
    "coalesce(r.version, 0), coalesce(r.purposes, '[]'), coalesce(r.fields, '[]')"
)
_MIRROR = 12
"""So many of them are of the row itself; the others are of its release."""
# What goes to a rating office goes there by hand, and to no server.
_FROM = f"FROM outbox o LEFT JOIN release r ON r.id = o.release_id WHERE coalesce(r.purposes, '') <> '{_RATING}'"
_LIGHT = _COLUMNS.replace("o.envelope, ", "NULL, ").replace("o.receipt, o.signature", "NULL, NULL")
_SIZE = "coalesce(length(o.header) + length(o.envelope) + length(o.receipt) + length(o.signature), 0)"
_WITHOUT_BYTES = "header = NULL, envelope = NULL, receipt = NULL, signature = NULL"


class Batches:
    def __init__(self, database: Database) -> None:
        self._database = database

    # What waits

    def waiting(self, organisation_id: str, kind: ItemKind, most: int) -> list[Item]:
        """Return what waits for an organisation, the oldest first."""
        which = "AND o.organisation_id = ? AND o.kind = ? AND o.state = 'waiting'"
        return self._items(which, organisation_id, kind, limit=most)

    def under_way(self, organisation_id: str, kind: ItemKind | None = None) -> list[Batch]:
        """Return batches that were begun and not answered, the oldest first."""
        found = self._database.rows(
            "SELECT DISTINCT b.id, b.body_sha256, b.created_ms FROM outbox_batch b JOIN outbox o ON o.batch_id = b.id "
            "WHERE b.organisation_id = ? AND b.state = 'open' AND (? IS NULL OR o.kind = ?) "
            "ORDER BY b.created_ms, b.id",
            (organisation_id, kind, kind),
        )
        return [self._batch(id_, sha256 or b"") for id_, sha256, _ in found]

    def find(self, batch_id: str) -> Batch | None:
        """Return a batch that was begun and not answered yet."""
        found = self._database.row("SELECT body_sha256 FROM outbox_batch WHERE id = ? AND state = 'open'", (batch_id,))
        return self._batch(batch_id, found[0] or b"") if found else None

    def leaving(self, organisation_id: str) -> list[tuple[Item, int]]:
        """Return what still has to reach an organisation, begun or not: without its bytes, and how many they are."""
        found = self._database.rows(
            f"SELECT {_LIGHT}, {_SIZE} {_FROM} AND o.organisation_id = ? "
            "AND (o.state = 'waiting' OR (o.state = 'sent' AND o.batch_id IS NOT NULL)) ORDER BY o.kind = 'put', o.seq",
            (organisation_id,),
        )
        return [(_item(row[:-1]), row[-1]) for row in found]

    def outcomes(self, organisation_id: str) -> list[Outcome]:
        """Return what was not taken, and why; what its person or a later version took back is nothing to tell."""
        found = self._database.rows(
            f"SELECT o.kind, o.release_id, o.version, coalesce(o.reason, 'not_taken') {_FROM} "
            "AND o.organisation_id = ? AND o.state = 'stopped' AND coalesce(o.reason, '') NOT IN (?, ?) ORDER BY o.seq",
            (organisation_id, *TAKEN_BACK),
        )
        return [Outcome(*row) for row in found]

    def _batch(self, batch_id: str, body_sha256: bytes) -> Batch:
        tries = self._database.rows("SELECT coalesce(max(attempts), 0) FROM outbox WHERE batch_id = ?", (batch_id,))
        return Batch(batch_id, tuple(self._items("AND o.batch_id = ?", batch_id)), body_sha256, tries[0][0])

    def _items(self, which: str, *values: Value, limit: int = -1) -> list[Item]:
        statement = f"SELECT {_COLUMNS} {_FROM} {which} ORDER BY o.kind = 'put', o.seq LIMIT ?"
        return [_item(row) for row in self._database.rows(statement, (*values, limit))]

    # What is begun and undone

    def begin(
        self, batch_id: str, organisation_id: str, items: Sequence[Item], body_sha256: bytes, way: Way, at_ms: int
    ) -> None:
        """Put rows into a batch, before the first send of it."""
        with self._database.transaction():
            self._database.write(
                "INSERT INTO outbox_batch (id, organisation_id, idempotency_key, created_ms, state, way, body_sha256) "
                "VALUES (?, ?, ?, ?, 'open', ?, ?)",
                (batch_id, organisation_id, batch_id, at_ms, way, body_sha256),
            )
            for item in items:
                self._database.write(
                    "UPDATE outbox SET batch_id = ?, state = 'sent' WHERE seq = ? AND state = 'waiting'",
                    (batch_id, item.seq),
                )

    def trying(self, batch_id: str) -> None:
        """Note that a batch is about to leave: from now on all of it may be there."""
        self._database.write("UPDATE outbox SET attempts = attempts + 1 WHERE batch_id = ?", (batch_id,))

    def carried(self, batch_id: str) -> None:
        """Note that a batch went on a stick; over the network it may go as well."""
        self._database.write("UPDATE outbox_batch SET way = 'stick' WHERE id = ?", (batch_id,))

    def undo(self, batch_id: str) -> None:
        """Take a batch apart: what is left of it waits again, for another key."""
        with self._database.transaction():
            self._database.write(
                "UPDATE outbox SET batch_id = NULL, state = 'waiting' WHERE batch_id = ? AND state = 'sent'",
                (batch_id,),
            )
            self._database.write("UPDATE outbox SET batch_id = NULL WHERE batch_id = ?", (batch_id,))
            self._database.write("DELETE FROM outbox_batch WHERE id = ?", (batch_id,))

    def stop(self, seq: int, reason: str) -> None:
        """Keep one row from ever leaving, with the reason for it."""
        self._database.write(
            f"UPDATE outbox SET state = 'stopped', reason = ?, {_WITHOUT_BYTES} "  # noqa: S608
            "WHERE seq = ? AND state = 'waiting'",
            (reason, seq),
        )

    # What came back. The caller holds the transaction.

    def end(self, batch_id: str, outcomes: Iterable[Outcome], receipt: str | None) -> None:
        """Take in how a batch went, item by item."""
        for one in outcomes:
            self._take(batch_id, one)
        self._database.write("UPDATE outbox_batch SET state = 'done', receipt = ? WHERE id = ?", (receipt, batch_id))

    def _take(self, batch_id: str, one: Outcome) -> None:
        key = (batch_id, one.kind, one.release_id, one.version)
        where = "WHERE batch_id = ? AND kind = ? AND release_id = ? AND version = ?"
        if one.state == "waiting":
            again = f"UPDATE outbox SET state = 'waiting', batch_id = NULL, reason = ? {where}"  # noqa: S608
            self._database.write(again, (one.code, *key))
        elif one.state == "stopped":
            stopped = f"UPDATE outbox SET state = 'stopped', reason = ?, {_WITHOUT_BYTES} {where}"  # noqa: S608
            self._database.write(stopped, (one.code, *key))
        else:
            receipt = one.receipt.encode() if one.receipt else None
            self._database.write(
                f"UPDATE outbox SET state = 'done', reason = NULL, server_receipt = ?, done_ms = ? {where}",  # noqa: S608
                (receipt, one.at_ms, *key),
            )
            if one.kind == "put":
                self._database.write(
                    f"UPDATE outbox SET {_WITHOUT_BYTES} WHERE release_id = ? AND kind = 'put' AND version < ? "  # noqa: S608
                    "AND state = 'done'",
                    (one.release_id, one.version),
                )
            else:
                self._let_go(one.release_id)

    def _let_go(self, release_id: str) -> None:
        """Of an account that is gone, nothing is left once everybody who had something of it was told."""
        self._database.write(
            "DELETE FROM release WHERE id = ? AND account_id IN (SELECT id FROM account WHERE state = 'erased') "
            "AND NOT EXISTS (SELECT 1 FROM outbox o WHERE o.release_id = release.id AND o.kind = 'erase' "
            "AND o.state IN ('waiting', 'sent'))",
            (release_id,),
        )
        self._database.write(
            "DELETE FROM account WHERE state = 'erased' "
            "AND NOT EXISTS (SELECT 1 FROM release r WHERE r.account_id = account.id)"
        )

    def send_again(self, organisation_id: str, now_ms: int) -> None:
        """Let everything go once more that an older database has lost: erasures, and what is still released."""
        self._database.write(
            "UPDATE outbox SET state = 'waiting', batch_id = NULL WHERE organisation_id = ? AND state = 'done' "
            "AND kind = 'erase' AND batch_id IS NOT NULL AND erase_secret IS NOT NULL",
            (organisation_id,),
        )
        self._database.write(
            "UPDATE outbox SET state = 'waiting', batch_id = NULL WHERE organisation_id = ? AND state = 'done' "
            "AND kind = 'put' AND envelope IS NOT NULL AND release_id IN "
            "(SELECT id FROM release r WHERE r.state = 'live' AND r.until_ms > ? AND r.version = outbox.version)",
            (organisation_id, now_ms),
        )

    def tidy(self, organisation_id: str, now_ms: int) -> None:
        """Let go of what is no longer needed: bytes of what ended, and erasures that no copy can bring back."""
        self._database.write(
            f"UPDATE outbox SET {_WITHOUT_BYTES} WHERE organisation_id = ? AND kind = 'put' AND envelope IS NOT NULL "  # noqa: S608
            "AND state IN ('done', 'stopped') AND release_id NOT IN "
            "(SELECT id FROM release r WHERE r.state = 'live' AND r.until_ms > ?)",
            (organisation_id, now_ms),
        )
        self._database.write(
            "DELETE FROM outbox WHERE organisation_id = ? AND kind = 'erase' AND state = 'done' AND done_ms < ? "
            "AND release_id NOT IN (SELECT id FROM release)",
            (organisation_id, now_ms - ERASURES_KEPT_MS),
        )
        self._database.write(
            "UPDATE outbox SET erase_secret = NULL WHERE organisation_id = ? AND kind = 'erase' AND state = 'done' "
            "AND done_ms < ?",
            (organisation_id, now_ms - ERASURES_KEPT_MS),
        )
        self._database.write(
            "DELETE FROM outbox_batch WHERE organisation_id = ? AND id NOT IN "
            "(SELECT batch_id FROM outbox WHERE batch_id IS NOT NULL)",
            (organisation_id,),
        )

    # How far one has heard

    def heard(self, organisation_id: str) -> Heard:
        found = self._database.row(
            "SELECT store_id, change_seq, mail_seq, sent_ms FROM enrolment WHERE organisation_id = ?",
            (organisation_id,),
        )
        return Heard(*found) if found else Heard(None, 0, 0, None)

    def hear(self, organisation_id: str, **what: str | int) -> None:
        """Note how far one has heard: `store_id`, `change_seq`, `mail_seq`, `sent_ms`."""
        for column, value in what.items():
            assert column in ("store_id", "change_seq", "mail_seq", "sent_ms")
            self._database.write(
                f"UPDATE enrolment SET {column} = ? WHERE organisation_id = ?",  # noqa: S608
                (value, organisation_id),
            )

    # What the person behind a release is told

    def fates(self, account_id: str) -> Mapping[str, list[tuple[ItemKind, int, int, str | None]]]:
        """Return what a server said of the releases of an account: kind, version, when, and its receipt."""
        found = self._database.rows(
            "SELECT o.release_id, o.kind, o.version, o.done_ms, o.server_receipt FROM outbox o "
            "JOIN release r ON r.id = o.release_id WHERE r.account_id = ? AND o.state = 'done' "
            "AND o.done_ms IS NOT NULL "
            "ORDER BY o.done_ms, o.seq",
            (account_id,),
        )
        fates: dict[str, list[tuple[ItemKind, int, int, str | None]]] = {}
        for release_id, kind, version, at_ms, receipt in found:
            fates.setdefault(release_id, []).append((kind, version, at_ms, receipt.decode() if receipt else None))
        return fates


def _item(row: Row) -> Item:
    live, until_ms, latest, purposes, fields = row[_MIRROR:]
    return replace(
        Item(*row[:_MIRROR]),
        live=bool(live),
        until_ms=until_ms,
        latest=latest,
        purposes=tuple(json.loads(purposes)),
        fields=tuple(json.loads(fields)),
    )
