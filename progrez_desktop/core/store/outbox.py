"""What waits on this device to leave it or to be taken in: sealed bytes, by random ids. Nothing in it is readable.

release        the pseudonymous mirror of what a person released, so that sending works while safes are locked
outbox         sealed envelopes and erase requests that wait to leave
inbox_mail     what came back for somebody, sealed to the inbox of their safe
organisation   whose public keys this device trusts
"""

import json
from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from progrez_desktop.core.model.keys import KEY_BYTES
from progrez_desktop.core.store.database import Database, Row, Value

if TYPE_CHECKING:  # every start opens this table, and few ever ask for an office
    from progrez_desktop.core.model.rating import Office

UNKNOWN_VERSION = 2**31 - 1
"""Of an erase request for a release of which the versions are not known here: it comes after all of them."""

EraseReason = Literal["withdrawn", "deleted", "expired", "under_age", "duty"]
"""Why a release ended, for who has to erase it."""

RATING = "/rating"
"""A rating office stands beside the organisation that it rates for, with two keys of its own in one column."""


@dataclass(frozen=True)
class Release:
    """What may be known of a release while its safe is locked."""

    id: str
    account_id: str
    organisation_id: str
    purposes: Sequence[str]
    fields: Sequence[str]
    until_ms: int
    released_ms: int
    erase_secret: bytes = field(repr=False)
    withdrawal_lookup: bytes | None = field(default=None, repr=False)
    """By which the code on its receipts finds it."""
    version: int = 1
    """0 while it is permitted and nothing of it was sent."""


@dataclass(frozen=True)
class Sealed:
    """One version of a release as it leaves. Contract: outbox.schema.json."""

    header: str
    envelope: bytes
    envelope_sha256: bytes
    receipt: bytes | None = None
    signature: bytes | None = None


@dataclass(frozen=True)
class Waiting:
    """One row that waits to leave. `envelope` is None for an erase request, which carries the secret instead."""

    seq: int
    organisation_id: str
    release_id: str
    envelope: bytes | None
    erase_secret: bytes | None = field(repr=False)
    created_ms: int


@dataclass(frozen=True)
class Known:
    """What a code finds: the account and organisation of a release, and when it ended if it did."""

    release_id: str
    account_id: str
    organisation_id: str
    ended_ms: int | None


