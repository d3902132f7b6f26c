"""What deriving a key from a password costs, and how that is fitted to a machine at install."""

from progrez_desktop.core.keys.primitives import stretch
from progrez_desktop.core.model.keys import Kdf, KdfCost
from progrez_desktop.core.ports import Clock

DEFAULT_COST = KdfCost(memory_kib=128 * 1024, time_cost=3, parallelism=2)
AIM_MS = 500
"""Slow enough to hurt a guesser, quick enough for a person who signs in."""
NEVER_OVER_MS = 700
"""A person waits at most 0.8 s for their safe, and the rest of opening it takes its part of that."""


def calibrate(clock: Clock, start: KdfCost = DEFAULT_COST) -> KdfCost:
    """Return `start` with its time cost raised towards half a second on this machine, and never over 0.7 s.

    The start itself is the floor: on a slow machine it is kept, however long it takes.
    """
    cost = start
    took_ms = _took_ms(cost, clock)
    while took_ms < AIM_MS:
        aimed = cost.time_cost * AIM_MS // max(took_ms, 1)
        # At most doubled in one step, since a first run on a cold machine tells little.
        time_cost = min(max(aimed, cost.time_cost + 1), 2 * cost.time_cost)
        dearer = KdfCost(cost.memory_kib, time_cost, cost.parallelism)
        took_ms = _took_ms(dearer, clock)
        if took_ms > NEVER_OVER_MS:
            break
        cost = dearer
    return cost


def _took_ms(cost: KdfCost, clock: Clock) -> int:
    began = clock.monotonic_ms()
    stretch(b"a password of usual length", Kdf(cost, bytes(16)))
    return clock.monotonic_ms() - began
