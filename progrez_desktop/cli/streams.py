"""Where commands read from and write to: files and pipes, with progress on a terminal."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.files import disk_faults, sync_folder

PIPE = Path("-")
"""Stands for standard input and standard output."""


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
    except OSError as error:
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
def writing(path: Path | None) -> Iterator[BinaryIO]:
    """Open standard output, or a file that gets its name only when the block has ended well.

    Raises:
        EnvironmentFault: "disk_full", "read_only" or "disk_failed"; a file that was there is then as it was.
    """
    if path is None or path == PIPE:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    unfinished = path.with_name(path.name + ".new")
    with disk_faults(path.parent):
        try:
            with unfinished.open("wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        except BaseException:
            with suppress(OSError):
                unfinished.unlink()
            raise
        sync_folder(path.parent)
