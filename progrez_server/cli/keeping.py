"""`progrez-server migrate`, `sweep` and `entry`: what keeps a server in order."""

from pathlib import Path
from typing import Annotated

import typer

from progrez_server.cli.where import DEFAULT, Database, DatabaseFd, DataDir, KeyFile, key_path, place


def add(app: typer.Typer) -> None:
    for command in (migrate, sweep, entry):
        app.command()(command)


def migrate(data_dir: DataDir = DEFAULT, database: Database = None, database_fd: DatabaseFd = None) -> None:
    """Bring the database to the form that this version needs. Make a copy of it first."""
    from progrez_server.store.migrating import migrate as bring_up

    store = place(data_dir, database, database_fd).open()
    bring_up(store)
    store.close()
    typer.echo("The database is up to date.")


def sweep(
    data_dir: DataDir = DEFAULT, database: Database = None, database_fd: DatabaseFd = None, key_file: KeyFile = None
) -> None:
    """End what came to its end by this computer's clock. A running server does so by itself, every minute."""
    from progrez_server.services.sweeping import sweep as end
    from progrez_server.services.tidying import tidy
    from progrez_server.serving import Serving, parts_of

    where = place(data_dir, database, database_fd)
    parts = parts_of(Serving(where, key_path(data_dir, key_file), "127.0.0.1", 0))
    gone = end(parts)
    tidy(parts)
    parts.store.close()
    typer.echo(f"Releases whose term had ended: {gone}")


def entry(
    organisation: Annotated[str, typer.Argument(help="Its id, as `init` told it.")],
    out: Annotated[Path, typer.Option(help="Where the new entry goes.")],
    days: Annotated[int, typer.Option(min=1, max=90, help="For how many days its code works.")] = 7,
    data_dir: DataDir = DEFAULT,
    database: Database = None,
    database_fd: DatabaseFd = None,
) -> None:
    """Write a new entry, where the first workstation was not set up in time, or the last one is lost."""
    from progrez_server.services.founding import renew_entry

    renew_entry(organisation, place(data_dir, database, database_fd), out, days)
    typer.echo(f"The new entry: {out}")
