"""Collects Python's garbage, and on the UI thread alone.

A collection may destroy Qt's objects. On the thread of a lane, wherever an allocation happens to start it, it would do
so while the UI thread delivers an event to one of them; and in the middle of another destruction it would wait for a
lock that this one holds. On the UI thread too, where Qt goes through all widgets, as with a style sheet, it would take
away the next of them.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 2000
"""The first time too: a start makes no garbage, and the storage is open long before."""
_RESTS = 8
"""So many times rarer it looks while nothing happens: a kiosk that stands idle for a night is not to be woken."""


class Collector(QObject):
    """Looks now and then whether there is enough garbage. Python does not look by itself, until `leave_to_python`."""

    def __init__(self, window: QObject, every_ms: int = _EVERY_MS) -> None:
        super().__init__(window)
        leave_to_us()
        self._every_ms, self._counted = every_ms, gc.get_count()
        self._timer = QTimer(self, interval=every_ms)
        self._timer.timeout.connect(self.look)
        self._timer.start()

    @property
    def interval_ms(self) -> int:
        return self._timer.interval()

    def look(self) -> None:
        """Collect what is due, and look again soon, or later where nothing was made or thrown away since."""
        is_quiet = gc.get_count() == self._counted
        collect_if_due()
        self._counted = gc.get_count()
        wanted = min(2 * self.interval_ms, _RESTS * self._every_ms) if is_quiet else self._every_ms
        if wanted != self.interval_ms:
            self._timer.setInterval(wanted)


def collect_if_due() -> None:
    """Collect the oldest generation that is due by Python's thresholds; its rule of a quarter is left out."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return


def leave_to_us() -> None:
    """Have Python look no more by itself, from before anything of a window is dressed."""
    gc.disable()


def leave_to_python() -> None:
    """Let Python look by itself again. Only when the window is gone: not when it is going."""
    gc.enable()
