"""Rows of organisations: made by `init`, and what a server asks of them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from progrez_server.store.tables import counter, organisation

COUNTERS = ("change", "mail", "notice")


@dataclass(frozen=True)
class SignIn:
    issuer: str
    client_id: str
    audience: str
    acr: tuple[str, ...]


@dataclass(frozen=True)
class Organisation:
    """As `init` makes it: without a card, which comes from its first workstation."""

    org: str
    name: Mapping[str, str]
    store_id: str
    receipt_key: str
    server: str
    sign_in: SignIn | None
    made_ms: int


def add(connection: Connection, new: Organisation) -> None:
    """Add an organisation with its counters at nought."""
    connection.execute(
        insert(organisation).values(
            org=new.org,
            name=json.dumps(dict(new.name), ensure_ascii=False),
            store_id=new.store_id,
            receipt_key=new.receipt_key,
            card_number=0,
            server=new.server,
            issuer=new.sign_in.issuer if new.sign_in else None,
            client_id=new.sign_in.client_id if new.sign_in else None,
            audience=new.sign_in.audience if new.sign_in else None,
            acr=json.dumps(new.sign_in.acr) if new.sign_in else None,
            made_ms=new.made_ms,
        )
    )
    connection.execute(insert(counter), [{"org": new.org, "name": name, "value": 0} for name in COUNTERS])


def find(connection: Connection, org: str) -> Organisation | None:
    row = connection.execute(select(organisation).where(organisation.c.org == org)).one_or_none()
    if row is None:
        return None
    sign_in = None
    if row.issuer is not None:
        sign_in = SignIn(row.issuer, row.client_id, row.audience, tuple(json.loads(row.acr)))
    return Organisation(row.org, json.loads(row.name), row.store_id, row.receipt_key, row.server, sign_in, row.made_ms)


def store_id(connection: Connection) -> str:
    """Return the id of this database, which every organisation in it shares."""
    found: str = connection.execute(select(organisation.c.store_id).limit(1)).scalar_one()
    return found


def is_ready(connection: Connection) -> bool:
    return connection.execute(select(organisation.c.org).limit(1)).first() is not None


def ids(connection: Connection) -> tuple[str, ...]:
    return tuple(connection.execute(select(organisation.c.org).order_by(organisation.c.org)).scalars())


def receipt_keys(connection: Connection) -> frozenset[str]:
    return frozenset(connection.execute(select(organisation.c.receipt_key)).scalars())


def is_audience_taken(connection: Connection, sign_in: SignIn) -> bool:
    """Return whether an organisation takes tokens of this provider for this audience."""
    at = organisation.c
    asked = select(at.org).where(at.issuer == sign_in.issuer, at.audience == sign_in.audience).limit(1)
    return connection.execute(asked).first() is not None


def has_trial(connection: Connection) -> bool:
    """Return whether an organisation has nobody who signs staff in."""
    return (
        connection.execute(select(organisation.c.org).where(organisation.c.issuer.is_(None)).limit(1)).first()
        is not None
    )
