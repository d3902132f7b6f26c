"""Lists what is really in a database, in the form of the contracts device-schema and safe-schema."""

from typing import Any

from progrez_desktop.core.store.database import Database


def listing(database: Database) -> dict[str, Any]:
    names = "SELECT name FROM sqlite_master WHERE type = ? AND name NOT LIKE 'sqlite_%' ORDER BY name"
    tables = [name for (name,) in database.rows(names, ("table",))]
    indexes = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY name"
    return {
        "name": database.kind.name,
        "version": database.schema_version(),
        "application_id": database.rows("PRAGMA application_id")[0][0],
        "tables": {table: _columns(database, table) for table in tables},
        "indexes": dict(database.rows(indexes)),
    }


def _columns(database: Database, table: str) -> list[dict[str, Any]]:
    found = database.rows('SELECT name, type, "notnull", pk FROM pragma_table_info(?) ORDER BY cid', (table,))
    return [{"name": name, "type": kind, "required": bool(required), "key": key} for name, kind, required, key in found]
