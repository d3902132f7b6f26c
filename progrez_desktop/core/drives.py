"""Which removable drives are plugged in and open for files; never a disk that this computer itself runs from."""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

OWN_FOLDER = "Progrez"
"""Where files go on a drive. It is made there, so that it is missing where the drive is: nothing then lands on the disk
of this computer, in the empty folder where the drive was."""
_MOST_FILES = 40
_CARD_READER = "mmc_host"


@dataclass(frozen=True)
class Drive:
    """One that is mounted."""

    path: Path
    name: str
    """As its maker or its owner called it; "" where nobody did."""
    size_bytes: int
    is_writable: bool

    def place_for(self, name: str) -> Path:
        """Return where a file of this name goes, beside whatever is there, in a folder of ours on the drive.

        Raises:
            OSError: The drive is gone, full or can't be written.
        """
        folder = self.path / OWN_FOLDER
        if folder.is_symlink():
            raise PermissionError(f"{OWN_FOLDER} is a link")  # and could lead to a disk of this computer
        folder.mkdir(exist_ok=True)
        wanted = folder / "".join(" " if sign in '/\\:*?"<>|' or ord(sign) < 32 else sign for sign in name)
        number, found = 1, wanted
        while os.path.lexists(found):
            number += 1
            found = wanted.with_name(f"{wanted.stem} ({number}){wanted.suffix}")
        return found

    def files(self, ending: str) -> list[Path]:
        """Return the files of this ending at its top and in our folder, the newest first. No link is followed."""
        found = [entry for folder in (self.path, self.path / OWN_FOLDER) for entry in _plain_files(folder, ending)]
        return [Path(entry.path) for entry in sorted(found, key=_changed, reverse=True)[:_MOST_FILES]]


def _changed(entry: os.DirEntry[str]) -> float:
    try:
        return entry.stat(follow_symlinks=False).st_mtime
    except OSError:  # pulled out meanwhile: whoever opens it is told
        return 0


def _plain_files(folder: Path, ending: str) -> list[os.DirEntry[str]]:
    if folder.is_symlink():
        return []
    try:
        with os.scandir(folder) as entries:
            return [e for e in entries if e.name.lower().endswith(ending) and e.is_file(follow_symlinks=False)]
    except OSError:  # pulled out meanwhile
        return []


def removable(own: Path, root: Path = Path("/")) -> list[Drive]:
    """Return the removable drives that are mounted now.

    Args:
        own: The data folder: the drive that holds it is none for anybody's files.
        root: Where /proc, /sys and /dev are, for a test.
    """
    if sys.platform == "win32":
        return list(_of_windows(own))
    if sys.platform == "darwin":
        return list(_of_mac())
    return list(_of_linux(own, root))


# Linux


@dataclass(frozen=True)
class _Mount:
    number: str
    inside: str
    path: Path
    options: frozenset[str]
    source: str


def _mounts(text: str) -> Iterator[_Mount]:
    """Read /proc/self/mountinfo (proc(5)); a line that is not as it says is left out."""
    for line in text.splitlines():
        before, _, after = line.partition(" - ")
        fields, rest = before.split(), after.split()
        if len(fields) >= 6 and len(rest) >= 2:
            options = frozenset(fields[5].split(","))
            yield _Mount(fields[2], fields[3], Path(_unescaped(fields[4])), options, _unescaped(rest[1]))


def _unescaped(text: str) -> str:
    """Space, tab, newline and backslash are written in octal."""
    for code in ("040", "011", "012", "134"):
        text = text.replace(f"\\{code}", chr(int(code, 8)))
    return text


def _of_linux(own: Path, root: Path) -> Iterator[Drive]:
    mounts = list(_mounts((root / "proc/self/mountinfo").read_text("utf-8", "surrogateescape")))
    needed = {disk for mount in mounts if _is_ours(mount.path, own) for disk in _disks(mount, root)}
    seen = set[Path]()
    for mount in sorted(mounts, key=lambda one: len(str(one.path))):
        block = _block(mount, root)
        if block is None or block in seen or mount.inside != "/":  # what is mounted twice is one drive
            continue
        seen.add(block)
        disks = _disks(mount, root)
        if disks and not needed & disks and all(_is_removable(disk) for disk in disks):
            writable = "ro" not in mount.options and os.access(mount.path, os.W_OK)
            yield Drive(mount.path, _label(block, disks, root), _size(block), writable)


def _is_ours(path: Path, own: Path) -> bool:
    """Whether this computer runs from what is mounted there: a kiosk may itself have been started from a stick."""
    return path in (Path("/"), Path("/usr"), Path("/home"), Path("/var")) or (
        str(path).startswith("/boot") or (path != Path("/") and own.resolve().is_relative_to(path))
    )


def _block(mount: _Mount, root: Path) -> Path | None:
    """Return the block device of a mount in /sys; by its source where a program stands between (NTFS, exFAT)."""
    by_number = root / "sys/dev/block" / mount.number
    by_name = root / "sys/class/block" / Path(mount.source).name
    for place in (by_number, by_name):
        if (place == by_number or mount.source.startswith("/dev/")) and place.exists():
            return place.resolve()
    return None


def _disks(mount: _Mount, root: Path) -> set[Path]:
    block = _block(mount, root)
    return set(_whole(block)) if block is not None else set()


def _whole(block: Path) -> Iterator[Path]:
    """Give the disks below: of a partition its disk, of an opened encrypted volume the disks of what it lies on."""
    slaves = block / "slaves"
    below = list(slaves.iterdir()) if slaves.is_dir() else []
    for one in below:
        yield from _whole(one.resolve())
    if not below:
        yield block.parent if (block / "partition").exists() else block


def _is_removable(disk: Path) -> bool:
    """Whether one can pull it out: said by the drive, or plain from how it hangs on this computer."""
    text = str(disk)
    if _CARD_READER in text:
        return _first_line(disk / "device/type") == "SD"
    return _first_line(disk / "removable") == "1" or "/usb" in text or "/firewire" in text


def _label(block: Path, disks: Iterable[Path], root: Path) -> str:
    labels = root / "dev/disk/by-label"
    if labels.is_dir():
        for link in labels.iterdir():
            if link.resolve().name == block.name:
                return link.name.replace("\\x20", " ")
    return next((name for disk in disks if (name := _first_line(disk / "device/model"))), "")


def _size(block: Path) -> int:
    sectors = _first_line(block / "size")
    return int(sectors) * 512 if sectors.isdigit() else 0


def _first_line(path: Path) -> str:
    try:
        return path.read_text("utf-8", "replace").strip()
    except OSError:
        return ""


# Elsewhere: written from the makers' descriptions, and not tried on such a computer


def _of_windows(own: Path) -> Iterator[Drive]:
    import ctypes
    import shutil

    kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    letters = kernel.GetLogicalDrives()
    for number in range(26):
        path = Path(f"{chr(65 + number)}:\\")
        if not letters >> number & 1 or kernel.GetDriveTypeW(str(path)) != 2 or own.drive == path.drive:  # removable
            continue
        name = ctypes.create_unicode_buffer(261)
        if kernel.GetVolumeInformationW(str(path), name, 261, None, None, None, None, 0):
            yield Drive(path, name.value, shutil.disk_usage(path).total, is_writable=True)


def _of_mac() -> Iterator[Drive]:
    import shutil

    for path in Path("/Volumes").iterdir():
        if not path.is_symlink() and os.path.ismount(path):
            yield Drive(path, path.name, shutil.disk_usage(path).total, os.access(path, os.W_OK))
