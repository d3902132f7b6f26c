"""`progrez safe`: a person takes their safe along in a sealed file, and brings it in on another computer."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.storage import PartsOf, group
from progrez_desktop.cli.unlocking import asked_secret
from progrez_desktop.core.words import Words


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    safe = group(app, words, parts, "safe")

    @safe.command("export", help=words("cli.safe.export"))
    def export(
        context: typer.Context,
        out: Annotated[Path, typer.Argument(metavar="FILE", help=words("cli.safe.out"))],
        leave: Annotated[bool, typer.Option("--leave", help=words("cli.safe.leave"))] = False,
        email: Annotated[str | None, options.email(words)] = None,
        password_fd: Annotated[int | None, options.password_fd(words)] = None,
    ) -> None:
        from progrez_desktop.core.services import sealed_safe

        with context.obj.signed_in(email, password_fd) as (deps, session):
            sealed_safe.export(deps, session, out)
            print(words("moving.saved", name=out.name))
            if leave:
                sealed_safe.leave(deps, session)
                print(words("moving.left"))

    @safe.command("import", help=words("cli.safe.import"))
    def bring_in(
        context: typer.Context,
        source: Annotated[Path, typer.Argument(metavar="FILE", help=words("cli.safe.source"))],
        code_fd: Annotated[int | None, typer.Option(metavar="N", help=words("cli.safe.code_fd"))] = None,
        password_fd: Annotated[int | None, typer.Option(metavar="N", help=words("cli.safe.password_fd"))] = None,
    ) -> None:
        from progrez_desktop.core.services import accounts, sealed_safe
        from progrez_desktop.core.store.sealed_file import read_file

        data = read_file(source)
        code = asked_secret(words("cli.safe.code"), code_fd, "recovery_code_asked")
        password = asked_secret(
            words("cli.safe.password"), password_fd, "password_asked", words("cli.rate.passphrase_again")
        )
        with context.obj.opened() as deps:
            session = sealed_safe.take_in(deps, data, code, password)
            accounts.sign_out(session)
        print(words("moving.taken_in"), file=sys.stderr)
