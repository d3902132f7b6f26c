"""A division of people into teams: what it is worth, and what swaps of two people between teams make of one.

It is worth half the value of its weakest team and half the mean of all: a sum alone would put all who are strong into
one team, and the weakest alone would not tell two divisions apart that are weak in the same place.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from progrez_desktop.scoring.teams.people import Ints, People
from progrez_desktop.scoring.teams.rules import Rules
from progrez_desktop.scoring.teams.solving import Stop
from progrez_desktop.scoring.teams.swaps import meets
from progrez_desktop.scoring.teams.terms import Terms, terms_of
from progrez_desktop.scoring.teams.wishes import Wishes

_MOST_ROUNDS = 500
_SHAKES = 4
Teams = tuple[tuple[int, ...], ...]
Swapped = dict[tuple[int, int], tuple[Ints, Ints]]
"""What each swap between two teams makes of both: it holds until one of them changes."""


@dataclass(frozen=True, eq=False)
class Division:
    """What divisions are counted with; `sizes` of its teams, the largest first."""

    rules: Rules
    sizes: tuple[int, ...]
    terms: Mapping[int, Terms]
    """By size."""

    @property
    def people(self) -> int:
        return sum(self.sizes)

    def values(self, teams: Sequence[Sequence[int]]) -> list[int]:
        return [self.terms[len(team)].value(team) for team in teams]

    def worth(self, values: Sequence[int]) -> int:
        """Return what a division is worth, times twice its number of teams: a whole number again."""
        return len(values) * min(values) + sum(values)


def division_of(people: People, wishes: Wishes, rules: Rules, sizes: Sequence[int]) -> Division:
    terms = {size: terms_of(people, wishes, size) for size in set(sizes)}
    return Division(rules, tuple(sizes), terms)


def highest(division: Division) -> int:
    """Return what no division is worth more than: each part at its best, and no team weaker than the others."""
    sizes, terms = sorted(division.sizes), [division.terms[size] for size in division.sizes]
    gain = np.max([one.gain for one in terms], axis=0)
    floor = np.sort(np.max([one.floor for one in terms], axis=0))[::-1]
    # Of the teams with the highest lowest members, each has only people at least as high as the lowest of them.
    lowest = int(floor[np.cumsum(sizes) - 1].sum())
    rest = sum(_most_of_the_rest(one) for one in terms)
    return 2 * (int(gain.sum()) + lowest + rest)


def _most_of_the_rest(terms: Terms) -> int:
    met = sum(need.each * min(need.people, terms.size, int(need.reached.sum())) for need in terms.needs)
    return met + sum(int(np.ptp(column)) for sign, column in terms.styles if sign > 0)


def by_swaps(division: Division, start: Teams, stop: Stop) -> Teams:
    """Return what the best swap of two people, again and again, makes of a division that meets the conditions.

    Stopped, it gives what the swaps so far have made.
    """
    teams = [list(team) for team in start]
    values = division.values(teams)
    known: Swapped = {}
    for _ in range(_MOST_ROUNDS):
        best = _best_swap(division, teams, values, known, stop)
        if best is None:
            break
        one, other, a, b = best
        teams[one][a], teams[other][b] = teams[other][b], teams[one][a]
        for team in (one, other):
            values[team] = division.terms[len(teams[team])].value(teams[team])
        known = {pair: worths for pair, worths in known.items() if not {one, other}.intersection(pair)}
    return tuple(tuple(sorted(team)) for team in teams)


def at_chance(division: Division, chance: np.random.Generator) -> Teams:
    """Return some division, conditions aside."""
    order, ends = chance.permutation(division.people), np.cumsum(division.sizes)[:-1]
    return tuple(tuple(int(one) for one in team) for team in np.split(order, ends))


def by_chance_and_swaps(division: Division, start: Teams | None, seed: int, stop: Stop) -> Teams:
    """Return the best division of starts made better by swaps, until it is stopped.

    Args:
        start: One that meets the conditions, where there are any: chance makes none that does.
    """
    chance = np.random.default_rng(seed)
    best = by_swaps(division, start or at_chance(division, chance), stop)
    while len(division.sizes) > 1 and not stop():
        # By turns from near the best that there is, as good divisions are near to good ones, and from anywhere.
        anew = start is None and bool(chance.integers(2))
        again = at_chance(division, chance) if anew else shaken(division, best, chance)
        found = by_swaps(division, again, stop)
        if division.worth(division.values(found)) > division.worth(division.values(best)):
            best = found
    return best


def shaken(division: Division, teams: Teams, chance: np.random.Generator) -> Teams:
    """Return a division some swaps of chance away that meets the conditions as well."""
    moved = [list(team) for team in teams]
    for _ in range(_SHAKES):
        one, other = (int(team) for team in chance.choice(len(moved), 2, replace=False))
        a, b = int(chance.integers(len(moved[one]))), int(chance.integers(len(moved[other])))
        moved[one][a], moved[other][b] = moved[other][b], moved[one][a]
        if not (meets(division.rules, moved[one]) and meets(division.rules, moved[other])):
            moved[one][a], moved[other][b] = moved[other][b], moved[one][a]
    return tuple(map(tuple, moved))


def _best_swap(
    division: Division, teams: list[list[int]], values: list[int], known: Swapped, stop: Stop
) -> tuple[int, int, int, int] | None:
    """Return the teams and places of the two people whose swap is the best of all; None where none is better."""
    worth, best = division.worth(values), None
    for one, other in combinations(range(len(teams)), 2):
        if stop():
            break
        if (one, other) not in known:
            known[one, other] = _swapped(division, teams[one], teams[other])
        found = _best_between(division, teams, values, one, other, known[one, other], worth)
        if found is not None:
            worth, best = found[0], (one, other, *found[1:])
    return best


def _swapped(division: Division, first: list[int], second: list[int]) -> tuple[Ints, Ints]:
    """Return the values of two teams after each swap between them, by (place in the first, place in the second)."""
    firsts = division.terms[len(first)].values(_each_swapped(first, second))
    seconds = division.terms[len(second)].values(_each_swapped(second, first))
    return firsts, seconds.reshape(len(second), len(first)).T.ravel()


def _best_between(
    division: Division,
    teams: list[list[int]],
    values: list[int],
    one: int,
    other: int,
    swapped: tuple[Ints, Ints],
    least: int,
) -> tuple[int, int, int] | None:
    first, second = teams[one], teams[other]
    firsts, seconds = swapped
    rest = [value for team, value in enumerate(values) if team not in (one, other)]
    lowest = np.minimum(np.minimum(firsts, seconds), min(rest, default=int(firsts.max())))
    worth = len(values) * lowest + firsts + seconds + sum(rest)
    if worth.max() <= least:
        return None
    for at in np.argsort(-worth, kind="stable"):
        if worth[at] <= least:
            return None
        a, b = divmod(int(at), len(second))
        if division.rules.is_plain or _may_swap(division, first, second, a, b):
            return int(worth[at]), a, b
    return None


def _may_swap(division: Division, first: list[int], second: list[int], a: int, b: int) -> bool:
    return meets(division.rules, [*first[:a], *first[a + 1 :], second[b]]) and meets(
        division.rules, [*second[:b], *second[b + 1 :], first[a]]
    )


def _each_swapped(team: list[int], other: list[int]) -> Ints:
    """Return a team with each of its members swapped for each of the other's. Shape (team * other, team)."""
    swapped = np.repeat(np.asarray([team], dtype=np.int64), len(team) * len(other), axis=0)
    rows = np.arange(len(team) * len(other))
    swapped[rows, rows // len(other)] = np.tile(np.asarray(other, dtype=np.int64), len(team))
    return swapped
