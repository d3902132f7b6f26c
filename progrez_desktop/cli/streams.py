"""Where commands read from and write to: files and pipes, with progress and faults on the terminal beside them."""

import os
import stat
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

import typer

from progrez_desktop.core.documents.writing import whole_file
from progrez_desktop.core.errors import DataFault, EnvironmentFault, UsageFault
from progrez_desktop.core.json_lines import LineFault
from progrez_desktop.core.words import Words

PIPE = Path("-")
"""Stands for standard input and standard output."""

_STANDARD_OUTPUT = (None, PIPE, *map(Path, ("/dev/stdout", "/dev/fd/1", "/proc/self/fd/1")))
"""Opened by its name, a file behind it would be begun anew, where the shell said `>>`."""


@contextmanager
def reading(path: Path, label: str = "") -> Iterator[BinaryIO]:
    """Open a file to read from, `-` for standard input. With a label, a terminal is shown how far the reading is.

    Raises:
        DataFault: "file_not_found" or "file_not_readable".
    """
    if path == PIPE:
        yield sys.stdin.buffer
        return
    try:
        file = path.open("rb")
    except FileNotFoundError as error:
        raise DataFault("file_not_found", file=str(path)) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise DataFault("file_not_readable", file=str(path)) from error
    with file:
        if label and sys.stderr.isatty():
            with _progress(file, label, path.stat().st_size) as watched:
                yield watched
        else:
            yield file


@contextmanager
def _progress(file: BinaryIO, label: str, size: int) -> Iterator[BinaryIO]:
    from rich.console import Console
    from rich.progress import wrap_file

    console = Console(stderr=True)
    with wrap_file(file, total=size, description=label, console=console, transient=True) as watched:
        yield watched


@contextmanager
def writing(path: Path | None, source: Path | None = None) -> Iterator[BinaryIO]:
    """Open standard output, or a file that is there only when the block has ended well (see `whole_file`).

    Raises:
        UsageFault: "save_over_source", where that file is the `source` that is read from.
        EnvironmentFault: "output_failed", where standard output takes no more.
    """
    if path is not None and path not in _STANDARD_OUTPUT:
        if source is not None:
            _refuse_same_file(source, path)
        with whole_file(path) as file:
            yield file
        return
    try:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
    except OSError as error:
        let_go_of_output()
        if isinstance(error, BrokenPipeError):  # the reader has what it wanted, as in `progrez score ... | head`
            raise
        raise EnvironmentFault("output_failed") from error


def let_go_of_output() -> None:
    """Send what is still to be written nowhere: Python flushes once more at its end, and says so in its own words."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def stand_in_for_closed() -> None:
    """Put nothing in the place of standard streams that were closed, as by `>&-`: Python has None for them."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        if getattr(sys, name) is None:
            setattr(sys, name, Path(os.devnull).open(mode, encoding="utf-8"))  # noqa: SIM115 - as long as the program


def _refuse_same_file(source: Path, out: Path) -> None:
    try:
        read = os.fstat(sys.stdin.fileno()) if source == PIPE else source.stat()
        written = out.stat()
    except (OSError, ValueError):  # one of them is not there: opening it tells that better
        return
    if stat.S_ISREG(read.st_mode) and os.path.samestat(read, written):
        raise UsageFault("save_over_source", file=str(out))


def tell_line_faults(source: Path, words: Words) -> Callable[[LineFault], None]:
    """Return what prints a faulty line as "file:line: sentence" on standard error."""
    name = _name_of(source)
    return lambda fault: print(fault.sentence(name, words), file=sys.stderr)


@contextmanager
def telling_file_faults(source: Path, words: Words) -> Iterator[None]:
    """Print what is wrong inside a file as "file: sentence" on standard error, and end with the fault's status."""
    try:
        yield
    except DataFault as fault:
        print(f"{_name_of(source)}: {words.of_fault(fault)}", file=sys.stderr)
        raise typer.Exit(fault.exit_status) from fault


def _name_of(source: Path) -> str:
    return "<stdin>" if source == PIPE else str(source)


def line_writer(file: BinaryIO) -> Callable[[str], None]:
    """Return what writes one line as UTF-8 with a plain line end, on every system."""

    def write(line: str) -> None:
        file.write(line.encode())
        file.write(b"\n")

    return write
