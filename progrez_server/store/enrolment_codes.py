"""Codes that let one device ask to be the organisation's: by hash, so that the database gives none away."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, select, update

from progrez_server.caller import Kind
from progrez_server.store.inserting import insert_into
from progrez_server.store.tables import enrolment_code


@dataclass(frozen=True)
class Code:
    code_sha256: str
    kind: Kind
    until_ms: int
    used_ms: int | None = None
    device_id: str | None = None


def find(connection: Connection, org: str, code_sha256: str) -> Code | None:
    """Return a code; nobody else uses it before this transaction ends."""
    at = enrolment_code.c
    asked = select(at.code_sha256, at.kind, at.until_ms, at.used_ms, at.device_id).where(
        at.org == org, at.code_sha256 == code_sha256
    )
    found = connection.execute(asked.with_for_update()).one_or_none()
    return Code(*found) if found else None


def add(connection: Connection, org: str, new: Code) -> None:
    """Add a code; one that is there stays as it is."""
    connection.execute(insert_into(connection, enrolment_code).values(org=org, **new.__dict__).on_conflict_do_nothing())


def use(connection: Connection, org: str, code_sha256: str, device_id: str, now_ms: int) -> None:
    at = enrolment_code.c
    row = update(enrolment_code).where(at.org == org, at.code_sha256 == code_sha256)
    connection.execute(row.values(used_ms=now_ms, device_id=device_id))


def forget(connection: Connection, org: str, before_ms: int) -> None:
    """Drop codes that ended a while ago."""
    connection.execute(delete(enrolment_code).where(enrolment_code.c.org == org, enrolment_code.c.until_ms < before_ms))
