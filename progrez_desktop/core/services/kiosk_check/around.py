"""What is around a sitting: sleep, screens, drives, who looks in from elsewhere, time, key store, aids, room."""

import os
import socket
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.files import LEAST_FREE_MIB, free_mib, nearest_there
from progrez_desktop.core.model.lock_down import CODES, Found
from progrez_desktop.core.services.kiosk_check.machine import Machine, fields_of

_SLEEPING = ("sleep.target", "suspend.target", "hibernate.target")
_MASK_SLEEP = "systemctl mask sleep.target suspend.target hibernate.target hybrid-sleep.target"
_LOOKING_IN = CODES & {
    *("x11vnc", "Xvnc", "wayvnc", "krfb", "xrdp", "gnome-remote-desktop-daemon", "teamviewerd", "anydesk", "rustdesk"),
}
_OPENING_DRIVES = ("udiskie", "gvfs-udisks2-volume-monitor", "nautilus", "thunar", "pcmanfm", "dolphin", "nemo")
_PORTS = {"rdp": (3389, 3389), "vnc": (5900, 5910)}
_MACHINES = ("KVM", "VMware", "VirtualBox", "Xen", "Hyper-V", "QEMU", "Parallels")


def check_sleep(machine: Machine) -> Iterator[Found]:
    """Whether the computer can fall asleep in the middle of a sitting."""
    can = machine.read("sys/power/state")
    if not (can or "").strip() or all(machine.is_masked(unit) for unit in _SLEEPING):
        yield Found("sleep", "enforced", "never")
    elif _is_held_off(machine) or machine.sleep_can_be_held():
        yield Found("sleep", "enforced", "held_off")
    else:
        yield Found("sleep", "open", "possible", command=_MASK_SLEEP)


def _is_held_off(machine: Machine) -> bool:
    """Whether a program that still runs has asked systemd to block sleep; one that only delays it ends in sleep."""
    for name in machine.names("run/systemd/inhibit"):
        lines = (machine.read("run/systemd/inhibit", name) or "").splitlines()
        told = dict(line.split("=", 1) for line in lines if "=" in line)
        blocks = told.get("MODE") == "block" and "sleep" in told.get("WHAT", "").split(":")
        if blocks and "PID" in told and machine.there("proc", told["PID"]):
            return True
    return False


def check_screens(machine: Machine, is_covered: bool | None) -> Iterator[Found]:
    """Screens that are plugged in, and whether each has a window of ours: only the kiosk's own window knows that."""
    ports = [name for name in machine.names("sys/class/drm") if machine.there("sys/class/drm", name, "status")]
    there = sum((machine.read("sys/class/drm", name, "status") or "").strip() == "connected" for name in ports)
    if is_covered is False:
        yield Found("screens", "open", "uncovered", {"count": there})
    elif not there:
        yield Found("screens", "detected", "untold")
    else:
        yield Found("screens", "detected", "one" if there == 1 else "several", {"count": there})


def check_drives(machine: Machine) -> Iterator[Found]:
    """Whether something that is plugged in opens or runs by itself."""
    opening = [one for one in machine.processes if one.program in _OPENING_DRIVES and one.uid == machine.uid]
    loose = [row for row in _removable(machine) if "noexec" not in row]
    if opening:
        yield Found("drives", "open", "opened", {"count": len(opening)})
    elif loose:
        yield Found("drives", "open", "runs", {"count": len(loose)})
    elif _forbids_to_run(machine.read("etc/udisks2/mount_options.conf") or ""):
        yield Found("drives", "enforced", "noexec")
    else:
        yield Found("drives", "open", "no_rule")


def _forbids_to_run(rules: str) -> bool:
    """Whether drives of every kind are mounted so; a comment, or a line for one kind of drive, is no such rule."""
    lines = (line.partition("=") for line in rules.splitlines())
    return any(key.strip() == "defaults" and "noexec" in _listed(value) for key, _, value in lines)


def _listed(options: str) -> set[str]:
    return {option.strip() for option in options.split(",")}


def _removable(machine: Machine) -> Iterator[frozenset[str]]:
    """The mount options of every drive that is plugged in now."""
    for line in (machine.read("proc/self/mountinfo") or "").splitlines():
        row = line.split()
        if len(row) > 5 and row[4].startswith(("/media/", "/run/media/")):
            yield frozenset(row[5].split(","))


def check_remote(machine: Machine) -> Iterator[Found]:
    """Whether somebody sits at this computer from elsewhere: by programs, by ports and by systemd's own list."""
    running = {one.program for one in machine.processes if one.program in _LOOKING_IN}
    ports = machine.listening_ports()
    answering = {name for name, (low, high) in _PORTS.items() if any(low <= port <= high for port in ports)}
    inside = {"ssh"} if any(_is_ssh_session(one.arguments) for one in machine.processes) else set()
    if any(
        "REMOTE=1" in (machine.read("run/systemd/sessions", name) or "")
        for name in machine.names("run/systemd/sessions")
    ):
        inside.add("session")
    found = tuple(sorted(running | answering | inside))
    if found:
        yield Found("remote", "open", "somebody", {"count": len(found)}, found)
    elif 22 in ports:
        yield Found("remote", "detected", "ssh_waits", command="systemctl disable --now ssh")
    else:
        yield Found("remote", "detected", "nobody")


