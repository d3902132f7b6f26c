"""Files written whole or not at all, and the operating system's refusals told as faults."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from progrez_desktop.core.errors import EnvironmentFault

_CODES = {
    errno.ENOSPC: "disk_full",
    errno.EDQUOT: "disk_full",
    errno.EROFS: "read_only",
    errno.EACCES: "read_only",
    errno.EPERM: "read_only",
    errno.EEXIST: "folder_is_file",
    errno.ENOTDIR: "folder_is_file",
    errno.EMFILE: "too_many_files",
    errno.ENFILE: "too_many_files",
}

LEAST_FREE_MIB = 200
"""Below it a sitting may be the last that fits: a safe takes a few MiB, and a copy is made before each migration."""


@contextmanager
def disk_faults(folder: Path) -> Iterator[None]:
    """Tell an OSError inside the block with the folder's name.

    Raises:
        EnvironmentFault: "disk_full", "read_only", "folder_is_file", "too_many_files" or "disk_failed".
    """
    try:
        yield
    except OSError as error:
        code = _CODES.get(error.errno or 0, "disk_failed")
        raise EnvironmentFault(code, folder=str(folder)) from error


def make_private_folder(folder: Path) -> None:
    """Make a folder that only its owner may enter. A folder that is there already is closed to others as well.

    Raises:
        EnvironmentFault: As disk_faults; "folder_is_file" where a file has its name, or one on the way to it.
    """
    with disk_faults(folder):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)


def write_private(path: Path, content: bytes) -> None:
    """Write a file that only its owner may read. After a power cut it is the old one or the new one, never a part.

    Raises:
        EnvironmentFault: "disk_full", "read_only" or "disk_failed"; the old file is then as it was.
    """
    temporary = path.with_name(path.name + ".new")
    with disk_faults(path.parent):
        try:
            with open(temporary, "wb", opener=_private) as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            temporary.replace(path)
        except OSError:
            with suppress(OSError):
                temporary.unlink()
            raise
        sync_folder(path.parent)


def nearest_there(path: Path) -> Path:
    """Return a path, or the nearest one above it that exists."""
    return next(place for place in (path, *path.parents) if place.exists())


def free_mib(folder: Path) -> int:
    """Return how much room there is on the disk that a folder will be on."""
    from shutil import disk_usage

    return disk_usage(nearest_there(folder)).free >> 20


def sync_folder(folder: Path) -> None:
    """Make renames in a folder survive a power cut, where the system has a way to ask for it."""
    if os.name == "nt":  # Windows can't open a folder; NTFS journals the rename itself
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)
