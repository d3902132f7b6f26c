"""`progrez disclose`: answers an authority with what the law makes staff tell, and no more."""

from pathlib import Path
from typing import Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.duty import as_staff
from progrez_desktop.cli.storage import PartsOf, Storage
from progrez_desktop.core.duty import day_typed
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.words import Words


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    @app.command(help=words("cli.disclose.help"))
    def disclose(
        context: typer.Context,
        number: Annotated[str, options.duty_number(words)],
        authority: Annotated[str, typer.Option(metavar="NAME", help=words("cli.disclose.authority"))],
        reason: Annotated[str, typer.Option(metavar="TEXT", help=words("cli.disclose.reason"))],
        ground: Annotated[str, typer.Option(metavar="LAW", help=words("cli.disclose.ground"))],
        field: Annotated[list[str], typer.Option(metavar="FIELD", help=words("cli.disclose.field"))],
        letter: Annotated[Path, typer.Option(metavar="LETTER.pdf", help=words("cli.disclose.letter"))],
        silent_until: Annotated[
            str | None, typer.Option("--silent-until", metavar="YYYY-MM-DD", help=words("cli.disclose.silent_until"))
        ] = None,
        silent_ground: Annotated[
            str, typer.Option("--silent-ground", metavar="LAW", help=words("cli.disclose.silent_ground"))
        ] = "",
        passphrase_fd: Annotated[int | None, options.passphrase_fd(words)] = None,
        staff_fd: Annotated[int | None, options.staff_fd(words)] = None,
        who: Annotated[str | None, options.member_name(words)] = None,
        code_fd: Annotated[int | None, options.member_code_fd(words)] = None,
    ) -> None:
        from progrez_desktop.core.services import disclosure, duties
        from progrez_desktop.core.services.device_knowledge import FIELDS

        chosen = tuple(one for one in FIELDS if one in field)
        if set(field) - set(FIELDS):
            raise UsageFault("disclosure_fields", names=", ".join(FIELDS))
        order = disclosure.Order(authority, reason, ground, chosen, day_typed(silent_until), silent_ground)
        with as_staff(Storage(context.obj, parts, passphrase_fd, who, code_fd), words, staff_fd) as (deps, key):
            disclosure.disclose(deps, key, number, order, letter, words)
        beside = ", ".join(duties.beside(letter, ending).name for ending in (".txt", ".json"))
        print(words("cli.disclose.done", name=letter.name, beside=beside))
