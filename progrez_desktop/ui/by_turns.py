"""Makes the rest of a page part by part, one a turn of the event loop: what is in view does not wait for it.

Whoever goes on meanwhile never meets half a page: with a key, a press or the wheel, the rest is made before it.
"""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QWidget

from progrez_desktop.ui.page import Page


class ByTurns(QObject):
    """Ends with the page: what was not made when it is left is not made any more."""

    def __init__(
        self, page: Page, parts: Iterable[Callable[[], object]], *, at_once: int, owner: QWidget | None = None
    ) -> None:
        """Make the first `at_once` parts now.

        Args:
            owner: What they are parts of, where that may go while the page stays.
        """
        super().__init__(owner or page)
        self._parts = iter(parts)
        self._turns = QTimer(self, interval=0)
        self._turns.timeout.connect(self._make_one)
        page.gone.connect(self._turns.stop)
        page.wanted_whole.connect(self.finish)
        self._turns.start()
        for _ in range(at_once):
            self._make_one()

    @property
    def is_done(self) -> bool:
        return not self._turns.isActive()

    def finish(self) -> None:
        """Make all that is left now: something is to come after it."""
        while not self.is_done:
            self._make_one()

    def _make_one(self) -> None:
        make = next(self._parts, None)
        if make is None:
            self._turns.stop()
        else:
            make()
