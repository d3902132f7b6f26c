"""`progrez registry team report`: the report on a kept team as PDF; each member is told of it."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.streams import writing
from progrez_desktop.core.words import Words


def add_report(team: typer.Typer, words: Words) -> None:
    @team.command(help=words("cli.registry.team.report.help"))
    def report(
        context: typer.Context,
        name: Annotated[str, options.team(words)],
        out: Annotated[Path, options.out_file(words)],
    ) -> None:
        from progrez_desktop.core.packs.shipped import shipped
        from progrez_desktop.core.services.recruiting import team_people, team_reporting

        def save(data: bytes) -> None:
            with writing(out) as sink:
                sink.write(data)

        with context.obj.opened() as deps:
            prepared = team_reporting.prepare(deps, team_people.kept_as(deps, name).id)
            made = team_reporting.report_of(prepared, shipped().assessment().skills, words.language)
            told = team_reporting.hand_out(deps, prepared, team_reporting.drawn(made, words.language), save)
        print(words.plural("cli.registry.team.reported", told), file=sys.stderr)
