"""`progrez settings`: what an operator may choose for this computer."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli.session import Session
from progrez_desktop.cli.unlocking import unlocked
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.services.deps import Deps
    from progrez_desktop.core.services.opening import Parts


def add(app: typer.Typer, words: Words, parts: "Callable[[Path], Parts]") -> None:
    name_of = Annotated[str, typer.Argument(metavar="NAME", help=words("cli.settings.name"))]
    of_which = Annotated[str | None, typer.Option("--assessment", metavar="ID", help=words("cli.settings.assessment"))]
    settings = typer.Typer(help=words("cli.settings.help"), add_completion=False, no_args_is_help=True)
    app.add_typer(settings, name="settings")

    @settings.callback()
    def office(
        context: typer.Context,
        passphrase_fd: Annotated[int | None, typer.Option(metavar="N", help=words("cli.rate.passphrase_fd"))] = None,
    ) -> None:
        context.obj = _Office(context.obj, parts, passphrase_fd)

    @settings.command("list", help=words("cli.settings.list"))
    def show(context: typer.Context) -> None:
        from progrez_desktop.core.services import device_settings

        with context.obj.kiosk() as deps:
            for choice in device_settings.choices(deps):
                setting = choice.setting
                whose = f"  ({choice.assessment_id})" if choice.assessment_id else ""
                print(f"{setting.name} = {choice.value}{whose}")
                print(f"    {words(setting.help_key)}")
                for value in setting.values:
                    standard = words("cli.settings.default") if value == setting.default else ""
                    print(f"    {value}: {words(f'{setting.help_key}.{value}')} {standard}".rstrip())

    @settings.command(help=words("cli.settings.get"))
    def get(context: typer.Context, name: name_of, assessment: of_which = None) -> None:
        from progrez_desktop.core.services import device_settings

        with context.obj.kiosk() as deps:
            print(device_settings.value(deps, device_settings.named(name), assessment))

    @settings.command("set", help=words("cli.settings.set"))
    def put(
        context: typer.Context,
        name: name_of,
        value: Annotated[str, typer.Argument(metavar="VALUE", help=words("cli.settings.value"))],
        assessment: of_which = None,
    ) -> None:
        from progrez_desktop.core.services import device_settings

        with context.obj.kiosk() as deps:
            made = device_settings.choose(deps, name, value, assessment)
            print(words("cli.settings.chosen", name=name, value=made.value))

    @settings.command(help=words("cli.settings.log"))
    def log(context: typer.Context) -> None:
        from progrez_desktop.core.services import device_settings

        with context.obj.kiosk() as deps:
            for event in device_settings.changes(deps):
                told = {"name": event.params["setting"], "was": event.params["from"], "now": event.params["to"]}
                print(words("cli.settings.changed", moment=words.moment(event.at_ms), **told))


@dataclass(frozen=True)
class _Office:
    """Opens the device database of this data folder, with a passphrase where one is needed."""

    session: Session
    parts: "Callable[[Path], Parts]"
    passphrase_fd: int | None

    @contextmanager
    def kiosk(self) -> "Iterator[Deps]":
        from progrez_desktop.core.services import opening

        parts = self.parts(self.session.data_dir)
        open_it = partial(opening.open_storage, parts)
        with unlocked(open_it, self.session.words, self.passphrase_fd) as opened:
            if opened.machine_recovery_code:  # this was the first start of the installation, and it is shown once
                code = (self.session.words("cli.rate.recovery"), opened.machine_recovery_code)
                print(*code, sep="\n    ", file=sys.stderr)
            yield opened.deps
