"""`progrez update`: the program itself, from a file that its publisher signed; without a network."""

from pathlib import Path
from typing import Annotated

import typer

from progrez_desktop.cli.session import Session
from progrez_desktop.cli.spoken import App
from progrez_desktop.core.words import Words


def add(app: typer.Typer, words: Words) -> None:
    update = App(words, "cli.update.help", no_args_is_help=True)
    app.add_typer(update, name="update")
    source = Annotated[Path, typer.Argument(metavar="FILE", help=words("cli.update.source"))]

    @update.command(help=words("cli.update.check"))
    def check(source: source) -> None:
        from progrez_desktop.core.services import updating

        head = updating.check(updating.installation(), source)
        print(words("update.checked", version=head.version, commit=head.commit, mib=head.unpacked_bytes >> 20))

    @update.command(help=words("cli.update.take"))
    def take(source: source) -> None:
        from progrez_desktop.core.services import updating

        head = updating.take(updating.installation(), source)
        print(words("update.taken", version=head.version))

    @update.command("list", help=words("cli.update.list"))
    def show() -> None:
        from progrez_desktop.core.services import updating

        for one in updating.listed(updating.installation()):
            print(f"{one.version}  {', '.join(words(f'update.is_{mark}') for mark in one.marks)}")

    @update.command(help=words("cli.update.use"))
    def use(
        context: typer.Context,
        version: Annotated[str, typer.Argument(metavar="VERSION", help=words("cli.update.version"))],
    ) -> None:
        from progrez_desktop.core.services import updating

        session: Session = context.obj
        has_data = updating.anybody_has_data(session.data_dir)
        updating.use(updating.installation(), version, has_data=has_data)
        print(words("update.used", version=version))

    @update.command(help=words("cli.update.back"))
    def back(context: typer.Context) -> None:
        from progrez_desktop.core.services import updating

        session: Session = context.obj
        here, has_data = updating.installation(), updating.anybody_has_data(session.data_dir)
        print(words("update.used", version=updating.back(here, has_data)))
