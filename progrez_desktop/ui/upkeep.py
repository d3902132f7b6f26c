"""What the program does by itself while nobody sits in front of it: the daily sweep of what is kept no longer."""

from contextlib import suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.ui.pages.welcome import WelcomePage

if TYPE_CHECKING:
    from progrez_desktop.ui.journey import Journey

FIRST_AFTER_MS = 5_000
"""After the storage is ready, so that a person who begins at once waits for nothing."""
AGAIN_AFTER_MS = 3_600_000
"""A program that runs for weeks looks each hour whether a day has gone by."""
_NEXT_PART_AFTER_MS = 50


class Upkeep(QObject):
    """Sweeps on the store lane, a part at a time, and never while somebody is signed in."""

    def __init__(self, journey: "Journey") -> None:
        super().__init__(journey)
        self._journey = journey
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._look)
        journey.window.closing.connect(self._timer.stop)

    def begin(self, after_ms: int = FIRST_AFTER_MS) -> None:
        """Look after a moment, and from then on each hour."""
        self._timer.start(after_ms)

    def _look(self) -> None:
        journey = self._journey
        if journey.session is not None or journey.opened is None:
            self._timer.start(AGAIN_AFTER_MS)
            return
        deps = journey.deps

        def sweep() -> bool:
            from progrez_desktop.core.services import retention

            # A disk that is full is asked again later: nobody waits for this, and what is over is hidden anyway.
            with suppress(EnvironmentFault):
                return retention.sweep_if_due(deps)
            return False

        journey.outside.store_lane.run(sweep, self._again, self._failed, owner=self)

    def _again(self, has_more: bool) -> None:
        self._timer.start(_NEXT_PART_AFTER_MS if has_more else AGAIN_AFTER_MS)

    def _failed(self, failure: Exception) -> None:
        """Tell it where nobody has begun anything yet; who has, is told by what they do next."""
        self._again(has_more=False)
        if isinstance(self._journey.window.page, WelcomePage):
            self._journey.trouble(failure)
