"""`progrez withdraw`: whoever has the code of a receipt withdraws what it tells of; no safe is opened."""

from pathlib import Path
from typing import Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.storage import PartsOf, Storage
from progrez_desktop.cli.unlocking import asked_secret
from progrez_desktop.core.words import Words


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    @app.command(help=words("cli.withdraw.help"))
    def withdraw(
        context: typer.Context,
        receipt: Annotated[Path | None, typer.Option(metavar="RECEIPT.pdf", help=words("cli.withdraw.receipt"))] = None,
        code_fd: Annotated[int | None, typer.Option(metavar="N", help=words("cli.withdraw.code_fd"))] = None,
        passphrase_fd: Annotated[int | None, options.passphrase_fd(words)] = None,
    ) -> None:
        from progrez_desktop.core.services import papers, withdrawing

        with Storage(context.obj, parts, passphrase_fd).opened() as deps:
            code = asked_secret(words("cli.withdraw.code"), code_fd, "withdrawal_code_asked")
            done = withdrawing.by_code(deps, code)
            print(*withdrawing.sentences(done, words), sep="\n")
            if receipt is not None:
                papers.save(receipt, withdrawing.paper(done, deps.today(), words))
