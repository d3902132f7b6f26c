"""Sleep and lock during a sitting at a kiosk: a pause that costs nobody anything, kept in the record of the sitting."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.model.sitting_event import SittingEventKind
from progrez_desktop.core.settings import IDLE_LOCK_MS
from progrez_desktop.ui.background import nothing
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.system_signals import SystemSignals

if TYPE_CHECKING:
    from collections.abc import Callable

    from progrez_desktop.ui.journey import Journey

_LOOK_MS = 1000
_LEAST_MS = 2500
"""A shorter gap is no sleep: the timer was late."""
_STOOD_STILL_MS = 8000
"""So long without a look means that this program did not run, where the system keeps no count of its sleep."""


class Pauses(QObject):
    """Looks from the beginning of a sitting to its end, and at no other time."""

    told = Signal(str)
    """What happened, once it is on its way into the record."""

    def __init__(self, journey: "Journey", signals: SystemSignals, slept: "Callable[[], int | None]") -> None:
        super().__init__(journey)
        self._journey, self._slept = journey, slept
        self._look_timer = QTimer(self, interval=_LOOK_MS)
        self._look_timer.timeout.connect(self._look)
        self._before: tuple[int | None, int, int] = None, 0, 0
        self._locked_since_ms: int | None = None
        journey.sitting_began.connect(self._begin)
        journey.sitting_ended.connect(self._end)
        journey.locking.connect(self._locks)
        signals.falls_asleep.connect(self._falls_asleep)
        signals.locked.connect(self._screen_locked)
        signals.unlocked.connect(self._screen_unlocked)

    def _begin(self) -> None:
        self._before = self._now()
        self._look_timer.start()

    def _end(self) -> None:
        self._look_timer.stop()
        self._locked_since_ms = None

    def _now(self) -> tuple[int | None, int, int]:
        """Sleep since the start of this computer, and two clocks: one may stand still meanwhile."""
        clock = self._journey.deps.clock
        return self._slept(), clock.monotonic_ms(), clock.now_ms()

    def _locks(self, why: str) -> None:
        """The idle lock may be the first to see that the computer slept: then that is what happened."""
        if why != "idle" or self._journey.sitting is None:
            return
        gap = self._gap()
        if gap is not None:
            self._keep_sleep(*gap)
        else:
            self._keep("locked", reason="idle")

    # Sleep

    def _falls_asleep(self) -> None:
        """Lock the safe while there is time: nobody knows for how long, and who will sit here then."""
        if self._journey.session is not None:
            self._keep("slept")
            self._journey.lock("slept")

    def _gap(self) -> tuple[int, int, int] | None:
        """Return for how long the computer slept since the last look, since when, and what the clock counted of it."""
        slept, steady, wall = self._before
        now_slept, now_steady, now_wall = self._before = self._now()
        if slept is not None and now_slept is not None:
            gap = now_slept - slept
            least = _LEAST_MS
        else:
            gap, least = max(now_steady - steady, now_wall - wall) - _LOOK_MS, _STOOD_STILL_MS
        return (gap, now_wall - gap, max(0, now_steady - steady - _LOOK_MS)) if gap >= least else None

    def _look(self) -> None:
        gap = self._gap()
        if gap is None or self._journey.sitting is None:
            return
        self._keep_sleep(*gap)
        if gap[0] >= IDLE_LOCK_MS:
            self._journey.lock("slept")
        else:
            self._show("slept", gap[0])

    def _keep_sleep(self, gap_ms: int, since_ms: int, counted_ms: int) -> None:
        """Found after it happened; what ran on of the time in front of the item is taken back."""
        assert self._journey.sitting is not None
        self._journey.sitting.stood_still(counted_ms)
        self._keep("slept", at_ms=since_ms, lasted_ms=gap_ms)

    # The screen of the system

    def _screen_locked(self) -> None:
        if self._journey.sitting is not None and self._locked_since_ms is None:
            self._locked_since_ms = self._journey.deps.clock.now_ms()
            self._show("screen_locked", None)

    def _screen_unlocked(self) -> None:
        since, self._locked_since_ms = self._locked_since_ms, None
        if since is not None and self._journey.sitting is not None:
            lasted = self._journey.deps.clock.now_ms() - since
            self._keep("locked", reason="screen", at_ms=since, lasted_ms=lasted)

    def _show(self, what: str, lasted_ms: int | None) -> None:
        """Keep what was typed, say kindly what happened, and go on from there."""
        journey, sitting = self._journey, self._journey.sitting
        assert sitting is not None
        sitting.put_away()
        minutes = max(1, round((lasted_ms or 0) / 60_000))
        page = MessagePage(
            journey.context,
            f"kiosk.{what}",
            ("leave", "go_on"),
            sentence=lambda words: (
                words.plural(f"kiosk.{what}.text", minutes) if lasted_ms else words(f"kiosk.{what}.text")
            ),
        )
        actions = {"leave": journey.sign_out, "go_on": sitting.resume}
        page.chosen.connect(lambda chosen: actions[chosen]())
        journey.window.show_page(page)

    def _keep(
        self,
        kind: SittingEventKind,
        reason: str | None = None,
        *,
        at_ms: int | None = None,
        lasted_ms: int | None = None,
    ) -> None:
        """Put it into the record before whatever follows; a disk that is full keeps nobody from going on."""
        from progrez_desktop.core.services import sitting_events

        journey = self._journey
        if journey.session is None or journey.sitting is None:
            return
        deps, session = journey.deps, journey.session

        def failed(failure: Exception) -> None:
            if not isinstance(failure, Fault):
                journey.trouble(failure)

        at = deps.clock.now_ms() if at_ms is None else at_ms
        journey.outside.store_lane.run(
            lambda: sitting_events.add(deps, session, kind, reason, at_ms=at, lasted_ms=lasted_ms),
            nothing,
            failed,
            owner=journey,
        )
        self.told.emit(kind)
