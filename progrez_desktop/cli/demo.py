"""`progrez demo`: the whole journey of a candidate without a display."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from progrez_desktop.cli.session import Session
from progrez_desktop.core.model.assessment import FormId
from progrez_desktop.core.words import Words


class Form(StrEnum):
    """What `--form` may be."""

    fixed = "fixed"
    adaptive = "adaptive"


def add(app: typer.Typer, words: Words, perform: Callable[[Session, Path, FormId], int]) -> None:
    @app.command(help=words("cli.demo.help"))
    def demo(
        context: typer.Context,
        out: Annotated[Path, typer.Option(metavar="DIR", help=words("cli.demo.out"))],
        form: Annotated[Form, typer.Option(help=words("cli.demo.form"))] = Form.fixed,
    ) -> None:
        raise typer.Exit(perform(context.obj, out, form.value))
