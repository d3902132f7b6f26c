"""Reports on candidates: which file was made of whom, for whom, and who had looked before."""

from dataclasses import dataclass
from typing import Literal

from progrez_desktop.core.store.database import Database

ReportKind = Literal["candidate", "team"]


@dataclass(frozen=True)
class ReportMade:
    id: str
    release_id: str
    kind: ReportKind
    sha256: str
    """Of the file as it left."""
    reader: str
    at_ms: int


@dataclass(frozen=True)
class Looks:
    """How often a release was looked at or handed out, and when last."""

    count: int
    last_ms: int


class ReportStore:
    """Rows of `report`, and reads as a report tells of them. Callers of what writes hold the transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, made: ReportMade) -> None:
        self._database.write(
            "INSERT INTO report (id, release_id, kind, sha256, reader, at_ms) VALUES (?, ?, ?, ?, ?, ?)",
            (made.id, made.release_id, made.kind, made.sha256, made.reader, made.at_ms),
        )

    def of(self, release_id: str) -> tuple[ReportMade, ...]:
        """Return those on one candidate, the oldest first."""
        found = self._database.rows(
            "SELECT id, release_id, kind, sha256, reader, at_ms FROM report WHERE release_id = ? ORDER BY at_ms, id",
            (release_id,),
        )
        return tuple(ReportMade(*row) for row in found)

    def looks(self, release_id: str) -> Looks:
        found = self._database.rows(
            "SELECT coalesce(sum(count), 0), coalesce(max(last_ms), 0) FROM read WHERE release_id = ?", (release_id,)
        )
        return Looks(*found[0])

    def was_read_before(self, release_id: str, moment_ms: int) -> bool:
        """Return whether a release was looked at or handed out before a moment."""
        found = self._database.rows(
            "SELECT EXISTS (SELECT 1 FROM read WHERE release_id = ? AND first_ms < ?)", (release_id, moment_ms)
        )
        return bool(found[0][0])
