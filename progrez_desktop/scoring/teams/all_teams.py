"""A division as a choice among all teams that there could be: a bound from prices of people, and what prices leave.

Every team is a column: it has its value, and each person is in exactly one team that is taken. A linear program over a
part of the columns gives each person a price; a team that is worth more than its people cost joins, until there is
none. The prices then bound every division, and a team that costs so much more than it is worth that no division with
it beats the best known is left out. A search chooses among those that are left. (Barnhart et al., 1998, Operations
Research 46(3), 316-329.)
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import chain, combinations
from math import comb

import numpy as np

from progrez_desktop.scoring.grm import Floats
from progrez_desktop.scoring.teams.covering import MOST_PEOPLE, Cover, masks_of
from progrez_desktop.scoring.teams.dividing import Division, Teams
from progrez_desktop.scoring.teams.people import Bools, Ints
from progrez_desktop.scoring.teams.pricing import Program
from progrez_desktop.scoring.teams.rules import Rules
from progrez_desktop.scoring.teams.solving import Stop

MOST_TEAMS = 1_500_000
_JOIN = 400
"""So many teams join at once: more make the program larger, fewer ask it more often."""
_NOTHING = 1.0
_TWO = 2
_TO_CHOOSE = 0.4
"""So much of the time is kept for the choice among what prices leave."""
SecondsLeft = Callable[[], float]


@dataclass(frozen=True, eq=False)
class _Columns:
    """All teams of one size that meet the conditions. Shapes (teams, size) and (teams,)."""

    teams: Ints
    values: Ints


@dataclass(frozen=True, eq=False)
class _Prices:
    """What each person costs, how much each person's team being the weakest weighs, and what a size costs."""

    people: Floats
    weights: Floats
    sizes: dict[int, float]

    def over(self, columns: _Columns, size: int) -> Floats:
        """Return how much each team is worth above its price."""
        weights = 1.0 + self.weights[columns.teams].sum(axis=1)
        cost = self.people[columns.teams].sum(axis=1)
        return np.asarray(columns.values * weights - cost - self.sizes[size])


def can_list(division: Division) -> bool:
    """Return whether all teams can be held in memory."""
    return (
        division.people <= MOST_PEOPLE
        and sum(comb(division.people, size) for size in set(division.sizes)) <= MOST_TEAMS
    )


def proven(division: Division, best: Teams, seconds_left: SecondsLeft, stop: Stop) -> tuple[Teams, int]:
    """Return the best division that was found, and what no division is worth more than.

    Args:
        best: One that meets the conditions.
        seconds_left: Called for how much time there still is.
    """
    listed = {size: _listed(division, size) for size in sorted(set(division.sizes))}
    if len(division.sizes) == _TWO:
        return _best_of_two(division, listed)
    known = division.worth(division.values(best))
    prices, bound = _priced(division, listed, best, seconds_left, stop)
    most = min(bound, _simple_bound(division, listed))
    if most <= known or stop():
        return best, max(most, known)
    found, is_complete = _chosen(division, listed, prices, best, bound, lambda: stop() or seconds_left() < 0)
    worth = division.worth(division.values(found))
    return found, worth if is_complete else most


def _best_of_two(division: Division, listed: dict[int, _Columns]) -> tuple[Teams, int]:
    """Return the best division over two teams: the one tells who the other is, so that all are looked at."""
    one, other = (listed[size] for size in division.sizes)
    order = np.argsort(masks := masks_of(other.teams))
    rest = ((1 << division.people) - 1) ^ masks_of(one.teams)
    at = np.minimum(np.searchsorted(masks, rest, sorter=order), len(order) - 1)
    there = np.flatnonzero(masks[order[at]] == rest)
    firsts, seconds = one.values[there], other.values[order[at[there]]]
    worth = 2 * np.minimum(firsts, seconds) + firsts + seconds
    best = int(np.argmax(worth))
    teams = (one.teams[there[best]], other.teams[order[at[there[best]]]])
    return tuple(tuple(map(int, team)) for team in teams), int(worth[best])


def _slack(bound: int) -> float:
    """What the arithmetic of prices may be off."""
    return 1.0 + 1e-9 * bound


