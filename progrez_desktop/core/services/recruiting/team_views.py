"""A team as it may be seen: own values where each person's grant allows them, else distributions of three or more.

On the screen anybody can be put into a team and taken out again, and two teams that differ by one would tell that one's
scores: so whoever may not be seen there is in no number. On paper, three or more of whom the team may not see own
values are in each skill's line, rounded, as they agreed to; one or two are left out, since the others' values would
tell theirs.
"""

import math
from collections.abc import Mapping, Sequence

import numpy as np

from progrez_desktop.core.model.team import (
    LEAST_SHOWN,
    Candidacy,
    Change,
    Covered,
    Member,
    Need,
    Replacement,
    SkillLine,
    Team,
)
from progrez_desktop.core.services.recruiting.team_pool import Gathered
from progrez_desktop.core.services.recruiting.team_rules import rules_of
from progrez_desktop.scoring.distributions import normal_cdf
from progrez_desktop.scoring.precision import LEAST_PROBABILITY
from progrez_desktop.scoring.teams.terms import WHOLE, terms_of
from progrez_desktop.scoring.teams.wishes import WISHES

_LOW = 4.5
"""Whose sten is likely below this is low."""
_MOST_BROUGHT = 3
_MOST_REPLACEMENTS = 5
_AS_GOOD = 0.99
_DRAWS = 200


def team(
    gathered: Gathered, places: Sequence[int], stays: Mapping[int, float] | None = None, *, is_divided: bool = False
) -> Team:
    """Return people as a team; in a division `stays` is about team mates."""
    terms = terms_of(gathered.people, gathered.ask.wishes, max(1, len(places)))
    parts = terms.parts(places)
    all_shown = all(map(gathered.may_show, places))
    weights = {wish: gathered.ask.wishes.weight(wish) / gathered.ask.wishes.total * WHOLE for wish in WISHES}
    shares = {wish: parts[wish] / weights[wish] for wish in WISHES if weights[wish]}
    return Team(
        members=tuple(_member(gathered, place, places, stays, is_divided) for place in places),
        value=told_value(sum(parts.values()), all_shown),
        wishes=shares if all_shown else {},
        skills=tuple(_line(gathered, skill, places) for skill in gathered.people.skills),
    )


def told_value(value: float, all_shown: bool) -> float | None:
    """Return the value of a team as it may be told: not where somebody's own values may not be seen."""
    return 100 * value / WHOLE if all_shown else None


def need_of(gathered: Gathered, skill: str) -> Need:
    """Return what is needed of a skill; of one that nobody named, what is usual."""
    return next((need for need in gathered.ask.wishes.needs if need.skill == skill), Need(skill))


def change(gathered: Gathered, places: Sequence[int], out: int) -> Change:
    """Return what a team is without one of its members."""
    kept = [place for place in places if place != out]
    before, after = team(gathered, places), team(gathered, kept)
    return Change(
        out=gathered.person(out),
        before=before,
        after=after,
        loses=tuple(
            line.skill
            for line, was in zip(after.skills, before.skills, strict=True)
            if line.of and _short_of(gathered, line) and not _short_of(gathered, was)
        ),
        replacements=_replacements(gathered, places, out),
    )


def _replacements(gathered: Gathered, places: Sequence[int], out: int) -> tuple[Replacement, ...]:
    from dataclasses import replace

    from progrez_desktop.scoring.teams.picking import allowed
    from progrez_desktop.scoring.teams.swaps import replacements

    terms = terms_of(gathered.people, gathered.ask.wishes, len(places))
    rules = rules_of(gathered, len(places))
    rules = replace(rules, fixed=tuple(one for one in rules.fixed if one in places and one != out))
    found = replacements(terms, rules, places, out, allowed(terms, rules), _MOST_REPLACEMENTS)
    return tuple(
        Replacement(gathered.person(one.team[-1]), told_value(one.value, all(map(gathered.may_show, one.team))))
        for one in found
        if one.value >= _AS_GOOD * found[0].value
    )


def candidacy(gathered: Gathered, places: Sequence[int], who: int) -> Candidacy:
    """Return what somebody would be in a team, skill by skill."""
    others = [place for place in places if place != who]
    before, after = team(gathered, others), team(gathered, [*others, who])
    person, may = gathered.person(who), gathered.may_show(who)
    if not may:
        return Candidacy(person, before, after, may_show=False)
    said: dict[str, list[str]] = {"adds": [], "duplicates": [], "strains": [], "uncertain": []}
    for line in before.skills:
        for kind in _kinds(gathered, line, who):
            said[kind].append(line.skill)
    all_shown = all(gathered.may_show(place) for place in others)
    better = _better(gathered, others, who) if all_shown else None
    return Candidacy(person, before, after, True, **{kind: tuple(found) for kind, found in said.items()}, better=better)


