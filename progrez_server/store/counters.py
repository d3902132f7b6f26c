"""The numbers of an organisation: locked first, so that they follow the order in which transactions commit."""

from typing import Literal

from sqlalchemy import Connection, select, update

from progrez_server.store.tables import counter

Name = Literal["change", "mail", "notice"]


def lock(connection: Connection, org: str, name: Name) -> int:
    """Return the last number given; nobody else gives one before this transaction ends."""
    asked = select(counter.c.value).where(counter.c.org == org, counter.c.name == name).with_for_update()
    found: int = connection.execute(asked).scalar_one()  # SQLite locked the whole database when it began
    return found


def latest(connection: Connection, org: str, name: Name) -> int:
    """Return the last number given."""
    found: int = connection.execute(
        select(counter.c.value).where(counter.c.org == org, counter.c.name == name)
    ).scalar_one()
    return found


def set_to(connection: Connection, org: str, name: Name, value: int) -> None:
    connection.execute(update(counter).where(counter.c.org == org, counter.c.name == name).values(value=value))
