"""The part of a person's safe that holds the receipts of what they decided."""

import json
from collections.abc import Mapping
from typing import Any

from progrez_desktop.core.store.database import Database
from progrez_desktop.core.store.forms import canonical


class Receipts:
    """Rows of `receipt`, in the safe that they are part of. None is ever changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(
        self, receipt_id: str, event: str, body: Mapping[str, Any], code: str | None, release_id: str | None, at_ms: int
    ) -> None:
        self._database.write(
            "INSERT INTO receipt (id, release_id, event, body, withdrawal_code, created_ms) VALUES (?, ?, ?, ?, ?, ?)",
            (receipt_id, release_id, event, canonical(body), code, at_ms),
        )

    def controllers(self) -> list[tuple[str, dict[str, str]]]:
        """Return every organisation that there is a receipt for, as its newest one names it."""
        found = self._database.rows("SELECT body FROM receipt ORDER BY created_ms, rowid")
        told = (json.loads(body)["dpv:hasDataController"] for (body,) in found)
        return list({one["@id"]: one["dpv:hasName"] for one in told}.items())

    def latest(self, controller: str | None = None) -> tuple[dict[str, Any], str | None] | None:
        """Return the newest one and the code that it was printed with; each tells where everything stood.

        Args:
            controller: Of whom; of anybody if None.
        """
        found = self._database.row(
            "SELECT body, withdrawal_code FROM receipt WHERE ? IN (json_extract(body, ?), '') "
            "ORDER BY created_ms DESC, rowid DESC LIMIT 1",
            (controller or "", '$."dpv:hasDataController"."@id"'),
        )
        return (json.loads(found[0]), found[1]) if found else None
