"""Whether what people leave here is theirs: the user, the folders, the disk, swap and the memory of this program."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from progrez_desktop.core.model.lock_down import CODES, Found
from progrez_desktop.core.services.kiosk_check.machine import Machine, fields_of

_MIGHTY = frozenset({"root", "sudo", "wheel", "admin", "docker", "lxd", "libvirt", "disk"}) & CODES
"""Groups whose members can become root, or read every disk."""


def check_user(machine: Machine) -> Iterator[Found]:
    """Whether this user can become more than they are."""
    if machine.uid == 0:
        yield Found("user", "open", "root", names=("root",))
        return
    mighty = tuple(sorted(_MIGHTY & _groups(machine)))
    if mighty:
        yield Found("user", "open", "groups", names=mighty)
    elif fields_of(machine.read("proc/self/status") or "").get("NoNewPrivs") == "1":
        yield Found("user", "enforced", "no_way_up")
    else:
        yield Found("user", "detected", "no_group")


def _groups(machine: Machine) -> set[str]:
    rows = (line.split(":") for line in (machine.read("etc/group") or "").splitlines())
    return {row[0] for row in rows if len(row) > 2 and row[2].isdecimal() and int(row[2]) in machine.group_ids}


def check_home(machine: Machine, data_folder: Path) -> Iterator[Found]:
    """Whether other users can look into what is kept."""
    home = Path(machine.environment.get("HOME", "/nonexistent"))
    open_to_others = [
        1 for place in (home, data_folder) if place.is_dir() and stat.S_IMODE(place.stat().st_mode) & 0o077
    ]
    if not home.is_dir():
        yield Found("home", "open", "none")
    elif open_to_others:
        yield Found("home", "open", "readable", {"count": len(open_to_others)}, command='chmod 700 "$HOME"')
    else:
        yield Found("home", "enforced", "own")


def check_disk(machine: Machine, data_folder: Path) -> Iterator[Found]:
    """Whether the disk below the data folder is encrypted, by the device mapper's own word."""
    on = _layers(machine, machine.device_of(data_folder), data_folder)
    if on == "memory":
        yield Found("disk", "detected", "memory")
    elif on == "encrypted":
        yield Found("disk", "enforced", "encrypted")
    else:
        yield Found("disk", "open", "plain" if on == "plain" else "untold")


def _layers(machine: Machine, device: tuple[int, int], path: Path) -> str:
    """Return "encrypted", "plain", "memory" or "untold" of what a file is kept on."""
    if device[0] != 0:
        return _of_device(machine, f"{device[0]}:{device[1]}")
    kind, source = _mounted(machine, device, path)
    if kind in ("tmpfs", "ramfs"):
        return "memory"
    named = machine.root / source.lstrip("/")
    if source.startswith("/dev/") and named.exists() and stat.S_ISBLK(named.stat().st_mode):
        below = named.stat().st_rdev
        return _of_device(machine, f"{os.major(below)}:{os.minor(below)}")
    return "untold"


def _mounted(machine: Machine, device: tuple[int, int], path: Path) -> tuple[str, str]:
    """Return the kind of file system of a device without a number of its own, and what it is made of."""
    found, longest = ("", ""), -1
    for line in (machine.read("proc/self/mountinfo") or "").splitlines():
        row, _, rest = line.partition(" - ")
        parts, kind = row.split(), rest.split()
        if len(parts) < 5 or len(kind) < 2 or parts[2] != f"{device[0]}:{device[1]}":
            continue
        if path.is_relative_to(parts[4]) and len(parts[4]) > longest:
            found, longest = (kind[0], kind[1]), len(parts[4])
    return found


def _of_device(machine: Machine, number: str) -> str:
    """A disk of several parts is as encrypted as the least of them."""
    if not machine.there("sys/dev/block", number):
        return "untold"
    if (machine.read("sys/dev/block", number, "dm/uuid") or "").startswith("CRYPT-"):
        return "encrypted"
    below = machine.names("sys/dev/block", number, "slaves")
    numbers = [(machine.read("sys/dev/block", number, "slaves", name, "dev") or "").strip() for name in below]
    told = {_of_device(machine, one) for one in numbers}
    if not told or "plain" in told:
        return "plain"
    return "encrypted" if told == {"encrypted"} else "untold"


def unsealed_swap(machine: Machine) -> tuple[str, ...]:
    """Return what this computer swaps to that is neither in memory nor on an encrypted disk."""
    rows = [line.split() for line in (machine.read("proc/swaps") or "").splitlines()[1:]]
    return tuple(row[0] for row in rows if row and not _is_sealed(machine, row[0]))


def _is_sealed(machine: Machine, name: str) -> bool:
    if name.startswith("/dev/zram"):
        return True
    place = machine.root / name.lstrip("/")
    try:
        found = place.stat()
    except OSError:
        return False
    is_block = stat.S_ISBLK(found.st_mode)
    number = (os.major(found.st_rdev), os.minor(found.st_rdev)) if is_block else machine.device_of(place)
    return _layers(machine, number, Path(name)) == "encrypted"


def check_swap(machine: Machine) -> Iterator[Found]:
    """Whether what is in memory can be written to a disk in the clear."""
    unsealed = unsealed_swap(machine)
    if unsealed:
        yield Found("swap", "open", "in_the_clear", {"count": len(unsealed)}, command="swapoff --all")
    else:
        yield Found("swap", "enforced", "none")


def check_dumps(machine: Machine) -> Iterator[Found]:
    """Whether this program's memory can be written to a file or read by others of the same user. Tried, not assumed."""
    if machine.memory_is_closed():
        yield Found("dumps", "enforced", "closed")
    else:
        yield Found("dumps", "open", "readable")


def check_debugger(machine: Machine) -> Iterator[Found]:
    """Whether something is attached to this program, and whether it could be."""
    tracer = fields_of(machine.read("proc/self/status") or "").get("TracerPid", "0")
    scope = (machine.read("proc/sys/kernel/yama/ptrace_scope") or "0").strip()
    if tracer != "0":
        yield Found("debugger", "open", "attached")
    elif scope in ("1", "2", "3") or machine.memory_is_closed():
        yield Found("debugger", "enforced", "kept_out")
    else:
        yield Found("debugger", "open", "possible", command="sysctl -w kernel.yama.ptrace_scope=2")