def _is_ssh_session(arguments: tuple[str, ...]) -> bool:
    """sshd writes "sshd: name@pts/0" where its arguments were, one for each who is in."""
    return bool(arguments) and arguments[0].startswith("sshd: ") and "@" in arguments[0]


def check_clock(machine: Machine, clock_ms: int, high_water_ms: int | None) -> Iterator[Found]:
    """Whether the clock is set from elsewhere; else what was seen before shows one that was set back."""
    if high_water_ms is not None and clock_ms < high_water_ms - 60_000:
        yield Found("clock", "open", "behind", {"minutes": (high_water_ms - clock_ms) // 60_000})
    elif machine.clock_is_set():
        yield Found("clock", "enforced", "set")
    elif high_water_ms is not None:
        yield Found("clock", "detected", "watched", command="timedatectl set-ntp true")
    else:
        yield Found("clock", "open", "own", command="timedatectl set-ntp true")


def check_key_store(key_file: Path) -> Iterator[Found]:
    """What opens the machine key of this installation, as its file says."""
    from progrez_desktop.core.keys.machine_key import read_key_file

    if not key_file.exists():
        yield Found("key_store", "open", "not_set_up")
        return
    try:
        entry = read_key_file(key_file).os_store
    except Fault:
        yield Found("key_store", "open", "damaged")
        return
    if entry is None:
        yield Found("key_store", "enforced", "passphrase", names=("passphrase",))
    else:
        parts = [part for part in entry.backend.split(".") if part in CODES]
        yield Found("key_store", "enforced", "system", names=tuple(parts[:1]))


def check_folder(folder: Path) -> Iterator[Found]:
    """Whether answers can be kept: a file is written, read back and removed, and there is room."""
    free = free_mib(folder)
    if not _is_written(nearest_there(folder)):
        yield Found("folder", "open", "not_written", {"free": free})
    elif free < LEAST_FREE_MIB:
        yield Found("folder", "open", "full", {"free": free, "needed": LEAST_FREE_MIB})
    else:
        yield Found("folder", "enforced", "written", {"free": free})


def _is_written(folder: Path) -> bool:
    from tempfile import TemporaryFile

    with suppress(OSError), TemporaryFile(dir=folder) as file:
        file.write(b"progrez")
        file.flush()
        os.fsync(file.fileno())
        file.seek(0)
        return file.read() == b"progrez"
    return False


def check_accessibility(machine: Machine) -> Iterator[Found]:
    """Whether aids such as a screen reader can reach the window."""
    run = machine.environment.get("XDG_RUNTIME_DIR", "/run")
    places = [f"{run}/at-spi/{name}" for name in _names_in(Path(run) / "at-spi") if name.startswith("bus")]
    if any(_answers(place) for place in places):
        yield Found("accessibility", "enforced", "answers")
    else:
        yield Found("accessibility", "open", "none")


def check_voice(machine: Machine) -> Iterator[Found]:
    """Whether something can be read aloud without a network."""
    run = Path(machine.environment.get("XDG_RUNTIME_DIR", "/run"))
    there = any(machine.there("usr/bin", name) for name in ("speech-dispatcher", "espeak-ng"))
    if _answers(str(run / "speech-dispatcher" / "speechd.sock")) or there:
        yield Found("voice", "detected", "there")
    else:
        yield Found("voice", "open", "none", command="apt-get install speech-dispatcher espeak-ng")


def _names_in(folder: Path) -> list[str]:
    with suppress(OSError):
        return sorted(path.name for path in folder.iterdir())
    return []


def _answers(place: str) -> bool:
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asking:
        asking.settimeout(0.5)
        asking.connect(place)
        return True
    return False


def check_machine(machine: Machine) -> Iterator[Found]:
    """Whether this is a computer of its own: whoever runs a virtual one can look into it."""
    processor = fields_of(machine.read("proc/cpuinfo") or "").get("flags", "").split()
    words = f"{machine.read('sys/class/dmi/id/sys_vendor')} {machine.read('sys/class/dmi/id/product_name')}"
    kinds = tuple(name for name in _MACHINES if name.casefold() in words.casefold())
    if "hypervisor" in processor or kinds:
        yield Found("machine", "detected", "virtual", names=kinds[:1])
    else:
        yield Found("machine", "detected", "own")


def check_network(machine: Machine) -> Iterator[Found]:
    """Networks that this computer is on now: how many by cable and by air, and never which."""
    up = [name for name in machine.names("sys/class/net") if name != "lo" and _is_up(machine, name)]
    by_air = sum(machine.there("sys/class/net", name, "wireless") for name in up)
    message = "up" if up else "none"
    yield Found("network", "detected", message, {"cable": len(up) - by_air, "air": by_air} if up else {})


def _is_up(machine: Machine, name: str) -> bool:
    return (machine.read("sys/class/net", name, "operstate") or "").strip() == "up"
