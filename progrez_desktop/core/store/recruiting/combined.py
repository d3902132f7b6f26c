"""What was entered beside the test, by candidate and role: a work sample, and what stands in the place of the sum.

That somebody differed is counted by a trigger (store.recruiting.counted), which looks for "override" in the document.
"""

import json
from dataclasses import asdict

from progrez_desktop.core.json_document import canonical
from progrez_desktop.core.model.interview import Override, Sample
from progrez_desktop.core.store.database import Database


class Combinations:
    """Rows of `combination`, in the registry that they are part of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, release_id: str, role_id: str) -> tuple[Sample | None, Override | None]:
        found = self._database.row(
            "SELECT document FROM combination WHERE release_id = ? AND role_id = ?", (release_id, role_id)
        )
        told = json.loads(found[0]) if found else {}
        sample, override = told.get("sample"), told.get("override")
        return Sample(**sample) if sample else None, Override(**override) if override else None

    def put(
        self, release_id: str, role_id: str, sample: Sample | None, override: Override | None, by: str, at_ms: int
    ) -> None:
        document = {name: asdict(one) for name, one in (("sample", sample), ("override", override)) if one is not None}
        self._database.write(
            "INSERT INTO combination (release_id, role_id, document, by, at_ms) VALUES (?, ?, ?, ?, ?) "
            "ON CONFLICT (release_id, role_id) DO UPDATE SET document = excluded.document, by = excluded.by, "
            "at_ms = excluded.at_ms",
            (release_id, role_id, canonical(document), by, at_ms),
        )
