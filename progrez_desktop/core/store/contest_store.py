"""The part of a person's safe that holds what they say against their own results."""

from progrez_desktop.core.model.contest import Correction, Said, ScoreObjection
from progrez_desktop.core.store.database import Database


class Contests:
    """Rows of `score_objection` and `correction`, in the safe that they are part of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save_objection(self, attempt_id: str, made: ScoreObjection) -> None:
        """Keep one; objecting to the same score again replaces the reason."""
        self._database.write(
            "INSERT OR REPLACE INTO score_objection (attempt_id, skill_id, reason, words, made_ms) "
            "VALUES (?, ?, ?, ?, ?)",
            (attempt_id, made.skill_id, made.reason, made.words, made.made_ms),
        )

    def drop_objection(self, attempt_id: str, skill_id: str) -> None:
        """Forget one with its words, which `secure_delete` overwrites in the file."""
        self._database.write(
            "DELETE FROM score_objection WHERE attempt_id = ? AND skill_id = ?", (attempt_id, skill_id)
        )

    def save_correction(self, attempt_id: str, made: Correction) -> None:
        self._database.write(
            "INSERT OR REPLACE INTO correction (attempt_id, skill_id, words, made_ms) VALUES (?, ?, ?, ?)",
            (attempt_id, made.skill_id, made.words, made.made_ms),
        )

    def drop_correction(self, attempt_id: str, skill_id: str) -> None:
        self._database.write("DELETE FROM correction WHERE attempt_id = ? AND skill_id = ?", (attempt_id, skill_id))

    def of_attempt(self, attempt_id: str) -> Said:
        objections = self._database.rows(
            "SELECT skill_id, reason, words, made_ms FROM score_objection WHERE attempt_id = ? ORDER BY made_ms, rowid",
            (attempt_id,),
        )
        corrections = self._database.rows(
            "SELECT skill_id, words, made_ms FROM correction WHERE attempt_id = ? ORDER BY made_ms, rowid",
            (attempt_id,),
        )
        return Said(
            {row[0]: ScoreObjection(*row) for row in objections}, {row[0]: Correction(*row) for row in corrections}
        )
