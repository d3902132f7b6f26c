"""The database behind the server: one engine for SQLite or PostgreSQL, and the two ways of speaking with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

__all__ = ["Connection", "Store", "open_postgresql", "open_sqlite"]
_BUSY_SECONDS = 30


class Store:
    """Transactions that write, which lock first, and those that read, which see one moment."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writing = engine.execution_options(progrez_writes=True)
        self._reading = engine if is_sqlite(engine) else engine.execution_options(isolation_level="REPEATABLE READ")

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, committed where nothing is raised."""
        with self._writing.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """What was committed at one moment, over several questions."""
        with self._reading.connect() as connection, connection.begin():
            yield connection

    def close(self) -> None:
        self.engine.dispose()


def is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def open_sqlite(path: Path) -> Store:
    """Open a database in one file.

    A rollback journal and not WAL: damage to a WAL silently loses rows that were committed, and it keeps the bytes of
    what was erased until it is written over. FULL waits for the disk with each commit; what is deleted is overwritten.
    """
    engine = create_engine(URL.create("sqlite", database=str(path)), connect_args={"timeout": _BUSY_SECONDS})

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        connection.isolation_level = None  # transactions begin below, and nowhere by themselves
        for pragma in ("journal_mode=TRUNCATE", "synchronous=FULL", "secure_delete=ON", "trusted_schema=OFF"):
            connection.execute(f"PRAGMA {pragma}").close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("progrez_writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return Store(engine)


def open_postgresql(url: str, password: str | None = None, *, connections: int = 10) -> Store:
    """Open a database by its URL; the password comes apart, or from PGPASSFILE or a service file."""
    target = make_url(url).set(drivername="postgresql+psycopg")
    if password is not None:
        target = target.set(password=password)
    engine = create_engine(target, pool_size=connections, max_overflow=connections, pool_pre_ping=True)
    return Store(engine)
