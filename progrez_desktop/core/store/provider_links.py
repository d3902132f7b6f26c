"""Which account belongs to whom a provider knows, by keyed hashes: neither the provider nor the person can be read."""

from progrez_desktop.core.store.database import Database


class ProviderLinks:
    """The links of one open device database. They go with their account."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def account_of(self, lookup: bytes) -> str | None:
        """Return whose account it is, if somebody's."""
        found = self._database.row("SELECT account_id FROM provider_link WHERE lookup = ?", (lookup,))
        return str(found[0]) if found else None

    def put(self, lookup: bytes, account_id: str, at_ms: int) -> bool:
        """Link, and return whether that was new: a link is never moved to another account."""
        return bool(
            self._database.write(
                "INSERT OR IGNORE INTO provider_link (lookup, account_id, linked_ms) VALUES (?, ?, ?)",
                (lookup, account_id, at_ms),
            )
        )

    def count(self, account_id: str) -> int:
        return int(self._database.rows("SELECT count(*) FROM provider_link WHERE account_id = ?", (account_id,))[0][0])

    def forget(self, account_id: str) -> None:
        """Have no provider find this account any more."""
        self._database.write("DELETE FROM provider_link WHERE account_id = ?", (account_id,))
