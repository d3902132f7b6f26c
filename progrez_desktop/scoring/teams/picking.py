"""The best team of some people: by the sweep where that is exact, else by CP-SAT from what swaps made better."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from progrez_desktop.scoring.teams import modelling
from progrez_desktop.scoring.teams.people import Bools
from progrez_desktop.scoring.teams.pruning import needed
from progrez_desktop.scoring.teams.rules import Rules
from progrez_desktop.scoring.teams.solving import Solved, Stop, new_model, solved
from progrez_desktop.scoring.teams.swaps import improved, meets
from progrez_desktop.scoring.teams.sweep import Picked, sweep
from progrez_desktop.scoring.teams.terms import Terms

MOST_MODELLED = 2_000
"""More people than this make a model that takes longer to build than there is time to solve it."""
_CHOICES = 400
_TRIES, _STARTS = 40, 10


@dataclass(frozen=True)
class Found:
    """The best that was found, what nothing can be above, and by which way."""

    picked: Picked
    bound: int
    method: Literal["sweep", "cp_sat", "swaps"]

    @property
    def is_proven(self) -> bool:
        return self.picked.value >= self.bound

    @property
    def gap(self) -> float:
        """How much better another could be at most, as a part of what was found."""
        return max(0, self.bound - self.picked.value) / max(1, self.picked.value)


def allowed(terms: Terms, rules: Rules) -> Bools:
    """Return who may be in. Shape (n,)."""
    may = np.ones(len(terms.gain), dtype=np.bool_)
    may[list(rules.out)] = False
    return may


def pick(
    terms: Terms,
    rules: Rules,
    limit_s: float,
    seed: int,
    stop: Stop,
    unlike: Sequence[Sequence[int]] = (),
    by: int = 1,
    least: int = 0,
) -> Found | None:
    """Return the best team; None where nobody meets the conditions, or nothing was found in time.

    Args:
        unlike: Teams that it has to differ from, by so many people at least.
        least: Teams of less than this value are of no use.
    """
    if int(allowed(terms, rules).sum()) < terms.size or not set(rules.fixed).isdisjoint(rules.out):
        return None
    if terms.is_plain and rules.is_plain and not unlike:
        swept = sweep(terms, rules.fixed, allowed(terms, rules))
        return None if swept is None else Found(swept, swept.value, "sweep")
    named = {one for team in unlike for one in team}
    start = _start(terms, rules, needed(terms, rules, named), seed) if not unlike else None
    least = start.value if start is not None else least
    people = could_be_in(terms, rules, needed(terms, rules, named), least, named)
    if len(people) > MOST_MODELLED:
        return _among_the_best(terms, rules, people, limit_s, seed, stop, unlike, by, start)
    found = _modelled(terms, rules, people, limit_s, seed, stop, unlike, by, start)
    if found is None:
        return None
    return Found(*found, "cp_sat")


def relaxed(terms: Terms, rules: Rules) -> int:
    """Return what no team can be above: each part at its best, as if the others did not matter."""
    may = np.flatnonzero(allowed(terms, rules))
    most = int(np.sort(terms.gain[may])[-terms.size :].sum()) + int(np.sort(terms.floor[may])[-terms.size :].min())
    return most + _most_of_the_rest(terms, rules)


def could_be_in(
    terms: Terms, rules: Rules, people: Sequence[int], least: int, named: Collection[int] = ()
) -> list[int]:
    """Return those with whom a team of this value is possible at all, were everything else at its best."""
    kept = {one for group in (rules.fixed, *rules.apart, *rules.together, named) for one in group}
    may = np.flatnonzero(allowed(terms, rules))
    others = int(np.sort(terms.gain[may])[::-1][: terms.size - 1].sum())
    beside = others + _most_of_the_rest(terms, rules)
    return [one for one in people if one in kept or int(terms.gain[one] + terms.floor[one]) + beside >= least]


def _most_of_the_rest(terms: Terms, rules: Rules) -> int:
    may = np.flatnonzero(allowed(terms, rules))
    most = sum(need.each * need.people for need in terms.needs if need.reached[may].any())
    return most + sum(int(np.ptp(column[may])) for sign, column in terms.styles if sign > 0)


def _modelled(
    terms: Terms,
    rules: Rules,
    people: Sequence[int],
    limit_s: float,
    seed: int,
    stop: Stop,
    unlike: Sequence[Sequence[int]],
    by: int,
    start: Picked | None,
) -> tuple[Picked, int] | None:
    model = new_model()
    who = {one: model.new_bool_var("") for one in people}
    model.add(sum(who.values()) == terms.size)
    modelling.demand(model, rules, who)
    modelling.differ(model, who, unlike, by)
    model.maximize(modelling.valued(model, terms, who))
    hint = [] if start is None else [one in start.team for one in people]
    answer = solved(model, list(who.values()), hint, limit_s, seed, stop)
    return _better(terms, rules, people, answer, start)


def _better(
    terms: Terms, rules: Rules, people: Sequence[int], answer: Solved | None, start: Picked | None
) -> tuple[Picked, int] | None:
    """Return the better one of what was proven and what it began with."""
    if answer is None:
        # What it began with meets everything: then it is only time that was too short.
        return None if start is None else (start, relaxed(terms, rules))
    team = tuple(one for one, held in zip(people, answer.held, strict=True) if held)
    found = Picked(team, terms.value(team))
    if start is not None and start.value > found.value:
        found = start
    return found, max(answer.bound, found.value)


def _start(terms: Terms, rules: Rules, people: Sequence[int], seed: int) -> Picked | None:
    """Return a team to begin with: the sweep's, or one that chance made, better by swaps. It may not be there."""
    chance = np.random.default_rng(seed)
    swept = sweep(terms, rules.fixed, allowed(terms, rules))
    tries = [] if swept is None else [swept.team]
    free = [one for one in people if one not in rules.fixed]
    size = terms.size - len(rules.fixed)
    if 0 <= size <= len(free):
        drawn = (chance.choice(free, size, replace=False) for _ in range(_TRIES))
        tries += [(*rules.fixed, *map(int, others)) for others in drawn]
    good = [team for team in tries if meets(rules, team)][:_STARTS]
    among = sorted(_good_at_something(terms, rules, people)) if len(people) > MOST_MODELLED else people
    return max((improved(terms, rules, team, among) for team in good), key=lambda one: one.value, default=None)


