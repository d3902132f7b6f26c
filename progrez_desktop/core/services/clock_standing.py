"""How far the clock of this computer is believed: one look at it, for devices and registries alike."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from progrez_desktop.core import retention as rules
from progrez_desktop.core.ports import Clock

if TYPE_CHECKING:
    from progrez_desktop.core.store.seen_time import SeenTime


@dataclass(frozen=True)
class ClockStanding:
    """What this device takes the time to be, and how far it believes that."""

    clock_ms: int
    high_water_ms: int
    agreed_ms: int
    destroyed_before_ms: int | None
    """What ended before this moment may be destroyed; None: nothing may be."""

    @property
    def is_behind(self) -> bool:
        return self.clock_ms < self.high_water_ms


def look(seen: "SeenTime", clock: Clock) -> ClockStanding:
    """Look at the clock, and remember what was seen."""
    now = clock.now_ms()
    agreement = rules.looked(seen.agreement(), now, seen.high_water_ms())
    seen.keep_look(agreement, now)
    return ClockStanding(now, seen.high_water_ms(), agreement.counted_ms, rules.destroyed_before_ms(agreement, now))
