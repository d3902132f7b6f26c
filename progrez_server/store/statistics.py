"""Statistics as they came, by their hash."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, select

from progrez_server.store.inserting import insert_into
from progrez_server.store.tables import statistics


def add(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Add rows; those that are there stay as they are."""
    if rows:
        made = insert_into(connection, statistics).on_conflict_do_nothing(index_elements=["org", "sha256"])
        connection.execute(made, list(rows))


def listed(connection: Connection, org: str, after: str, most: int) -> list[tuple[str, int]]:
    """Return hash and day of those whose hash comes after one, in the order of hashes."""
    asked = select(statistics.c.sha256, statistics.c.at_ms).where(statistics.c.org == org, statistics.c.sha256 > after)
    found = connection.execute(asked.order_by(statistics.c.sha256).limit(most))
    return [(sha256, at_ms) for sha256, at_ms in found]


def document(connection: Connection, org: str, sha256: str) -> str | None:
    asked = select(statistics.c.document).where(statistics.c.org == org, statistics.c.sha256 == sha256)
    found: str | None = connection.execute(asked).scalar_one_or_none()
    return found
