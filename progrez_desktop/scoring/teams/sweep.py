"""The best team where a sum and one lowest score count, exactly: people from the highest floor down, and a heap.

For each person as the lowest of the team, the best others are those with the highest sums of all whose floor is no
lower: so one pass over the people, sorted by floor, keeps a heap of the highest sums and looks at each step whether
the team is better. n log n to sort, n log k for the pass.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from heapq import heapify, heappop, heappush, heapreplace

import numpy as np

from progrez_desktop.scoring.teams.people import Bools
from progrez_desktop.scoring.teams.terms import Terms


@dataclass(frozen=True)
class Picked:
    """One team, by places in ascending order, and its value."""

    team: tuple[int, ...]
    value: int


def sweep(terms: Terms, fixed: Sequence[int] = (), allowed: Bools | None = None) -> Picked | None:
    """Return the best team of `terms.size`; None where there are too few people.

    Args:
        terms: With a sum and a lowest alone (`terms.is_plain`).
        fixed: Who is in, whatever is allowed.
        allowed: Who else may be in. Shape (n,); none: everybody.
    """
    free = terms.size - len(fixed)
    may = np.ones(len(terms.gain), dtype=np.bool_) if allowed is None else allowed.copy()
    may[list(fixed)] = False
    places = np.flatnonzero(may)
    if free < 0 or len(places) < free:
        return None
    held, lowest = int(terms.gain[list(fixed)].sum()), min((int(terms.floor[one]) for one in fixed), default=None)
    if not free:
        return Picked(tuple(sorted(fixed)), held + (lowest or 0))
    return _swept(terms, tuple(fixed), places, held, lowest)


def _swept(
    terms: Terms,
    fixed: tuple[int, ...],
    places: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]",
    held: int,
    lowest: int | None,
) -> Picked:
    free = terms.size - len(fixed)
    floor = terms.floor[places] if lowest is None else np.minimum(terms.floor[places], lowest)
    # Among people of one floor those with the higher sum come first, then those who came first.
    order = np.lexsort((places, -terms.gain[places], -floor))
    gains, floors = terms.gain[places][order].tolist(), floor[order].tolist()
    # In the heap, later people of the same sum are let go of first.
    heap = [(gain, -at) for at, gain in enumerate(gains[:free])]
    heapify(heap)
    total = sum(gains[:free])
    best, reached = total + floors[free - 1], free
    for at in range(free, len(gains)):
        if gains[at] > heap[0][0]:
            total += gains[at] - heapreplace(heap, (gains[at], -at))[0]
            if total + floors[at] > best:
                best, reached = total + floors[at], at + 1
    return Picked(_team(gains, reached, free, places[order], fixed), best + held)


def _team(
    gains: list[int],
    reached: int,
    free: int,
    order: "np.ndarray[tuple[int, ...], np.dtype[np.int64]]",
    fixed: tuple[int, ...],
) -> tuple[int, ...]:
    """Return the team that was best after so many people: the highest sums among them."""
    heap: list[tuple[int, int]] = []
    for at in range(reached):
        heappush(heap, (gains[at], -at))
        if len(heap) > free:
            heappop(heap)
    return tuple(sorted((*fixed, *(int(order[-at]) for _, at in heap))))
