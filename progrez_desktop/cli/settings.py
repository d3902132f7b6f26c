"""`progrez settings`: what an operator may choose for this computer."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.scale_names import scale_names
from progrez_desktop.cli.storage import PartsOf, group
from progrez_desktop.cli.streams import reading, telling_file_faults
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from collections.abc import Mapping

    from progrez_desktop.core.model.setting import AuditEvent


def add(app: typer.Typer, words: Words, parts: PartsOf) -> None:
    name_of = Annotated[str, typer.Argument(metavar="NAME", help=words("cli.settings.name"))]
    of_which = Annotated[str | None, typer.Option("--assessment", metavar="ID", help=words("cli.settings.assessment"))]
    settings = group(app, words, parts, "settings")

    @settings.command("list", help=words("cli.settings.list"))
    def show(context: typer.Context) -> None:
        from progrez_desktop.core.services import device_settings

        with context.obj.opened() as deps:
            for choice in device_settings.choices(deps):
                setting = choice.setting
                whose = f"  ({choice.assessment_id})" if choice.assessment_id else ""
                print(f"{setting.name} = {choice.value}{whose}")
                print(f"    {words(setting.help_key)}")
                for value in setting.values:
                    standard = words("cli.settings.default") if value == setting.default else ""
                    print(f"    {value}: {words(f'{setting.values_key}.{value}')} {standard}".rstrip())

    @settings.command(help=words("cli.settings.get"))
    def get(context: typer.Context, name: name_of, assessment: of_which = None) -> None:
        from progrez_desktop.core.services import device_settings

        with context.obj.opened() as deps:
            print(device_settings.value(deps, device_settings.named(name), assessment))

    @settings.command("set", help=words("cli.settings.set"))
    def put(
        context: typer.Context,
        name: name_of,
        value: Annotated[str, typer.Argument(metavar="VALUE", help=words("cli.settings.value"))],
        assessment: of_which = None,
    ) -> None:
        from progrez_desktop.core.services import device_settings

        with context.obj.opened() as deps:
            made = device_settings.choose(deps, name, value, assessment)
            print(words("cli.settings.chosen", name=name, value=made.value))

    @settings.command(help=words("cli.settings.log"))
    def log(context: typer.Context) -> None:
        from progrez_desktop.core.services import device_settings

        with context.obj.opened() as deps:
            names = scale_names(deps, words)
            for event in device_settings.changes(deps):
                print(words.moment(event.at_ms), _told(event, names, words), sep="  ")

    _add_trust(settings, words)


def _add_trust(settings: typer.Typer, words: Words) -> None:
    @settings.command(help=words("cli.settings.trust"))
    def trust(
        context: typer.Context,
        file: Annotated[Path | None, options.certificates(words)] = None,
        none: Annotated[bool, options.no_certificates(words)] = False,
    ) -> None:
        from progrez_desktop.core.services import authorities

        if (file is None) != none:
            raise UsageFault("authorities_which")
        with context.obj.opened() as deps:
            if file is None:
                authorities.trust_none(deps)
            else:
                with telling_file_faults(file, words), reading(file) as opened:
                    authorities.trust(deps, opened.read(authorities.MOST_BYTES))
        print(words("cli.settings.trusted_none" if none else "cli.settings.trusted"))


def _told(event: "AuditEvent", names: "Mapping[str, str]", words: Words) -> str:
    given = event.params
    about, now = given.get("setting", event.subject_id), given.get("to")
    if event.action == "watched_skill_chosen":
        skill, _, question = str(now).partition("/")
        now = f"{names.get(skill, skill)}, {words(f'counting.question.{question}')}"
    if event.action == "kiosk_let_on":
        checks = ", ".join(words(f"lock.{check}") for check in given["checks"].split(","))
        return words(
            f"cli.settings.did.{event.action}", checks=checks, reason=words(f"kiosk_check.reason.{given['reason']}")
        )
    name = names.get(about, about) if about else about
    told = {"name": name, "was": given.get("from"), "now": now}
    return words(f"cli.settings.did.{event.action}", what=given.get("norm", given.get("key")), **told)
