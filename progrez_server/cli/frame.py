"""The commands put together, and what goes wrong told in one sentence."""

import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import typer

from progrez_server.cli import init, keeping, openapi, run
from progrez_server.faults import MACHINE, ServerFault
from progrez_server.parts import FailPoints
from progrez_server.problems import Problem


def run_command(arguments: Sequence[str], fail_points: FailPoints | None = None) -> int:
    """Carry out a command line; return the exit status.

    Args:
        fail_points: Of a test, for `run`.
    """
    logging.getLogger("progrez_server").addHandler(logging.NullHandler())  # `run` sets up a log; else a sentence does
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    app.callback()(_about)
    for room in (init, run, keeping, openapi):
        room.add(app)
    try:
        with _files_for_nobody_else():
            app(list(arguments), prog_name="progrez-server", obj=fail_points)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 1
    except ServerFault as fault:
        return _told(str(fault), fault.exit_status)
    except Problem:  # from a database that can't be reached, or is full
        return _told("The database doesn't answer, or can't be written. Is it there, and is there room?", MACHINE)
    return 0


@contextmanager
def _files_for_nobody_else() -> Iterator[None]:
    """Around a command: whoever calls it in a process of their own has their own mask back."""
    mask = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(mask)


def _told(sentence: str, status: int) -> int:
    print(f"progrez-server: {sentence}", file=sys.stderr)
    return status


def _about() -> None:
    """The organisation server: takes sealed releases in, hands them on, and can read none of them."""
