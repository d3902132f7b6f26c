"""Who can't be missed: of people who are alike in every need and requirement, only those whom few others surpass.

Somebody whom as many as a team has surpass or equal, in what is summed and in the lowest, can be swapped for one of
them without loss. Whoever a condition names is kept, and surpasses nobody: a swap could break it. A spread has no such
order, so that where one is wished for nobody is left out.
"""

from collections import defaultdict
from collections.abc import Collection
from heapq import heappush, heapreplace

import numpy as np

from progrez_desktop.scoring.teams.people import Bools
from progrez_desktop.scoring.teams.rules import Rules
from progrez_desktop.scoring.teams.terms import Terms


def needed(terms: Terms, rules: Rules, named: Collection[int] = ()) -> list[int]:
    """Return people among whom a best team is, by place.

    Args:
        named: Others whom conditions name, beside those of the rules.
    """
    allowed = np.ones(len(terms.gain), dtype=np.bool_)
    allowed[list(rules.out)] = False
    if terms.styles:
        return [int(one) for one in np.flatnonzero(allowed)]
    kept = {one for group in (rules.fixed, *rules.apart, *rules.together, named) for one in group}
    kept = {one for one in kept if allowed[one]}
    allowed[list(kept)] = False
    for people in _alike(terms, rules, allowed).values():
        kept.update(_few_above(terms, people, terms.size))
    return sorted(kept)


def _alike(terms: Terms, rules: Rules, allowed: Bools) -> dict[bytes, list[int]]:
    columns = [need.reached for need in terms.needs]
    for one in rules.requirements:
        column = np.zeros(len(allowed), dtype=np.bool_)
        column[list(one.people)] = True
        columns.append(column)
    places = np.flatnonzero(allowed)
    if not columns:
        return {b"": [int(one) for one in places]}
    kinds = np.packbits(np.stack(columns, axis=1)[places], axis=1)
    groups: dict[bytes, list[int]] = defaultdict(list)
    for place, kind in zip(places.tolist(), kinds, strict=True):
        groups[kind.tobytes()].append(place)
    return groups


def _few_above(terms: Terms, people: list[int], depth: int) -> list[int]:
    places = np.asarray(people, dtype=np.int64)
    order = places[np.lexsort((places, -terms.gain[places], -terms.floor[places]))]
    heap: list[int] = []
    found = []
    for one, gain in zip(order.tolist(), terms.gain[order].tolist(), strict=True):
        if len(heap) < depth:
            heappush(heap, gain)
        elif gain > heap[0]:
            heapreplace(heap, gain)
        else:
            continue
        found.append(one)
    return found
