"""The best division of people into teams: swaps, then a proof over all teams, or CP-SAT over who is where.

Of very many people swaps take all of the time, and the bound is what the parts of a value are at their best.
"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from progrez_desktop.scoring.teams import all_teams, modelling
from progrez_desktop.scoring.teams.dividing import (
    Division,
    Teams,
    at_chance,
    by_chance_and_swaps,
    division_of,
    highest,
)
from progrez_desktop.scoring.teams.people import People
from progrez_desktop.scoring.teams.rules import Rules
from progrez_desktop.scoring.teams.solving import Stop, solved
from progrez_desktop.scoring.teams.swaps import meets
from progrez_desktop.scoring.teams.terms import WHOLE
from progrez_desktop.scoring.teams.wishes import Wishes

_SWAPS, _SWAPS_AGAIN = 0.35, 0.3
"""Parts of the time for swaps, before the proof and after one that did not end."""
_FEW, _FEW_S = 25, 0.15
_MOST_SEATS = 800
"""People times teams: a model of more proves less in the time that there is than `highest` does at once."""
_TRIES = 40


@dataclass(frozen=True)
class Divided:
    """A division, by places; its value and its bound, where a whole value is a million (terms.WHOLE)."""

    teams: Teams
    value: int
    bound: int


def split(
    people: People,
    wishes: Wishes,
    rules: Rules,
    inside: Sequence[int],
    sizes: Sequence[int],
    limit_s: float,
    seed: int,
    stop: Stop,
) -> Divided | None:
    """Divide those who are inside over teams of these sizes; None where conditions clash or there was no time.

    Args:
        rules: By places of all people; who has to be in or out is no condition of a division.
    """
    begun = time.monotonic()

    def left_s() -> float:
        return limit_s - (time.monotonic() - begun)

    division = division_of(people.only(inside), wishes, of_division(rules, inside), sizes)
    start = None if division.rules.is_plain else _possible(division, seed, left_s, stop)
    if start is None and not division.rules.is_plain:
        return None
    if division.people * len(sizes) > _MOST_SEATS:
        best = by_chance_and_swaps(division, start, seed, lambda: stop() or left_s() < 0)
        return _divided(division, best, highest(division), inside)
    best = by_chance_and_swaps(division, start, seed, lambda: stop() or left_s() < _rest_s(division, limit_s))
    if not all_teams.can_list(division):
        teams, bound = modelled(division, best, left_s(), seed, stop)
        return _divided(division, teams, min(bound, highest(division)), inside)
    swaps_again_s = _SWAPS_AGAIN * limit_s
    teams, bound = all_teams.proven(division, best, lambda: left_s() - swaps_again_s, stop)
    if bound > division.worth(division.values(teams)):
        teams = by_chance_and_swaps(division, teams, seed + 1, lambda: stop() or left_s() < 0)
    return _divided(division, teams, bound, inside)


def of_division(rules: Rules, inside: Sequence[int]) -> Rules:
    """Return the conditions of a division by places among those who are inside: who is in or out is none of them."""
    return replace(rules.moved(inside), fixed=(), out=())


def _rest_s(division: Division, limit_s: float) -> float:
    """Return how much time is kept for the proof: of few people, swaps find the best at once."""
    return limit_s - min(_SWAPS * limit_s, _FEW_S if division.people <= _FEW else limit_s)


def _divided(division: Division, teams: Teams, bound: int, inside: Sequence[int]) -> Divided:
    whole = 2 * len(division.sizes)
    worth = division.worth(division.values(teams))
    placed = sorted(tuple(sorted(inside[one] for one in team)) for team in teams)
    return Divided(tuple(placed), worth // whole, max(bound, worth) // whole)


def _possible(division: Division, seed: int, left_s: Callable[[], float], stop: Stop) -> Teams | None:
    """Return a division that meets the conditions: of a few that chance makes, or one that is looked for."""
    chance = np.random.default_rng(seed)
    for _ in range(_TRIES):
        drawn = at_chance(division, chance)
        if all(meets(division.rules, team) for team in drawn):
            return drawn
    model, teams = modelling.seated(division.people, division.sizes, division.rules)
    asked = [variable for who in teams for variable in who.values()]
    answer = solved(model, asked, (), left_s(), seed, stop)
    return None if answer is None else _read(division, answer.held)


def modelled(division: Division, best: Teams, limit_s: float, seed: int, stop: Stop) -> tuple[Teams, int]:
    """Return the best of who is where, with the bound that CP-SAT proves."""
    begun = time.monotonic()
    model, teams = modelling.seated(division.people, division.sizes, division.rules)
    values = [
        modelling.valued(model, division.terms[size], who) for who, size in zip(teams, division.sizes, strict=True)
    ]
    weakest = model.new_int_var(0, 2_000_000, "")
    for value in values:
        model.add(weakest <= value)
    model.maximize(len(values) * weakest + sum(values))
    order = sorted(best, key=len, reverse=True)
    hint = [one in team for team in order for one in range(division.people)]
    asked = [variable for who in teams for variable in who.values()]
    answer = solved(model, asked, hint, limit_s - (time.monotonic() - begun), seed, stop)
    if answer is None:
        return best, 2 * len(values) * WHOLE
    found = max(_read(division, answer.held), best, key=lambda one: division.worth(division.values(one)))
    return found, answer.bound


def _read(division: Division, held: Sequence[bool]) -> Teams:
    people = division.people
    return tuple(
        tuple(one for one in range(people) if held[team * people + one]) for team in range(len(division.sizes))
    )
