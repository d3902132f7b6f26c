"""Saves a finished document where the person chose: the whole file or nothing, and never over half of an old one."""

import errno
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from progrez_desktop.core.errors import EnvironmentFault, UsageFault
from progrez_desktop.core.files import disk_faults, sync_folder

_NAME_NOT_POSSIBLE = (errno.ENAMETOOLONG, errno.EINVAL, errno.EILSEQ)


def save_whole(path: Path, content: bytes) -> None:
    """Write `content` to `path`; for its faults see `whole_file`."""
    with whole_file(path) as file:
        file.write(content)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that only its owner may read and that takes the place of `path` when the block has ended well.

    It is written beside its place under a name of chance, so that no other file of the person is ever touched. A device
    or a pipe is written straight to: a file in the place of /dev/null would take it from every program on the machine.

    Raises:
        UsageFault: `save_to_folder`, `save_folder_missing`, `save_name_not_possible`.
        EnvironmentFault: `disk_full`, `read_only`, `disk_failed`, `save_file_in_use`. What was there is unharmed.
    """
    _check(path)
    if _is_channel(path):
        with disk_faults(path.parent), path.open("wb") as channel:
            yield channel
        return
    with disk_faults(path.parent):
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


def _is_channel(path: Path) -> bool:
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return stat.S_ISCHR(mode) or stat.S_ISFIFO(mode) or stat.S_ISBLK(mode)


def _check(path: Path) -> None:
    try:
        if path.is_dir():
            raise UsageFault("save_to_folder")
        if not path.parent.is_dir():
            raise UsageFault("save_folder_missing")
        path.lstat()  # asks the system about the name itself; Path.exists() would swallow the answer
    except FileNotFoundError:
        return
    except ValueError:  # a NUL in the name
        raise UsageFault("save_name_not_possible") from None
    except OSError as error:
        if error.errno in _NAME_NOT_POSSIBLE:
            raise UsageFault("save_name_not_possible") from error


def _replace(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except PermissionError as error:
        # The folder let us write beside it, so it is the old file that is held: Windows does so while it is open.
        raise EnvironmentFault("save_file_in_use") from error
