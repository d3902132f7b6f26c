"""One program at a time on one data folder; a second one is told who holds it."""

import os
from contextlib import suppress
from pathlib import Path

from progrez_desktop.core.errors import LockedFault
from progrez_desktop.core.files import disk_faults


class InstanceLock:
    """Held until it is released or the process ends, however it ends: the operating system lets go of it."""

    def __init__(self, path: Path) -> None:
        from filelock import FileLock

        self._path = path
        self._lock = FileLock(path)

    @property
    def _holder(self) -> Path:
        """Beside the lock and not in it: where locks are mandatory, a locked file can't be read."""
        return self._path.with_suffix(".pid")

    def acquire(self) -> None:
        """Take the lock now, or say "second_instance" with the process that holds it."""
        from filelock import Timeout

        try:
            with disk_faults(self._path.parent):
                self._lock.acquire(timeout=0)
        except Timeout:
            raise LockedFault("second_instance", pid=self._read_holder()) from None
        with disk_faults(self._path.parent):
            self._holder.write_text(str(os.getpid()), encoding="ascii")

    def release(self) -> None:
        with suppress(OSError):
            self._holder.unlink()
        self._lock.release()

    def _read_holder(self) -> str:
        try:
            text = self._holder.read_text(encoding="ascii")
        except (OSError, UnicodeDecodeError):
            return "?"
        return text if text.isdecimal() and len(text) < 12 else "?"