def _listed(division: Division, size: int) -> _Columns:
    count = comb(division.people, size)
    every = chain.from_iterable(combinations(range(division.people), size))
    teams = np.fromiter(every, dtype=np.int64, count=count * size).reshape(count, size)
    teams = teams[_meeting(division.rules, teams, division.people)]
    return _Columns(teams, division.terms[size].values(teams))


def _meeting(rules: Rules, teams: Ints, people: int) -> Bools:
    """Return which teams meet the conditions. Shape (teams,)."""
    good = np.ones(len(teams), dtype=np.bool_)
    for group in rules.apart:
        good &= _count(teams, group, people) <= 1
    for group in rules.together:
        count = _count(teams, group, people)
        good &= (count == 0) | (count == len(group))
    for one in rules.requirements:
        count = _count(teams, one.people, people)
        good &= (count >= one.least) & (count <= (people if one.most is None else one.most))
    return good


def _count(teams: Ints, group: Sequence[int], people: int) -> Ints:
    inside = np.zeros(people, dtype=np.int64)
    inside[list(group)] = 1
    return np.asarray(inside[teams].sum(axis=1))


def _priced(
    division: Division, listed: dict[int, _Columns], best: Teams, seconds_left: SecondsLeft, stop: Stop
) -> tuple[_Prices, int]:
    """Return prices, the bound that they prove."""
    program = Program(division.people, division.sizes)
    joining = {size: _first(columns, size, best) for size, columns in listed.items()}
    lowest: tuple[float, _Prices] | None = None
    to_choose_s = _TO_CHOOSE * seconds_left()
    while True:
        for size, at in joining.items():
            program.join(listed[size].teams[at], listed[size].values[at], size)
        prices = _Prices(*program.prices(seconds_left()))
        over = {size: prices.over(columns, size) for size, columns in listed.items()}
        bound = float(prices.people.sum()) + sum(
            division.sizes.count(size) * (prices.sizes[size] + max(0.0, float(found.max())))
            for size, found in over.items()
        )
        if lowest is None or bound < lowest[0]:
            lowest = bound, prices
        joining = {size: _worth_most(found) for size, found in over.items()}
        if not any(map(len, joining.values())) or stop() or seconds_left() < to_choose_s:
            break
    return lowest[1], int(lowest[0] + _slack(int(lowest[0])))


def _simple_bound(division: Division, listed: dict[int, _Columns]) -> int:
    """Return what a division of the best teams alone would be worth: prices that had no time are above it."""
    return division.worth([int(listed[size].values.max()) for size in division.sizes])


def _first(columns: _Columns, size: int, best: Teams) -> Ints:
    """Return which teams the program begins with: those that are worth most, and those of the best division known."""
    good = np.argsort(-columns.values, kind="stable")[:_JOIN]
    known = [np.flatnonzero((columns.teams == team).all(axis=1)) for team in best if len(team) == size]
    return np.unique(np.concatenate([good, *known]))


def _worth_most(over: Floats) -> Ints:
    above = np.flatnonzero(over > _NOTHING)
    return np.sort(above[np.argsort(-over[above], kind="stable")[:_JOIN]])


def _chosen(
    division: Division, listed: dict[int, _Columns], prices: _Prices, best: Teams, bound: int, stop: Stop
) -> tuple[Teams, bool]:
    """Return the best division that was found, and whether there is no better one."""
    known = division.worth(division.values(best))
    teams: list[tuple[int, ...]] = []
    parts: list[tuple[Ints, Floats, Ints]] = []
    for size, columns in listed.items():
        costs = -prices.over(columns, size)
        at = np.flatnonzero(costs <= bound - known)
        teams += map(tuple, columns.teams[at].tolist())
        parts.append((masks_of(columns.teams[at]), np.maximum(0.0, costs[at]), columns.values[at]))
    masks, costs, values = (np.concatenate(part) for part in zip(*parts, strict=True))
    cover = Cover(masks, costs, values, division.people, len(division.sizes), known, float(bound), stop)
    cover.search()
    found = best if cover.best is None else tuple(teams[one] for one in cover.best)
    return found, cover.is_complete
