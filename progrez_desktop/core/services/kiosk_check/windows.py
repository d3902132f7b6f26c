"""What a kiosk on Windows tells of itself. Written from Microsoft's reference, and tried nowhere yet."""

import sys
from collections.abc import Callable, Iterator
from typing import Any

from progrez_desktop.core.model.lock_down import REQUIRABLE, Found, LockCheck

_REMOTE_SESSION, _MONITORS = 0x1000, 80
"""SM_REMOTESESSION and SM_CMONITORS of GetSystemMetrics."""
_TOLD: frozenset[LockCheck] = frozenset({"session", "user", "remote", "screens", "debugger", "key_store", "folder"})


def ask_windows(library: str, function: str, *arguments: int) -> int:
    """Call a function of Windows that takes and gives numbers."""
    if sys.platform != "win32":
        raise OSError(library)
    import ctypes

    windll: Any = ctypes.windll
    return int(getattr(getattr(windll, library), function)(*arguments))


def look_at_windows(is_covered: bool | None, ask: Callable[..., int] = ask_windows) -> Iterator[Found]:
    """Give what can be asked without rights; what can't be told is open, so that nobody relies on it."""
    # Assigned Access and Shell Launcher both run a program where the shell would be, so that there is no shell window.
    shell = ask("user32", "GetShellWindow")
    yield Found("session", "open", "desktop", names=("another",)) if shell else Found("session", "enforced", "no_shell")
    mighty = ask("shell32", "IsUserAnAdmin")
    yield Found("user", "open", "root", names=("admin",)) if mighty else Found("user", "detected", "no_group")
    away = ask("user32", "GetSystemMetrics", _REMOTE_SESSION)
    nobody, somebody = (
        Found("remote", "detected", "nobody"),
        Found("remote", "open", "somebody", {"count": 1}, ("rdp",)),
    )
    yield somebody if away else nobody
    there = ask("user32", "GetSystemMetrics", _MONITORS)
    if is_covered is False:
        yield Found("screens", "open", "uncovered", {"count": there})
    else:
        yield Found("screens", "detected", "one" if there == 1 else "several", {"count": there})
    attached = ask("kernel32", "IsDebuggerPresent")
    yield Found("debugger", "open", "attached" if attached else "untold")
    for check in REQUIRABLE:
        if check not in _TOLD:
            yield Found(check, "open", "not_told_here")
