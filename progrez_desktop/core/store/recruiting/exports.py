"""Which files left a registry, to whom and for what, and who of those in them is still here."""

from collections.abc import Iterable

from progrez_desktop.core.model.handing import Handed
from progrez_desktop.core.store.database import Database

_HANDED = (
    "SELECT e.id, e.at_ms, e.form, e.purpose, e.recipient, e.reader, e.people, "
    "(SELECT count(*) FROM exported x JOIN release r ON r.id = x.release_id WHERE x.export_id = e.id "
    "AND r.until_ms > ?) FROM export e"
)


class Exports:
    """Callers of what writes hold the transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(self, one: Handed, release_ids: Iterable[str]) -> None:
        self._database.write(
            "INSERT INTO export (id, at_ms, form, purpose, recipient, reader, people) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (one.id, one.at_ms, one.form, one.purpose, one.recipient, one.reader, one.people),
        )
        for release_id in release_ids:
            self._database.write("INSERT INTO exported (export_id, release_id) VALUES (?, ?)", (one.id, release_id))

    def all(self, now_ms: int) -> tuple[Handed, ...]:
        """Return every file, the newest first."""
        found = self._database.rows(f"{_HANDED} ORDER BY e.at_ms DESC, e.id", (now_ms,))
        return tuple(Handed(*row) for row in found)

    def of(self, release_id: str, now_ms: int) -> tuple[Handed, ...]:
        """Return the files that somebody is in, the newest first; none where their time is over."""
        found = self._database.rows(
            f"{_HANDED} JOIN exported o ON o.export_id = e.id JOIN release s ON s.id = o.release_id "
            "WHERE s.id = ? AND s.until_ms > ? ORDER BY e.at_ms DESC, e.id",
            (now_ms, release_id, now_ms),
        )
        return tuple(Handed(*row) for row in found)
