"""Saves a finished document where the person chose: the whole file or nothing, and never over half of an old one."""

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import BinaryIO

from progrez_desktop.core.drives import OWN_FOLDER
from progrez_desktop.core.errors import EnvironmentFault, UsageFault
from progrez_desktop.core.files import disk_faults, sync_folder

READER_S = 3.0
"""How long a pipe waits for somebody to read it."""
_GONE = (errno.ENOENT, errno.ENODEV, errno.ENXIO, errno.ESTALE)
_NAME_NOT_POSSIBLE = (errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ, errno.ELOOP)


def save_whole(path: Path, content: bytes) -> None:
    """Write `content` to `path`; for its faults see `whole_file`."""
    with whole_file(path) as file:
        file.write(content)


def put(file: BinaryIO, content: bytes) -> None:
    """Write all of it and have the disk take it: what follows may say that there was room."""
    file.write(content)
    file.flush()
    if stat.S_ISREG(os.fstat(file.fileno()).st_mode):
        os.fsync(file.fileno())


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that only its owner may read and that takes the place of `path` when the block has ended well.

    It is written beside its place under a name of chance, so that no other file of the person is ever touched. A link
    is followed: what it names is replaced. A pipe or a character device, such as /dev/null, stays what it is and gets
    everything as it is written.

    Raises:
        UsageFault: `save_to_folder`, `save_folder_missing`, `save_name_not_possible`, `save_to_device`.
        EnvironmentFault: `disk_full`, `read_only`, `disk_failed`, `save_file_in_use`. What was there is unharmed.
            `save_place_gone`: the drive was pulled out meanwhile.
            `save_pipe_closed`.
    """
    mode = _mode_of(path)
    if mode is None or stat.S_ISREG(mode):
        with _replacement(Path(os.path.realpath(path)) if path.is_symlink() else path) as file:
            yield file
    elif stat.S_ISDIR(mode):
        raise UsageFault("save_to_folder", name=path.name or str(path))
    elif stat.S_ISFIFO(mode) or stat.S_ISCHR(mode):
        with _stream(path) as file:
            yield file
    else:
        raise UsageFault("save_to_device", name=path.name)


def _mode_of(path: Path) -> int | None:
    """Return what is there, at the end of a link; None where nothing is."""
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    except ValueError:  # a NUL in the name
        raise UsageFault("save_name_not_possible") from None
    except OSError as error:
        if error.errno in _NAME_NOT_POSSIBLE:
            raise UsageFault("save_name_not_possible") from error
        return None


@contextmanager
def _replacement(path: Path) -> Iterator[BinaryIO]:
    if not path.parent.is_dir():
        if path.parent.name == OWN_FOLDER:  # it was there a moment ago, when we made it
            raise EnvironmentFault("save_place_gone")
        raise UsageFault("save_folder_missing", folder=str(path.parent))
    with _place_may_go(path.parent), disk_faults(path.parent):
        handle, name = tempfile.mkstemp(prefix=".progrez-", suffix=".part", dir=path.parent)
        temporary = Path(name)
        try:
            with os.fdopen(handle, "wb") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            _replace(temporary, path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    # The file is whole and in its place; some sticks and network drives can't be asked to sync a folder.
    with suppress(OSError):
        sync_folder(path.parent)


@contextmanager
def _place_may_go(folder: Path) -> Iterator[None]:
    """Tell a drive that was pulled out meanwhile from a disk that failed."""
    try:
        yield
    except EnvironmentFault as fault:
        cause = fault.__cause__
        if isinstance(cause, OSError) and (cause.errno in _GONE or not folder.is_dir()):
            raise EnvironmentFault("save_place_gone") from fault
        raise


def _replace(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except PermissionError as error:
        # The folder let us write beside it, so it is the old file that is held: Windows does so while it is open.
        raise EnvironmentFault("save_file_in_use", name=path.name) from error


@contextmanager
def _stream(path: Path) -> Iterator[BinaryIO]:
    try:
        with disk_faults(path.parent), os.fdopen(_opened_stream(path), "wb") as file:
            yield file
    except EnvironmentFault as fault:
        if getattr(fault.__cause__, "errno", None) in (errno.EPIPE, errno.ENXIO):
            raise EnvironmentFault("save_pipe_closed", name=path.name) from fault
        raise


def _opened_stream(path: Path) -> int:
    """Open a pipe or a device; who is to read a pipe may come a moment later, and nobody waits for them for ever."""
    until, at_once = monotonic() + READER_S, getattr(os, "O_NONBLOCK", 0)  # Windows has no such pipes
    while True:
        try:
            stream = os.open(path, os.O_WRONLY | at_once)
        except OSError as error:
            if error.errno != errno.ENXIO or monotonic() > until:
                raise
            sleep(0.02)
        else:
            if at_once:
                os.set_blocking(stream, True)
            return stream
