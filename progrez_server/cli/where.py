"""Which data a command works on: the options that every command has."""

import os
from pathlib import Path
from typing import Annotated

import typer

from progrez_server.faults import USAGE, ServerFault
from progrez_server.store.engine import Place

DEFAULT = Path("progrez-server-data")

DataDir = Annotated[Path, typer.Option(help="The server's own folder: its receipt key, and a trial's database.")]
Database = Annotated[
    str | None,
    typer.Option(
        help="postgresql://USER@HOST/NAME, without a password; or sqlite:///PATH. Left out: SQLite in the data folder."
    ),
]
DatabaseFd = Annotated[
    int | None,
    typer.Option(help="Number of an open file that holds the database's password. PGPASSFILE and ~/.pgpass work too."),
]
KeyFile = Annotated[
    Path | None, typer.Option(help="Where the receipt key rests. Left out: receipt.key in the data folder.")
]


def place(data_dir: Path, database: str | None, database_fd: int | None) -> Place:
    """Return which database is meant."""
    url = database or f"sqlite:///{data_dir.resolve() / 'relay.sqlite3'}"
    return Place.of(url, None if database_fd is None else _password(database_fd))


def key_path(data_dir: Path, key_file: Path | None) -> Path:
    return key_file or data_dir / "receipt.key"


def _password(number: int) -> str:
    try:
        with os.fdopen(number, encoding="utf-8") as file:
            return file.read(4096).strip()
    except (OSError, ValueError):
        raise ServerFault(f"There is no open file with the number {number} to read a password from.", USAGE) from None
