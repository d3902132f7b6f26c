"""A Linux computer as the self-test looks at it: its files from one root on, its processes, who runs this program."""

import os
import stat
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from progrez_desktop.core.awake import SleepTry
from progrez_desktop.core.files import nearest_there

_LONGEST = 1 << 20
_CONNECTED = "03"
"""SS_CONNECTED, as the kernel lists a socket that somebody is at the other end of."""
_MAY_HOLD_SLEEP = SleepTry()
"""One of this program: several looks in a row try it once."""


@dataclass(frozen=True)
class Process:
    pid: int
    parent: int
    uid: int
    program: str
    """The file that runs, without its folder: what a process calls itself is its own word."""
    is_owned_by_system: bool
    """Whether that file is root's, and nobody else can write it."""
    arguments: tuple[str, ...]


@dataclass(frozen=True)
class Machine:
    """`root` is another folder in a test, with a tree of its own."""

    root: Path = Path("/")
    uid: int = field(default_factory=lambda: os.getuid() if hasattr(os, "getuid") else 0)
    pid: int = field(default_factory=os.getpid)
    group_ids: frozenset[int] = field(
        default_factory=lambda: frozenset((*os.getgroups(), os.getgid())) if hasattr(os, "getgroups") else frozenset()
    )
    environment: Mapping[str, str] = field(default_factory=lambda: os.environ)
    device_of: Callable[[Path], tuple[int, int]] = field(default=lambda path: device_below(path))
    """Major and minor number of what a file or a folder is kept on."""
    clock_is_set: Callable[[], bool | None] = field(default=lambda: kernel_clock_is_set())
    memory_is_closed: Callable[[], bool] = field(default=lambda: own_memory_is_closed())

    sleep_can_be_held: Callable[[], bool] = _MAY_HOLD_SLEEP

    def read(self, *parts: str) -> str | None:
        """Return a text, or None where it is not there or not ours to read."""
        try:
            with self.root.joinpath(*parts).open("r", encoding="utf-8", errors="replace") as file:
                return file.read(_LONGEST)
        except (OSError, ValueError):
            return None

    def names(self, *parts: str) -> tuple[str, ...]:
        """Return what a folder holds, in order; nothing where it is not there."""
        try:
            return tuple(sorted(os.listdir(self.root.joinpath(*parts))))  # noqa: PTH208 - a closed folder is empty here
        except OSError:
            return ()

    def there(self, *parts: str) -> bool:
        return os.path.lexists(self.root.joinpath(*parts))

    def is_masked(self, unit: str) -> bool:
        """Return whether systemd can't start a unit."""
        for folder in ("etc/systemd/system", "run/systemd/system"):
            path = self.root / folder / unit
            if path.is_symlink() and os.readlink(path) == "/dev/null":  # noqa: PTH115 - the text of the link is meant
                return True
        return False

    @cached_property
    def processes(self) -> tuple[Process, ...]:
        return tuple(self._processes())

    def _processes(self) -> Iterator[Process]:
        for name in self.names("proc"):
            if not name.isdecimal():
                continue
            status = fields_of(self.read("proc", name, "status") or "")
            if "PPid" not in status or status.get("State", "")[:1] in ("Z", "X"):  # ended, and nobody asked how
                continue
            told = (self.read("proc", name, "cmdline") or "").rstrip("\0")
            program, is_owned = self._program(name, told, status.get("Name", ""))
            uid = int(status.get("Uid", "-1").split()[0])
            yield Process(int(name), int(status["PPid"]), uid, program, is_owned, tuple(told.split("\0")))

    def _program(self, name: str, told: str, own_word: str) -> tuple[str, bool]:
        """Another user's program can't be read: then it is what it says, and nobody vouches for the file."""
        try:
            path = os.readlink(self.root / "proc" / name / "exe")  # noqa: PTH115 - the file may be gone
        except OSError:
            return os.path.basename(told.split("\0")[0]) or own_word, False  # noqa: PTH119 - not a path of ours
        return os.path.basename(path), self._is_of_system(path)  # noqa: PTH119 - as above

    def _is_of_system(self, path: str) -> bool:
        try:
            found = (self.root / path.lstrip("/")).stat()
        except OSError:
            return False
        return found.st_uid == 0 and not found.st_mode & (stat.S_IWGRP | stat.S_IWOTH)

    def process(self, pid: int) -> Process | None:
        return next((one for one in self.processes if one.pid == pid), None)

    def ancestors(self) -> Iterator[Process]:
        """Give who started this program, who started that, and so on."""
        here = self.process(self.pid)
        seen: set[int] = set()
        while here is not None and here.parent not in seen:
            seen.add(here.parent)
            here = self.process(here.parent)
            if here is not None:
                yield here

    def connections_to(self, address: str) -> int:
        """Return how many are connected to a socket of this computer; an abstract one begins with "@"."""
        lines = (self.read("proc", "net", "unix") or "").splitlines()
        rows = [line.split() for line in lines]
        return sum(1 for row in rows if len(row) == 8 and row[5] == _CONNECTED and row[7] == address)

    def listening_ports(self) -> frozenset[int]:
        """Return the TCP ports at which this computer answers others."""
        found = set()
        for name in ("tcp", "tcp6"):
            for line in (self.read("proc", "net", name) or "").splitlines()[1:]:
                row = line.split()
                host, _, port = row[1].partition(":")
                if row[3] == "0A" and host not in ("0100007F", "00000000000000000000000001000000"):
                    found.add(int(port, 16))
        return frozenset(found)


def fields_of(text: str) -> dict[str, str]:
    """Return lines of the form "name: value" as a table."""
    pairs = (line.partition(":") for line in text.splitlines())
    return {name.strip(): value.strip() for name, colon, value in pairs if colon}


def device_below(path: Path) -> tuple[int, int]:
    """Return the device that a file or the nearest folder above it is on."""
    device = nearest_there(path).stat().st_dev
    return os.major(device), os.minor(device)


def own_memory_is_closed() -> bool:
    """Return whether this process can neither be dumped nor be read by others of the same user."""
    import ctypes
    import resource

    try:
        readable = ctypes.CDLL(None).prctl(3, 0, 0, 0, 0)  # PR_GET_DUMPABLE = 3
    except (OSError, AttributeError):
        return False
    return resource.getrlimit(resource.RLIMIT_CORE) == (0, 0) and readable == 0


def kernel_clock_is_set() -> bool | None:
    """Return whether the kernel has its time from elsewhere; None where it doesn't say."""
    import ctypes

    told = ctypes.create_string_buffer(256)  # struct timex of 208 bytes, all zero: nothing is changed
    try:
        state = ctypes.CDLL(None).adjtimex(told)
    except (OSError, AttributeError):
        return None
    unsynchronised = 0x40  # STA_UNSYNC
    return None if state < 0 else not int.from_bytes(told.raw[40:44], "little") & unsynchronised
