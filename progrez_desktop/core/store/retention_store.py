"""What is known of a safe without opening it: until when it is kept and who sat when; how far the clock is believed."""

from progrez_desktop.core.model.retention import Term
from progrez_desktop.core.store.database import Database, Row
from progrez_desktop.core.store.seen_time import SeenTime

_TERM = "account_id, from_ms, choice, chosen_ms, until_ms"


class Retention(SeenTime):
    """Rows of `retention` and `sat_here`, and what `install` knows of time, in one open device database."""

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

    def sat(self, attempt_id: str, account_id: str, at_ms: int, *, is_open: bool) -> None:
        """Note that a sitting was here, and whether it is finished now."""
        self._database.write(
            "INSERT OR REPLACE INTO sat_here (attempt_id, account_id, at_ms, is_open) VALUES (?, ?, ?, ?)",
            (attempt_id, account_id, at_ms, is_open),
        )

    def sits_no_more(self, account_id: str) -> None:
        self._database.write("UPDATE sat_here SET is_open = 0 WHERE account_id = ? AND is_open = 1", (account_id,))

    def sat_since(self, begin_ms: int) -> tuple[int, int]:
        """Return how many sittings were here, and how many of them are open and went to no other kiosk."""
        found = self._database.row(
            "SELECT COUNT(*), COALESCE(SUM(is_open AND account_id NOT IN (SELECT account_id FROM moved_away)), 0) "
            "FROM sat_here WHERE at_ms >= ?",
            (begin_ms,),
        )
        return (found[0], found[1]) if found else (0, 0)

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
