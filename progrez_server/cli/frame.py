"""The commands put together, and what goes wrong told in one sentence."""

import sys
from collections.abc import Sequence

import typer

from progrez_server.faults import ServerFault


def run_command(arguments: Sequence[str]) -> int:
    """Carry out a command line; return the exit status."""
    app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)
    app.callback()(_about)
    try:
        status = app(list(arguments), prog_name="progrez-server", standalone_mode=False)
    except ServerFault as fault:
        print(f"progrez-server: {fault}", file=sys.stderr)
        return fault.exit_status
    return int(status or 0)


def _about() -> None:
    """The organisation server: takes sealed releases in, hands them on, and can read none of them."""
