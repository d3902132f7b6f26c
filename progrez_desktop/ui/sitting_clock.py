"""The clock of a sitting that has a time limit: runs in front of questions alone, and is calm about it."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from progrez_desktop.core import sitting_time as times

_LOOK_MS = 1000
_KEPT_EVERY = 2
"""Looks; what a kill takes away is time that the person has again."""


class SittingClock(QObject):
    """Stands still until `run`. Never tells more than whole minutes."""

    minute = Signal(int)
    said = Signal(int)
    """Minutes that are left, when that is to be announced."""
    over = Signal()
    """With each look from then on, until it stands still."""

    def __init__(
        self,
        allowed_ms: int,
        used_ms: int,
        monotonic_ms: Callable[[], int],
        keep: Callable[[int], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._allowed_ms, self._used_ms = allowed_ms, used_ms
        self._monotonic_ms, self._keep = monotonic_ms, keep
        self._since_ms = monotonic_ms()
        self._looks = 0
        self._tick = QTimer(self, interval=_LOOK_MS)
        self._tick.timeout.connect(self.look)

    @property
    def used_ms(self) -> int:
        """What is used, never all of it: the last of it is only kept once everything typed is."""
        return min(self._used_ms, self._allowed_ms - 1)

    @property
    def allowed_ms(self) -> int:
        return self._allowed_ms

    @property
    def is_over(self) -> bool:
        return self._used_ms >= self._allowed_ms

    @property
    def minutes(self) -> int:
        return times.minutes(self._allowed_ms - self._used_ms)

    def allow(self, allowed_ms: int) -> None:
        """Extra time was given meanwhile."""
        self._allowed_ms = allowed_ms
        self.minute.emit(self.minutes)

    def run(self) -> None:
        if not self._tick.isActive():
            self._since_ms = self._monotonic_ms()
            self._tick.start()

    def stand_still(self) -> None:
        if self._tick.isActive():
            self._count()
            self._tick.stop()

    def look(self) -> None:
        """Count what went by since the last look, and say what is to be said of it."""
        before, minutes = self._allowed_ms - self._used_ms, self.minutes
        self._count()
        self._looks += 1
        if self.is_over:
            self.over.emit()
            return
        if self._looks % _KEPT_EVERY == 0:
            self._keep(self.used_ms)
        if self.minutes != minutes:
            self.minute.emit(self.minutes)
        announced = times.said_between(before, self._allowed_ms - self._used_ms)
        if announced is not None:
            self.said.emit(announced)

    def _count(self) -> None:
        now = self._monotonic_ms()
        self._used_ms += times.counted_ms(now - self._since_ms)
        self._since_ms = now
