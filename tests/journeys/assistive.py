"""Reads and operates the real window as assistive technology does: over AT-SPI, in a session of its own.

A display nobody sees (Xvfb), a bus of its own and the accessibility bus are started and ended here. What is asked for
is asked by role and name alone; what is pressed, typed and read goes through the interfaces that a screen reader uses.
"""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep
from typing import Any

from jeepney import DBusAddress, MatchRule, Message, MessageType, message_bus, new_method_call  # type: ignore[import-untyped]
from jeepney.io.blocking import DBusConnection, open_dbus_connection  # type: ignore[import-untyped]

A11Y = "org.a11y.atspi"
ROOT = "/org/a11y/atspi/accessible/root"
LAUNCHER = "/usr/libexec/at-spi-bus-launcher"
HOUSE = Path(__file__).parents[2]
TOOLS = {"Xvfb": "xvfb", "dbus-daemon": "dbus-daemon", LAUNCHER: "at-spi2-core"}
"""What a session is made of, and the Debian package that brings it."""
STATES = {
    **{"checked": 4, "collapsed": 5, "editable": 7, "enabled": 8, "expandable": 9, "expanded": 10, "focusable": 11},
    **{"focused": 12, "modal": 16, "multi-line": 17, "selected": 23, "sensitive": 24, "showing": 25, "visible": 30},
    **{"checkable": 41, "read-only": 44},
}
"""Bits of org.a11y.atspi.Accessible.GetState (atspi-constants.h)."""
_PATIENCE_S = 20.0
_WITHOUT_PARTS = {"button", "push button", "label", "heading", "radio button", "check box", "text", "graphic", "cell"}
_ROLES = {"push button": "button"}
"""Newer releases of at-spi say the one for the other; Qt names a role itself."""


class UnheardError(AssertionError):
    """What a person was to hear did not come; says what could be heard instead."""


def needs_tools() -> None:
    """Fail with the packages to install where the session can't be made: a promise that is not tried is none."""
    missing = sorted({package for tool, package in TOOLS.items() if shutil.which(tool) is None})
    if missing:
        raise UnheardError(f"The screen-reader tests need: apt-get install {' '.join(missing)} (make test does it)")


@dataclass(frozen=True)
class Told:
    """One object as assistive technology is told of it."""

    bus: str
    path: str
    role: str
    name: str
    states: frozenset[str]
    depth: int = 0

    def __str__(self) -> str:
        return f"{self.role} “{self.name}”"


