"""A good team by swaps of one for one, from a start that meets the conditions: the warm start of what proves.

Each round looks at every swap of a member for somebody else at once and takes the best; it ends where none is better.
"""

from collections.abc import Sequence
from itertools import islice

import numpy as np

from progrez_desktop.scoring.teams.people import Bools, Ints
from progrez_desktop.scoring.teams.rules import Rules
from progrez_desktop.scoring.teams.sweep import Picked
from progrez_desktop.scoring.teams.terms import Terms

_MOST_ROUNDS = 200


def meets(rules: Rules, team: Sequence[int]) -> bool:
    """Return whether a team meets all conditions."""
    inside = set(team)
    return (
        inside.issuperset(rules.fixed)
        and inside.isdisjoint(rules.out)
        and all(len(inside.intersection(group)) <= 1 for group in rules.apart)
        and all(len(inside.intersection(group)) in (0, len(group)) for group in rules.together)
        and all(
            one.least <= len(inside.intersection(one.people)) <= (len(inside) if one.most is None else one.most)
            for one in rules.requirements
        )
    )


def improved(terms: Terms, rules: Rules, start: Sequence[int], among: Sequence[int] | None = None) -> Picked:
    """Return what swaps make of a team that meets the conditions.

    Args:
        among: Who may come in; none: everybody who is not kept out.
    """
    team, value = list(start), terms.value(start)
    allowed = np.full(len(terms.gain), among is None)
    allowed[list(among or ())] = True
    allowed[list(rules.out)] = False
    for _ in range(_MOST_ROUNDS):
        found = _best_swap(terms, rules, team, value, allowed)
        if found is None:
            break
        team, value = found
    return Picked(tuple(sorted(team)), value)


def replacements(terms: Terms, rules: Rules, team: Sequence[int], out: int, allowed: Bools, most: int) -> list[Picked]:
    """Return the teams with somebody else in the place of one member that meet the conditions, the best first."""
    kept = [one for one in team if one != out]
    free = allowed.copy()
    free[list(team)] = False
    others = np.flatnonzero(free)
    if not len(others):
        return []
    values = terms.values(_beside(kept, others))
    order = np.lexsort((others, -values))
    found = ((int(others[at]), int(values[at])) for at in order)
    good = (one for one in found if rules.is_plain or meets(rules, (*kept, one[0])))
    return [Picked((*kept, other), value) for other, value in islice(good, most)]


def _best_swap(terms: Terms, rules: Rules, team: list[int], value: int, allowed: Bools) -> tuple[list[int], int] | None:
    free = allowed.copy()
    free[team] = False
    others = np.flatnonzero(free)
    best: tuple[list[int], int] | None = None
    for at, member in enumerate(team if len(others) else ()):
        if member in rules.fixed:
            continue
        kept = team[:at] + team[at + 1 :]
        values = terms.values(_beside(kept, others))
        least = value if best is None else best[1]
        better = np.flatnonzero(values > least)
        for one in better[np.argsort(-values[better], kind="stable")]:
            swapped = [*kept, int(others[one])]
            if rules.is_plain or meets(rules, swapped):
                best = swapped, int(values[one])
                break
    return best


def _beside(kept: Sequence[int], others: Ints) -> Ints:
    """Return the team that each of the others would make with those who are kept. Shape (others, team)."""
    beside = np.broadcast_to(np.asarray(kept, dtype=np.int64), (len(others), len(kept)))
    return np.concatenate([beside, others[:, None]], axis=1)
