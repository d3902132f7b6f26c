"""`progrez operator`: opens the window of an operator on this device."""

import typer

from progrez_desktop.cli.windows import StaffWindows
from progrez_desktop.core.words import Words


def add(app: typer.Typer, words: Words, windows: StaffWindows) -> None:
    @app.command(help=words("cli.operator.help"))
    def operator(context: typer.Context) -> None:
        raise typer.Exit(windows.operator(context.obj))
