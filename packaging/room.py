"""Whether installers find room on the disks that they are built on, asked before whichever tool meets the end of one.

Standard library only, as bootstrap.py.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path

ENVIRONMENT_MIB = 1300
BUILD_MIB = 1900
QUICK_BUILD_MIB = 1600
"""What lies on the disk at its fullest: 1,205 MiB of packages, and 1,450 of a quick build (du), rounded up. One that is
not quick has no .deb of 600 MiB but compresses a tarball of that size."""
TEMPORARY_MIB = 800
"""What pip unpacks, at most 210 MiB, and later the copy that is tried out."""


def of_build(out: Path, environment: Path, quick: bool) -> dict[Path, int]:
    """Return how many MiB each folder of a build holds at its fullest."""
    # A folder that is not there yet: nothing that lies beside it makes room by going.
    temporary = Path(tempfile.gettempdir()) / "progrez-room"
    return {
        environment: ENVIRONMENT_MIB,
        out: QUICK_BUILD_MIB if quick else BUILD_MIB,
        temporary: TEMPORARY_MIB,
    }


def lacking(needed_mib: Mapping[Path, int]) -> str:
    """Return what to say of the first disk with too little room for these folders; nothing where all have enough.

    What lies in a folder already counts as room: it is kept or replaced.
    """
    disks: dict[int, list[tuple[Path, int]]] = {}
    for folder, mib in needed_mib.items():
        place = next(one for one in (folder, *folder.parents) if one.is_dir())
        disks.setdefault(place.stat().st_dev, []).append((place, max(0, mib - _taken_mib(folder))))
    for parts in disks.values():
        place, needed = parts[0][0], sum(mib for _, mib in parts)
        free = shutil.disk_usage(place).free >> 20
        if free < needed:
            return (
                f"The disk is too full to build on: it needs {needed:,} MiB more on the one with {place}, "
                f"and {free:,} are free. Make room there and try again."
            )
    return ""


def _taken_mib(folder: Path) -> int:
    """Return what the files below a folder take, each counted once by however many names it goes."""
    files = {(told.st_dev, told.st_ino): told.st_size for told in map(Path.lstat, folder.rglob("*"))}
    return sum(files.values()) >> 20
