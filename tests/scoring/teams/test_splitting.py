"""A division is the best of all divisions where that is said to be proven, and keeps every condition."""

import itertools
import time
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progrez_desktop.scoring.teams import all_teams, clashes, splitting
from progrez_desktop.scoring.teams.clashes import clashing, is_possible
from progrez_desktop.scoring.teams.dividing import Division, division_of, highest
from progrez_desktop.scoring.teams.picking import pick
from progrez_desktop.scoring.teams.rules import Rule, Rules
from progrez_desktop.scoring.teams.splitting import split
from progrez_desktop.scoring.teams.swaps import meets
from progrez_desktop.scoring.teams.terms import terms_of
from progrez_desktop.scoring.teams.wishes import Wishes
from tests.scoring.teams.made import made_people


def never() -> bool:
    return False


def every_division(people: tuple[int, ...], sizes: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], ...]]:
    if len(sizes) == 1:
        yield (people,)
        return
    for team in itertools.combinations(people, sizes[0]):
        rest = tuple(one for one in people if one not in team)
        yield from ((team, *others) for others in every_division(rest, sizes[1:]))


def best_of_all(division: Division) -> int | None:
    good = (
        teams
        for teams in every_division(tuple(range(division.people)), division.sizes)
        if all(meets(division.rules, team) for team in teams)
    )
    worths = (division.worth(division.values(teams)) for teams in good)
    best = max(worths, default=None)
    return None if best is None else best // (2 * len(division.sizes))


@settings(deadline=None, max_examples=15)
@given(st.integers(0, 10_000), st.sampled_from([(4, 4), (3, 3, 2), (3, 2, 2), (2, 2, 2, 2), (2, 2, 1, 1)]), st.data())
def test_a_division_is_the_best_of_all(seed: int, sizes: tuple[int, ...], data: st.DataObject):
    n = sum(sizes)
    pairs = st.lists(st.lists(st.integers(0, n - 1), min_size=2, max_size=2, unique=True).map(tuple), max_size=1)
    requirement = Rule("requirement", (0, 1, 2, 3), 1, None, "drives")
    rules = Rules(
        sizes[0],
        apart=tuple(data.draw(pairs)),
        together=tuple(data.draw(pairs)),
        requirements=data.draw(st.sampled_from([(), (requirement,)])),
    )
    people = made_people(n, seed)
    best = best_of_all(division_of(people, Wishes(), rules, sizes))
    found = split(people, Wishes(), rules, range(n), sizes, 20, 1, never)
    assert (found is None) == (best is None) == (not is_possible(n, rules, sizes))
    if found is not None:
        assert sorted(one for team in found.teams for one in team) == list(range(n))
        assert all(meets(rules, team) for team in found.teams)
        assert (found.value, found.bound) == (best, best)


def test_too_many_teams_to_list_are_left_to_cp_sat_with_its_bound(monkeypatch: pytest.MonkeyPatch):
    people = made_people(12, 2)
    listed = split(people, Wishes(), Rules(4), range(12), (4, 4, 4), 20, 1, never)
    monkeypatch.setattr(all_teams, "MOST_TEAMS", 10)
    modelled = split(people, Wishes(), Rules(4), range(12), (4, 4, 4), 60, 1, never)
    assert listed is not None
    assert modelled is not None
    assert modelled.value == modelled.bound == listed.value


def test_twenty_people_are_divided_the_same_each_time_and_proven():
    people = made_people(20, 3)
    first, again = (split(people, Wishes(), Rules(5), range(20), (5, 5, 5, 5), 20, 1, never) for _ in range(2))
    assert first == again
    assert first is not None
    assert first.bound == first.value


def test_only_those_who_are_inside_are_divided():
    inside = (1, 3, 5, 7, 9, 11)
    found = split(made_people(12), Wishes(), Rules(3), inside, (3, 3), 20, 1, never)
    assert found is not None
    assert sorted(one for team in found.teams for one in team) == list(inside)


