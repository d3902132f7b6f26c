"""What a person released out of their safe, and what came back for it: two tables of an open safe."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from progrez_desktop.core.store.database import Database
from progrez_desktop.core.store.forms import canonical


@dataclass(frozen=True)
class ReleaseRecord:
    """One release in the person's own words. `body` says what was in it; its secrets never leave the safe."""

    id: str
    organisation_id: str
    attempt_id: str
    grant_ids: tuple[str, ...]
    released_ms: int
    ended_ms: int | None
    body: Mapping[str, Any]
    version: int = 1


class Releases:
    def __init__(self, database: Database) -> None:
        self._database = database

    def inbox_private_key(self) -> bytes:
        """Return what opens the mail that was sealed to this safe."""
        return bytes(self._database.rows("SELECT inbox_private_key FROM owner")[0][0])

    def inbox_public_key(self) -> bytes:
        return bytes(self._database.rows("SELECT inbox_public_key FROM owner")[0][0])

    def save(self, release: ReleaseRecord) -> None:
        """Keep a release; a later version takes the place of the one before."""
        self._database.write(
            "INSERT INTO release (id, organisation_id, attempt_id, version, grants, body, released_ms, ended_ms) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET attempt_id = excluded.attempt_id, "
            "version = excluded.version, grants = excluded.grants, body = excluded.body, "
            "released_ms = excluded.released_ms",
            (
                release.id,
                release.organisation_id,
                release.attempt_id,
                release.version,
                json.dumps(list(release.grant_ids)),
                canonical(release.body),
                release.released_ms,
                release.ended_ms,
            ),
        )

    def has(self, release_id: str) -> bool:
        return self._database.row("SELECT 1 FROM release WHERE id = ?", (release_id,)) is not None

    def live(self, purpose: str) -> list[ReleaseRecord]:
        """Return the releases for a purpose that were not ended, the oldest first."""
        return [record for record in self.all_live() if record.body.get("purpose") == purpose]

    def all_live(self) -> list[ReleaseRecord]:
        return [record for record in self.all() if record.ended_ms is None]

    def all(self) -> list[ReleaseRecord]:
        """Return every release ever made, the ended ones too, the oldest first."""
        found = self._database.rows(
            "SELECT id, organisation_id, attempt_id, grants, released_ms, ended_ms, body, version FROM release "
            "ORDER BY released_ms, id"
        )
        return [
            ReleaseRecord(
                release_id, whose, attempt_id, tuple(json.loads(grants)), released, ended, json.loads(body), version
            )
            for release_id, whose, attempt_id, grants, released, ended, body, version in found
        ]

    def end(self, release_id: str, at_ms: int) -> None:
        self._database.write("UPDATE release SET ended_ms = ? WHERE id = ? AND ended_ms IS NULL", (at_ms, release_id))

    def save_rating(self, rating_id: str, attempt_id: str, body: Mapping[str, Any], received_ms: int) -> None:
        """Keep what a rater found; a newer version takes the place of the one before."""
        self._database.write(
            "INSERT OR REPLACE INTO human_rating (id, attempt_id, body, received_ms) VALUES (?, ?, ?, ?)",
            (rating_id, attempt_id, canonical(body), received_ms),
        )

    def ratings(self, attempt_id: str) -> list[Mapping[str, Any]]:
        found = self._database.rows(
            "SELECT body FROM human_rating WHERE attempt_id = ? ORDER BY received_ms, id", (attempt_id,)
        )
        return [json.loads(row[0]) for row in found]