@dataclass
class Reader:
    """Assistive technology: one connection to the accessibility bus, and what was announced so far."""

    connection: DBusConnection
    announced: list[str] = field(default_factory=list)
    app: tuple[str, str] | None = None

    def call(self, bus: str, path: str, interface: str, method: str, form: str = "", *body: Any) -> Any:
        return self.answers([self._asked(bus, path, interface, method, form, body)])[0]

    def _asked(self, bus: str, path: str, interface: str, method: str, form: str, body: tuple[Any, ...]) -> Message:
        whole = interface if interface.startswith("org.freedesktop") else f"{A11Y}.{interface}"
        return new_method_call(DBusAddress(path, bus, whole), method, form or None, body)

    def answers(self, asked: Sequence[Message]) -> list[Any]:
        """Ask everything at once, and return the answers in their order; None for what is gone meanwhile."""
        serials = []
        for message in asked:
            serial = next(self.connection.outgoing_serial)
            self.connection.send(message, serial=serial)
            serials.append(serial)
        came: dict[int, Any] = {}
        wanted = set(serials)
        while len(came) < len(wanted):
            message = self.connection.receive(timeout=_PATIENCE_S)
            answered = message.header.fields.get(5)  # REPLY_SERIAL
            if answered in wanted:
                is_fault = message.header.message_type == MessageType.error
                came[answered] = None if is_fault else message.body[0] if message.body else True
            else:
                self._hear(message)
        return [came[serial] for serial in serials]

    def _hear(self, message: Message) -> None:
        fields = message.header.fields
        if message.header.message_type == MessageType.signal and fields.get(3) == "Announcement":
            self.announced.append(str(message.body[3][1]))

    def listen(self) -> None:
        """Ask for announcements, as a screen reader does when it starts."""
        rule = MatchRule(type="signal", interface=f"{A11Y}.Event.Object")
        self.connection.send_and_get_reply(message_bus.AddMatch(rule))
        where = "/org/a11y/atspi/registry"
        events = ("object:announcement", "object:state-changed", "focus:")
        # With its answers: a program that starts before they are there is told of no listener.
        self.answers([self._asked(f"{A11Y}.Registry", where, "Registry", "RegisterEvent", "s", (e,)) for e in events])

    def find_application(self, process: "subprocess.Popen[Any]") -> None:
        """Wait until the program has come to the accessibility bus."""
        until = monotonic() + _PATIENCE_S
        while monotonic() < until and process.poll() is None:
            children = self.call(f"{A11Y}.Registry", ROOT, "Accessible", "GetChildren") or []
            if children:
                self.app = children[0]
                return
            sleep(0.02)
        raise UnheardError("The program did not come to the accessibility bus")

    def forget_application(self) -> None:
        """Wait until a program that ended is gone from the bus, so that the next one is found there."""
        until = monotonic() + _PATIENCE_S
        while self.call(f"{A11Y}.Registry", ROOT, "Accessible", "GetChildren"):
            if monotonic() > until:
                raise UnheardError("The program is still on the accessibility bus")
            sleep(0.02)
        self.announced.clear()
        self.app = None

    # What is there

    def _told(self, nodes: Sequence[tuple[str, str]], depth: int) -> list[Told]:
        asked: list[Message] = []
        for bus, path in nodes:
            asked.append(self._asked(bus, path, "Accessible", "GetRoleName", "", ()))
            asked.append(self._property(bus, path, "Name"))
            asked.append(self._asked(bus, path, "Accessible", "GetState", "", ()))
        came = self.answers(asked)
        told = []
        for place, (bus, path) in enumerate(nodes):
            role, name, states = came[3 * place : 3 * place + 3]
            if role is not None and states is not None and name is not None:
                told.append(Told(bus, path, _ROLES.get(role, role), name[1], _named(states), depth))
        return told

    def description_of(self, one: Told) -> str:
        return str(self.answers([self._property(one.bus, one.path, "Description")])[0][1])

    def _property(self, bus: str, path: str, name: str) -> Message:
        where = "org.freedesktop.DBus.Properties"
        return self._asked(bus, path, where, "Get", "ss", (f"{A11Y}.Accessible", name))

    def everything(self, *, hidden: bool = False) -> list[Told]:
        """All that is showing, in the order in which it is told: parents before children, first before last.

        Args:
            hidden: And all that is not: what a program comes to that reads more than a person is shown.
        """
        assert self.app is not None
        found: dict[tuple[str, str], Told] = {}
        below: dict[tuple[str, str], list[tuple[str, str]]] = {}
        level, depth = [self.app], 0
        while level:
            told = [one for one in self._told(level, depth) if hidden or depth < 2 or "showing" in one.states]
            found.update({(one.bus, one.path): one for one in told})
            told = [one for one in told if one.role not in _WITHOUT_PARTS]
            asked = [self._asked(one.bus, one.path, "Accessible", "GetChildren", "", ()) for one in told]
            children = self.answers(asked)
            level, depth = [], depth + 1
            for one, its in zip(told, children, strict=True):
                below[one.bus, one.path] = [tuple(child) for child in its or []]
                level += below[one.bus, one.path]
        return list(_in_order(self.app, found, below))

    def find(self, role: str, name: str) -> Told:
        """Wait for the one control of this role and name to show; two of them are a fault."""

        def look() -> Told | None:
            met = [one for one in self.everything() if (one.role, one.name) == (role, name)]
            if len(met) > 1:
                raise UnheardError(f"{len(met)} times {role} “{name}” on one page")
            return met[0] if met else None

        found: Told = self.wait(look, f"{role} “{name}”")
        return found

    def wait(self, look: Callable[[], Any], what: str) -> Any:
        until = monotonic() + _PATIENCE_S
        while not (found := look()):
            if monotonic() > until:
                heard = ", ".join(str(one) for one in self.everything() if one.name)
                raise UnheardError(f"{what} did not come; heard: {heard}; announced: {self.announced[-5:]}")
            sleep(0.005)
        return found

    def again(self, one: Told) -> Told:
        """The same object as it is now."""
        told = self._told([(one.bus, one.path)], one.depth)
        if not told:
            raise UnheardError(f"{one} is gone")
        return told[0]

    # What is done

    def press(self, role: str, name: str) -> Told:
        """Press a control through the first of its actions, once it can be pressed."""

        def pressable() -> Told | None:
            met = self.find(role, name)
            return met if "enabled" in met.states else None

        one: Told = self.wait(pressable, f"{role} “{name}” to be enabled")
        self.act(one)
        return one

    def act(self, one: Told) -> None:
        """Press what was found before."""
        if not self.call(one.bus, one.path, "Action", "DoAction", "i", 0):
            raise UnheardError(f"{one} can't be pressed")

    def type_into(self, name: str, text: str, role: str = "text") -> Told:
        one = self.find(role, name)
        if not self.call(one.bus, one.path, "EditableText", "SetTextContents", "s", text):
            raise UnheardError(f"Nothing can be typed into {one}")
        return one

    def text_of(self, one: Told) -> str:
        return str(self.call(one.bus, one.path, "Text", "GetText", "ii", 0, -1) or "")

    def heard(self, sentence: str) -> None:
        """Wait for an announcement."""
        self.wait(lambda: self.listen_on() or sentence in self.announced, f"the announcement “{sentence}”")

    def listen_on(self) -> bool:
        assert self.app is not None
        self.call(*self.app, "Accessible", "GetRoleName")  # what came before the answer has been heard with it
        return False


