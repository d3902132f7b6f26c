"""Until when each safe is kept, by the random id of its account; and how far the clock is believed."""

from progrez_desktop.core.model.retention import Term
from progrez_desktop.core.store.database import Database, Row
from progrez_desktop.core.store.seen_time import SeenTime

_TERM = "account_id, from_ms, choice, chosen_ms, until_ms"


class Retention(SeenTime):
    """Rows of `retention`, and what `install` knows of time, in one open device database."""

    def __init__(self, database: Database) -> None:
        super().__init__(database, "install")

    def term(self, account_id: str) -> Term | None:
        found = self._database.row(f"SELECT {_TERM} FROM retention WHERE account_id = ?", (account_id,))  # noqa: S608
        return _term(found) if found else None

    def terms(self) -> list[Term]:
        """Return every term, what ends first first."""
        return list(map(_term, self._database.rows(f"SELECT {_TERM} FROM retention ORDER BY until_ms, account_id")))  # noqa: S608

    def over(self, now_ms: int, most: int) -> list[tuple[Term, str]]:
        """Return terms that are over, each with the file of its safe; what ended first first."""
        found = self._database.rows(
            "SELECT r.account_id, r.from_ms, r.choice, r.chosen_ms, r.until_ms, a.safe_file FROM retention r "
            "JOIN account a ON a.id = r.account_id WHERE r.until_ms <= ? ORDER BY r.until_ms, r.account_id LIMIT ?",
            (now_ms, most),
        )
        return [(_term(row[:5]), row[5]) for row in found]

    def put(self, term: Term) -> None:
        self._database.write(
            f"INSERT OR REPLACE INTO retention ({_TERM}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608
            (term.account_id, term.from_ms, term.choice, term.chosen_ms, term.until_ms),
        )

    def drop_ended_releases(self, now_ms: int) -> None:
        """Forget releases of swept safes at their own end; with the last one goes the account that they hung on."""
        whose = "account_id IN (SELECT id FROM account WHERE state = 'erased')"
        with self._database.transaction():
            for statement in (
                f"DELETE FROM outbox WHERE kind = 'put' AND release_id IN "  # noqa: S608
                f"(SELECT id FROM release WHERE until_ms <= ? AND {whose})",
                f"DELETE FROM release WHERE until_ms <= ? AND {whose} AND id NOT IN "  # noqa: S608
                "(SELECT release_id FROM outbox WHERE kind = 'erase' AND state = 'waiting')",
            ):
                self._database.write(statement, (now_ms,))
            self._database.write(
                "DELETE FROM account WHERE state = 'erased' AND id NOT IN (SELECT account_id FROM release)"
            )


def _term(row: Row) -> Term:
    return Term(*row)
