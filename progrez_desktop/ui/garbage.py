"""Collects Python's garbage, and on the UI thread alone.

A collection may destroy Qt's objects. On the thread of a lane, wherever an allocation happens to start it, it would do
so while the UI thread delivers an event to one of them; and in the middle of another destruction it would wait for a
lock that this one holds.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 2000
"""The first time too: a start makes no garbage, and the storage is open long before."""


class Collector(QObject):
    """Looks now and then whether there is enough garbage. Python does not look by itself, until `leave_to_python`."""

    def __init__(self, window: QObject, every_ms: int = _EVERY_MS) -> None:
        super().__init__(window)
        gc.disable()
        timer = QTimer(self, interval=every_ms)
        timer.timeout.connect(collect_if_due)
        timer.start()


def collect_if_due() -> None:
    """Collect the oldest generation that is due by Python's thresholds; its rule of a quarter is left out."""
    for generation in (2, 1, 0):
        if gc.get_count()[generation] > gc.get_threshold()[generation]:
            gc.collect(generation)
            return


def leave_to_python() -> None:
    """Let Python look by itself again. Only when the window is gone: not when it is going."""
    gc.enable()
