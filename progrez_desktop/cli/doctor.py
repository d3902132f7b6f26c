"""`progrez doctor`: what this machine has and lacks, as a table or as JSON; with --kiosk, what keeps people inside."""

import json
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from progrez_desktop.cli import options
from progrez_desktop.cli.session import Session
from progrez_desktop.core.services.doctor import Finding, commands_for, examine
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.model.lock_down import Found

_COLOURS = {
    **{"ok": "green", "note": "yellow", "missing": "red"},
    **{"enforced": "green", "detected": "yellow", "noted": "yellow", "open": "red"},
}


def add(app: typer.Typer, words: Words) -> None:
    @app.command(help=words("cli.doctor.help"))
    def doctor(
        context: typer.Context,
        as_json: Annotated[bool, options.as_json(words)] = False,
        kiosk: Annotated[bool, typer.Option("--kiosk", help=words("cli.doctor.kiosk"))] = False,
    ) -> None:
        session: Session = context.obj
        if kiosk:
            raise typer.Exit(_look_at_kiosk(session.data_dir, words, as_json=as_json))
        findings = examine(session.data_dir)
        if as_json:
            json.dump([asdict(finding) for finding in findings], sys.stdout, indent=2)
            print()
        else:
            _print_table(findings, words)
        raise typer.Exit(4 if any(finding.state == "missing" for finding in findings) else 0)


def _look_at_kiosk(data_folder: Path, words: Words, *, as_json: bool) -> int:
    """Nothing is unlocked for it, so that it can be asked of a kiosk that doesn't start."""
    from progrez_desktop.core.services.kiosk_check import examine as check
    from progrez_desktop.core.store.folder import DataFolder
    from progrez_desktop.core.system import SystemClock

    asked = check.Asked(data_folder, DataFolder(data_folder).key_file, SystemClock().now_ms())
    found = check.at_this_kiosk(asked)
    if as_json:
        json.dump(check.health(found), sys.stdout, indent=2)
        print()
    else:
        _print_lock_down(found, words)
        print(f"\n{words('lock.counted', **check.counted(found))}")
    return 4 if any(one.state == "open" for one in found) else 0


def _print_lock_down(found: "Iterable[Found]", words: Words) -> None:
    from progrez_desktop.core.services.kiosk_check.told import told

    say, rows = _table()
    for one in found:
        texts = told(one, words)
        below = "".join(f"\n{text}" for text in (texts.means, texts.mend, texts.command) if text)
        rows(one.said, words(f"lock.state.{one.said}"), texts.title, texts.found + below)
    say()


def _print_table(findings: tuple[Finding, ...], words: Words) -> None:
    say, rows = _table()
    for finding in findings:
        state, found = words(f"doctor.state.{finding.state}"), words(f"doctor.{finding.message}", **finding.params)
        rows(finding.state, state, words(f"doctor.check.{finding.check}"), found)
    say()
    for line in commands_for(findings):
        # Not wrapped, so that it can be copied.
        print(f"\n{words('doctor.type_this')}\n    {line}")


def _table() -> tuple[Callable[[], None], Callable[[str, str, str, str], None]]:
    """Return what prints a table and what adds a row to it."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    # In a file or a pipe every finding keeps to its line, so that it can be searched.
    console = Console(highlight=False, width=None if sys.stdout.isatty() else 200)
    table = Table(box=None, padding=(0, 2, 0, 0), show_header=False)

    def add_row(state: str, said: str, title: str, found: str) -> None:
        table.add_row(Text(said, style=_COLOURS[state]), Text(title), Text(found))

    return lambda: console.print(table), add_row
