"""Something on another thread that takes a while: told to the window some times a second, and stopped from there."""

from time import monotonic
from typing import Protocol

from PySide6.QtCore import QObject, Signal

_EVERY_S = 0.2


class _Line(Protocol):
    def stop(self) -> None: ...


class Progressing(QObject):
    """Made on the UI thread; `tell`, `is_stopped` and `asks_over` are for the thread that works."""

    moved = Signal(int, int)
    """Done, and of how many."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._told_at = float("-inf")
        self._stopped = False
        self._lines: list[_Line] = []

    def tell(self, done: int, of: int) -> None:
        now = monotonic()
        if now - self._told_at >= _EVERY_S or done >= of:
            self._told_at = now
            self.moved.emit(done, of)

    def asks_over(self, line: _Line) -> None:
        """Have `stop` end what another computer is asked, too, whichever of both comes first."""
        self._lines.append(line)
        if self._stopped:
            line.stop()

    def stop(self) -> None:
        """End it: at once where it waits for another computer, and after what it keeps."""
        self._stopped = True
        for line in tuple(self._lines):
            line.stop()

    def is_stopped(self) -> bool:
        return self._stopped
