"""`progrez kiosk`: opens the window over every screen, for whoever sits down at this computer; and makes one ready."""

from typing import Annotated

import typer

from progrez_desktop.cli import kiosk_provision, options
from progrez_desktop.cli.spoken import App
from progrez_desktop.cli.storage import PartsOf, Storage
from progrez_desktop.cli.windows import StaffWindows
from progrez_desktop.core.words import Words


def add(app: typer.Typer, words: Words, windows: StaffWindows, parts: PartsOf) -> None:
    made = App(words, "cli.kiosk.help")
    app.add_typer(made, name="kiosk")

    @made.callback(invoke_without_command=True)
    def kiosk(
        context: typer.Context,
        passphrase_fd: Annotated[int | None, options.passphrase_fd(words)] = None,
    ) -> None:
        if context.invoked_subcommand is None:
            raise typer.Exit(windows.kiosk(context.obj))
        context.obj = Storage(context.obj, parts, passphrase_fd)

    kiosk_provision.add(made, words)
