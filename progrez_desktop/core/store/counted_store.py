"""The part of a person's safe that holds in which periods they were counted without their name."""

from collections.abc import Iterable

from progrez_desktop.core.model.counting import KindName
from progrez_desktop.core.store.database import Database


class Counted:
    """Rows of `counted`, in the safe that they are part of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def kinds(self, period_id: str) -> frozenset[KindName]:
        """Return the kinds that this person was counted in, or remembered as counted in, in a period."""
        return frozenset(
            kind for (kind,) in self._database.rows("SELECT kind FROM counted WHERE period_id = ?", (period_id,))
        )

    def claim(self, period_id: str, kinds: Iterable[KindName]) -> tuple[KindName, ...]:
        """Return the kinds that this person was not counted in yet in this period, and remember all as counted.

        Before counting, never after: a kill in between then loses one person to the counts and counts nobody twice.
        """
        with self._database.transaction():
            return tuple(
                kind
                for kind in kinds
                if self._database.write(
                    "INSERT OR IGNORE INTO counted (period_id, kind) VALUES (?, ?)", (period_id, kind)
                )
            )
