"""Shortlists and who is on them; who withdraws or is over leaves them at once, and they say that they lost one."""

import json
from collections.abc import Iterable

from progrez_desktop.core.json_document import canonical
from progrez_desktop.core.model.shortlist import Shortlist
from progrez_desktop.core.store.database import Database, Row

_LIST = (
    "SELECT s.id, s.name, s.role_id, s.impact, s.made_ms, s.lost + count(m.release_id) - count(r.id), count(r.id) "
    "FROM shortlist s LEFT JOIN shortlisted m ON m.shortlist_id = s.id "
    "LEFT JOIN release r ON r.id = m.release_id AND r.until_ms > ? AND r.place = 'list' "
)


class ShortlistStore:
    """Callers of what writes hold the transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, one: Shortlist) -> None:
        self._database.write(
            "INSERT INTO shortlist VALUES (?, ?, ?, ?, ?, ?)",
            (one.id, one.name, one.role_id, canonical(one.impact), one.made_ms, one.lost),
        )

    def delete(self, shortlist_id: str) -> None:
        self._database.write("DELETE FROM shortlist WHERE id = ?", (shortlist_id,))

    def add(self, shortlist_id: str, release_ids: Iterable[str]) -> int:
        """Put people on a list who are still here; return how many were new on it."""
        return sum(
            self._database.write(
                "INSERT OR IGNORE INTO shortlisted SELECT ?, id FROM release WHERE id = ?", (shortlist_id, release_id)
            )
            for release_id in release_ids
        )

    def remove(self, shortlist_id: str, release_id: str) -> bool:
        return bool(
            self._database.write(
                "DELETE FROM shortlisted WHERE shortlist_id = ? AND release_id = ?", (shortlist_id, release_id)
            )
        )

    def lose(self, shortlist_id: str, count: int) -> None:
        """Count people as lost who went while the list was not there."""
        self._database.write("UPDATE shortlist SET lost = lost + ? WHERE id = ?", (count, shortlist_id))

    def all(self, now_ms: int) -> tuple[Shortlist, ...]:
        """Return every list, the newest first; who is over by now, or set aside, is counted as lost already."""
        found = self._database.rows(f"{_LIST} GROUP BY s.id ORDER BY s.made_ms DESC, s.rowid DESC", (now_ms,))
        return tuple(map(_shortlist, found))

    def one(self, shortlist_id: str, now_ms: int) -> Shortlist | None:
        found = self._database.row(f"{_LIST} WHERE s.id = ? GROUP BY s.id", (now_ms, shortlist_id))
        return _shortlist(found) if found else None

    def members(self, shortlist_id: str) -> tuple[str, ...]:
        found = self._database.rows(
            "SELECT release_id FROM shortlisted WHERE shortlist_id = ? ORDER BY release_id", (shortlist_id,)
        )
        return tuple(row[0] for row in found)


def _shortlist(found: Row) -> Shortlist:
    shortlist_id, name, role_id, shown, made_ms, lost, members = found
    return Shortlist(shortlist_id, name, role_id, json.loads(shown), made_ms, lost, members)
