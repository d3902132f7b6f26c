"""A team as a model for CP-SAT: who is in, its lowest, its needs and its spread, in the whole numbers of its terms."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from progrez_desktop.scoring.teams.rules import Rules
from progrez_desktop.scoring.teams.solving import new_model
from progrez_desktop.scoring.teams.terms import Met, Terms

if TYPE_CHECKING:
    from ortools.sat.python import cp_model

    from progrez_desktop.scoring.teams.people import Ints

Who = Mapping[int, Any]
"""A variable of each person who may be in, by place."""


def valued(model: "cp_model.CpModel", terms: Terms, who: Who) -> Any:
    """Return the value of a team as an expression to be maximised."""
    parts: list[Any] = [sum(int(terms.gain[one]) * inside for one, inside in who.items())]
    if terms.floor.any():
        parts.append(_lowest(model, terms.floor, who))
    parts += [_met(model, need, terms.size, who) for need in terms.needs]
    for sign, column in terms.styles:
        parts.append(_reach(model, column, who) if sign > 0 else -_apart(model, column, who))
    return sum(parts)


def demand(model: "cp_model.CpModel", rules: Rules, who: Who) -> None:
    """Add the conditions; somebody who is in no variable is not in the team."""
    for one in rules.fixed:
        model.add(who[one] == 1) if one in who else model.add_bool_or([])
    for one in rules.out:
        if one in who:
            model.add(who[one] == 0)
    for group in rules.apart:
        model.add_at_most_one(who[one] for one in group if one in who)
    for group in rules.together:
        for one, other in pairwise(group):
            model.add(_of(who, one) == _of(who, other))
    for need in rules.requirements:
        count = sum(_of(who, one) for one in need.people)
        model.add(count >= need.least)
        if need.most is not None:
            model.add(count <= need.most)


def seated(people: int, sizes: Sequence[int], rules: Rules) -> "tuple[cp_model.CpModel, list[dict[int, Any]]]":
    """Return a model of who is in which team when everybody is divided, with the conditions, and its variables."""
    model = new_model()
    teams = [{one: model.new_bool_var("") for one in range(people)} for _ in sizes]
    for one in range(people):
        model.add_exactly_one(who[one] for who in teams)
    for who, size in zip(teams, sizes, strict=True):
        model.add(sum(who.values()) == size)
        demand(model, rules, who)
    return model, teams


def differ(model: "cp_model.CpModel", who: Who, teams: Iterable[Sequence[int]], by: int) -> None:
    """Let no team that is like one of these in more than all but `by` people be an answer."""
    for team in teams:
        model.add(sum(_of(who, one) for one in team) <= len(team) - by)


def _of(who: Who, one: int) -> Any:
    return who.get(one, 0)


def _lowest(model: "cp_model.CpModel", floor: "Ints", who: Who) -> Any:
    values = [int(floor[one]) for one in who]
    lowest = model.new_int_var(min(values), max(values), "")
    for one, inside in who.items():
        model.add(lowest <= int(floor[one])).only_enforce_if(inside)
    return lowest


def _met(model: "cp_model.CpModel", need: Met, size: int, who: Who) -> Any:
    reached = sum(inside for one, inside in who.items() if need.reached[one])
    count = model.new_int_var(0, need.people, "")
    model.add(count <= reached)
    if need.not_all and size > 1:
        others = model.new_bool_var("")
        model.add(reached <= size - 1).only_enforce_if(others)
        model.add(count <= need.people * others)
    return need.each * count


def _reach(model: "cp_model.CpModel", column: "Ints", who: Who) -> Any:
    """The distance from lowest to highest, wished for: who is which is the model's choice, and it chooses the best."""
    ends = []
    for _ in range(2):
        chosen = {one: model.new_bool_var("") for one in who}
        model.add_exactly_one(chosen.values())
        for one, inside in who.items():
            model.add_implication(chosen[one], inside)
        ends.append(sum(int(column[one]) * variable for one, variable in chosen.items()))
    return ends[0] - ends[1]


def _apart(model: "cp_model.CpModel", column: "Ints", who: Who) -> Any:
    """The same distance, not wished for: as wide as any two who are in make it."""
    values = [int(column[one]) for one in who]
    low, high = (model.new_int_var(min(values), max(values), "") for _ in range(2))
    for one, inside in who.items():
        model.add(low <= int(column[one])).only_enforce_if(inside)
        model.add(high >= int(column[one])).only_enforce_if(inside)
    return high - low
