"""How sure a team is: people are drawn over their margins again and again, and each time the best team is looked for.

Where a sum and one lowest count, each draw has its exact best; else the best that swaps make of what was proposed.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from progrez_desktop.scoring.teams.people import People
from progrez_desktop.scoring.teams.picking import allowed
from progrez_desktop.scoring.teams.rules import DRAWS, Rules
from progrez_desktop.scoring.teams.solving import Stop
from progrez_desktop.scoring.teams.swaps import improved
from progrez_desktop.scoring.teams.sweep import sweep
from progrez_desktop.scoring.teams.terms import Terms, terms_of
from progrez_desktop.scoring.teams.wishes import Wishes

AS_GOOD = 0.99
"""A team whose value is so much of the best's is called as good: scores tell no finer."""
_MOST_SWAPPED, _MOST_SWEPT = 300, 5_000
"""Of more people than that, draws look at the most promising: whoever comes after them is several errors too low."""


@dataclass(frozen=True)
class Drawn:
    """What came of drawing.

    `stays` is in which part of the draws somebody was in the best team, by place, those who ever were; `holds` in
    which part each proposal was as good as the best.
    """

    draws: int
    stays: dict[int, float]
    holds: tuple[float, ...]


def drawn(
    people: People,
    wishes: Wishes,
    rules: Rules,
    teams: Sequence[Sequence[int]],
    seed: int,
    tell: Callable[[int], None],
    stop: Stop,
    draws: int = DRAWS,
) -> Drawn:
    """Draw, and count who is in the best team. Fewer draws where it is stopped."""
    few = _few(terms_of(people, wishes, rules.size), rules, teams)
    place = {one: number for number, one in enumerate(few)}
    placed = [tuple(place[one] for one in team) for team in teams]
    drawing = _Drawing(people.only(few), wishes, rules.moved(few), placed)
    found = drawing.done(np.random.default_rng(seed), tell, stop, draws)
    return Drawn(found.draws, {few[one]: part for one, part in found.stays.items()}, found.holds)


@dataclass(frozen=True, eq=False)
class _Drawing:
    people: People
    wishes: Wishes
    rules: Rules
    teams: Sequence[tuple[int, ...]]

    def done(self, chance: np.random.Generator, tell: Callable[[int], None], stop: Stop, draws: int) -> Drawn:
        counts: dict[int, int] = {}
        held, done = [0] * len(self.teams), 0
        for done in range(1, draws + 1):
            terms = terms_of(self.people.drawn(chance), self.wishes, self.rules.size)
            best, value = _best(terms, self.rules, self.teams)
            for one in best:
                counts[one] = counts.get(one, 0) + 1
            for at, team in enumerate(self.teams):
                held[at] += terms.value(team) >= AS_GOOD * value
            tell(done)
            if stop():
                break
        return Drawn(done, {one: count / done for one, count in counts.items()}, tuple(one / done for one in held))


def _best(terms: Terms, rules: Rules, teams: Sequence[Sequence[int]]) -> tuple[tuple[int, ...], int]:
    if terms.is_plain and rules.is_plain:
        swept = sweep(terms, rules.fixed, allowed(terms, rules))
        assert swept is not None
        return swept.team, swept.value
    found = improved(terms, rules, max(teams, key=terms.value))
    return found.team, found.value


def _few(terms: Terms, rules: Rules, teams: Sequence[Sequence[int]]) -> list[int]:
    """Return whom draws look at: who is near enough to the best, of very many people."""
    most = _MOST_SWEPT if terms.is_plain and rules.is_plain else _MOST_SWAPPED
    promise = terms.gain * terms.size + terms.floor
    near = np.argsort(-promise, kind="stable")[:most]
    named = {one for group in (rules.fixed, *rules.apart, *rules.together, *teams) for one in group}
    return sorted(named.union(map(int, near)))
