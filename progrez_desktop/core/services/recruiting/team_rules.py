"""The conditions of an ask by places in its pool, and a condition that clashes back in people."""

from typing import TYPE_CHECKING

import numpy as np

from progrez_desktop.core.model.team import Ask, Clash, Requirement
from progrez_desktop.scoring.teams.rules import Rule, Rules

if TYPE_CHECKING:
    from progrez_desktop.core.services.recruiting.team_pool import Gathered


def rules_of(gathered: "Gathered", size: int) -> Rules:
    """Return the conditions of what was asked, for teams of `size`."""
    ask = gathered.ask
    return Rules(
        size,
        fixed=gathered.places(ask.fixed),
        out=gathered.places(ask.out),
        apart=tuple(gathered.places(group) for group in ask.apart),
        together=tuple(gathered.places(group) for group in ask.together),
        requirements=tuple(_requirement(gathered, one) for one in ask.requirements),
    )


def sizes_of(ask: Ask, people: int) -> tuple[int, ...]:
    """Return how large the teams are that so many are divided over: as alike as can be."""
    each, more = divmod(people, ask.teams)
    return tuple(each + (number < more) for number in range(ask.teams))


def clash(gathered: "Gathered", rule: Rule) -> Clash:
    """Return a condition that clashes, in people."""
    named = () if rule.kind == "requirement" else rule.people
    there = len(gathered.rows) if rule.kind == "size" else len(rule.people)
    people = tuple(gathered.person(place) for place in named)
    return Clash(rule.kind, people, rule.name, rule.least, there)


def _requirement(gathered: "Gathered", asked: Requirement) -> Rule:
    if asked.fact:
        people = tuple(int(place) for place in np.flatnonzero(gathered.people.facts[asked.fact]))
    else:
        people = gathered.places(asked.people)
    return Rule("requirement", people, asked.least, asked.most, asked.name)
