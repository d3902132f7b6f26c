"""A display with a window manager, drives, and one program of ours at a time: read, pressed and typed as by people.

What is read and pressed goes over AT-SPI, keys come from xdotool, and the program is a process of its own.
"""

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from progrez_desktop.core.words import Words
from tests.journeys.assistive import HOUSE, Reader, Told, accessibility_bus, session, started

CHILD = Path(__file__).with_name("kiosk_day_child.py")
WIDE, HIGH = 1280, 800
EN = Words("en")


@dataclass
class Room:
    """The display, the drives, and the one program that is open at a time."""

    folder: Path
    environment: dict[str, str]
    reader: Reader
    pictures: Path | None
    process: "subprocess.Popen[bytes] | None" = None
    seen: int = 0

    @property
    def drives(self) -> Path:
        return self.folder / "drives"

    @contextmanager
    def program(self, where: str, *typed: str) -> Iterator[None]:
        """Open a program over the data of one computer, and end it as a power cut does."""
        self.reader.announced.clear()
        command = [sys.executable, str(CHILD), str(self.drives), "--data-dir", str(self.folder / where), *typed]
        with (self.folder / "said.log").open("ab") as log:
            self.process = subprocess.Popen(command, env=self.environment, cwd=HOUSE, stdout=log, stderr=log)
        try:
            self.reader.find_application(self.process)
            self.reader.listen()
            yield
        finally:
            self.process.kill()
            self.process.wait()
            self.reader.forget_application()

    def types(self, where: str, *typed: str, secrets: "dict[str, str] | None" = None, status: int = 0) -> str:
        """Have a command carried out at one computer; secrets come through pipes."""
        command, pipes = [sys.executable, "-m", "progrez_desktop", "--data-dir", str(self.folder / where)], list[int]()
        for one in typed:
            command.append(one)
            if secrets and one in secrets:
                reads, writes = os.pipe()
                os.write(writes, secrets[one].encode())
                os.close(writes)
                pipes.append(reads)
                command.append(str(reads))
        done = subprocess.run(
            command,
            env=self.environment,
            cwd=HOUSE,
            capture_output=True,
            text=True,
            pass_fds=pipes,
            input="",
            check=False,
        )
        assert done.returncode == status, (typed, done.stdout, done.stderr)
        return done.stdout

    # What a person does

    def press(self, key: str, role: str = "button", **params: object) -> None:
        self.reader.press(role, EN(key, **params))

    def write(self, key: str, text: str) -> None:
        self.reader.type_into(EN(key), text)

    def keys(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self.environment, check=True)

    def go(self, place: str) -> None:
        """Press a place in the bar of staff."""
        self.press(f"operator.go.{place}", "page tab")

    def heading(self, key: str, **params: object) -> None:
        self.heading_of(EN(key, **params))

    def heading_of(self, title: str) -> None:
        """Wait for a page, with the keyboard on it, and take a picture of it."""
        self.reader.find("heading", title)
        self.reader.wait(
            lambda: any("focused" in one.states for one in self.reader.everything()), f"the keyboard at “{title}”"
        )
        self.look(title)

    def bottom(self, role: str, name: str) -> int:
        """Return where something ends, in pixels from the top of the display."""
        one = self.reader.find(role, name)
        _, top, _, high = self.reader.call(one.bus, one.path, "Component", "GetExtents", "u", 0)
        return int(top) + int(high)

    def look(self, name: str) -> None:
        self.seen += 1
        if self.pictures is not None:
            file = self.pictures / f"{self.seen:02}-{re.sub('[^a-z0-9]+', '-', name.lower())[:40]}.png"
            command = [sys.executable, str(CHILD), str(self.drives), "picture", str(file)]
            subprocess.run(command, env=self.environment, cwd=HOUSE, check=True)

    def says(self, key: str, **params: object) -> None:
        self.reader.wait(lambda: any(EN(key, **params) in one.name for one in self.reader.everything()), key)

    def file(self, path: Path) -> None:
        """Name a file in the dialog of the system, by the keyboard."""
        self.reader.wait(lambda: any(one.role == "dialog" for one in self.reader.everything()), "the dialog")
        self.keys("key", "ctrl+a")
        self.keys("type", "--delay", "2", str(path))
        self.keys("key", "Return")
        self.reader.wait(lambda: not any(one.role == "dialog" for one in self.reader.everything()), "its end")

    def stick(self, *named: str) -> None:
        """Choose a drive, and where files are on it one of them, on the card that asks."""
        for name in named:
            one: Told = self.reader.wait(partial(self._choice, name), f"{name} on the card of drives")
            self.reader.act(one)

    def _choice(self, name: str) -> Told | None:
        starts = f"{EN('kiosk.stick.take')}: {name}"
        return next((one for one in self.reader.everything() if one.name.startswith(starts)), None)


@contextmanager
def room(folder: Path, pictures: Path | None) -> Iterator[Room]:
    with ExitStack() as stack:
        environment = stack.enter_context(session(folder / "session", f"{WIDE}x{HIGH}"))
        environment |= {"HOME": str(folder), "LC_ALL": "C.UTF-8"}
        stack.enter_context(started(["openbox"], environment))
        while subprocess.run(["wmctrl", "-m"], env=environment, capture_output=True, check=False).returncode:
            time.sleep(0.05)  # a window that comes before its manager is given no keyboard
        reader = Reader(stack.enter_context(accessibility_bus(environment["DBUS_SESSION_BUS_ADDRESS"])))
        reader.listen()
        (folder / "drives" / "STICK").mkdir(parents=True)
        (folder / "drives" / "BOB").mkdir()
        yield Room(folder, environment, reader, pictures)
