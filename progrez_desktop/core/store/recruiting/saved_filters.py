"""Filters of the list that were given a name, as rows of a registry."""

import json
from dataclasses import asdict
from typing import Any

from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.model.saved_filter import SavedFilter
from progrez_desktop.core.store.database import Database

_KEPT = ("assessment", "purpose", "reaches", "likely", "quality", "ends_within_days", "is_read", "order")


class SavedFilters:
    """Callers of what writes hold the transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self) -> tuple[SavedFilter, ...]:
        """Return them by name. One that says nothing that can be asked is left out: it is asked for anew."""
        rows = self._database.rows("SELECT id, name, query, made_ms FROM saved_filter")
        found = [SavedFilter(row[0], row[1], query, row[3]) for row in rows if (query := _read(row[2])) is not None]
        return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))

    def put(self, one: SavedFilter) -> None:
        kept = {name: value for name, value in asdict(one.query).items() if name in _KEPT}
        self._database.write(
            "INSERT OR REPLACE INTO saved_filter (id, name, query, made_ms) VALUES (?, ?, ?, ?)",
            (one.id, one.name, json.dumps(kept), one.made_ms),
        )

    def remove(self, filter_id: str) -> None:
        self._database.write("DELETE FROM saved_filter WHERE id = ?", (filter_id,))


def _read(text: str) -> Query | None:
    try:
        told: dict[str, Any] = json.loads(text)
        pairs: dict[str, Any] = {
            name: tuple((str(skill), int(sten)) for skill, sten in told.pop(name)) for name in _KEPT[2:4]
        }
        return Query(**told, **pairs)
    except (ValueError, TypeError, KeyError):
        return None
