"""What the display server says of itself: who it is, who else is connected to it, which keys somebody has taken."""

import os
import socket
import struct
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from progrez_desktop.core.services.kiosk_check.machine import Machine

DisplayKind = Literal["wayland", "x11", "none"]

_ALT, _CTRL, _SUPER = 1 << 3, 1 << 2, 1 << 6
KEYS: Mapping[str, tuple[int, int]] = {
    "alt_tab": (_ALT, 0xFF09),
    "alt_f4": (_ALT, 0xFFC1),
    "alt_f2": (_ALT, 0xFFBF),
    "alt_space": (_ALT, 0x20),
    "ctrl_escape": (_CTRL, 0xFF1B),
    "ctrl_alt_t": (_CTRL | _ALT, 0x74),
    "super_d": (_SUPER, 0x64),
    "super_e": (_SUPER, 0x65),
    "super_r": (_SUPER, 0x72),
}
"""Keys that window managers take, as modifiers and keysym."""
_ONE_USER = 5
"""FamilyServerInterpreted: a user by name; every other family is a whole computer."""


@dataclass(frozen=True)
class DisplaySeen:
    kind: DisplayKind
    server_pid: int = 0
    others: int = 0
    """Clients that are not this program."""
    taken: tuple[str, ...] | None = None
    """Keys that another client has taken; None where that can't be tried."""
    is_open_to_all: bool = False
    """Whether any user of this computer may draw here and read what is typed."""


def look_at_display(machine: Machine) -> DisplaySeen:
    """Ask the display server that this program draws on, or would draw on."""
    environment = machine.environment
    if environment.get("WAYLAND_DISPLAY") and environment.get("QT_QPA_PLATFORM", "wayland").startswith("wayland"):
        return _look_at_wayland(machine, environment["WAYLAND_DISPLAY"])
    if environment.get("DISPLAY"):
        return _look_at_x11(machine, environment["DISPLAY"])
    return DisplaySeen("none")


def _look_at_wayland(machine: Machine, name: str) -> DisplaySeen:
    path = Path(machine.environment.get("XDG_RUNTIME_DIR", "/run")) / name
    others = machine.connections_to(str(path)) - _own_connections(str(path))
    is_open = path.exists() and bool(path.parent.stat().st_mode & 0o077) and bool(path.stat().st_mode & 0o022)
    return DisplaySeen("wayland", _server_of(str(path)), max(0, others), None, is_open)


def _look_at_x11(machine: Machine, name: str) -> DisplaySeen:
    number = name.rpartition(":")[2].partition(".")[0]
    plain = f"/tmp/.X11-unix/X{number}"  # noqa: S108 - where every X server has its socket
    hidden = f"@{plain}"
    every = machine.connections_to(plain) + machine.connections_to(hidden)
    own = _own_connections(plain) + _own_connections("\0" + plain)
    server = _server_of(plain) or _server_of("\0" + plain)
    taken, is_open = _ask_x11(name)
    return DisplaySeen("x11", server, max(0, every - own), taken, is_open)


def _server_of(address: str) -> int:
    """Return the process behind a socket, as the kernel knows it; 0 where there is none."""
    with suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as asking:
        asking.settimeout(1.0)
        asking.connect(address)
        told = asking.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, struct.calcsize("3i"))
        return int(struct.unpack("3i", told)[0])
    return 0


def _own_connections(address: str) -> int:
    return sum(1 for peer in _own_peers() if peer == address)


def _own_peers() -> Iterator[str]:
    for name in os.listdir("/proc/self/fd"):  # noqa: PTH208 - names are all that is wanted
        with suppress(OSError, ValueError):
            copy = os.dup(int(name))
            try:
                peer = socket.socket(fileno=copy)
            except OSError:
                os.close(copy)
                continue
            with peer:
                if peer.family == socket.AF_UNIX:
                    told = peer.getpeername()
                    yield told.decode("utf-8", "replace") if isinstance(told, bytes) else told


def _ask_x11(name: str) -> tuple[tuple[str, ...] | None, bool]:
    """Take each key for a moment: one that another client has is refused. And ask who may connect."""
    import ctypes

    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return None, False
    x11.XOpenDisplay.restype = ctypes.c_void_p
    display = x11.XOpenDisplay(name.encode())
    if not display:
        return None, False
    handle = ctypes.c_void_p(display)
    try:
        return _taken(x11, handle), _lets_all_in(x11, handle)
    finally:
        x11.XCloseDisplay(handle)


def _taken(x11: Any, display: Any) -> tuple[str, ...]:
    import ctypes

    refused: list[int] = []
    kind = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
    note: Callable[..., int] = kind(_noting(refused))
    x11.XSetErrorHandler.restype = ctypes.c_void_p
    before = x11.XSetErrorHandler(note)
    x11.XDefaultRootWindow.restype = ctypes.c_ulong
    root = ctypes.c_ulong(x11.XDefaultRootWindow(display))
    found = []
    try:
        for name, (modifiers, keysym) in KEYS.items():
            code = x11.XKeysymToKeycode(display, ctypes.c_ulong(keysym))
            if not code:
                continue
            refused.clear()
            x11.XGrabKey(display, code, modifiers, root, 0, 1, 1)
            x11.XSync(display, 0)
            if refused:
                found.append(name)
            else:
                x11.XUngrabKey(display, code, modifiers, root)
        x11.XSync(display, 0)
    finally:
        x11.XSetErrorHandler(ctypes.c_void_p(before))
    return tuple(found)


def _noting(refused: list[int]) -> Callable[[int, int], int]:
    def note(_display: int, _event: int) -> int:
        refused.append(1)
        return 0

    return note


def _lets_all_in(x11: Any, display: Any) -> bool:
    """Whether access is not controlled, or whole computers are let in: this one with all its users, or others."""
    import ctypes

    class Host(ctypes.Structure):
        _fields_ = (("family", ctypes.c_int), ("length", ctypes.c_int), ("address", ctypes.c_void_p))

    count, state = ctypes.c_int(0), ctypes.c_int(1)
    x11.XListHosts.restype = ctypes.POINTER(Host)
    told = x11.XListHosts(display, ctypes.byref(count), ctypes.byref(state))
    families = {told[at].family for at in range(count.value)} if told else set()
    if told:
        x11.XFree(told)
    return state.value == 0 or bool(families - {_ONE_USER})
