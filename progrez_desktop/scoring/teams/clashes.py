"""Which conditions can't be met together: a set from which none can be taken without the others being possible."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from progrez_desktop.scoring.teams import modelling, solving
from progrez_desktop.scoring.teams.rules import Rule, Rules
from progrez_desktop.scoring.teams.solving import new_model

_LIMIT_S = 5.0


def clashing(people: int, rules: Rules, sizes: Sequence[int] = ()) -> tuple[Rule, ...] | None:
    """Return conditions that clash, by taking each away once: it stays away where the others clash without it.

    Args:
        people: How many there are.
        sizes: Of the teams that everybody is divided over; none: one team of `rules.size` is picked.

    Returns:
        The conditions: the size alone, where there are too few people for it; None where all can be met, or there was
        no time to know. One that may not be needed for the clash, for the same reason, is among them.
    """
    left = list(rules.each())
    if is_possible(people, rules, sizes) is not False:
        return None
    for rule in tuple(left):
        fewer = [one for one in left if one is not rule]
        if is_possible(people, _rules(rules.size, fewer), sizes) is False:
            left = fewer
    return tuple(left) or (Rule("size", least=rules.size),)


def is_possible(people: int, rules: Rules, sizes: Sequence[int] = ()) -> bool | None:
    """Return whether anybody can be a team that meets these conditions, of any value; None: no time to know."""
    if sizes:
        model, _ = modelling.seated(people, sizes, rules)
    else:
        model = new_model()
        who = {one: model.new_bool_var("") for one in _enough(people, rules)}
        model.add(sum(who.values()) == rules.size)
        modelling.demand(model, rules, who)
    return solving.is_possible(model, _LIMIT_S)


def _enough(people: int, rules: Rules) -> list[int]:
    """Return all whom conditions name, and of each kind of others as many as fit into the team."""
    named = {one for group in (rules.fixed, rules.out, *rules.apart, *rules.together) for one in group}
    kinds: dict[int, frozenset[int]] = defaultdict(frozenset)
    for number, requirement in enumerate(rules.requirements):
        for one in requirement.people:
            kinds[one] |= {number}
    counts: dict[frozenset[int], int] = defaultdict(int)
    found = []
    for one in range(people):
        kind = kinds.get(one, frozenset())
        if one in named:
            found.append(one)
        elif counts[kind] < rules.size:
            counts[kind] += 1
            found.append(one)
    return found


def _rules(size: int, rules: Iterable[Rule]) -> Rules:
    of = defaultdict[str, list[Rule]](list)
    for rule in rules:
        of[rule.kind].append(rule)
    return Rules(
        size,
        fixed=tuple(one.people[0] for one in of["fixed"]),
        out=tuple(one.people[0] for one in of["out"]),
        apart=tuple(one.people for one in of["apart"]),
        together=tuple(one.people for one in of["together"]),
        requirements=tuple(of["requirement"]),
    )
