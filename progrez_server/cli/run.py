"""`progrez-server run`: serves until a signal ends it."""

from pathlib import Path
from typing import Annotated

import typer

from progrez_server.cli.where import DEFAULT, Database, DatabaseFd, DataDir, KeyFile, key_path, place


def add(app: typer.Typer) -> None:
    app.command()(run)


def run(
    context: typer.Context,
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port to listen on.")] = 8470,
    workers: Annotated[int, typer.Option(min=1, max=64, help="Processes; several need PostgreSQL.")] = 1,
    certificate: Annotated[Path | None, typer.Option(help="Certificates in PEM form, for TLS by itself.")] = None,
    key: Annotated[Path | None, typer.Option(help="The key of the certificate.")] = None,
    behind_proxy: Annotated[
        list[str] | None, typer.Option(help="Address of the proxy that speaks https for the server; repeat it.")
    ] = None,
    data_dir: DataDir = DEFAULT,
    database: Database = None,
    database_fd: DatabaseFd = None,
    key_file: KeyFile = None,
) -> None:
    """Serve until a signal ends it. Plain http on 127.0.0.1 alone."""
    from dataclasses import replace

    from progrez_server import serving

    where = place(data_dir, database, database_fd)
    proxies = tuple(behind_proxy or ())
    asked = serving.Serving(where, key_path(data_dir, key_file), host, port, workers, certificate, key, proxies)
    asked = replace(asked, settings=replace(asked.settings, https_only=asked.https_only))
    serving.check(asked)
    serving.run(asked, context.obj)
