"""How often somebody asked: a bucket of tokens, filled by time and emptied by questions, in one statement."""

from sqlalchemy import Connection, case, delete

from progrez_server.settings import Limit
from progrez_server.store.inserting import insert_into
from progrez_server.store.tables import rate_limit

_WHOLE = 1000
"""Tokens are counted in thousandths."""


def take(connection: Connection, org: str, bucket: str, limit: Limit, now_ms: int) -> bool:
    """Take one token; tell whether there was one."""
    full, old = limit.burst * _WHOLE, rate_limit.c
    # A clock that was set back fills nothing, and stops nothing either.
    passed = case((old.at_ms < now_ms, now_ms - old.at_ms), else_=0)
    grown = old.tokens + passed * _WHOLE // limit.ms_each
    left = case((grown > full, full), else_=grown)
    given = insert_into(connection, rate_limit).values(org=org, bucket=bucket, tokens=full - _WHOLE, at_ms=now_ms)
    taken = given.on_conflict_do_update(
        index_elements=["org", "bucket"], set_={"tokens": left - _WHOLE, "at_ms": now_ms}, where=left >= _WHOLE
    )
    return connection.execute(taken.returning(rate_limit.c.org)).first() is not None


def forget(connection: Connection, org: str, before_ms: int) -> None:
    """Drop buckets that nobody took from for so long that they are full."""
    connection.execute(delete(rate_limit).where(rate_limit.c.org == org, rate_limit.c.at_ms < before_ms))
