"""Statistics as they came, by their hash."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection

from progrez_server.store.inserting import insert_into
from progrez_server.store.tables import statistics


def add(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Add rows; those that are there stay as they are."""
    if rows:
        made = insert_into(connection, statistics).on_conflict_do_nothing(index_elements=["org", "sha256"])
        connection.execute(made, list(rows))
