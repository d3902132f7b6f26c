"""What an operator took into use of what was found on this device: norms and keys, each with its entry in the trail."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.store.audit_trail import AuditTrail
from progrez_desktop.core.store.database import Database
from progrez_desktop.core.store.forms import canonical

MeasureKind = Literal["norm", "situation_key"]


@dataclass(frozen=True)
class Measure:
    """A norm of one scale, or a key of one situation. `record` holds all of it."""

    id: str
    kind: MeasureKind
    subject_id: str
    record: Mapping[str, Any]
    chosen_ms: int


class Measures:
    def __init__(self, database: Database, audit: AuditTrail) -> None:
        self._database, self._audit = database, audit

    def in_use(self, kind: MeasureKind) -> dict[str, Measure]:
        """Return what is in use, by scale or situation."""
        found = self._database.rows(
            "SELECT id, kind, subject_id, record, chosen_ms FROM local_measure "
            "WHERE kind = ? AND dropped_ms IS NULL ORDER BY subject_id",
            (kind,),
        )
        return {row[2]: Measure(row[0], row[1], row[2], json.loads(row[3]), row[4]) for row in found}

    def find(self, measure_id: str) -> Measure | None:
        """Return what was ever in use under an id, dropped or not."""
        row = self._database.row(
            "SELECT id, kind, subject_id, record, chosen_ms FROM local_measure WHERE id = ?", (measure_id,)
        )
        return Measure(row[0], row[1], row[2], json.loads(row[3]), row[4]) if row else None

    def use(self, measure: Measure, event: AuditEvent) -> None:
        """Take one into use in the place of the one before, together with the event that tells of it.

        One that was in use before and was dropped is taken up again under its id.
        """
        with self._database.transaction():
            self._drop(measure.kind, measure.subject_id, event.at_ms)
            self._database.write(
                "INSERT INTO local_measure (id, kind, subject_id, record, chosen_ms) VALUES (?, ?, ?, ?, ?) "
                "ON CONFLICT (id) DO UPDATE SET chosen_ms = excluded.chosen_ms, dropped_ms = NULL",
                (measure.id, measure.kind, measure.subject_id, canonical(measure.record), measure.chosen_ms),
            )
            self._audit.append(event)

    def drop(self, kind: MeasureKind, subject_id: str, event: AuditEvent) -> bool:
        """End the use of one, with the event that tells of it; return whether one was in use."""
        with self._database.transaction():
            dropped = self._drop(kind, subject_id, event.at_ms)
            if dropped:
                self._audit.append(event)
            return dropped

    def _drop(self, kind: MeasureKind, subject_id: str, at_ms: int) -> bool:
        return bool(
            self._database.write(
                "UPDATE local_measure SET dropped_ms = ? WHERE kind = ? AND subject_id = ? AND dropped_ms IS NULL",
                (at_ms, kind, subject_id),
            )
        )
