"""What an operator chose for this device, each change together with its entry in the audit trail."""

from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.store.audit_trail import AuditTrail
from progrez_desktop.core.store.database import Database


class Settings:
    """The chosen values of one open device database. What may be chosen is declared elsewhere."""

    def __init__(self, database: Database, audit: AuditTrail) -> None:
        self._database, self._audit = database, audit

    def value(self, name: str, assessment_id: str | None) -> str | None:
        """Return what was chosen, or None where nothing was."""
        found = self._database.row(
            "SELECT value FROM setting WHERE name = ? AND assessment_id = ?", (name, assessment_id or "")
        )
        return str(found[0]) if found else None

    def put(self, name: str, assessment_id: str | None, value: str, event: AuditEvent) -> None:
        """Keep a choice and the event that tells of it, both or neither."""
        with self._database.transaction():
            self._database.write(
                "INSERT OR REPLACE INTO setting (name, assessment_id, value, chosen_ms) VALUES (?, ?, ?, ?)",
                (name, assessment_id or "", value, event.at_ms),
            )
            self._audit.append(event)
