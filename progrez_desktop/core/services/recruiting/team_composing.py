"""Composing: the best team or the best division, others as good, draws over the margins, or what clashes."""

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

from progrez_desktop.core.model.team import Composed, Method, Proposal, Team
from progrez_desktop.core.services.recruiting import team_views
from progrez_desktop.core.services.recruiting.team_pool import Gathered
from progrez_desktop.core.services.recruiting.team_rules import clash, rules_of, sizes_of
from progrez_desktop.scoring.teams import clashes, drawing, picking, proposing, splitting
from progrez_desktop.scoring.teams.division_draws import Divisions
from progrez_desktop.scoring.teams.rules import DRAWS, Rules
from progrez_desktop.scoring.teams.terms import terms_of

Tell = Callable[[int, int], None]
Stop = Callable[[], bool]
_STEPS = DRAWS + 20
_FOR_THE_BEST = 10
_FOR_OTHERS_S = 2.0
"""For each other proposal: one that takes longer to find is left out."""
_BEST_UNTIL, _OTHERS_UNTIL = 0.65, 0.85
"""Parts of the time that are over when the best, and others as good, have to be there; draws take the rest of it."""


def compose(gathered: Gathered, tell: Tell, stop: Stop) -> Composed:
    """Return what comes of an ask (services.recruiting.teams.compose)."""
    begun = time.perf_counter()
    limit_s = gathered.ask.limit_s
    tell(0, _STEPS)
    if gathered.ask.teams > 1:
        return _division(gathered, tell, stop, begun)
    rules = rules_of(gathered, gathered.ask.size)
    terms = terms_of(gathered.people, gathered.ask.wishes, rules.size)
    ticking = _ticking(tell, stop, begun, limit_s, _FOR_THE_BEST)
    found = picking.pick(terms, rules, _BEST_UNTIL * limit_s, gathered.ask.seed, ticking)
    if found is None:
        return _nobody(gathered, rules, (), stop(), begun, range(len(gathered.rows)))
    took = time.perf_counter() - begun
    tell(_FOR_THE_BEST, _STEPS)

    def is_over() -> bool:
        return stop() or time.perf_counter() - begun > _OTHERS_UNTIL * limit_s

    others = proposing.as_good(terms, rules, found, min(_FOR_OTHERS_S, limit_s), gathered.ask.seed, is_over)
    tell(_STEPS - DRAWS, _STEPS)
    teams = [one.team for one in others]
    drawn = drawing.drawn(
        gathered.people,
        gathered.ask.wishes,
        rules,
        teams,
        gathered.ask.seed,
        lambda done: tell(_STEPS - DRAWS + done, _STEPS),
        stop,
    )
    proposals = tuple(
        _proposal(gathered, [team], None, drawn.stays, holds) for team, holds in zip(teams, drawn.holds, strict=True)
    )
    possible = math.comb(len(gathered.rows), rules.size)
    return _composed(
        gathered, proposals, found.method, found.bound, found.picked.value, possible, took, drawn.draws, stop()
    )


def _division(gathered: Gathered, tell: Tell, stop: Stop, begun: float) -> Composed:
    sizes = sizes_of(gathered.ask, len(gathered.rows) - len(set(gathered.ask.out)))
    inside = [place for place, row in enumerate(gathered.rows) if row.release_id not in gathered.ask.out]
    rules = rules_of(gathered, sizes[0])
    ask, placed = gathered.ask, splitting.of_division(rules, inside)
    ticking = _ticking(tell, stop, begun, ask.limit_s, _FOR_THE_BEST)
    found = splitting.split(
        gathered.people, ask.wishes, rules, inside, sizes, _BEST_UNTIL * ask.limit_s, ask.seed, ticking
    )
    if found is None:
        return _nobody(gathered, placed, sizes, stop(), begun, inside)
    took = time.perf_counter() - begun
    tell(_FOR_THE_BEST, _STEPS)

    def is_over(part: float) -> bool:
        return stop() or time.perf_counter() - begun > part * ask.limit_s

    those = Divisions(gathered.people, ask.wishes, placed, inside, sizes)
    others = those.as_good(found.teams, ask.seed, lambda: is_over(_OTHERS_UNTIL))
    drawn = those.drawn(others, ask.seed, lambda done: tell(_STEPS - DRAWS + done, _STEPS), lambda: is_over(1.0))
    proposals = tuple(
        _proposal(
            gathered,
            teams,
            those.value(teams),
            stays if drawn.draws else None,
            holds if drawn.draws else None,
        )
        for teams, stays, holds in zip(others, drawn.stays, drawn.holds, strict=True)
    )
    possible = _divisions(sizes)
    return _composed(gathered, proposals, "cp_sat", found.bound, found.value, possible, took, drawn.draws, stop())


def _ticking(tell: Tell, stop: Stop, begun: float, limit_s: float, steps: int) -> Stop:
    """Return a stop that also tells how much of the time is over, as so many steps: it is asked all the while."""
    told = 0

    def is_stopped() -> bool:
        nonlocal told
        now = min(steps, int(steps * (time.perf_counter() - begun) / limit_s))
        if now > told:
            told = now
            tell(now, _STEPS)
        return stop()

    return is_stopped


def _nobody(
    gathered: Gathered, rules: Rules, sizes: Sequence[int], stopped: bool, begun: float, inside: Sequence[int]
) -> Composed:
    """Return what clashes; or that there was no time to find anything.

    Args:
        rules: By places among those who are inside.
    """
    rule_clashes = None if stopped else clashes.clashing(len(inside), rules, sizes)
    found = tuple(
        clash(gathered, replace(one, people=tuple(inside[place] for place in one.people))) for one in rule_clashes or ()
    )
    took = time.perf_counter() - begun
    return Composed(gathered.ask, len(gathered.rows), (), found, took_s=took, was_cancelled=stopped)


def _proposal(
    gathered: Gathered,
    teams: Sequence[Sequence[int]],
    value: int | None,
    stays: dict[int, float] | None,
    holds: float | None,
) -> Proposal:
    views: tuple[Team, ...] = tuple(
        team_views.team(gathered, team, stays, is_divided=value is not None) for team in teams
    )
    if value is None:
        return Proposal(views, views[0].value, holds)
    all_shown = all(member.may_show for team in views for member in team.members)
    return Proposal(views, team_views.told_value(value, all_shown), holds)


def _composed(
    gathered: Gathered,
    proposals: tuple[Proposal, ...],
    method: Method,
    bound: int,
    value: int,
    possible: int,
    took_s: float,
    draws: int,
    stopped: bool,
) -> Composed:
    gap = max(0, bound - value) / max(1, value)
    return Composed(
        ask=gathered.ask,
        pool=len(gathered.rows),
        proposals=proposals,
        method=method,
        is_proven=bound <= value,
        gap=gap,
        possible=possible,
        took_s=took_s,
        draws=draws,
        incomplete=gathered.people.incomplete(gathered.ask.wishes.skills),
        was_cancelled=stopped,
    )


def _divisions(sizes: Sequence[int]) -> int:
    """Return in how many ways people can be divided, teams of one size being alike."""
    ways = math.factorial(sum(sizes))
    for size in sizes:
        ways //= math.factorial(size)
    for size in set(sizes):
        ways //= math.factorial(sizes.count(size))
    return ways
