"""Progress of something on another thread, told to the window some times a second and never more often."""

from time import monotonic

from PySide6.QtCore import QObject, Signal

_EVERY_S = 0.2


class Progressing(QObject):
    """Made on the UI thread; `tell` and `is_stopped` are for the thread that works."""

    moved = Signal(int, int)
    """Done, and of how many."""

    def __init__(self, owner: QObject) -> None:
        super().__init__(owner)
        self._told_at = float("-inf")
        self._stopped = False

    def tell(self, done: int, of: int) -> None:
        now = monotonic()
        if now - self._told_at >= _EVERY_S or done >= of:
            self._told_at = now
            self.moved.emit(done, of)

    def stop(self) -> None:
        self._stopped = True

    def is_stopped(self) -> bool:
        return self._stopped
