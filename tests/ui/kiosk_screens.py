"""`python -m tests.ui.kiosk_screens`: runs `progrez kiosk` on an X server with two monitors, and tries to get out.

What is tried is what somebody with a keyboard, a mouse and a plug can do. Needs Xvfb, openbox, xdotool, wmctrl and
xrandr (packaging/bootstrap.py installs them); where one is missing it fails and says which.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

TOOLS = ("Xvfb", "openbox", "xdotool", "wmctrl", "xrandr")
KEYS = (
    *("alt+F4", "ctrl+q", "ctrl+w", "ctrl+p", "ctrl+o", "ctrl+n", "F1", "shift+F1", "F11", "Menu", "shift+F10"),
    *("alt+space", "alt+Tab", "alt+Escape", "super", "Print", "ctrl+F4", "Escape"),
)
WIDE, HIGH = 1280, 800
_PATIENCE_S = 20.0
_REPO = Path(__file__).parents[2]


class EscapedError(AssertionError):
    """Somebody got out, or saw something that is not ours."""


Geometry = tuple[int, int, int, int]


@dataclass
class Screens:
    """An X server of two monitors with a window manager as it ships, keys and menus included."""

    display: str
    home: Path
    children: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "WAYLAND", "DBUS"))}
        return {**kept, "DISPLAY": self.display, "HOME": str(self.home), "QT_QPA_PLATFORM": "xcb"}

    def start(self, *command: str) -> subprocess.Popen[bytes]:
        log = (self.home / f"{Path(command[0]).name}.log").open("ab")
        child = subprocess.Popen(command, cwd=_REPO, env=self.environment, stdout=log, stderr=log)
        log.close()
        self.children.append(child)
        return child

    def tell(self, *command: str) -> str:
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, check=False)
        return done.stdout

    def monitor(self, name: str, left: int, wide: int, high: int, output: str = "none") -> None:
        self.tell("xrandr", "--setmonitor", name, f"{wide}/300x{high}/200+{left}+0", output)

    def unplug(self, name: str) -> None:
        self.tell("xrandr", "--delmonitor", name)

    def windows(self) -> dict[str, tuple[Geometry, str]]:
        """Every window that the window manager knows, by its id: where it is, and its title."""
        found = {}
        for line in self.tell("wmctrl", "-lG").splitlines():
            window, _, x, y, wide, high, _, *title = line.split(maxsplit=7)
            found[window] = (int(x), int(y), int(wide), int(high)), " ".join(title)
        return found

    def active(self) -> str:
        number = self.tell("xdotool", "getactivewindow").strip()
        return f"0x{int(number):08x}" if number.isdigit() else ""

    def seen(self) -> int:
        """How many windows are on screen at all: a menu or a dialog would be one more."""
        return len(self.tell("xdotool", "search", "--onlyvisible", "--name", ".*").split())


def until(what: str, holds: Callable[[], bool], patience_s: float = _PATIENCE_S) -> None:
    end = time.monotonic() + patience_s
    while not holds():
        if time.monotonic() > end:
            raise EscapedError(what)
        time.sleep(0.05)


@contextmanager
def screens(home: Path) -> Iterator[Screens]:
    missing = [tool for tool in TOOLS if shutil.which(tool) is None]
    if missing:
        raise EscapedError(f"not installed here: {', '.join(missing)}")
    reads, writes = os.pipe()
    # A server that ends with its last client would forget its monitors.
    command = ["Xvfb", "-displayfd", str(writes), "-noreset", "-screen", "0", f"{5 * WIDE // 2}x{HIGH}x24"]
    server = subprocess.Popen(command, pass_fds=[writes], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writes)
    with os.fdopen(reads) as told:
        number = told.readline().strip()
    made = Screens(f":{number}", home)
    try:
        # The one with the server's only output stays: without it, the server would make one of its own.
        made.monitor("RIGHT", WIDE, WIDE, HIGH, "screen")
        made.monitor("*LEFT", 0, WIDE, HIGH)
        made.start("openbox")
        yield made
    finally:
        for child in [*reversed(made.children), server]:
            child.kill()
            child.wait()


def try_everything(shown: Screens, tell: Callable[[str], None] = print) -> None:
    """Start the kiosk and try to get out of it.

    Raises:
        EscapedError: Something worked.
    """
    began = time.monotonic()
    kiosk = shown.start(sys.executable, "-m", "progrez_desktop", "--data-dir", str(shown.home / "data"), "kiosk")
    left, right = (0, 0, WIDE, HIGH), (WIDE, 0, WIDE, HIGH)

    def held() -> list[Geometry]:
        return sorted(place for place, title in shown.windows().values() if title == "Progrez")

    def alive() -> None:
        if kiosk.poll() is not None:
            raise EscapedError(f"the kiosk ended with {kiosk.returncode}")

    until("both screens are covered", lambda: kiosk.poll() is not None or held() == [left, right])
    alive()
    tell(f"both screens are covered after {time.monotonic() - began:.1f} s")
    ours = next(window for window, (place, _) in shown.windows().items() if place == left)
    until("the application has the keyboard", lambda: shown.active() == ours)
    time.sleep(0.5)  # menus and pages of the beginning have come to rest
    before = shown.seen()
    for key in KEYS:
        shown.tell("xdotool", "key", "--clearmodifiers", key)
    for button in ("2", "3"):
        for x in (WIDE // 4, WIDE + WIDE // 2):
            shown.tell("xdotool", "mousemove", str(x), str(HIGH // 2), "click", button)
    for window in shown.windows():
        shown.tell("wmctrl", "-i", "-c", window)
    time.sleep(0.5)
    alive()
    if (held(), shown.seen()) != ([left, right], before):
        raise EscapedError(f"after keys, clicks and closing: {shown.windows()}, {shown.seen()} for {before} seen")
    tell(f"{len(KEYS)} keys, other buttons of the mouse and closing change nothing")
    _others(shown, ours, tell)
    _plugs(shown, ours, held, tell)
    alive()


def _others(shown: Screens, ours: str, tell: Callable[[str], None]) -> None:
    shown.tell("xdotool", "windowminimize", str(int(ours, 16)))
    until("made small, it comes back", lambda: shown.active() == ours)
    stranger = shown.start(sys.executable, "-m", "tests.ui.kiosk_screens", "stranger")
    until("another window came", lambda: any(title == "stranger" for _, title in shown.windows().values()))
    stranger_id = next(window for window, (_, title) in shown.windows().items() if title == "stranger")
    shown.tell("wmctrl", "-i", "-a", stranger_id)
    until("the kiosk is in front of another window", lambda: shown.active() == ours)
    stranger.kill()
    stranger.wait()
    tell("made small or behind another window, it comes back to the front")


def _plugs(shown: Screens, ours: str, held: Callable[[], list[Geometry]], tell: Callable[[str], None]) -> None:
    left, right, small = (0, 0, WIDE, HIGH), (WIDE, 0, WIDE, HIGH), (0, 0, 1024, 600)
    shown.monitor("THIRD", 2 * WIDE, WIDE // 2, HIGH)
    until("a monitor that is plugged in is covered", lambda: held() == [left, right, (2 * WIDE, 0, WIDE // 2, HIGH)])
    shown.unplug("THIRD")
    until("a monitor is unplugged", lambda: held() == [left, right])
    shown.unplug("LEFT")
    until("the application goes to the monitor that is left", lambda: held() == [right] and shown.active() == ours)
    shown.monitor("*LEFT", 0, 1024, 600)
    until("a monitor of 1024 x 600 is covered", lambda: held() == [small, right])
    tell("monitors plugged in, unplugged (the primary one too) and of another size stay covered")


def _stranger() -> None:
    from PySide6.QtWidgets import QApplication, QWidget

    app = QApplication([])
    window = QWidget()
    window.setWindowTitle("stranger")
    window.resize(400, 300)
    window.show()
    app.exec()


def main() -> int:
    with tempfile.TemporaryDirectory() as folder, screens(Path(folder)) as shown:
        try:
            try_everything(shown)
        except EscapedError as escaped:
            print(f"ESCAPED: {escaped}")
            return 1
    return 0


if __name__ == "__main__":
    if sys.argv[1:] == ["stranger"]:
        _stranger()
    else:
        raise SystemExit(main())
