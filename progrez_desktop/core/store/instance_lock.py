"""One program at a time on one data folder; the second is told which process holds it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from progrez_desktop.core.errors import LockedFault
from progrez_desktop.core.files import disk_faults


@contextmanager
def instance_lock(lock_file: Path) -> Iterator[None]:
    """Hold the data folder for the length of the block. A killed process lets go by itself.

    Raises:
        LockedFault: "second_instance" with the holder's process id (0 if it could not be read).
        EnvironmentFault: "read_only", "disk_full".
    """
    from filelock import FileLock, Timeout

    holder = lock_file.with_name(lock_file.name + ".pid")
    lock = FileLock(lock_file, timeout=0)
    with disk_faults(lock_file.parent):
        try:
            lock.acquire()
        except Timeout as error:
            raise LockedFault("second_instance", pid=_process_id(holder)) from error
    try:
        with disk_faults(lock_file.parent):
            holder.write_text(str(os.getpid()), encoding="ascii")
        yield
    finally:
        with suppress(OSError):
            holder.unlink()
        lock.release()


def _process_id(holder: Path) -> int:
    try:
        return int(holder.read_text(encoding="ascii"))
    except (OSError, ValueError):
        return 0
