"""`progrez accessibility`: the conformance statement, written from its table."""

from typing import Annotated

import typer

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.json_lines import shown
from progrez_desktop.core.words import LANGUAGES, Words


def add(app: typer.Typer, words: Words) -> None:
    @app.command(help=words("cli.accessibility.help"))
    def accessibility(
        language: Annotated[str | None, typer.Option(metavar="en|nl", help=words("cli.manual.language"))] = None,
    ) -> None:
        from progrez_desktop.core.services.conformance import statement

        if language is not None and language not in LANGUAGES:
            raise UsageFault("language_unknown", language=shown(language))
        typer.echo(statement(Words(language) if language else words, with_tests=True), nl=False)
