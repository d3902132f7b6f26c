"""The caret stands still where nobody types: a kiosk at rest is woken twice a second by nothing else."""

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

RESTS_AFTER_MS = 10_000
"""As in GTK."""
_STIRS = frozenset({QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin})


class RestingCaret(QObject):
    """Lets the caret of a window blink from each key or press on, and for a while only."""

    def __init__(self, window: QWidget, after_ms: int = RESTS_AFTER_MS) -> None:
        super().__init__(window)
        self._blinks_ms = QApplication.cursorFlashTime()
        self._timer = QTimer(self, interval=after_ms)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(lambda: QApplication.setCursorFlashTime(0))
        handle = window.windowHandle()
        if handle is not None:
            handle.installEventFilter(self)
            self._timer.start()

    def stop(self) -> None:
        """Leave it as it was found, while the fields that hear of it are still there."""
        self._timer.stop()
        self._wake()

    def _wake(self) -> None:
        if QApplication.cursorFlashTime() == 0:
            QApplication.setCursorFlashTime(self._blinks_ms)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        if event.type() in _STIRS:
            self._wake()
            self._timer.start()
        return False
