"""What one database knows of time: the latest that was ever seen, and how far the clock is believed."""

from progrez_desktop.core.model.retention import Agreement
from progrez_desktop.core.store.database import Database


class SeenTime:
    """Four columns of a table with one row: `install` of a device, `registry` of a workstation."""

    def __init__(self, database: Database, table: str) -> None:
        self._database, self._table = database, table

    def high_water_ms(self) -> int:
        return int(self._one("time_high_water_ms"))

    def raise_high_water(self, now_ms: int) -> None:
        self._database.write(
            f"UPDATE {self._table} SET time_high_water_ms = ? WHERE time_high_water_ms < ?",  # noqa: S608
            (now_ms, now_ms),
        )

    def agreement(self) -> Agreement:
        return Agreement(*self._database.rows(f"SELECT agreement_seen_ms, agreed_ms FROM {self._table}")[0])  # noqa: S608

    def keep_look(self, agreement: Agreement, clock_ms: int) -> None:
        """Remember a look at the clock, and the time that it gave."""
        self._database.write(
            f"UPDATE {self._table} SET agreement_seen_ms = ?, agreed_ms = ?, "  # noqa: S608
            "time_high_water_ms = max(time_high_water_ms, ?)",
            (agreement.seen_ms, agreement.counted_ms, clock_ms),
        )

    def swept_ms(self) -> int:
        """Return the high-water mark at the last whole sweep."""
        return int(self._one("swept_ms"))

    def was_swept(self, high_water_ms: int) -> None:
        self._database.write(f"UPDATE {self._table} SET swept_ms = ?", (high_water_ms,))  # noqa: S608

    def put_mark_back(self, clock_ms: int) -> None:
        """Take a time for right, where a wrong clock had raised the mark. The caller holds the transaction."""
        self._database.write(
            f"UPDATE {self._table} SET time_high_water_ms = ?, agreement_seen_ms = ?, agreed_ms = 0, swept_ms = 0",  # noqa: S608
            (clock_ms, clock_ms),
        )

    def _one(self, column: str) -> int:
        return int(self._database.rows(f"SELECT {column} FROM {self._table}")[0][0])  # noqa: S608
