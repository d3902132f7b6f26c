"""The frame of the command line: global options, the commands, and what a fault looks like on a terminal."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from progrez_desktop import __version__
from progrez_desktop.cli import (
    about,
    accessibility,
    analyse,
    audit,
    badge,
    compare,
    cv,
    demo,
    desk,
    disclose,
    doctor,
    duty,
    enrol,
    fairness,
    kiosk_window,
    manual,
    my_data,
    norms,
    notices,
    operator,
    organisations,
    pack,
    providers,
    rate,
    registry,
    release,
    report,
    rescore,
    result,
    retention,
    safe,
    score,
    send,
    settings,
    sitting,
    situations,
    staff,
    statistics,
    update,
    verify,
    withdraw,
)
from progrez_desktop.cli.help_groups import group
from progrez_desktop.cli.rate import RatingTools
from progrez_desktop.cli.session import Session, language_of
from progrez_desktop.cli.spoken import App
from progrez_desktop.cli.streams import let_go_of_output, stand_in_for_closed
from progrez_desktop.cli.usage import usage_sentence
from progrez_desktop.cli.windows import StaffWindows
from progrez_desktop.core.errors import EnvironmentFault, Fault, UsageFault
from progrez_desktop.core.json_lines import shown
from progrez_desktop.core.model.assessment import FormId
from progrez_desktop.core.words import LANGUAGES, Words

_INTERRUPTED = 130
"""As shells have it for Ctrl-C."""

OpenWindow = Callable[[Session], int]
PerformDemo = Callable[[Session, Path, FormId], int]


def build_cli(
    words: Words,
    data_dir: Path,
    window: OpenWindow,
    perform_demo: PerformDemo,
    rating: RatingTools,
    windows: StaffWindows | None = None,
) -> typer.Typer:
    """Return the whole command line in one language.

    Args:
        data_dir: Where data is unless --data-dir says otherwise.
        window: Opens the application; its result is the exit status.
        perform_demo: Performs the whole journey, in one of the two forms, without a display, and writes what comes of
            it into a folder.
        rating: Opens what a rating office needs.
        windows: Opens the windows of staff; without it there is no command for them.
    """
    app = App(
        words,
        "cli.help",
        name="progrez",
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )

    _take_options(app, words, data_dir, window)
    _add_commands(app, words, perform_demo, rating, windows)
    group(app, words)
    return app


def _take_options(app: typer.Typer, words: Words, default_dir: Path, window: OpenWindow) -> None:
    """Add what stands before a command, and what is done without one."""

    @app.callback(invoke_without_command=True)
    def main(
        context: typer.Context,
        language: Annotated[str | None, typer.Option(metavar="en|nl", help=words("cli.language"))] = None,
        data_dir: Annotated[Path, typer.Option(metavar="DIR", help=words("cli.data_dir"))] = default_dir,
        version: Annotated[bool, typer.Option("--version", help=words("cli.version"))] = False,
    ) -> None:
        if version:
            print(f"progrez {__version__}")
            raise typer.Exit
        if language is not None and language not in LANGUAGES:
            raise UsageFault("language_unknown", language=shown(language))
        context.obj = Session(words, language, data_dir)
        if context.invoked_subcommand is None:
            raise typer.Exit(window(context.obj))


def _add_commands(
    app: typer.Typer, words: Words, perform_demo: PerformDemo, rating: RatingTools, windows: StaffWindows | None
) -> None:
    accessibility.add(app, words)
    about.add(app, words)
    score.add(app, words)
    analyse.add(app, words)
    compare.add(app, words)
    demo.add(app, words, perform_demo)
    doctor.add(app, words)
    manual.add(app, words)
    rate.add(app, words, rating)
    registry.add(app, words, rating.parts, windows.registry if windows else None)
    if windows is not None:
        operator.add(app, words, windows)
        kiosk_window.add(app, words, windows, rating.parts)
    report.add(app, words)
    update.add(app, words)
    rescore.add(app, words)
    people = (audit, badge, cv, my_data, release, result, safe, sitting, withdraw)
    place = (settings, norms, situations, fairness, statistics, providers, verify, retention, desk, duty, disclose)
    outside = (enrol, organisations, staff, pack, send, notices)
    for command in (*people, *place, *outside):
        command.add(app, words, rating.parts)


def run_command(
    arguments: Sequence[str],
    data_dir: Path,
    window: OpenWindow,
    perform_demo: PerformDemo,
    rating: RatingTools,
    windows: StaffWindows | None = None,
) -> int:
    """Carry out one command line and return its exit status; a fault becomes one line on standard error."""
    stand_in_for_closed()
    words = Words(language_of(arguments))
    program = build_cli(words, data_dir, window, perform_demo, rating, windows)
    try:
        status = program(list(arguments), prog_name="progrez", standalone_mode=False)
        sys.stdout.flush()
    except SystemExit as end:  # nobody reads standard output any more
        return end.code if isinstance(end.code, int) else 0
    except typer.Abort:
        return _INTERRUPTED
    except OSError as error:
        if error.filename is not None:
            raise
        let_go_of_output()  # a write without a file's name is one to standard output
        if isinstance(error, BrokenPipeError):
            return 0
        fault = EnvironmentFault("output_failed")
        print(f"{words('cli.error')}: {words.of_fault(fault)}", file=sys.stderr)
        return fault.exit_status
    except typer.TyperException as mistake:
        print(f"{words('cli.error')}: {usage_sentence(mistake, words)}", file=sys.stderr)
        return mistake.exit_code
    except Fault as fault:
        _look_for_it_in_the_build(fault)
        print(f"{words('cli.error')}: {words.of_fault(fault)}", file=sys.stderr)
        return fault.exit_status
    return status if isinstance(status, int) else 0


def _look_for_it_in_the_build(fault: Fault) -> None:
    """End the program as without any other part, where what a fault misses is one of the build and not of a pack."""
    if fault.code in ("resource_missing", "resource_changed"):
        from progrez_desktop.core.bundle import refuse_where_broken

        refuse_where_broken()
