"""`progrez result`: a person saves their own result as a file, with what it was computed from."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.streams import writing
from progrez_desktop.cli.unlocking import asked_email, asked_secret, unlocked
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.services.opening import Parts


def add(app: typer.Typer, words: Words, parts: "Callable[[Path], Parts]") -> None:
    fd = Annotated[int | None, options.password_fd(words)]
    machine_fd = Annotated[int | None, options.passphrase_fd(words)]

    @app.command(help=words("cli.result.help"))
    def result(
        context: typer.Context,
        out: Annotated[Path | None, typer.Option("--out", "-o", metavar="RECORD.json", help=words("cli.out"))] = None,
        email: Annotated[str | None, options.email(words)] = None,
        password_fd: fd = None,
        passphrase_fd: machine_fd = None,
    ) -> None:
        from progrez_desktop.core.documents.writing import put
        from progrez_desktop.core.services import access_log, accounts, opening, result_file

        open_it = partial(opening.open_storage, parts(context.obj.data_dir))
        with unlocked(open_it, words, passphrase_fd) as opened:
            address = email if email is not None else asked_email(words)
            password = asked_secret(words("cli.result.password"), password_fd, "password_asked")
            session = accounts.sign_in(opened.deps, address, password)
            try:
                content = result_file.exported(opened.deps, session)
                with writing(out) as file:
                    put(file, content)
                    access_log.tell(opened.deps, session, "result_saved")
            finally:
                accounts.sign_out(session)
