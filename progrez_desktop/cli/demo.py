"""`progrez demo`: the whole journey of a candidate without a display."""

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer

from progrez_desktop.cli.session import Session
from progrez_desktop.core.words import Words


def add(app: typer.Typer, words: Words, perform: Callable[[Session, Path], int]) -> None:
    @app.command(help=words("cli.demo.help"))
    def demo(
        context: typer.Context,
        out: Annotated[Path, typer.Option(metavar="DIR", help=words("cli.demo.out"))],
    ) -> None:
        raise typer.Exit(perform(context.obj, out))
