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

    def save(self, receipt_id: str, event: str, body: Mapping[str, Any], at_ms: int) -> None:
        self._database.write(
            "INSERT INTO receipt (id, event, body, created_ms) VALUES (?, ?, ?, ?)",
            (receipt_id, event, canonical(body), at_ms),
        )

    def latest(self) -> dict[str, Any] | None:
        """Return the body of the newest one; each tells where everything stood when it was made."""
        found = self._database.row("SELECT body FROM receipt ORDER BY created_ms DESC, rowid DESC LIMIT 1")
        return json.loads(found[0]) if found else None
