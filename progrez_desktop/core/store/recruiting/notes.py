"""Lines of interviews, each of one release, with which it goes; one that was removed stays back for a while."""

from progrez_desktop.core.model.interview import Note
from progrez_desktop.core.store.database import Database

_COLUMNS = "id, release_id, role_id, skill, probe, rating, text, by, at_ms"


class Notes:
    """Rows of `note`, in the registry that they are part of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, note: Note) -> None:
        """Keep a line as it stands now."""
        self._database.write(
            f"INSERT INTO note ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) "  # noqa: S608
            "ON CONFLICT (id) DO UPDATE SET rating = excluded.rating, text = excluded.text, at_ms = excluded.at_ms",
            (
                *(note.id, note.release_id, note.role_id, note.skill, note.probe, note.rating, note.text),
                *(note.by, note.at_ms),
            ),
        )

    def of(self, release_id: str) -> tuple[Note, ...]:
        """Return what stands of one candidate, in the order in which it was begun."""
        return self._found("release_id = ? AND dropped_ms IS NULL ORDER BY rowid", (release_id,))

    def one(self, note_id: str) -> Note | None:
        """Return a line that stands."""
        return next(iter(self._found("id = ? AND dropped_ms IS NULL", (note_id,))), None)

    def last_dropped(self, release_id: str, by: str) -> Note | None:
        """Return what somebody removed last and may take back."""
        where = "release_id = ? AND by = ? AND dropped_ms IS NOT NULL ORDER BY dropped_ms DESC, rowid DESC LIMIT 1"
        return next(iter(self._found(where, (release_id, by))), None)

    def drop(self, note_id: str, at_ms: int) -> None:
        self._database.write("UPDATE note SET dropped_ms = ? WHERE id = ?", (at_ms, note_id))

    def restore(self, note_id: str) -> None:
        self._database.write("UPDATE note SET dropped_ms = NULL WHERE id = ?", (note_id,))

    def destroy_dropped(self, before_ms: int, now_ms: int) -> int:
        """Destroy what was removed before a moment, or by a clock that was ahead; return how many lines."""
        gone = "dropped_ms <= ? OR dropped_ms > ?"
        found = self._database.rows(f"SELECT count(*) FROM note WHERE {gone}", (before_ms, now_ms))  # noqa: S608
        if found[0][0]:
            self._database.write(f"DELETE FROM note WHERE {gone}", (before_ms, now_ms))  # noqa: S608
        return int(found[0][0])

    def _found(self, where: str, values: tuple[str, ...]) -> tuple[Note, ...]:
        rows = self._database.rows(f"SELECT {_COLUMNS} FROM note WHERE {where}", values)  # noqa: S608
        return tuple(Note(*row) for row in rows)