def _named(words: Sequence[int]) -> frozenset[str]:
    bits = sum(word << (32 * place) for place, word in enumerate(words))
    return frozenset(name for name, bit in STATES.items() if bits >> bit & 1)


def _in_order(
    at: tuple[str, str],
    found: dict[tuple[str, str], Told],
    below: dict[tuple[str, str], list[tuple[str, str]]],
) -> Iterator[Told]:
    if at in found:
        yield found[at]
        for child in below.get(at, []):
            yield from _in_order(child, found, below)


@contextmanager
def started(
    command: Sequence[str], environment: dict[str, str], *, tells: bool = False
) -> Iterator["subprocess.Popen[str]"]:
    # In a group of its own: what it starts in turn, a bus and a registry, ends with it.
    process = subprocess.Popen(
        command,
        env=environment,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
        stderr=None if tells else subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM)
        process.wait(timeout=10)
        assert process.stdout is not None
        process.stdout.close()


def _line(process: "subprocess.Popen[str]", what: str) -> str:
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    if not line:
        raise UnheardError(f"{what} did not start")
    return line


@contextmanager
def session(folder: Path, size: str = "1280x800") -> Iterator[dict[str, str]]:
    """A display, a bus and the accessibility bus; gives the environment that programs in it are started with."""
    needs_tools()
    environment = {**os.environ, "XDG_RUNTIME_DIR": str(folder), "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1"}
    environment |= {"QT_QPA_PLATFORM": "xcb", "GSETTINGS_BACKEND": "memory", "PYTHONPATH": str(HOUSE)}
    folder.mkdir(mode=0o700, exist_ok=True)
    with ExitStack() as stack:
        xvfb = ["Xvfb", "-displayfd", "1", "-screen", "0", f"{size}x24", "-nolisten", "tcp"]
        environment["DISPLAY"] = f":{_line(stack.enter_context(started(xvfb, environment)), 'Xvfb')}"
        bus = ["dbus-daemon", "--session", "--nofork", "--print-address=1"]
        address = _line(stack.enter_context(started(bus, environment)), "dbus-daemon")
        # The bus itself starts the accessibility bus, as soon as somebody asks for it.
        environment["DBUS_SESSION_BUS_ADDRESS"] = address
        yield environment


@contextmanager
def read_aloud(environment: dict[str, str], child: Path, *arguments: str) -> Iterator[Reader]:
    """Start a program of ours in the session, and give what reads it."""
    command = [sys.executable, str(child), *arguments]
    with ExitStack() as stack:
        connection = stack.enter_context(accessibility_bus(environment["DBUS_SESSION_BUS_ADDRESS"]))
        reader = Reader(connection)
        reader.listen()
        process = stack.enter_context(started(command, environment, tells=True))
        reader.find_application(process)
        reader.listen()  # again: a registry that was only just started may have told the program of nobody
        yield reader


@contextmanager
def accessibility_bus(session_bus: str) -> Iterator[DBusConnection]:
    """Wait for the bus that programs are read on, which starts as soon as somebody asks for it."""
    asked = new_method_call(DBusAddress("/org/a11y/bus", "org.a11y.Bus", "org.a11y.Bus"), "GetAddress")
    until = monotonic() + _PATIENCE_S
    with open_dbus_connection(session_bus) as connection:
        while (reply := connection.send_and_get_reply(asked)).header.message_type == MessageType.error:
            if monotonic() > until:
                raise UnheardError(f"The accessibility bus did not start: {reply.body}")
            sleep(0.02)
    with open_dbus_connection(reply.body[0]) as connection:
        yield connection