def _kinds(gathered: Gathered, line: SkillLine, who: int) -> list[str]:
    column = gathered.people.place[line.skill]
    exact, error = gathered.people.stens[who, column], gathered.people.errors[who, column]
    if math.isnan(exact) or not line.of or line.least is None:
        return []
    need = need_of(gathered, line.skill)
    reaches = _chance_above(exact, error, need.reach)
    found = []
    if reaches >= LEAST_PROBABILITY and line.reach < need.people:
        found.append("adds")
    elif reaches >= LEAST_PROBABILITY and 2 * line.reach >= line.of:
        found.append("duplicates")
    elif 1 - LEAST_PROBABILITY < reaches < LEAST_PROBABILITY and line.reach < need.people:
        found.append("uncertain")
    counts = line.skill in gathered.ask.wishes.weak_link_of
    if counts and 1 - _chance_above(exact, error, line.least) >= LEAST_PROBABILITY:
        found.append("strains")
    return found


def _better(gathered: Gathered, places: Sequence[int], who: int) -> float | None:
    """Return in which part of the draws the team's value is higher with somebody in it."""
    if not places:
        return None
    members = [*places, who]
    chance, wishes = np.random.default_rng(gathered.ask.seed), gathered.ask.wishes
    few = gathered.people.only(members)
    higher = 0
    for _ in range(_DRAWS):
        drawn = few.drawn(chance)
        before = terms_of(drawn, wishes, len(places)).value(range(len(places)))
        higher += terms_of(drawn, wishes, len(members)).value(range(len(members))) > before
    return higher / _DRAWS


def _short_of(gathered: Gathered, line: SkillLine) -> bool:
    return line.reach < need_of(gathered, line.skill).people


def _chance_above(exact: float, error: float, sten: float) -> float:
    return 1.0 - normal_cdf((sten - exact) / max(error, 0.05))


# One member, one skill


def _member(
    gathered: Gathered, place: int, places: Sequence[int], stays: Mapping[int, float] | None, is_divided: bool
) -> Member:
    may, person = gathered.may_show(place), gathered.person(place)
    # How often somebody is in the best of two people would tell their score beside the other's.
    part = None if stays is None or not may else stays.get(place, 0.0)
    return Member(
        person=person,
        may_show=may,
        brings=_brings(gathered, place, places) if may else (),
        scores=gathered.scores(place) if may else {},
        stays=None if is_divided else part,
        stays_with=part if is_divided else None,
        is_fixed=person.release_id in gathered.ask.fixed,
    )


def _brings(gathered: Gathered, place: int, places: Sequence[int]) -> tuple[str, ...]:
    """Return in which skills somebody is the highest of those who may be seen, and reaches what is needed."""
    seen = [one for one in places if gathered.may_show(one)]
    found = []
    for skill, column in gathered.people.place.items():
        stens = gathered.people.stens[seen, column]
        own, error = gathered.people.stens[place, column], gathered.people.errors[place, column]
        reach = need_of(gathered, skill).reach
        if not math.isnan(own) and own >= reach and own >= np.nanmax(stens):
            found.append((-_chance_above(own, error, reach), skill))
    return tuple(skill for _, skill in sorted(found)[:_MOST_BROUGHT])


def _line(gathered: Gathered, skill: str, places: Sequence[int]) -> SkillLine:
    column = gathered.people.place[skill]
    scored = [place for place in places if not math.isnan(gathered.people.stens[place, column])]
    hidden = sum(not gathered.may_show(place) for place in scored)
    is_coarse = gathered.audience == "report" and hidden >= LEAST_SHOWN
    told = scored if is_coarse else [one for one in scored if gathered.may_show(one)]
    left_out = len(places) - len(told)
    if not told:
        return SkillLine(skill, 0, left_out)
    return _told(gathered, skill, told, left_out, is_coarse)


def _told(gathered: Gathered, skill: str, told: list[int], left_out: int, is_coarse: bool) -> SkillLine:
    column = gathered.people.place[skill]
    stens, errors = gathered.people.stens[told, column], gathered.people.errors[told, column]
    need = need_of(gathered, skill)
    reach = int((stens >= need.reach).sum())
    low = sum(
        1 - _chance_above(sten, error, _LOW) >= LEAST_PROBABILITY for sten, error in zip(stens, errors, strict=True)
    )
    numbers = (stens.mean(), math.sqrt(float((errors**2).sum())) / len(told), stens.min(), stens.max(), stens.std())
    mean, mean_error, least, most, spread = map(float, numbers)
    if is_coarse:
        mean, least, most, spread = round(2 * mean) / 2, float(round(least)), float(round(most)), round(2 * spread) / 2
        mean_error = math.ceil(2 * mean_error) / 2
    return SkillLine(
        skill,
        len(told),
        left_out,
        mean,
        mean_error,
        least,
        most,
        spread,
        reach,
        _covered(reach, need, len(told)),
        2 * low > len(told),
    )


def _covered(reach: int, need: Need, members: int) -> Covered:
    if reach >= min(members, max(2, need.people)):
        return "covered"
    return "thin" if reach else "missing"
