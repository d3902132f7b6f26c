"""The part of a person's safe that holds which of their texts they set ready as examples for the scoring."""

from dataclasses import astuple

from progrez_desktop.core.model.training import TrainingText
from progrez_desktop.core.store.database import Database

_COLUMNS = "attempt_id, item_id, organisation_id, language, text, made_ms"


class TrainingTexts:
    """Rows of `training_text`, in the safe that they are part of."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, ready: TrainingText) -> None:
        """Keep one in the place of the one before it."""
        self._database.write(
            f"INSERT OR REPLACE INTO training_text ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",  # noqa: S608
            astuple(ready),
        )

    def all(self) -> tuple[TrainingText, ...]:
        """Return those of every sitting, the oldest first."""
        found = self._database.rows(f"SELECT {_COLUMNS} FROM training_text ORDER BY made_ms, rowid")  # noqa: S608
        return tuple(TrainingText(*row) for row in found)

    def drop(self, attempt_id: str, item_id: str) -> None:
        """Erase one; `secure_delete` overwrites it in the file."""
        self._database.write("DELETE FROM training_text WHERE attempt_id = ? AND item_id = ?", (attempt_id, item_id))
