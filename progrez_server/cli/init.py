"""`progrez-server init`: an organisation's entry, the server's receipt key, and the first enrolment code."""

from pathlib import Path
from typing import Annotated

import typer

from progrez_server.cli.where import DEFAULT, Database, DatabaseFd, DataDir, KeyFile, key_path, place


def add(app: typer.Typer) -> None:
    app.command()(init)


def init(
    name: Annotated[str, typer.Option(help="What the organisation is called.")],
    address: Annotated[str, typer.Option(help="Where devices reach the server.")] = "http://127.0.0.1:8470",
    name_nl: Annotated[str | None, typer.Option(help="Its name in Dutch, where that is another one.")] = None,
    issuer: Annotated[str | None, typer.Option(help="Identity provider of staff. Left out: a trial.")] = None,
    client_id: Annotated[str | None, typer.Option(help="What the desktop is called at the identity provider.")] = None,
    acr: Annotated[list[str] | None, typer.Option(help="What it says of two factors; repeat it.")] = None,
    audience: Annotated[str | None, typer.Option(help="Left out: urn:progrez:organisation: and the id.")] = None,
    out: Annotated[Path | None, typer.Option(help="The entry. Left out: server-entry.json in the data folder.")] = None,
    days: Annotated[int, typer.Option(min=1, max=90, help="For how many days the first code works.")] = 7,
    data_dir: DataDir = DEFAULT,
    database: Database = None,
    database_fd: DatabaseFd = None,
    key_file: KeyFile = None,
) -> None:
    """Make an organisation, and the entry that its first workstation is set up with."""
    from progrez_server.services.founding import Wish, found

    wish = Wish({"en": name, "nl": name_nl or name}, address, issuer, client_id, tuple(acr or ()), audience, days)
    key, entry = key_path(data_dir, key_file), out or data_dir / "server-entry.json"
    made = found(wish, place(data_dir, database, database_fd), key, entry)
    typer.echo(f"Organisation {made} is made. Its entry: {entry}")
    typer.echo(f"The receipt key, of which you keep a copy in a safe place: {key}")
    typer.echo(f"While it is served (progrez-server run), set up the first workstation: progrez registry init {entry}")
