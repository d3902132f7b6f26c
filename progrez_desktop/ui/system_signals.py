"""What the system tells of itself: it falls asleep and wakes, its screen is locked and unlocked. Linux, by D-Bus."""

import os
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

if TYPE_CHECKING:
    from PySide6.QtDBus import QDBusConnection

_LOGIND = "org.freedesktop.login1"
_MANAGER = f"{_LOGIND}.Manager"
_SESSION = f"{_LOGIND}.Session"
_ROOT = "/org/freedesktop/login1"
_PATIENCE_MS = 500
"""A bus that does not answer keeps no page waiting for longer."""


class SystemSignals(QObject):
    """Silent where there is no logind; what slept is then found by the clocks (ui/pauses.py)."""

    falls_asleep = Signal()
    woke = Signal()
    locked = Signal()
    unlocked = Signal()

    def listen(self) -> bool:
        """Begin; return whether somebody is there who tells."""
        from PySide6.QtDBus import QDBusConnection

        # A connection of our own: the one that Qt shares stays dead where the bus came later than the first question.
        address, name = os.environ.get("DBUS_SYSTEM_BUS_ADDRESS"), f"progrez-{id(self)}"
        bus = QDBusConnection.connectToBus(address or QDBusConnection.BusType.SystemBus, name)
        if not bus.isConnected():
            return False
        heard = self._hear(bus, _ROOT, _MANAGER, "PrepareForSleep", "1_sleeps(bool)")
        session = self._session_path(bus)
        self._hear(bus, session, _SESSION, "Lock", "1_locks()")
        self._hear(bus, session, _SESSION, "Unlock", "1_unlocks()")
        owner = bus.interface()
        return bool(heard and owner is not None and owner.isServiceRegistered(_LOGIND).value())

    def _hear(self, bus: "QDBusConnection", path: str, interface: str, name: str, slot: str) -> bool:
        # A leading 1 says "a slot" to Qt, as its macro SLOT does in C++. Text, whatever the signature of PySide6 says:
        # bytes are refused when it runs.
        return bus.connect(_LOGIND, path, interface, name, self, slot)  # type: ignore[call-overload,no-any-return]

    def _session_path(self, bus: "QDBusConnection") -> str:
        """Ask where our session is told of: signals come from its own path, never from that of "auto"."""
        from PySide6.QtDBus import QDBus, QDBusMessage

        ask = QDBusMessage.createMethodCall(_LOGIND, _ROOT, _MANAGER, "GetSession")
        ask.setArguments([os.environ.get("XDG_SESSION_ID") or "auto"])
        found = bus.call(ask, QDBus.CallMode.Block, _PATIENCE_MS).arguments()
        path = getattr(found[0], "path", None) if found else None
        return path() if callable(path) else f"{_ROOT}/session/auto"

    @Slot(bool)
    def _sleeps(self, begins: bool) -> None:
        (self.falls_asleep if begins else self.woke).emit()

    @Slot()
    def _locks(self) -> None:
        self.locked.emit()

    @Slot()
    def _unlocks(self) -> None:
        self.unlocked.emit()
