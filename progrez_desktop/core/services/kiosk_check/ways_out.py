"""Whether somebody can get out of the program: another program, keys of the window manager, other consoles."""

import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import ParseError, XMLParser
from xml.etree.ElementTree import fromstring as parse

from progrez_desktop.core.model.lock_down import Found
from progrez_desktop.core.services.kiosk_check.display import DisplaySeen
from progrez_desktop.core.services.kiosk_check.machine import Machine, Process

_NO_SWITCH = re.compile(r'^[^#\n]*option\s+"DontVTSwitch"(?:\s+"(?:true|on|yes|1)")?\s*$', re.IGNORECASE | re.MULTILINE)
_TOOK_NO_SWITCH = re.compile(r'Option "DontVTSwitch"(?: "(?:true|on|yes|1)")?\s*$', re.IGNORECASE | re.MULTILINE)
_CONFIGURED = ("etc/X11/xorg.conf.d", "usr/share/X11/xorg.conf.d")
_CONSOLES = "systemctl mask ctrl-alt-del.target"


def check_session(machine: Machine, display: DisplaySeen) -> Iterator[Found]:
    """Whether nothing but this program can be on the screen."""
    server = machine.process(display.server_pid)
    if display.kind == "none" or server is None:
        yield Found("session", "open", "none")
    elif display.kind == "wayland":
        yield _of_wayland(machine, display, server)
    else:
        yield _of_x11(machine, display)


def _of_wayland(machine: Machine, display: DisplaySeen, server: Process) -> Found:
    if not _is_cage(server):
        return Found("session", "open", "desktop", names=("another",))
    if display.others or all(one.pid != server.pid for one in machine.ancestors()):
        return Found("session", "open", "others", {"count": display.others}, ("cage",))
    return Found("session", "enforced", "alone", names=("cage",))


def _of_x11(machine: Machine, display: DisplaySeen) -> Found:
    """One other client can be the window manager; it is, where openbox runs on what this user can't change."""
    if display.others == 0:
        return Found("session", "enforced", "alone", names=("xorg",))
    openbox = _openbox(machine)
    if openbox is None or display.others > 1:
        return Found("session", "open", "others", {"count": display.others}, ("openbox",) if openbox else ())
    if not openbox.is_owned_by_system or not _is_bare(machine, openbox):
        return Found("session", "open", "menus", names=("openbox",))
    return Found("session", "enforced", "alone", names=("openbox",))


def _is_cage(server: Process) -> bool:
    return server.program == "cage" and server.is_owned_by_system


def _openbox(machine: Machine) -> Process | None:
    return next((one for one in machine.processes if one.program == "openbox" and one.uid == machine.uid), None)


def _is_bare(machine: Machine, openbox: Process) -> bool:
    """Return whether openbox was started with a file that offers nothing and that this user can't write."""
    given = openbox.arguments
    if "--config-file" not in given or given[-1] == "--config-file":
        return False
    path = machine.root / given[given.index("--config-file") + 1].lstrip("/")
    return path.is_file() and path.stat().st_uid == 0 and not path.stat().st_mode & 0o022 and offers_nothing(path)


def offers_nothing(rules: Path) -> bool:
    """Return whether a file of openbox has no keys, no menus and nothing that starts a program."""
    text = rules.read_text("utf-8", "replace")
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return False
    try:
        found = {element.tag.rpartition("}")[2] for element in parse(text, XMLParser()).iter()}  # noqa: S314 - see above
    except ParseError:
        return False
    return "keyboard" in found and "mouse" in found and not found & {"keybind", "mousebind", "menu", "execute"}


def check_keys(machine: Machine, display: DisplaySeen) -> Iterator[Found]:
    """Keys that lead elsewhere: each was tried, whoever the window manager is."""
    server = machine.process(display.server_pid)
    if display.kind == "wayland" and server is not None and _is_cage(server):
        yield Found("keys", "enforced", "none_taken")
    elif display.taken is None:
        yield Found("keys", "open", "untried")
    elif display.taken:
        yield Found("keys", "open", "taken", {"count": len(display.taken)}, display.taken)
    else:
        yield Found("keys", "enforced", "none_taken")


def check_consoles(machine: Machine, display: DisplaySeen) -> Iterator[Found]:
    """Whether Ctrl+Alt+F2 leads to another console."""
    server = machine.process(display.server_pid)
    if not machine.there("dev/tty1"):
        yield Found("consoles", "enforced", "none_there")
    elif server is not None and _is_cage(server):
        switching = "-s" in server.arguments[: server.arguments.index("--") if "--" in server.arguments else None]
        yield Found("consoles", "open", "cage_switches") if switching else Found("consoles", "enforced", "no_switch")
    elif display.kind == "x11":
        yield _consoles_of_x11(machine)
    else:
        yield Found("consoles", "open", "untold")


def _consoles_of_x11(machine: Machine) -> Found:
    """What the running server says that it took counts for more than what is configured since."""
    number = machine.environment.get("DISPLAY", ":0").rpartition(":")[2].partition(".")[0]
    told = machine.read("var/log", f"Xorg.{number}.log")
    if told is not None:
        took = _TOOK_NO_SWITCH.search(told) is not None
        return Found("consoles", "enforced", "no_switch") if took else Found("consoles", "open", "x_switches")
    files: list[tuple[str, ...]] = [("etc/X11/xorg.conf",)]
    files += [(folder, name) for folder in _CONFIGURED for name in machine.names(folder) if name.endswith(".conf")]
    if any(_NO_SWITCH.search(machine.read(*parts) or "") for parts in files):
        return Found("consoles", "enforced", "no_switch")
    return Found("consoles", "open", "x_switches")


def check_sysrq(machine: Machine) -> Iterator[Found]:
    """Keys that the kernel and systemd answer, whatever is on the screen."""
    told = machine.read("proc/sys/kernel/sysrq")
    if told is not None and told.strip() != "0":
        yield Found("sysrq", "open", "on", {"value": int(told)}, command="sysctl -w kernel.sysrq=0")
    elif machine.there("run/systemd/system") and not machine.is_masked("ctrl-alt-del.target"):
        yield Found("sysrq", "open", "restarts", command=_CONSOLES)
    else:
        yield Found("sysrq", "enforced", "off")


def check_display(machine: Machine, display: DisplaySeen) -> Iterator[Found]:
    """Whether others can draw on this screen, or read what is typed."""
    number = machine.environment.get("DISPLAY", "").rpartition(":")[2].partition(".")[0]
    if display.kind == "none":
        yield Found("display", "open", "none")
    elif display.is_open_to_all:
        yield Found("display", "open", "all_users", command="xhost -" if display.kind == "x11" else "")
    elif display.kind == "x11" and number.isdecimal() and 6000 + int(number) in machine.listening_ports():
        yield Found("display", "open", "network")
    else:
        yield Found("display", "enforced", "own")
