"""`progrez analyse`: open answers become readings, line by line."""

from pathlib import Path
from typing import Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.streams import line_writer, reading, tell_line_faults, writing
from progrez_desktop.core.words import Words


def add(app: typer.Typer, words: Words) -> None:
    @app.command(help=words("cli.analyse.help"))
    def analyse(
        source: Annotated[Path, options.lines(words)],
        out: Annotated[Path | None, options.out(words)] = None,
        regardless: Annotated[bool, typer.Option("--all", help=words("cli.analyse.all"))] = False,
    ) -> None:
        from progrez_desktop.core.packs.shipped import shipped
        from progrez_desktop.core.services.analyse_file import analyse_lines
        from progrez_desktop.core.services.answer_reader import load_reader

        resources = shipped()
        reader = load_reader(resources, resources.assessment())
        tell = tell_line_faults(source, words)
        with reading(source, words("cli.analyse.working")) as lines, writing(out, source) as sink:
            summary = analyse_lines(lines, reader, line_writer(sink), tell, regardless=regardless)
        raise typer.Exit(summary.exit_status)
