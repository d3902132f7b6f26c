"""Packs in the database, a part at a time."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from progrez_server.store.tables import pack, pack_part


@dataclass(frozen=True)
class Listed:
    sha256: str
    bytes: int
    assessment_id: str
    version: str
    at_ms: int


def size_of(connection: Connection, org: str, sha256: str) -> int | None:
    """Return how large a pack is; None where there is none."""
    return connection.execute(
        select(pack.c.bytes).where(pack.c.org == org, pack.c.sha256 == sha256)
    ).scalar_one_or_none()


def listed(connection: Connection, org: str) -> list[Listed]:
    """Return the packs of an organisation, the newest first."""
    at = pack.c
    asked = select(at.sha256, at.bytes, at.assessment_id, at.version, at.at_ms).where(at.org == org)
    return [Listed(*row) for row in connection.execute(asked.order_by(at.at_ms.desc(), at.sha256))]


def add(connection: Connection, org: str, new: Listed, parts: Iterable[bytes]) -> None:
    """Add a pack with its bytes."""
    for number, content in enumerate(parts):
        row = {"org": org, "sha256": new.sha256, "part": number, "content": content}
        connection.execute(insert(pack_part).values(row))
    connection.execute(insert(pack).values(org=org, **new.__dict__))


def part(connection: Connection, org: str, sha256: str, number: int) -> bytes | None:
    at = pack_part.c
    asked = select(at.content).where(at.org == org, at.sha256 == sha256, at.part == number)
    return connection.execute(asked).scalar_one_or_none()
