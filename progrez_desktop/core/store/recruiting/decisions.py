"""Decision records and their letters: the record outlives the profile it is of, until its own date."""

from progrez_desktop.core.model.decision import Decision, ExplanationLetter, Terms
from progrez_desktop.core.store.database import Database

_DECISION = "id, release_id, code, role_id, role, decision, reason, basis, by, at_ms, until_ms, handed_ms"


class DecisionStore:
    """Callers of what writes hold the transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def terms(self) -> Terms | None:
        found = self._database.row("SELECT basis, days FROM decision_terms")
        return Terms(*found) if found else None

    def put_terms(self, terms: Terms) -> None:
        self._database.write("INSERT OR REPLACE INTO decision_terms VALUES (1, ?, ?)", (terms.basis, terms.days))

    def was_opened(self, release_id: str) -> bool:
        """Return whether the page of a release was opened, or a report of it made, in the version that is here.

        Not by when that was: a clock that was ahead would have the version come after it was read.
        """
        return bool(
            self._database.row(
                "SELECT 1 FROM release r JOIN audit_event a ON a.subject_id = r.id "
                "AND a.action IN ('profile_read', 'report_made') "
                "AND json_extract(a.params, '$.version') = CAST(r.version AS TEXT) WHERE r.id = ?",
                (release_id,),
            )
        )

    def reads_of(self, release_id: str) -> tuple[tuple[int, str, str], ...]:
        """Return when a release was opened or reported on, what that was in the log, and by whom, the oldest first."""
        found = self._database.rows(
            "SELECT at_ms, action, coalesce(json_extract(params, '$.by'), '') FROM audit_event "
            "WHERE subject_id = ? AND action = 'profile_read' "
            "UNION ALL SELECT at_ms, 'report_made', reader FROM report WHERE release_id = ? ORDER BY 1",
            (release_id, release_id),
        )
        return tuple((at_ms, action, by) for at_ms, action, by in found)

    def was_combined(self, release_id: str, role_id: str) -> bool:
        """Return whether test, interview and work sample were weighed together for a role."""
        return bool(
            self._database.row("SELECT 1 FROM combination WHERE release_id = ? AND role_id = ?", (release_id, role_id))
        )

    def override_of(self, release_id: str, role_id: str) -> str | None:
        """Return the reason of whoever put something else in the place of a combination; None where nobody did."""
        found = self._database.row(
            "SELECT json_extract(document, '$.override.reason') FROM combination WHERE release_id = ? AND role_id = ?",
            (release_id, role_id),
        )
        return found[0] if found else None

    def put(self, one: Decision) -> None:
        self._database.write(
            f"INSERT INTO decision ({_DECISION}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
            (
                *(one.id, one.release_id, one.code, one.role_id, one.role, one.decision, one.reason),
                *(one.basis, one.by, one.at_ms, one.until_ms, one.handed_ms),
            ),
        )

    def all(self, now_ms: int) -> tuple[Decision, ...]:
        """Return what is not over, the newest first."""
        found = self._database.rows(
            f"SELECT {_DECISION} FROM decision WHERE until_ms > ? ORDER BY at_ms DESC, rowid DESC",  # noqa: S608
            (now_ms,),
        )
        return tuple(Decision(*row) for row in found)

    def one(self, decision_id: str, now_ms: int) -> Decision | None:
        found = self._database.row(
            f"SELECT {_DECISION} FROM decision WHERE id = ? AND until_ms > ?",  # noqa: S608
            (decision_id, now_ms),
        )
        return Decision(*found) if found else None

    def forget_before(self, moment_ms: int) -> int:
        """Destroy what ended before a moment; return how many."""
        return self._database.write("DELETE FROM decision WHERE until_ms <= ?", (moment_ms,))

    # Letters

    def put_letter(self, letter: ExplanationLetter, release_id: str | None) -> None:
        """Keep a letter in the place of the one before; with the release whose fits it says, if any."""
        self._database.write(
            "INSERT OR REPLACE INTO letter VALUES (?, ?, ?, ?, ?, ?)",
            (letter.decision_id, release_id, letter.language, letter.text, letter.by, letter.at_ms),
        )

    def letter(self, decision_id: str, now_ms: int) -> ExplanationLetter | None:
        """Return a letter, unless the profile that it tells of is over."""
        found = self._database.row(
            "SELECT l.decision_id, l.language, l.text, l.by, l.at_ms FROM letter l LEFT JOIN release r "
            "ON r.id = l.release_id WHERE l.decision_id = ? AND (l.release_id IS NULL OR r.until_ms > ?)",
            (decision_id, now_ms),
        )
        return ExplanationLetter(*found) if found else None

    def handed(self, decision_id: str, at_ms: int) -> None:
        self._database.write("UPDATE decision SET handed_ms = ? WHERE id = ?", (at_ms, decision_id))

    def sent_ms(self, decision_id: str, release_id: str) -> int | None:
        """Return when a letter on a decision was sent as a message last.

        What was written down before that said on which decision it was counts for each of its release.
        """
        found = self._database.row(
            "SELECT max(at_ms) FROM audit_event WHERE subject_id = ? AND action = 'letter_handed_over' "
            "AND json_extract(params, '$.way') = 'message' AND coalesce(json_extract(params, '$.decision'), ?) = ?",
            (release_id, decision_id, decision_id),
        )
        return found[0] if found else None
