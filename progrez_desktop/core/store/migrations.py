"""Brings a database to the newest schema: one named step is one transaction together with its record."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from progrez_desktop.core.store.database import Database

_RECORD = "CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT"


@dataclass(frozen=True)
class Migration:
    """One named step from the version before. A step is never changed and never squashed once it shipped."""

    name: str
    statements: tuple[str, ...]


def migrate(database: "Database") -> None:
    """Run the steps that the file lacks. A failed step leaves the file as the step before made it."""
    found = database.schema_version()
    for number, step in enumerate(database.kind.migrations[found:], start=found + 1):
        with database.transaction():
            # One statement per execute(): executescript() commits first, and a failed
            # migration could then no longer be rolled back.
            for statement in (_RECORD, *step.statements):
                database.write(statement)
            database.write("INSERT INTO migration (version, name) VALUES (?, ?)", (number, step.name))
            database.write(f"PRAGMA application_id = {database.kind.application_id}")
            database.write(f"PRAGMA user_version = {number}")
