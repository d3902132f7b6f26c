"""Requests that came by mail: kinds and days to read, content sealed under the staff key."""

from progrez_desktop.core.model.duty import Duty
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.store.audit_trail import AuditTrail
from progrez_desktop.core.store.database import Database

_COLUMNS = "id, kind, account_id, received_ms, due_ms, confirmed_ms, identity_ms, acted_ms, closed_ms, sealed"


class Duties:
    """Rows of one open device database, each change with its entry in the operators' list."""

    def __init__(self, database: Database, audit: AuditTrail) -> None:
        self._database, self._audit = database, audit

    def put(self, duty: Duty, event: AuditEvent) -> None:
        """Keep a duty as it stands now, and the event that tells of it, both or neither."""
        with self._database.transaction():
            self.keep(duty)
            self._audit.append(event)

    def keep(self, duty: Duty) -> None:
        """Keep a duty as it stands now; the caller holds the transaction of that and of what tells of it."""
        self._database.write(
            f"INSERT OR REPLACE INTO duty ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            (
                *(duty.id, duty.kind, duty.account_id, duty.received_ms, duty.due_ms),
                *(duty.confirmed_ms, duty.identity_ms, duty.acted_ms, duty.closed_ms, duty.sealed),
            ),
        )

    def all(self) -> list[Duty]:
        """Return every duty, what is open first, and of that what is due first."""
        ordered = f"SELECT {_COLUMNS} FROM duty ORDER BY closed_ms IS NOT NULL, due_ms, id"  # noqa: S608
        return [Duty(*row) for row in self._database.rows(ordered)]

    def wipe(self, closed_before_ms: int, at_ms: int) -> int:
        """Forget what was closed before a moment; return how many there were."""
        found = self._database.rows("SELECT id FROM duty WHERE closed_ms <= ?", (closed_before_ms,))
        if not found:
            return 0
        with self._database.transaction():
            for (duty_id,) in found:
                self._database.write("DELETE FROM duty WHERE id = ?", (duty_id,))
                self._audit.append(AuditEvent(at_ms, "computer", "duty_wiped", duty_id, {}))
        return len(found)
