"""The database behind the server: one engine for SQLite or PostgreSQL, and the two ways of speaking with it."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError, DisconnectionError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoneFreeError
from sqlalchemy.pool import ConnectionPoolEntry

from progrez_server.faults import USAGE, ServerFault
from progrez_server.problems import Problem

__all__ = ["Connection", "Place", "Store", "open_postgresql", "open_sqlite"]
_LOG = logging.getLogger("progrez_server.database")
_BUSY_SECONDS = 30
_RESTS_SINCE, _RESTED_SECONDS = "rests_since", 5


class Store:
    """Transactions that write, which lock first, and those that read, which see one moment."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self._writing = engine.execution_options(progrez_writes=True)
        self._noting = engine.execution_options(progrez_writes=True, progrez_notes=True)
        self._reading = engine if is_sqlite(engine) else engine.execution_options(isolation_level="REPEATABLE READ")

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """One transaction, committed where nothing is raised."""
        with _answering(), self._writing.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def noting(self) -> Iterator[Connection]:
        """The same for what a power cut may take back without harm to anybody: PostgreSQL then waits for no disk."""
        with _answering(), self._noting.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """What was committed at one moment, over several questions."""
        with _answering(), self._reading.connect() as connection, connection.begin():
            yield connection

    def close(self) -> None:
        self.engine.dispose()


@contextmanager
def _answering() -> Iterator[None]:
    """A database that is away, full or busy is none of the request's doing: it may come again."""
    try:
        yield
    except (OperationalError, InterfaceError, NoneFreeError) as error:
        _LOG.error("database", exc_info=error)
        raise Problem("not_ready", retry_after_s=5) from error


def is_sqlite(engine: Engine) -> bool:
    return engine.dialect.name == "sqlite"


def open_sqlite(path: Path) -> Store:
    """Open a database in one file.

    A rollback journal and not WAL: damage to a WAL silently loses rows that were committed, and it keeps the bytes of
    what was erased until it is written over. FULL waits for the disk with each commit; what is deleted is overwritten.
    """
    target = URL.create("sqlite", database=str(path))
    engine = create_engine(target, connect_args={"timeout": _BUSY_SECONDS}, hide_parameters=True)

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
    engine = create_engine(target, pool_size=connections, max_overflow=connections, hide_parameters=True)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        if connection.get_execution_options().get("progrez_notes", False):
            connection.exec_driver_sql("SET LOCAL synchronous_commit TO OFF")

    # One that just worked is not asked whether it still does: that would be a question more for each of ours.
    @event.listens_for(engine, "checkin")
    def rest(_connection: object, record: ConnectionPoolEntry) -> None:
        record.info[_RESTS_SINCE] = time.monotonic()

    @event.listens_for(engine, "checkout")
    def wake(connection: Any, record: ConnectionPoolEntry, _proxy: object) -> None:
        if time.monotonic() - record.info.get(_RESTS_SINCE, time.monotonic()) < _RESTED_SECONDS:
            return
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as gone:
            raise DisconnectionError from gone

    return Store(engine)


@dataclass(frozen=True)
class Place:
    """Where a database is. Goes from a command to its workers; the password stands in no command line."""

    url: str
    password: str | None = field(default=None, repr=False)

    @classmethod
    def of(cls, url: str, password: str | None) -> "Place":
        """Return the place that a URL names.

        Raises:
            ServerFault: It is no URL of a database that is known here, or it holds a password.
        """
        try:
            read = make_url(url)
        except (ArgumentError, ValueError):
            raise ServerFault(
                "This is no database: give postgresql://USER@HOST/NAME or sqlite:///PATH.", USAGE
            ) from None
        if read.get_backend_name() not in ("postgresql", "sqlite"):
            raise ServerFault("Databases are kept in PostgreSQL, or for a trial in SQLite.", USAGE)
        if read.password is not None or "password" in read.query:
            raise ServerFault(
                "A password in a command line can be read by everybody on this computer. Leave it out, and give it "
                "through --database-fd, PGPASSFILE or ~/.pgpass.",
                USAGE,
            )
        return cls(url, password)

    @property
    def is_sqlite(self) -> bool:
        return make_url(self.url).get_backend_name() == "sqlite"

    def open(self) -> Store:
        if not self.is_sqlite:
            return open_postgresql(self.url, self.password)
        return open_sqlite(Path(make_url(self.url).database or ""))
