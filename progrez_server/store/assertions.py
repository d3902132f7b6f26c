"""Which assertions were seen, until they end by themselves: each is good for one request."""

from sqlalchemy import Connection, delete

from progrez_server.store.inserting import insert_into
from progrez_server.store.tables import assertion


def remember(connection: Connection, org: str, device_id: str, jti: str, until_ms: int) -> bool:
    """Remember one; tell whether it is new."""
    row = {"org": org, "device_id": device_id, "jti": jti, "until_ms": until_ms}
    made = insert_into(connection, assertion).values(row).on_conflict_do_nothing().returning(assertion.c.org)
    return connection.execute(made).first() is not None


def forget(connection: Connection, org: str, now_ms: int) -> None:
    """Drop those that are refused for their age by now."""
    connection.execute(delete(assertion).where(assertion.c.org == org, assertion.c.until_ms <= now_ms))
