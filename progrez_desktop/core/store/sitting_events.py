"""The part of a person's safe that holds what happened to their sittings."""

from progrez_desktop.core.model.sitting_event import SittingEvent
from progrez_desktop.core.store.database import Database


class SittingEvents:
    """Rows of `sitting_event`, in the safe that they are part of. They are added to and never changed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, event: SittingEvent) -> None:
        """Keep one; when this returns it is on the disk, as an answer is."""
        self._database.write(
            "INSERT INTO sitting_event (attempt_id, kind, reason, at_ms, lasted_ms, who) VALUES (?, ?, ?, ?, ?, ?)",
            (event.attempt_id, event.kind, event.reason, event.at_ms, event.lasted_ms, event.who),
        )

    def of_attempt(self, attempt_id: str) -> list[SittingEvent]:
        """Return what happened to one sitting, in the order in which it was kept."""
        found = self._database.rows(
            "SELECT attempt_id, kind, at_ms, reason, lasted_ms, who FROM sitting_event WHERE attempt_id = ? "
            "ORDER BY seq",
            (attempt_id,),
        )
        return [SittingEvent(*row) for row in found]
