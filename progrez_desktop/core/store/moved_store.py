"""Sittings that went to another kiosk, and packets that came from one, so that each is taken in once."""

from progrez_desktop.core.model.moving import MovedAway
from progrez_desktop.core.store.database import Database, Row

_COLUMNS = "account_id, packet_id, to_device, to_name, at_ms"


class MovedSittings:
    """Those of one open device database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, moved: MovedAway) -> None:
        """Note where a sitting went; the latest packet of an account counts."""
        self._database.write(
            f"INSERT OR REPLACE INTO moved_away ({_COLUMNS}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608
            (moved.account_id, moved.packet_id, moved.to_device, moved.to_name, moved.at_ms),
        )

    def of_account(self, account_id: str) -> MovedAway | None:
        found = self._database.row(f"SELECT {_COLUMNS} FROM moved_away WHERE account_id = ?", (account_id,))  # noqa: S608
        return _moved(found) if found else None

    def of_packet(self, packet_id: str) -> MovedAway | None:
        found = self._database.row(f"SELECT {_COLUMNS} FROM moved_away WHERE packet_id = ?", (packet_id,))  # noqa: S608
        return _moved(found) if found else None

    def stays(self, account_id: str) -> None:
        """Have a sitting be here again."""
        self._database.write("DELETE FROM moved_away WHERE account_id = ?", (account_id,))

    def took(self, packet_id: str, at_ms: int) -> None:
        """Note that a packet was taken in."""
        self._database.write("INSERT OR IGNORE INTO taken_packet (packet_id, at_ms) VALUES (?, ?)", (packet_id, at_ms))

    def was_taken(self, packet_id: str) -> bool:
        return self._database.row("SELECT 1 FROM taken_packet WHERE packet_id = ?", (packet_id,)) is not None


def _moved(row: Row) -> MovedAway:
    return MovedAway(*row)
