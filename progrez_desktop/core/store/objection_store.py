"""The part of a person's safe that holds which readings of their own texts they do not agree with."""

from dataclasses import astuple

from progrez_desktop.core.model.objection import Objection
from progrez_desktop.core.store.database import Database


class Objections:
    """Rows of `reading_objection`, in the safe that they are part of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, attempt_id: str, objection: Objection) -> None:
        """Keep one; objecting to the same reading again replaces the reason."""
        self._database.write(
            "INSERT OR REPLACE INTO reading_objection (attempt_id, item_id, skill_id, model_sha256, reason, words, "
            "made_ms) VALUES (?, ?, ?, ?, ?, ?, ?)",
            (attempt_id, *astuple(objection)),
        )

    def delete(self, attempt_id: str, item_id: str, skill_id: str) -> None:
        """Forget one with its words; `secure_delete` overwrites them in the file."""
        self._database.write(
            "DELETE FROM reading_objection WHERE attempt_id = ? AND item_id = ? AND skill_id = ?",
            (attempt_id, item_id, skill_id),
        )

    def of_attempt(self, attempt_id: str) -> tuple[Objection, ...]:
        """Return those of one sitting, the oldest first."""
        found = self._database.rows(
            "SELECT item_id, skill_id, model_sha256, reason, words, made_ms FROM reading_objection "
            "WHERE attempt_id = ? ORDER BY made_ms, rowid",
            (attempt_id,),
        )
        return tuple(Objection(*row) for row in found)
