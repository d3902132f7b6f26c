"""Who reads at a recruiter's workstation, said at the terminal."""

from datetime import date
from typing import Annotated

import typer

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.words import Words


def add_reader(registry: typer.Typer, words: Words) -> None:
    @registry.command(help=words("cli.registry.reader.help"))
    def reader(
        context: typer.Context,
        name: Annotated[str | None, typer.Argument(metavar="NAME", help=words("cli.registry.reader.name"))] = None,
        trained: Annotated[
            str | None, typer.Option("--trained", metavar="DAY", help=words("cli.registry.reader.trained"))
        ] = None,
    ) -> None:
        from progrez_desktop.core.services.recruiting import reader as readers

        trained_on = _day(trained)
        with context.obj.opened() as deps:
            found = readers.name_reader(deps, name, trained_on) if name is not None else readers.reader(deps)
        print(found.name, found.trained_on or "", sep="  ")


def _day(typed: str | None) -> date | None:
    try:
        return date.fromisoformat(typed) if typed else None
    except ValueError:
        raise UsageFault("reader_no_day") from None
