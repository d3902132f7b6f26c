"""One program at a time on one data folder; the second is told which process holds it."""

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from progrez_desktop.core.errors import LockedFault
from progrez_desktop.core.files import disk_faults

_MODE = 0o644
"""As filelock makes the file, by which older versions held it, and newer ones where a system has no flock."""


@contextmanager
def instance_lock(lock_file: Path) -> Iterator[None]:
    """Hold the data folder for the length of the block. A killed process lets go by itself.

    Raises:
        LockedFault: "second_instance" with the holder's process id (0 if it could not be read).
        EnvironmentFault: "read_only", "disk_full".
    """
    holder = lock_file.with_name(lock_file.name + ".pid")
    with disk_faults(lock_file.parent):
        let_go = _held(lock_file)
    if let_go is None:
        raise LockedFault("second_instance", pid=_process_id(holder))
    try:
        with disk_faults(lock_file.parent):
            holder.write_text(str(os.getpid()), encoding="ascii")
        yield
    finally:
        with suppress(OSError):
            holder.unlink()
        let_go()


def _held(lock_file: Path) -> Callable[[], None] | None:
    """Return what lets go of the file again; None where another process holds it."""
    return _by_package(lock_file) if sys.platform == "win32" else _by_flock(lock_file)


def _by_flock(lock_file: Path) -> Callable[[], None] | None:
    """As filelock does it, which takes longer to load than everything else here takes to do: a start waits for it."""
    import fcntl

    file = os.open(lock_file, os.O_RDWR | os.O_CREAT | os.O_NONBLOCK | os.O_NOFOLLOW, _MODE)
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(file)
        if error.errno in (errno.EACCES, errno.EAGAIN):
            return None
        raise
    return lambda: os.close(file)


def _by_package(lock_file: Path) -> Callable[[], None] | None:
    from filelock import FileLock, Timeout

    lock = FileLock(lock_file, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        return None
    return lock.release


def _process_id(holder: Path) -> int:
    try:
        return int(holder.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0
