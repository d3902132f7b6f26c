"""The part of a person's safe that holds their age, where they want it kept for a comparison of their own."""

from progrez_desktop.core.store.database import Database


class OwnAge:
    """At most one row, in the safe that it is part of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def years(self) -> int | None:
        found = self._database.row("SELECT years FROM own_age")
        return found[0] if found else None

    def keep(self, years: int, at_ms: int) -> None:
        self._database.write("INSERT OR REPLACE INTO own_age (id, years, typed_ms) VALUES (1, ?, ?)", (years, at_ms))

    def forget(self) -> None:
        self._database.write("DELETE FROM own_age")
