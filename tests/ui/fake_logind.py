"""A bus of its own with what stands for logind on it: says that the computer sleeps, or that its screen is locked.

`python -m tests.ui.fake_logind` is that logind, as the child of a test: each line that it reads is a signal.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

SESSION = "/org/freedesktop/login1/session/_37"
_CONFIG = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig><type>system</type><listen>unix:path={path}</listen><auth>EXTERNAL</auth>
<policy context="default"><allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/>
<allow own="*"/><allow user="*"/></policy>
</busconfig>"""


@contextmanager
def logind(folder: Path) -> Iterator[Callable[[str], None]]:
    """Give what has it say "sleep", "wake", "lock" or "unlock". The variable of the bus is set meanwhile."""
    daemon = shutil.which("dbus-daemon")
    assert daemon is not None, "dbus-daemon is not installed here (packaging/bootstrap.py installs it)"
    (folder / "bus.conf").write_text(_CONFIG.format(path=folder / "bus"))
    reads, writes = os.pipe()
    command = [daemon, f"--config-file={folder / 'bus.conf'}", "--nofork", f"--print-address={writes}"]
    bus = subprocess.Popen(command, pass_fds=[writes], stderr=subprocess.DEVNULL)
    os.close(writes)
    with os.fdopen(reads) as told:
        address = told.readline().strip()
    assert address, "dbus-daemon did not begin"
    environment = {**os.environ, "DBUS_SYSTEM_BUS_ADDRESS": address}
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.ui.fake_logind"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdin is not None and child.stdout is not None
    before = os.environ.get("DBUS_SYSTEM_BUS_ADDRESS")
    os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = address
    try:
        assert child.stdout.readline().strip() == "here"

        def say(what: str) -> None:
            child.stdin.write(what + "\n")  # type: ignore[union-attr]
            child.stdin.flush()  # type: ignore[union-attr]

        yield say
    finally:
        if before is None:
            del os.environ["DBUS_SYSTEM_BUS_ADDRESS"]
        else:
            os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = before
        child.stdin.close()
        child.stdout.close()
        child.wait()
        bus.terminate()
        bus.wait()


def main() -> None:
    from PySide6.QtCore import ClassInfo, QCoreApplication, QObject, QSocketNotifier, Slot
    from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusObjectPath

    @ClassInfo({"D-Bus Interface": "org.freedesktop.login1.Manager"})  # type: ignore[call-arg]
    class Manager(QObject):  # type: ignore[operator]
        @Slot(str, result=QDBusObjectPath)
        def GetSession(self, _name: str) -> QDBusObjectPath:  # noqa: N802 - logind's name
            return QDBusObjectPath(SESSION)

    app = QCoreApplication([])
    bus = QDBusConnection.systemBus()
    manager = Manager()
    bus.registerObject("/org/freedesktop/login1", manager, QDBusConnection.RegisterOption.ExportAllSlots)
    assert bus.registerService("org.freedesktop.login1"), bus.lastError().message()
    print("here", flush=True)
    signals = {
        "sleep": ("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", [True]),
        "wake": ("/org/freedesktop/login1", "org.freedesktop.login1.Manager", "PrepareForSleep", [False]),
        "lock": (SESSION, "org.freedesktop.login1.Session", "Lock", []),
        "unlock": (SESSION, "org.freedesktop.login1.Session", "Unlock", []),
    }

    def read() -> None:
        asked = os.read(sys.stdin.fileno(), 4096).decode().split()
        if not asked:
            app.quit()
        for one in asked:
            path, interface, name, given = signals[one]
            message = QDBusMessage.createSignal(path, interface, name)
            message.setArguments(given)
            bus.send(message)

    notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
    notifier.activated.connect(read)
    app.exec()


if __name__ == "__main__":
    main()
