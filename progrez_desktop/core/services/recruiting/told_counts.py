"""Counts of this desk as they may be told month after month: two looks, laid side by side, tell of no fewer than 20.

What was told stays as it is, and moves on only by steps of 20 and more. A sum that moved by each month would tell how
many the last one added, and hiding cells of one look alone would not help against that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate

from progrez_desktop.scoring.noisy import LEAST_IN_A_CELL

Told = int | None
"""A count, or None where it is not told."""


@dataclass(frozen=True)
class Shares:
    """Parts of one sum. What is neither of them is counted for hiding and not shown."""

    parts: Mapping[str, Told]
    of: Told

    def share(self, part: str) -> float | None:
        told = self.parts.get(part)
        return None if told is None or not self.of else told / self.of


def steps(counts: Sequence[int]) -> tuple[Told, ...]:
    """Return at each month how many there were since the last one that is told; None while they are too few."""
    told: list[Told] = []
    waiting = 0
    for count in counts:
        waiting += count
        told.append(waiting if waiting >= LEAST_IN_A_CELL else None)
        waiting = 0 if told[-1] else waiting
    return tuple(told)


def shares(parts: Mapping[str, Sequence[int]], whole: Sequence[int]) -> Shares:
    """Return parts and whole as of the latest month in which all of them had moved on far enough.

    Args:
        parts: By name, and as the whole, how many of each month; a part may lose some to another.
    """
    ends = [at for at, step in enumerate(steps(whole)) if step is not None]
    sums = list(accumulate(whole))
    running = {name: list(accumulate(counts)) for name, counts in parts.items()}
    last = dict.fromkeys(running, 0) | {"": 0}
    of: Told = None
    for at in ends:
        now = {name: counts[at] for name, counts in running.items()}
        now[""] = sums[at] - sum(now.values())
        if all(_may_move(last[name], now[name], is_part=bool(name)) for name in now):
            last, of = now, sums[at]
    told = {name: last[name] if of is not None else None for name in parts}
    return Shares(told, of if of is not None else (sums[ends[-1]] if ends else None))


def _may_move(last: int, now: int, *, is_part: bool) -> bool:
    """Whether telling the second after the first tells of no few; nobody is few as well, but of what is no part."""
    moved = abs(now - last)
    return moved >= LEAST_IN_A_CELL or not (is_part or moved)