def test_a_division_that_is_stopped_still_gives_one(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(splitting, "_FEW", 0)
    found = split(made_people(30), Wishes(), Rules(5), range(30), (5,) * 6, 10, 1, lambda: True)
    assert found is not None
    assert found.bound >= found.value


@pytest.mark.parametrize("rules", [Rules(5), Rules(5, apart=((0, 1), (2, 3)))])
def test_very_many_people_are_divided_within_the_time_that_there_is(rules: Rules):
    people, limit_s = made_people(200, 1), 1.5
    begun = time.monotonic()
    found = split(people, Wishes(), rules, range(200), (5,) * 40, limit_s, 1, never)
    assert time.monotonic() - begun < 2 * limit_s
    assert found is not None
    assert sorted(one for team in found.teams for one in team) == list(range(200))
    assert all(meets(rules, team) for team in found.teams)
    assert found.value <= found.bound < 1.6 * found.value


@pytest.mark.parametrize("weights", [(1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 1, 0), (0, 0, 0, 1), (1, 4, 3, 2)])
@settings(deadline=None, max_examples=15)
@given(st.integers(0, 10_000), st.sampled_from([(4, 4), (3, 3, 2), (3, 2, 2), (2, 2, 2, 2), (2, 2, 1, 1)]))
def test_no_division_is_worth_more_than_the_highest(
    weights: tuple[int, int, int, int], seed: int, sizes: tuple[int, ...]
):
    level, weak_link, coverage, mix = weights
    wishes = Wishes(level, weak_link, coverage, mix)
    division = division_of(made_people(sum(sizes), seed), wishes, Rules(sizes[0]), sizes)
    best = best_of_all(division)
    assert best is not None
    assert best <= highest(division) // (2 * len(sizes))


DRIVERS = Rule("requirement", (7, 8), 3, None, "drives")


@pytest.mark.parametrize(
    ("rules", "clash"),
    [
        (Rules(5, fixed=(1, 2, 3), apart=((1, 2), (4, 5))), {"fixed", "apart"}),
        (Rules(5, requirements=(DRIVERS,), apart=((1, 2),)), {"requirement"}),
        (Rules(2, fixed=(1, 2, 3)), {"fixed"}),
        (Rules(3, fixed=(1,), out=(1,)), {"fixed", "out"}),
        (Rules(3, fixed=(1,), together=((1, 2, 3, 4),)), {"fixed", "together"}),
    ],
)
def test_a_clash_is_as_small_as_it_can_be(rules: Rules, clash: set[str]):
    found = clashing(20, rules)
    assert found is not None
    assert {rule.kind for rule in found} == clash
    for one in found:
        fewer = [rule for rule in found if rule is not one]
        assert clashing(20, _only(rules.size, fewer)) is None


def _only(size: int, rules: list[Rule]) -> Rules:
    of = {
        kind: tuple(rule.people for rule in rules if rule.kind == kind)
        for kind in ("fixed", "out", "apart", "together")
    }
    fixed, out = (tuple(group[0] for group in of[kind]) for kind in ("fixed", "out"))
    return Rules(size, fixed, out, of["apart"], of["together"], tuple(r for r in rules if r.kind == "requirement"))


def test_what_there_was_no_time_to_know_is_no_clash(monkeypatch: pytest.MonkeyPatch):
    rules = Rules(5, apart=((0, 1), (2, 3)))
    monkeypatch.setattr(clashes, "_LIMIT_S", 0.0)
    assert is_possible(200, rules, (5,) * 40) is None
    assert clashing(200, rules, (5,) * 40) is None


def test_too_few_people_clash_with_the_size_alone():
    found = clashing(3, Rules(5))
    assert found is not None
    assert [rule.kind for rule in found] == ["size"]
    assert clashing(5, Rules(5)) is None


def test_a_clash_among_very_many_people_is_found_at_once():
    assert clashing(1_000_000, Rules(5, requirements=(DRIVERS,))) == (DRIVERS,)


def test_a_bound_that_had_no_time_is_no_more_than_the_best_teams_alone():
    people = made_people(24, 5)
    found = split(people, Wishes(), Rules(4), range(24), (4,) * 6, 0.2, 1, never)
    assert found is not None
    best = pick(terms_of(people, Wishes(), 4), Rules(4), 20, 1, never)
    assert best is not None
    assert best.is_proven
    assert found.value <= found.bound <= best.picked.value
