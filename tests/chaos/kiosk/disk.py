"""What a disk holds after a power cut: what was synced before it, and of the rest nothing, some of it, or torn sectors.

The model is stricter than ext4 or XFS, and no kinder than they are:

- What was written to a file is there for certain only after fsync or fdatasync of that file.
- A name (made, renamed, removed, a new folder) is there for certain only after fsync of its folder; names of one folder
  survive in the order in which they were given, as a journal keeps them.
- Of writes that were not synced any part may be there, in any order, each sector of 512 bytes whole or not at all.

It says nothing of a disk that calls something synced which is not, nor of a sector that is half written.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

SECTOR = 512
TRACED = (
    "openat,pwrite64,write,fsync,fdatasync,ftruncate,rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,"
    "pwritev,pwritev2,writev,link,linkat,symlink,fallocate,copy_file_range,sendfile,truncate"
)
"""Whatever may change a file. What `events` does not know of these, in the folder, it refuses."""
STRACE = ("strace", "-f", "--seccomp-bpf", "-y", "-xx", "-s", "10000000", "-e", "signal=none", "-e", f"trace={TRACED}")

Kind = Literal["write", "size", "sync", "make", "folder", "rename", "remove", "line"]


@dataclass(frozen=True)
class Event:
    """One change, in the order in which the kernel was asked for it; a sync counts when it came back."""

    kind: Kind
    path: str = ""
    other: str = ""
    at: int = 0
    content: bytes = b""


_CALL = re.compile(r"^(\d+)\s+(\w+)\((.*)$", re.DOTALL)
_RESUMED = re.compile(r"^(\d+)\s+<\.\.\. (\w+) resumed>(.*)$", re.DOTALL)
_FILE = re.compile(r"^(\d+)<([^>]*)>")
_BYTES = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


def events(log: Path, root: Path) -> Iterator[Event]:
    """Yield what a process did to the files below a folder, and each line that it printed."""
    offsets: dict[str, int] = {}
    begun: dict[str, tuple[str, str]] = {}
    for line in log.read_text("ascii").split("\n"):
        if call := _CALL.match(line):
            thread, name, rest = call.groups()
            if rest.endswith("<unfinished ...>"):
                begun[thread] = (name, rest.removesuffix("<unfinished ...>"))
                continue
        elif call := _RESUMED.match(line):
            thread, name, rest = call.groups()
            rest = begun.pop(thread)[1] + rest
        else:
            continue
        yield from _events_of(name, rest, str(root), offsets)


def opened_elsewhere(log: Path, root: Path) -> set[str]:
    """Return every file outside a folder that was opened to be written; devices and what the kernel shows are none."""
    found = set()
    for line in log.read_text("ascii").split("\n"):
        if " = " in line and "openat" in line and re.search("O_WRONLY|O_RDWR|O_CREAT", line):
            handle = _FILE.match(line.rpartition(" = ")[2])
            path = _text(handle.group(2)).decode("utf-8", "replace") if handle else ""
            if path and not path.startswith((str(root), "/dev/", "/proc/")):
                found.add(path)
    return found


def _events_of(name: str, rest: str, root: str, offsets: dict[str, int]) -> Iterator[Event]:
    arguments, _, result = rest.rpartition(" = ")
    if result.startswith(("-1", "?")):
        return
    names = [_text(found).decode("utf-8", "replace") for found in _BYTES.findall(arguments)]
    handle = _FILE.match(arguments)
    path = _text(handle.group(2)).decode("utf-8", "replace") if handle else ""
    if name == "write" and handle and handle.group(1) == "1":
        yield Event("line", content=_text(_BYTES.findall(arguments)[0]))
    elif name == "openat":
        yield from _opened(arguments, result, root, offsets)
    elif name in ("rename", "renameat", "renameat2") and names[0].startswith(root):
        yield Event("rename", names[0], names[1])
    elif name in ("unlink", "unlinkat") and names[0].startswith(root):
        yield Event("remove", names[0])
    elif name in ("mkdir", "mkdirat") and names[0].startswith(root):
        yield Event("folder", names[0])
    elif path.startswith(root) and handle:
        yield from _changed(name, handle.group(1), path, arguments, offsets)


def _opened(arguments: str, result: str, root: str, offsets: dict[str, int]) -> Iterator[Event]:
    handle = _FILE.match(result)
    path = _text(handle.group(2)).decode("utf-8", "replace") if handle else ""
    if handle and path.startswith(root):
        offsets[handle.group(1)] = 0
        if "O_CREAT" in arguments:
            yield Event("make", path)
        if "O_TRUNC" in arguments:
            yield Event("size", path)


def _changed(name: str, handle: str, path: str, arguments: str, offsets: dict[str, int]) -> Iterator[Event]:
    match name:
        case "pwrite64":
            content = _text(_BYTES.findall(arguments)[0])
            yield Event("write", path, at=int(arguments.rstrip(") ").rpartition(", ")[2]), content=content)
        case "write":
            content = _text(_BYTES.findall(arguments)[0])
            yield Event("write", path, at=offsets[handle], content=content)
            offsets[handle] += len(content)
        case "ftruncate":
            yield Event("size", path, at=int(arguments.rstrip(") ").rpartition(", ")[2]))
        case "fsync" | "fdatasync":
            yield Event("sync", path)
        case _:
            raise AssertionError(f"{name} of {path} is not in the model")


def _text(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", "")) if escaped.startswith("\\x") else escaped.encode()


@dataclass
class File:
    synced: bytes = b""
    waiting: list[Event] = field(default_factory=list)

    def with_only(self, kept: list[Event]) -> bytes:
        content = bytearray(self.synced)
        for one in kept:
            if one.kind == "size":
                del content[one.at :]
                content.extend(bytes(one.at - len(content)))
            else:
                content.extend(bytes(max(0, one.at - len(content))))
                content[one.at : one.at + len(one.content)] = one.content
        return bytes(content)


@dataclass(frozen=True)
class Named:
    """A change of names that its folder was not synced after."""

    kind: Kind
    path: str
    file: File | None
    other: str = ""


Cut = Literal["nothing else", "some of it", "in order"]
CUTS: tuple[Cut, ...] = ("nothing else", "some of it", "in order")


class Disk:
    """A folder as the running system sees it, and what of it would be there after a cut."""

    def __init__(self, root: Path) -> None:
        """Everything that is there now is synced."""
        self._now = {str(path): File(path.read_bytes()) for path in root.rglob("*") if path.is_file()}
        self._folders = {str(root), *(str(path) for path in root.rglob("*") if path.is_dir())}
        self._synced, self._synced_folders = dict(self._now), set(self._folders)
        self._names: list[Named] = []

    def take(self, event: Event) -> None:
        match event.kind:
            case "write" | "size":
                if event.path in self._now:  # else its name is gone, and so is what is written there
                    self._now[event.path].waiting.append(event)
            case "sync":
                self._sync(event.path)
            case "make":
                if event.path not in self._now:
                    self._now[event.path] = File()
                    self._names.append(Named("make", event.path, self._now[event.path]))
            case "folder":
                self._folders.add(event.path)
                self._names.append(Named("folder", event.path, None))
            case "rename":
                self._now[event.other] = self._now.pop(event.path)
                self._names.append(Named("rename", event.path, self._now[event.other], event.other))
            case "remove":
                self._now.pop(event.path, None)
                self._names.append(Named("remove", event.path, None))

    def _sync(self, path: str) -> None:
        if path in self._folders:
            mine = [one for one in self._names if _folder(one.path) == path]
            self._synced, self._synced_folders = _with(self._synced, self._synced_folders, mine)
            self._names = [one for one in self._names if one not in mine]
        elif path in self._now:
            file = self._now[path]
            file.synced, file.waiting = file.with_only(file.waiting), []

    def after(self, cut: Cut, chance: random.Random) -> tuple[set[str], dict[str, bytes]]:
        """Return folders and files as they are after a power cut now."""
        names = {
            "nothing else": [],
            "some of it": self._some(chance),
            "in order": self._names,
        }[cut]
        files, folders = _with(self._synced, self._synced_folders, names)
        there = {path: file for path, file in files.items() if _folder(path) in folders}
        return folders, {path: file.with_only(_kept(file, cut, chance)) for path, file in there.items()}

    def _some(self, chance: random.Random) -> list[Named]:
        """Of the names of each folder the first few."""
        kept = []
        for folder in sorted({_folder(one.path) for one in self._names}):
            mine = [one for one in self._names if _folder(one.path) == folder]
            kept += mine[: chance.randint(0, len(mine))]
        return kept


def _with(files: dict[str, File], folders: set[str], names: list[Named]) -> tuple[dict[str, File], set[str]]:
    files, folders = dict(files), set(folders)
    for one in names:
        if one.kind == "folder":
            folders.add(one.path)
        elif one.kind == "make" and one.file is not None:
            files[one.path] = one.file
        elif one.kind == "rename" and one.file is not None:
            files.pop(one.path, None)
            files[one.other] = one.file
        else:
            files.pop(one.path, None)
    return files, folders


def _kept(file: File, cut: Cut, chance: random.Random) -> list[Event]:
    """Return what of the writes that wait came onto the disk."""
    if cut == "nothing else":
        return []
    if cut == "in order":
        kept = file.waiting[: chance.randint(0, len(file.waiting))]
        return [*kept[:-1], *_torn(kept[-1], chance)] if kept else []
    return [part for one in file.waiting if chance.random() < 0.5 for part in _torn(one, chance)]


def _torn(event: Event, chance: random.Random) -> list[Event]:
    if event.kind == "size" or chance.random() < 0.3:
        return [event]
    starts = range(0, len(event.content), SECTOR)
    kept = [start for start in starts if chance.random() < 0.6]
    return [Event("write", event.path, "", event.at + at, event.content[at : at + SECTOR]) for at in kept]


def _folder(path: str) -> str:
    return path.rpartition("/")[0]
