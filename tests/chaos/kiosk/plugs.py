"""Monitors that are plugged in and out at a kiosk at random: whichever are there stay covered, and the kiosk goes on.

On an X server as tests.ui.kiosk_screens makes it, with the tools that it names.
"""

import random
import sys
from dataclasses import dataclass, field
from pathlib import Path

from tests.chaos.kiosk.parts import Limit
from tests.ui.kiosk_screens import HIGH, WIDE, EscapedError, Geometry, Screens, screens, until

SIZES = ((WIDE, HIGH), (1024, 600), (800, 600))
LEFT, THIRD = ("*LEFT", 0), ("THIRD", 2 * WIDE)
"""Names of monitors as they are plugged in, the primary one with its star, and where they begin. RIGHT is always there:
the X server would make one of its own without it."""
RIGHT: Geometry = (WIDE, 0, WIDE, HIGH)


@dataclass
class Plugged:
    """What became of so many changes, by kind."""

    plugged: int = 0
    unplugged: int = 0
    of_primary: int = 0
    wrong: list[str] = field(default_factory=list)

    @property
    def count(self) -> int:
        return self.plugged + self.unplugged

    def line(self) -> str:
        return (
            f"{self.count:,} changes of monitors ({self.plugged:,} plugged in, {self.unplugged:,} unplugged, "
            f"{self.of_primary:,} of these the primary one): "
            f"{len(self.wrong)} after which one was left uncovered or the kiosk had ended"
        )


def changed(place: Path, limit: Limit, seed: str) -> Plugged:
    """Plug and unplug so many times, and look after each."""
    found, chance = Plugged(), random.Random(f"plugs {seed}")
    with screens(place) as shown:
        kiosk = shown.start(sys.executable, "-m", "progrez_desktop", "--data-dir", str(place / "data"), "kiosk")
        there: dict[tuple[str, int], Geometry] = {LEFT: (0, 0, WIDE, HIGH)}
        until("both screens are covered", lambda: _covered(shown) == sorted((RIGHT, *there.values())), 60)
        while found.count < limit.count and not limit.is_over and not found.wrong:
            which = chance.choice((LEFT, THIRD))
            _change(shown, there, which, chance.choice(SIZES), found)
            try:
                until("all that are there are covered", lambda: _covered(shown) == sorted((RIGHT, *there.values())))
            except EscapedError as escaped:
                found.wrong.append(f"{escaped}: {shown.windows()} where {there} are")
            if kiosk.poll() is not None:
                found.wrong.append(f"the kiosk ended with {kiosk.returncode}")
    return found


def _change(
    shown: Screens,
    there: dict[tuple[str, int], Geometry],
    which: tuple[str, int],
    size: tuple[int, int],
    found: Plugged,
) -> None:
    name, begins = which
    if which in there:
        shown.unplug(name.lstrip("*"))
        del there[which]
        found.unplugged += 1
        found.of_primary += which == LEFT
        return
    wide, high = (WIDE // 2, HIGH) if which == THIRD else size
    shown.monitor(name, begins, wide, high)
    there[which] = (begins, 0, wide, high)
    found.plugged += 1


def _covered(shown: Screens) -> list[Geometry]:
    return sorted(place for place, title in shown.windows().values() if title == "Progrez")
