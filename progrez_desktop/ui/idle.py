"""Watches whether anybody is in front of what is open: warns after a while, and later says that it has to be locked."""

from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPointF, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QWindow
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from progrez_desktop.core.ports import Clock
from progrez_desktop.core.settings import IDLE_LOCK_MS, IDLE_WARN_MS
from progrez_desktop.ui.context import Context, application
from progrez_desktop.ui.widgets.idle_warning import IdleWarning

_PRESSES = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseButtonDblClick,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)
_STIRS = _PRESSES | {
    QEvent.Type.InputMethod,
    QEvent.Type.MouseMove,
    QEvent.Type.TabletMove,
    QEvent.Type.TouchUpdate,
    QEvent.Type.Wheel,
}
_MOVED = 4
"""Pixels."""


@dataclass(frozen=True)
class IdleTimes:
    """How long nobody may stir in front of an open safe, and how often that is looked at."""

    warn_ms: int = IDLE_WARN_MS
    lock_ms: int = IDLE_LOCK_MS
    tick_ms: int = 1000


class IdleGuard(QObject):
    """Works from `start` to `stop`, which is as long as somebody is signed in, or a rating office is open."""

    ended = Signal()
    """Nobody was here for so long that what is open has to be locked."""

    def __init__(self, window: QWidget, context: Context, clock: Clock, times: IdleTimes, about: str = "idle") -> None:
        super().__init__(window)
        self._about = about
        self._window, self._context, self._clock, self._times = window, context, clock, times
        self._since_ms = (0, 0)
        self._place = QPointF()
        self._focused: QObject | None = None
        self._warning: IdleWarning | None = None
        self._tick = QTimer(self, interval=times.tick_ms)
        self._tick.timeout.connect(self._look)

    @property
    def is_warning(self) -> bool:
        return self._warning is not None

    def start(self) -> None:
        self.stop()
        system_window = self._window.windowHandle()
        if system_window is not None:
            system_window.installEventFilter(self)  # once, however often
        application().focusChanged.connect(self._follow)
        self._follow(None, application().focusWidget())
        self._since_ms = self._now()
        self._tick.start()

    def stop(self) -> None:
        if self._tick.isActive():
            self._tick.stop()
            application().focusChanged.disconnect(self._follow)
            self._follow(None, None)
            self._warn_no_more()

    def stir(self) -> None:
        """Somebody is here."""
        self._since_ms = self._now()
        self._warn_no_more()

    def _now(self) -> tuple[int, int]:
        """Two clocks: one stands still while the computer sleeps, the other may be set."""
        return self._clock.monotonic_ms(), self._clock.now_ms()

    def _look(self) -> None:
        idle_ms = max(now - since for now, since in zip(self._now(), self._since_ms, strict=True))
        if idle_ms >= self._times.lock_ms:
            self.stop()
            self.ended.emit()
        elif idle_ms >= self._times.warn_ms:
            self._warn(-(-(self._times.lock_ms - idle_ms) // 1000))

    def _warn(self, seconds: int) -> None:
        if self._warning is None:
            self._warning = IdleWarning(self._window, self._context, self._about)
            self._warning.still_here.connect(self.stir)
        self._warning.show_seconds(seconds)

    def _warn_no_more(self) -> None:
        if self._warning is not None:
            warning, self._warning = self._warning, None
            warning.go()

    # What a person does

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        """What an input method writes comes to what has the focus, and not to the window."""
        if self._focused is not None and isValid(self._focused):
            self._focused.removeEventFilter(self)
        self._focused = new if new is not None and self._window.isAncestorOf(new) else None
        if self._focused is not None:
            self._focused.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        kind = event.type()
        if not self._tick.isActive() or kind not in _STIRS or self._is_nobody(event):
            return False
        # The press that ends the warning does nothing else: the page below it was not what the person looked at.
        swallowed = self.is_warning and kind in _PRESSES and isinstance(watched, QWindow)
        self.stir()
        return swallowed

    def _is_nobody(self, event: QEvent) -> bool:
        """Whether no hand is needed for it: a book lies on a key, a mouse trembles on its table."""
        if isinstance(event, QKeyEvent):
            return event.isAutoRepeat()
        if not isinstance(event, QMouseEvent) or event.type() != QEvent.Type.MouseMove:
            return False
        place = event.globalPosition()
        moved = (place - self._place).manhattanLength() >= _MOVED
        if moved:
            self._place = place
        return not moved
