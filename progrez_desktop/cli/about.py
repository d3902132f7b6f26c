"""`progrez about`: which build this is, what is in it, and under which terms."""

from typing import Annotated

import typer

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.words import Words


def add(app: typer.Typer, words: Words) -> None:
    @app.command(help=words("cli.about.help"))
    def about(
        notices: Annotated[bool, typer.Option("--notices", help=words("cli.about.notices"))] = False,
        sbom: Annotated[bool, typer.Option("--sbom", help=words("cli.about.sbom"))] = False,
    ) -> None:
        from progrez_desktop.core.services import about_build

        if notices:
            print(about_build.notices())
        elif sbom:
            told = about_build.bill()
            if told is None:
                raise EnvironmentFault("no_bill")
            print(told, end="")
        else:
            print(about_build.build_card(words))
