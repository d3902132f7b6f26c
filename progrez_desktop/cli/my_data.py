"""`progrez my-data`: a person reads what happened with their data, saves all of it, or deletes their account."""

from pathlib import Path
from typing import Annotated

import typer

from progrez_desktop.cli import look_up, my_say, options
from progrez_desktop.cli.locked_package import add_to
from progrez_desktop.cli.storage import PartsOf, group
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.words import Words


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    mine = group(app, words, parts, "my-data")
    look_up.add(mine, words)
    address = Annotated[str | None, options.email(words)]
    fd = Annotated[int | None, options.password_fd(words)]

    @mine.command(help=words("cli.my-data.log"))
    def log(context: typer.Context, email: address = None, password_fd: fd = None) -> None:
        from progrez_desktop.core.services import access_log, my_data

        with context.obj.signed_in(email, password_fd) as (deps, session):
            found, names = access_log.checked(deps, session), my_data.names(deps, session)
        for line in found.lines:
            print(f"{line.seq:4}", words.moment(line.at_ms), my_data.sentence(line, words, names), sep="  ")
        print(my_data.whole_or_not(found, words))
        if not found.is_whole:
            raise typer.Exit(1)

    @mine.command(help=words("cli.my-data.save"))
    def save(
        context: typer.Context,
        out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE.zip", help=words("cli.my-data.out"))],
        email: address = None,
        password_fd: fd = None,
    ) -> None:
        from progrez_desktop.core.services import own_copy

        with context.obj.signed_in(email, password_fd) as (deps, session):
            own_copy.save(deps, session, out, words)
        print(words("my_data.saved", name=out.name))

    my_say.add(mine, words)
    _add_deleting(mine, words)
    add_to(mine, words)


def _add_deleting(mine: typer.Typer, words: Words) -> None:
    @mine.command(help=words("cli.my-data.delete"))
    def delete(
        context: typer.Context,
        receipt: Annotated[Path | None, typer.Option(metavar="RECEIPT.pdf", help=words("cli.my-data.receipt"))] = None,
        yes: Annotated[bool, typer.Option("--yes", help=words("cli.my-data.yes"))] = False,
        email: Annotated[str | None, options.email(words)] = None,
        password_fd: Annotated[int | None, options.password_fd(words)] = None,
    ) -> None:
        from progrez_desktop.core.services import erasing, papers

        with context.obj.signed_in(email, password_fd) as (deps, session):
            ahead = erasing.outlook(deps, session)
            for part in erasing.PARTS:
                print(words(f"erasing.{part}.title"), f"    {erasing.told(part, ahead, 'before', words)}", sep="\n")
            if not yes:
                raise UsageFault("erasing_not_confirmed")
            if receipt is not None:  # before, so that a place that takes no file is told while there is a way back
                papers.save(receipt, erasing.paper(ahead, None, deps.today(), words))
            gone = erasing.erase(deps, session, ahead)
            print(words("erased.title" if gone.is_complete else "erased.later"))
            if receipt is not None:
                papers.save(receipt, erasing.paper(ahead, gone.at_ms, deps.today(), words))
