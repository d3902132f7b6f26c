"""`progrez my-data unpack`: opens a locked package that staff made, with what only its owner has."""

from pathlib import Path
from typing import Annotated

import typer

from progrez_desktop.cli.streams import reading
from progrez_desktop.cli.unlocking import asked_secret
from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.words import Words

_MOST_BYTES = 1 << 30


def add_to(mine: typer.Typer, words: Words) -> None:
    @mine.command(help=words("cli.my-data.unpack"))
    def unpack(
        context: typer.Context,
        package: Annotated[Path, typer.Argument(metavar="PACKAGE.zip", help=words("cli.my-data.package"))],
        out: Annotated[Path, typer.Option("--out", "-o", metavar="FILE.zip", help=words("cli.my-data.out"))],
        password: Annotated[bool, typer.Option("--password", help=words("cli.my-data.with_password"))] = False,
        secret_fd: Annotated[int | None, typer.Option("--secret-fd", metavar="N", help=words("cli.my-data.fd"))] = None,
    ) -> None:
        from progrez_desktop.core.documents.writing import save_whole
        from progrez_desktop.core.services import own_package

        with reading(package) as file:
            content = file.read(_MOST_BYTES + 1)
        if len(content) > _MOST_BYTES:
            raise DataFault("package_damaged")
        with context.obj.opened() as deps:
            if password:
                secret = asked_secret(words("cli.result.password"), secret_fd, "password_asked")
                found = own_package.opened_with_password(deps, content, secret, words)
            else:
                secret = asked_secret(words("cli.my-data.code"), secret_fd, "code_asked")
                found = own_package.opened_with_code(deps, content, secret, words)
            save_whole(out, found)
        print(words("my_data.saved", name=out.name))
