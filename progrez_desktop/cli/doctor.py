"""`progrez doctor`: what this machine has and lacks, as a table or as JSON."""

import json
import sys
from dataclasses import asdict
from typing import Annotated

import typer

from progrez_desktop.cli.session import Session
from progrez_desktop.core.services.doctor import Finding, commands_for, examine
from progrez_desktop.core.words import Words

_COLOURS = {"ok": "green", "note": "yellow", "missing": "red"}


def add(app: typer.Typer, words: Words) -> None:
    @app.command(help=words("cli.doctor.help"))
    def doctor(
        context: typer.Context,
        as_json: Annotated[bool, typer.Option("--json", help=words("cli.doctor.json"))] = False,
    ) -> None:
        session: Session = context.obj
        findings = examine(session.data_dir)
        if as_json:
            json.dump([asdict(finding) for finding in findings], sys.stdout, indent=2)
            print()
        else:
            _print_table(findings, words)
        raise typer.Exit(4 if any(finding.state == "missing" for finding in findings) else 0)


def _print_table(findings: tuple[Finding, ...], words: Words) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    # In a file or a pipe every finding keeps to its line, so that it can be searched.
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 200)
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)
    for finding in findings:
        table.add_row(
            Text(words(f"doctor.state.{finding.state}"), style=_COLOURS[finding.state]),
            words(f"doctor.check.{finding.check}"),
            Text(words(f"doctor.{finding.message}", **finding.params)),
        )
    console.print(table)
    for line in commands_for(findings):
        # Not wrapped, so that it can be copied.
        console.print(f"\n{words('doctor.type_this')}\n    {line}", markup=False, soft_wrap=True)