class Outbox:
    def __init__(self, database: Database, at: str = "") -> None:
        """`at` is how the tables are named in a transaction that holds a safe as well, which then is begun already."""
        self._database, self._at = database, at

    def _transaction(self) -> AbstractContextManager[None]:
        return nullcontext() if self._at else self._database.transaction()

    def _write(self, statement: str, values: Sequence[Value] = ()) -> int:
        return self._database.write(statement.replace("@", self._at), values)

    def _rows(self, statement: str, values: Sequence[Value] = ()) -> list[Row]:
        return self._database.rows(statement.replace("@", self._at), values)

    def _row(self, statement: str, values: Sequence[Value] = ()) -> Row | None:
        found = self._rows(statement, values)
        return found[0] if found else None

    # Whose key is trusted

    def pin_office(self, office: "Office", at_ms: int) -> None:
        """Trust a rating office from now on, in the place of the one before."""
        self._write(
            "INSERT OR REPLACE INTO @organisation (id, name, public_key, key_id, pinned_ms, state) "
            "VALUES (?, ?, ?, ?, ?, 'pinned')",
            (office.organisation_id + RATING, office.name, office.texts_key + office.levels_key, office.id, at_ms),
        )

    def office_of(self, organisation_id: str) -> "Office | None":
        """Return the rating office that rates for an organisation, if one was pinned."""
        from progrez_desktop.core.model.rating import Office

        found = self._row("SELECT name, public_key FROM @organisation WHERE id = ?", (organisation_id + RATING,))
        if found is None:
            return None
        name, keys = found
        return Office(organisation_id, name, keys[:KEY_BYTES], keys[KEY_BYTES:])

    # What leaves

    def permit(self, release: Release) -> None:
        """Note what a person permits before anything of it is sent, so that its code works while the safe is locked.

        What was released already stays as it is.
        """
        self._enter(release, "permitted")

    def put(self, release: Release, sealed: Sealed) -> None:
        """Enter a release and what waits to leave of it. An earlier version that still waits is dropped."""
        with self._transaction():
            self._enter(release, "live")
            tried = self._row("SELECT coalesce(max(attempts), 0) FROM @outbox WHERE release_id = ?", (release.id,))
            self._drop_waiting(release.id)
            self._write(
                "INSERT INTO @outbox (organisation_id, release_id, version, kind, header, envelope, envelope_sha256, "
                "receipt, signature, state, created_ms, attempts) "
                "VALUES (?, ?, ?, 'put', ?, ?, ?, ?, ?, 'waiting', ?, ?)",
                (
                    release.organisation_id,
                    release.id,
                    release.version,
                    sealed.header,
                    sealed.envelope,
                    sealed.envelope_sha256,
                    sealed.receipt,
                    sealed.signature,
                    release.released_ms,
                    tried[0] if tried else 0,  # what may have left is followed, whatever takes its place
                ),
            )

    def adopt(self, release: Release) -> None:
        """Enter a release that came with its safe, so that it can be withdrawn here; what is known of it here stays."""
        if self._row("SELECT 1 FROM @release WHERE id = ?", (release.id,)) is None:
            self._enter(release, "live" if release.version else "permitted")

    def catch_up(self, release: Release) -> None:
        """Enter a later version, made where the safe was meanwhile; of an earlier one nothing leaves any more."""
        self._enter(release, "live")
        self._drop_waiting(release.id)

    def _enter(self, release: Release, state: str) -> None:
        if release.withdrawal_lookup is not None:  # a code finds what it ends now, and not what ended before
            self._write(
                "UPDATE @release SET withdrawal_lookup = NULL WHERE withdrawal_lookup = ? AND id <> ?",
                (release.withdrawal_lookup, release.id),
            )
        self._write(
            "INSERT INTO @release (id, account_id, organisation_id, version, purposes, fields, until_ms, state, "
            "released_ms, erase_secret, withdrawal_lookup) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET version = excluded.version, purposes = excluded.purposes, "
            "fields = excluded.fields, until_ms = excluded.until_ms, released_ms = excluded.released_ms, "
            "state = excluded.state WHERE state IN ('permitted', excluded.state)",  # never an ended one
            (
                release.id,
                release.account_id,
                release.organisation_id,
                release.version,
                json.dumps(list(release.purposes)),
                json.dumps(list(release.fields)),
                release.until_ms,
                state,
                release.released_ms,
                release.erase_secret,
                release.withdrawal_lookup,
            ),
        )

    def put_back(self, clock_ms: int) -> None:
        """Count from now what counts from later, by a clock that was put right: it lasts as long as it was to last."""
        self._write(
            "UPDATE @release SET until_ms = until_ms - (released_ms - ?), released_ms = ? WHERE released_ms > ?",
            (clock_ms, clock_ms, clock_ms),
        )

    def _drop_waiting(self, release_id: str) -> int:
        return self._write(
            "DELETE FROM @outbox WHERE release_id = ? AND kind = 'put' AND state = 'waiting'", (release_id,)
        )

    def end(self, release_id: str, at_ms: int, reason: EraseReason = "withdrawn") -> None:
        """End a release: what still waits is dropped, and what left is followed by an erase request. Again is fine."""
        self.end_all((release_id,), at_ms, reason)

    def end_all(
        self, release_ids: Iterable[str], at_ms: int, reason: EraseReason = "withdrawn", *, is_older: bool = False
    ) -> None:
        """End several releases in one transaction.

        Args:
            is_older: This database may be older than what left: what waits by it may be there, and is followed too.
        """
        with self._transaction():
            for release_id in release_ids:
                self._end(release_id, at_ms, reason, is_older=is_older)

    def _end(self, release_id: str, at_ms: int, reason: EraseReason, *, is_older: bool) -> None:
        ended = self._write(
            "UPDATE @release SET state = 'ended', ended_ms = ? WHERE id = ? AND state <> 'ended'",
            (at_ms, release_id),
        )
        if not ended:
            return
        may_be_out = "SELECT 1 FROM @outbox WHERE release_id = ? AND (state <> 'waiting' OR attempts > 0)"
        was_tried = self._row(may_be_out, (release_id,)) is not None
        never_left = self._drop_waiting(release_id) and not was_tried and not is_older
        self._write(
            "UPDATE @outbox SET header = NULL, envelope = NULL, receipt = NULL, signature = NULL "
            "WHERE release_id = ? AND kind = 'put' AND state IN ('done', 'stopped')",
            (release_id,),
        )
        if not never_left:  # one that was brought in with its safe may have left wherever it was made
            self._write(
                "INSERT INTO @outbox (organisation_id, release_id, version, kind, erase_secret, erase_reason, state, "
                "created_ms) SELECT organisation_id, id, version + 1, 'erase', erase_secret, ?, 'waiting', ? "
                "FROM @release WHERE id = ? AND version > 0",
                (reason, at_ms, release_id),
            )

    # By the code on a receipt

    def of_code(self, withdrawal_lookup: bytes) -> Known | None:
        found = self._row(
            "SELECT id, account_id, organisation_id, ended_ms FROM @release WHERE withdrawal_lookup = ?",
            (withdrawal_lookup,),
        )
        return Known(*found) if found else None

    def of_organisation(self, account_id: str, organisation_id: str) -> list[str]:
        """Return what of an account goes on with an organisation."""
        found = self._rows(
            "SELECT id FROM @release WHERE account_id = ? AND organisation_id = ? AND state <> 'ended'",
            (account_id, organisation_id),
        )
        return [row[0] for row in found]

    def going_on(self, account_id: str) -> list[str]:
        """Return what of an account goes on with anybody, permitted or released."""
        found = self._rows("SELECT id FROM @release WHERE account_id = ? AND state <> 'ended'", (account_id,))
        return [row[0] for row in found]

    def states(self, account_id: str) -> dict[str, str]:
        """Return how each release of an account stands."""
        return dict(self._rows("SELECT id, state FROM @release WHERE account_id = ?", (account_id,)))

    def ended_ms(self, release_id: str) -> int | None:
        """Return when a release ended, or was asked to be erased where it was never seen."""
        found = self._rows(
            "SELECT ended_ms FROM @release WHERE id = ? AND state = 'ended' UNION ALL "
            "SELECT created_ms FROM @outbox WHERE release_id = ? AND kind = 'erase'",
            (release_id, release_id),
        )
        return min((row[0] for row in found), default=None)

    def bounds(self, now_ms: int) -> list[tuple[str, int, bool, int]]:
        """Return what ended or was made anew, and would still last: id, latest version, whether it ended, its end."""
        found = self._rows(
            "SELECT id, version, state = 'ended', until_ms FROM @release "
            "WHERE until_ms > ? AND (state = 'ended' OR version > 1)",
            (now_ms,),
        )
        return [(row[0], row[1], bool(row[2]), row[3]) for row in found]

    def version_of(self, release_id: str) -> int:
        """Return the latest version that this device knows of a release; 0 where it knows none."""
        found = self._row("SELECT version FROM @release WHERE id = ?", (release_id,))
        return found[0] if found else 0

    def unopenable(self, account_id: str) -> frozenset[str]:
        """Return which releases of an account never left, since who they were sealed for has other keys now."""
        found = self._rows(
            "SELECT o.release_id FROM @outbox o JOIN @release r ON r.id = o.release_id AND r.version = o.version "
            "WHERE r.account_id = ? AND o.kind = 'put' AND o.reason = 'organisation_key_changed'",
            (account_id,),
        )
        return frozenset(row[0] for row in found)

    def receivers(self) -> list[tuple[str, str]]:
        """Return everybody that this device may send to, as id and name; a rating office's id ends in "/rating"."""
        found = self._rows("SELECT id, name FROM @organisation WHERE state <> 'dropped' ORDER BY id")
        return [(row[0], row[1]) for row in found]

    def ask_to_erase(self, receiver_id: str, release_id: str, erase_secret: bytes, at_ms: int) -> None:
        """Queue the erasure of a release that this device never saw; who hasn't it, learns nothing of a random id."""
        self._write(
            "INSERT OR IGNORE INTO @outbox (organisation_id, release_id, version, kind, erase_secret, state, "
            "created_ms) VALUES (?, ?, ?, 'erase', ?, 'waiting', ?)",
            (receiver_id, release_id, UNKNOWN_VERSION, erase_secret, at_ms),
        )

    def waiting(self, purpose: str, now_ms: int) -> list[Waiting]:
        """Return what may leave now, erase requests first: puts only of releases that are live and not at their end.

        With what goes to a rating office go the requests for it that a code asked for, of releases never seen here.
        """
        found = self._rows(
            "SELECT o.seq, replace(o.organisation_id, ?, ''), o.release_id, o.envelope, o.erase_secret, o.created_ms "
            "FROM @outbox o LEFT JOIN @release r ON r.id = o.release_id "
            "WHERE o.state = 'waiting' AND coalesce(r.purposes = ?, o.organisation_id LIKE ?) "
            "AND (o.kind = 'erase' OR (r.state = 'live' AND r.until_ms > ?)) ORDER BY o.kind = 'put', o.seq",
            (RATING, json.dumps([purpose]), f"%{RATING}" if purpose == "human_rating" else "", now_ms),
        )
        return [Waiting(*row) for row in found]

    def mark_sent(self, seq: int) -> None:
        self._write("UPDATE @outbox SET state = 'sent', attempts = attempts + 1 WHERE seq = ?", (seq,))

    def has_left(self, release_id: str) -> bool:
        """Return whether the envelope of a release was carried away from this device."""
        found = "SELECT 1 FROM @outbox WHERE release_id = ? AND kind = 'put' AND state IN ('sent', 'done')"
        return self._row(found, (release_id,)) is not None

    def is_out(self, release_id: str) -> bool:
        """Return whether somebody may have a release, so that ending it asks them to erase it."""
        found = (
            "SELECT 1 FROM @release r WHERE r.id = ? AND r.state = 'live' AND "
            "(SELECT coalesce(min(o.state = 'waiting' AND o.attempts = 0), 0) FROM @outbox o "
            "WHERE o.release_id = r.id) = 0"
        )
        return self._row(found, (release_id,)) is not None

    # What came back

    def account_of(self, release_id: str) -> str | None:
        """Return whose release this is, as long as it is live and they have a safe."""
        found = self._row(
            "SELECT r.account_id FROM @release r JOIN @account a ON a.id = r.account_id "
            "WHERE r.id = ? AND r.state = 'live' AND a.state = 'active'",
            (release_id,),
        )
        return str(found[0]) if found else None

    def account_behind(self, release_id: str, organisation_id: str) -> str | None:
        """Return whose release this is or was, to that organisation, as long as they have a safe here."""
        found = self._row(
            "SELECT r.account_id FROM @release r JOIN @account a ON a.id = r.account_id "
            "WHERE r.id = ? AND r.organisation_id = ? AND a.state = 'active'",
            (release_id, organisation_id),
        )
        return str(found[0]) if found else None

    def deliver(self, mail_id: str, account_id: str, kind: str, sealed: bytes, at_ms: int) -> bool:
        """Put mail into somebody's inbox, once; return whether it is new."""
        return bool(
            self._write(
                "INSERT OR IGNORE INTO @inbox_mail (id, account_id, kind, sealed, received_ms) VALUES (?, ?, ?, ?, ?)",
                (mail_id, account_id, kind, sealed, at_ms),
            )
        )

    def mail(self, account_id: str, kind: str, now_ms: int | None = None) -> list[tuple[str, bytes]]:
        """Return what waits in an inbox, the oldest first, as id and sealed bytes; with a time, what came by then."""
        found = self._rows(
            "SELECT id, sealed FROM @inbox_mail WHERE account_id = ? AND kind = ? AND (? IS NULL OR received_ms <= ?) "
            "ORDER BY received_ms, id",
            (account_id, kind, now_ms, now_ms),
        )
        return [(row[0], row[1]) for row in found]

    def inbox(self, account_id: str, now_ms: int) -> list[tuple[str, str, bytes]]:
        """Return everything that waits in an inbox and may be told by now, as id, kind and sealed bytes."""
        found = self._rows(
            "SELECT id, kind, sealed FROM @inbox_mail WHERE account_id = ? AND received_ms <= ? ORDER BY id",
            (account_id, now_ms),
        )
        return [(row[0], row[1], row[2]) for row in found]

    def drop_mail(self, mail_id: str) -> None:
        self._write("DELETE FROM @inbox_mail WHERE id = ?", (mail_id,))