def _among_the_best(
    terms: Terms,
    rules: Rules,
    people: Sequence[int],
    limit_s: float,
    seed: int,
    stop: Stop,
    unlike: Sequence[Sequence[int]],
    by: int,
    start: Picked | None,
) -> Found | None:
    """Look among those who are good at something, and prove no more than what nothing can be above."""
    chosen = _good_at_something(terms, rules, people) | {one for team in unlike for one in team}
    chosen |= set(start.team if start is not None else ())
    found = _modelled(terms, rules, sorted(chosen), limit_s, seed, stop, unlike, by, start)
    if found is None:
        return None
    better = found[0] if unlike else improved(terms, rules, found[0].team)
    return Found(better, max(relaxed(terms, rules), better.value), "swaps")


def _good_at_something(terms: Terms, rules: Rules, people: Sequence[int]) -> set[int]:
    places = np.asarray(people)
    named = {one for group in (rules.fixed, *rules.apart, *rules.together) for one in group}
    columns = [terms.gain + terms.floor // terms.size, terms.gain, terms.floor]
    columns += [side * column for _, column in terms.styles for side in (1, -1)]
    columns += [np.where(need.reached, terms.gain + terms.floor, -1) for need in terms.needs]
    for one in rules.requirements:
        column = np.full(len(terms.gain), -1, dtype=np.int64)
        column[list(one.people)] = (terms.gain + terms.floor)[list(one.people)]
        columns.append(column)
    each = max(terms.size, _CHOICES // len(columns))
    for column in columns:
        named.update(int(one) for one in places[np.argsort(-column[places], kind="stable")[:each]])
    return {one for one in named if one not in rules.out}
