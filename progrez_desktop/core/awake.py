"""Keeps the computer from falling asleep and its screen from going dark, for as long as it is held."""

import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

_ALL_WINDOWS = 0x80000003
"""SetThreadExecutionState: ES_CONTINUOUS, ES_SYSTEM_REQUIRED and ES_DISPLAY_REQUIRED."""
_NOTHING = 0x80000000
_START_S = 2.0
_GRANTED_FOR_S = 30.0
_MODES = (("block", "sleep:idle:handle-lid-switch"), ("delay", "sleep"))
"""What logind is asked for. The second makes a sleep that comes all the same wait until the safe is locked."""


@dataclass(frozen=True)
class Held:
    """What is held off now. False: nobody here could be asked for it, or said no."""

    sleep: bool = False
    screen: bool = False


class Awake:
    """Ends with the process: whoever is killed holds nothing."""

    def __init__(self) -> None:
        self._asked: list[subprocess.Popen[bytes]] = []
        self._display: tuple[Any, Any, Any] | None = None
        self._is_windows_held = False

    @property
    def held(self) -> Held:
        asked = bool(self._asked) and self._asked[0].poll() is None
        return Held(asked or self._is_windows_held, self._display is not None or self._is_windows_held)

    def hold(self, why: str) -> Held:
        """Begin, or go on; `why` is what the system shows to whoever asks what keeps it awake."""
        if sys.platform == "win32":
            self._hold_windows(_ALL_WINDOWS)
        elif sys.platform == "linux":
            if not self.held.sleep:
                self._asked = [child for mode in _MODES for child in _ask_logind(*mode, why)]
            if self._display is None:
                self._suspend_screen_saver()
        return self.held

    def let_go(self) -> None:
        asked, self._asked = self._asked, []
        _end(asked)
        if self._display is not None:
            (xlib, saver, display), self._display = self._display, None
            saver.XScreenSaverSuspend(display, 0)
            xlib.XCloseDisplay(display)
        if self._is_windows_held:
            self._hold_windows(_NOTHING)

    def _suspend_screen_saver(self) -> None:
        """On X11: screen saver and power saving of the screen stand still while this connection is open."""
        import ctypes

        try:
            xlib, saver = ctypes.CDLL("libX11.so.6"), ctypes.CDLL("libXss.so.1")
        except OSError:
            return
        xlib.XOpenDisplay.restype = ctypes.c_void_p
        xlib.XOpenDisplay.argtypes = [ctypes.c_char_p]
        xlib.XCloseDisplay.argtypes = [ctypes.c_void_p]
        saver.XScreenSaverSuspend.argtypes = [ctypes.c_void_p, ctypes.c_int]
        display = xlib.XOpenDisplay(None)
        if not display:
            return
        first, error = ctypes.c_int(), ctypes.c_int()
        saver.XScreenSaverQueryExtension.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
        if saver.XScreenSaverQueryExtension(display, ctypes.byref(first), ctypes.byref(error)):
            saver.XScreenSaverSuspend(display, 1)
            xlib.XSync.argtypes = [ctypes.c_void_p, ctypes.c_int]
            xlib.XSync(display, 0)
            self._display = xlib, saver, display
        else:
            xlib.XCloseDisplay(display)

    def _hold_windows(self, what: int) -> None:
        import ctypes

        kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
        self._is_windows_held = bool(kernel.SetThreadExecutionState(what)) and what != _NOTHING


class SleepTry:
    """Tries for a moment whether the system lets sleep be held off. A yes holds for half a minute; a no is tried again
    each time, since somebody may have mended it."""

    def __init__(self, now_s: Callable[[], float] = time.monotonic) -> None:
        self._now_s = now_s
        self._granted_s: float | None = None

    def __call__(self) -> bool:
        now = self._now_s()
        if self._granted_s is None or now - self._granted_s >= _GRANTED_FOR_S:
            self._granted_s = now if _is_granted() else None
        return self._granted_s is not None


def _is_granted() -> bool:
    for mode in _MODES:
        asked = _ask_logind(*mode, "self-test")
        if asked:
            _end(asked)
            return True
    return False


def _end(asked: Iterable[subprocess.Popen[bytes]]) -> None:
    for child in asked:
        if child.stdin is not None:
            child.stdin.close()  # which ends `cat`, and with it what it was held by
        with suppress(subprocess.TimeoutExpired):
            child.wait(timeout=_START_S)


def _ask_logind(mode: str, what: str, why: str) -> list[subprocess.Popen[bytes]]:
    """Ask systemd's own program: what holds the lock is its child, which ends when our end of the pipe closes."""
    program = shutil.which("systemd-inhibit")
    if program is None:
        return []
    command = [program, f"--what={what}", f"--mode={mode}", "--who=Progrez", f"--why={why}"]
    try:
        child = subprocess.Popen(
            [*command, "sh", "-c", "echo held; exec cat"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
    except OSError:
        return []
    assert child.stdout is not None and child.stdin is not None
    with child.stdout:
        said = child.stdout.readline().strip()
    if said == b"held":
        return [child]
    child.stdin.close()  # no logind, or it said no
    child.kill()
    child.wait()
    return []


def asleep_ms() -> int | None:
    """Return how long this computer slept since it was started; None where the system does not say."""
    if sys.platform != "linux":
        return None
    import time

    since_start, awake = time.clock_gettime_ns(time.CLOCK_BOOTTIME), time.clock_gettime_ns(time.CLOCK_MONOTONIC)
    return max(0, since_start - awake) // 1_000_000
