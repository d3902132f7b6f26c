"""Holds a window over every screen, from before its first paint until staff end it."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from progrez_desktop.ui.context import application

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from progrez_desktop.ui.kiosk_guard import KioskGuard


class KioskHold:
    """What needs Qt's names of keys, events and kinds of window is loaded once the window was painted."""

    def __init__(self, window: "QWidget", arranged: Callable[[], None]) -> None:
        self._window, self._arranged = window, arranged
        self._guard: KioskGuard | None = None
        window.setMinimumSize(0, 0)

    def begin(self) -> None:
        """Show the window over the screen that is the first."""
        self._window.setGeometry(application().primaryScreen().geometry())
        self._window.showFullScreen()

    def watch(self) -> None:
        """The window was painted: from here nothing closes it, and each other screen is covered."""
        from progrez_desktop.ui.kiosk_guard import KioskGuard

        if self._guard is None:
            self._guard = KioskGuard(self._window, self._arranged)

    @property
    def covers(self) -> int:
        return self._guard.covers if self._guard is not None else 0

    def is_whole(self) -> bool:
        """Whether every screen is covered, by the application or by a window of ours."""
        return self._guard is not None and self._guard.is_whole()

    def let_go(self) -> None:
        """Staff end it: the window may be closed from here."""
        if self._guard is not None:
            self._guard.let_go()
