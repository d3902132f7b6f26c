"""What of one release or of all an auditor may ask for: rows as they are, by the names of their columns."""

from collections.abc import Mapping
from typing import Any, Literal

from progrez_desktop.core.store.database import Database

# ruff: noqa: S608 - tables and columns are named in this file.

Named = Literal["combination", "report", "read"]
Row = Mapping[str, Any]


class Evidence:
    """Reads alone, and each table whole, so that a column that joins it is in the evidence as well."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_release(self, table: Named, release_id: str) -> list[Row]:
        return self._rows(table, "release_id = ?", release_id)

    def decisions(self, release_id: str, now_ms: int) -> list[Row]:
        return self._rows("decision", "release_id = ? AND until_ms > ?", release_id, now_ms)

    def letters(self, release_id: str, now_ms: int) -> list[Row]:
        """Return the letters on its decisions, but for one that tells of a profile whose time is over."""
        return self._rows(
            "letter",
            "decision_id IN (SELECT id FROM decision WHERE release_id = ?1 AND until_ms > ?2) "
            "AND (release_id IS NULL OR release_id IN (SELECT id FROM release WHERE until_ms > ?2))",
            release_id,
            now_ms,
        )

    def shortlists(self, release_id: str) -> list[Row]:
        """Return the shortlists that somebody is on, with what was shown of adverse impact when they were made."""
        return self._rows("shortlist", "id IN (SELECT shortlist_id FROM shortlisted WHERE release_id = ?)", release_id)

    def roles(self, release_id: str) -> list[Row]:
        """Return the role profiles of the procedure that a release is of."""
        return self._rows("role", "assessment = (SELECT assessment FROM release WHERE id = ?)", release_id)

    def decided_of(self, code: str, now_ms: int) -> list[str]:
        """Return the releases that a decision was kept of under a code, whether or not they are still here."""
        found = self._database.rows(
            "SELECT DISTINCT release_id FROM decision WHERE code = ? AND until_ms > ?", (code, now_ms)
        )
        return [row[0] for row in found]

    def purposes(self, now_ms: int) -> list[tuple[str, int]]:
        """Return what is allowed by those who are here, and by how many."""
        return [
            (purposes, count)
            for purposes, count in self._database.rows(
                "SELECT purposes, count(*) FROM release WHERE until_ms > ? GROUP BY purposes ORDER BY purposes",
                (now_ms,),
            )
        ]

    def longest_ms(self) -> int | None:
        """Return the longest time that somebody here allowed, from when it came; None where nobody is here."""
        found: int | None = self._database.rows("SELECT max(until_ms - received_ms) FROM release")[0][0]
        return found

    def _rows(self, table: str, where: str, *values: str | int) -> list[Row]:
        names = [row[1] for row in self._database.rows(f"PRAGMA table_info({table})")]
        found = self._database.rows(f"SELECT {', '.join(names)} FROM {table} WHERE {where} ORDER BY rowid", values)
        return [dict(zip(names, row, strict=True)) for row in found]
