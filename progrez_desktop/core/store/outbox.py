"""What waits on this device to leave it or to be taken in: sealed bytes, by random ids. Nothing in it is readable.

release        the pseudonymous mirror of what a person released, so that sending works while safes are locked
outbox         sealed envelopes and erase requests that wait to leave
inbox_mail     what came back for somebody, sealed to the inbox of their safe
organisation   whose public keys this device trusts
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from progrez_desktop.core.model.keys import KEY_BYTES
from progrez_desktop.core.store.database import Database

if TYPE_CHECKING:  # every start opens this table, and few ever ask for an office
    from progrez_desktop.core.model.rating import Office

_RATING = "/rating"
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


@dataclass(frozen=True)
class Waiting:
    """One row that waits to leave. `envelope` is None for an erase request, which carries the secret instead."""

    seq: int
    organisation_id: str
    release_id: str
    envelope: bytes | None
    erase_secret: bytes | None = field(repr=False)
    created_ms: int


class Outbox:
    def __init__(self, database: Database) -> None:
        self._database = database

    # Whose key is trusted

    def pin_office(self, office: "Office", at_ms: int) -> None:
        """Trust a rating office from now on, in the place of the one before."""
        self._database.write(
            "INSERT OR REPLACE INTO organisation (id, name, public_key, key_id, pinned_ms, state) "
            "VALUES (?, ?, ?, ?, ?, 'pinned')",
            (office.organisation_id + _RATING, office.name, office.texts_key + office.levels_key, office.id, at_ms),
        )

    def office_of(self, organisation_id: str) -> "Office | None":
        """Return the rating office that rates for an organisation, if one was pinned."""
        from progrez_desktop.core.model.rating import Office

        found = self._database.row(
            "SELECT name, public_key FROM organisation WHERE id = ?", (organisation_id + _RATING,)
        )
        if found is None:
            return None
        name, keys = found
        return Office(organisation_id, name, keys[:KEY_BYTES], keys[KEY_BYTES:])

    # What leaves

    def put(self, release: Release, header: str, envelope: bytes, envelope_sha256: bytes) -> None:
        """Enter a release and the envelope that waits to leave, in one transaction."""
        with self._database.transaction():
            self._database.write(
                "INSERT INTO release (id, account_id, organisation_id, version, purposes, fields, until_ms, state, "
                "released_ms, erase_secret) VALUES (?, ?, ?, 1, ?, ?, ?, 'live', ?, ?)",
                (
                    release.id,
                    release.account_id,
                    release.organisation_id,
                    json.dumps(list(release.purposes)),
                    json.dumps(list(release.fields)),
                    release.until_ms,
                    release.released_ms,
                    release.erase_secret,
                ),
            )
            self._database.write(
                "INSERT INTO outbox (organisation_id, release_id, version, kind, header, envelope, envelope_sha256, "
                "state, created_ms) VALUES (?, ?, 1, 'put', ?, ?, ?, 'waiting', ?)",
                (release.organisation_id, release.id, header, envelope, envelope_sha256, release.released_ms),
            )

    def end(self, release_id: str, at_ms: int) -> None:
        """End a release: what still waits is dropped, and what left is followed by an erase request. Again is fine."""
        with self._database.transaction():
            ended = self._database.write(
                "UPDATE release SET state = 'ended', ended_ms = ? WHERE id = ? AND state = 'live'", (at_ms, release_id)
            )
            if not ended:
                return
            if not self._database.write("DELETE FROM outbox WHERE release_id = ? AND state = 'waiting'", (release_id,)):
                self._database.write(
                    "INSERT INTO outbox (organisation_id, release_id, version, kind, erase_secret, state, created_ms) "
                    "SELECT organisation_id, id, version + 1, 'erase', erase_secret, 'waiting', ? FROM release "
                    "WHERE id = ?",
                    (at_ms, release_id),
                )

    def live_of(self, account_id: str) -> list[str]:
        """Return the releases of an account that were not ended."""
        found = self._database.rows("SELECT id FROM release WHERE account_id = ? AND state = 'live'", (account_id,))
        return [row[0] for row in found]

    def waiting(self, purpose: str, now_ms: int) -> list[Waiting]:
        """Return what may leave now, erase requests first: puts only of releases that are live and not at their end."""
        found = self._database.rows(
            "SELECT o.seq, o.organisation_id, o.release_id, o.envelope, o.erase_secret, o.created_ms "
            "FROM outbox o JOIN release r ON r.id = o.release_id "
            "WHERE o.state = 'waiting' AND r.purposes = ? "
            "AND (o.kind = 'erase' OR (r.state = 'live' AND r.until_ms > ?)) ORDER BY o.kind = 'put', o.seq",
            (json.dumps([purpose]), now_ms),
        )
        return [Waiting(*row) for row in found]

    def mark_sent(self, seq: int) -> None:
        self._database.write("UPDATE outbox SET state = 'sent', attempts = attempts + 1 WHERE seq = ?", (seq,))

    def has_left(self, release_id: str) -> bool:
        """Return whether the envelope of a release was carried away from this device."""
        found = "SELECT 1 FROM outbox WHERE release_id = ? AND kind = 'put' AND state IN ('sent', 'done')"
        return self._database.row(found, (release_id,)) is not None

    # What came back

    def account_of(self, release_id: str) -> str | None:
        """Return whose release this is, as long as it is live and they have a safe."""
        found = self._database.row(
            "SELECT r.account_id FROM release r JOIN account a ON a.id = r.account_id "
            "WHERE r.id = ? AND r.state = 'live' AND a.state = 'active'",
            (release_id,),
        )
        return str(found[0]) if found else None

    def deliver(self, mail_id: str, account_id: str, kind: str, sealed: bytes, at_ms: int) -> bool:
        """Put mail into somebody's inbox, once; return whether it is new."""
        return bool(
            self._database.write(
                "INSERT OR IGNORE INTO inbox_mail (id, account_id, kind, sealed, received_ms) VALUES (?, ?, ?, ?, ?)",
                (mail_id, account_id, kind, sealed, at_ms),
            )
        )

    def mail(self, account_id: str, kind: str, now_ms: int | None = None) -> list[tuple[str, bytes]]:
        """Return what waits in an inbox, the oldest first, as id and sealed bytes; with a time, what came by then."""
        found = self._database.rows(
            "SELECT id, sealed FROM inbox_mail WHERE account_id = ? AND kind = ? AND (? IS NULL OR received_ms <= ?) "
            "ORDER BY received_ms, id",
            (account_id, kind, now_ms, now_ms),
        )
        return [(row[0], row[1]) for row in found]

    def drop_mail(self, mail_id: str) -> None:
        self._database.write("DELETE FROM inbox_mail WHERE id = ?", (mail_id,))
