"""The best team is the best of all there are: beside every team counted one by one, and beside CP-SAT."""

import itertools
import time
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.teams import modelling
from progrez_desktop.scoring.teams.people import MIDDLE, SPREAD, People
from progrez_desktop.scoring.teams.picking import allowed, pick
from progrez_desktop.scoring.teams.proposing import as_good
from progrez_desktop.scoring.teams.rules import Rule, Rules
from progrez_desktop.scoring.teams.solving import new_model, solved
from progrez_desktop.scoring.teams.swaps import meets, replacements
from progrez_desktop.scoring.teams.sweep import sweep
from progrez_desktop.scoring.teams.terms import WHOLE, Terms, terms_of
from progrez_desktop.scoring.teams.wishes import Need, Wishes
from tests.scoring.teams.made import SKILLS, made_people

PLAIN = Wishes(coverage=0, mix=0)


def never() -> bool:
    return False


def best_of_all(terms: Terms, rules: Rules) -> int | None:
    every = itertools.combinations(range(len(terms.gain)), terms.size)
    return max((terms.value(team) for team in every if meets(rules, team)), default=None)


@st.composite
def pools(draw: st.DrawFn) -> tuple[People, int]:
    n = draw(st.integers(1, 10))
    missing = draw(st.sampled_from([0.0, 0.3]))
    return made_people(n, draw(st.integers(0, 10_000)), missing), draw(st.integers(1, n))


@st.composite
def conditions(draw: st.DrawFn, n: int, size: int) -> Rules:
    places = st.lists(st.integers(0, n - 1), unique=True, max_size=3).map(tuple)
    groups = st.lists(places.filter(lambda group: len(group) > 1), max_size=2).map(tuple) if n > 1 else st.just(())
    fixed = draw(places)
    out = tuple(one for one in draw(places) if one not in fixed)
    requirement = Rule("requirement", draw(places), draw(st.integers(0, 2)), draw(st.sampled_from([None, 2])), "drives")
    return Rules(size, fixed, out, draw(groups), draw(groups), draw(st.sampled_from([(), (requirement,)])))


@given(pools(), st.integers(0, 5), st.integers(0, 5), st.data())
def test_the_sweep_finds_the_best_of_all_teams(pool: tuple[People, int], level: int, weak: int, data: st.DataObject):
    people, size = pool
    terms = terms_of(people, Wishes(level or 1, weak, coverage=0, mix=0), size)
    fixed = tuple(data.draw(st.lists(st.integers(0, len(people) - 1), unique=True, max_size=size)))
    rules = Rules(size, fixed)
    found = sweep(terms, fixed, allowed(terms, rules))
    assert found is not None
    assert found.value == terms.value(found.team) == best_of_all(terms, rules)


@pytest.mark.parametrize("seed", range(5))
def test_the_sweep_agrees_with_cp_sat_over_everybody(seed: int):
    terms = terms_of(made_people(60, seed), PLAIN, 5)
    model = new_model()
    who = {one: model.new_bool_var("") for one in range(60)}
    model.add(sum(who.values()) == 5)
    model.maximize(modelling.valued(model, terms, who))
    answer, swept = solved(model, list(who.values()), (), 30, 1, never), sweep(terms)
    assert answer is not None
    assert swept is not None
    assert answer.is_proven
    assert answer.value == swept.value


@settings(deadline=None, max_examples=40)
@given(pools(), st.integers(0, 3), st.integers(0, 3), st.data())
def test_with_side_wishes_and_conditions_it_is_the_best_of_all_teams_as_well(
    pool: tuple[People, int], coverage: int, mix: int, data: st.DataObject
):
    people, size = pool
    wishes = Wishes(1, 2, coverage, mix, needs=(Need("analytical", 6, 2), Need("leadership", 6, not_all=True)))
    rules = data.draw(conditions(len(people), size))
    terms = terms_of(people, wishes, size)
    best, found = best_of_all(terms, rules), pick(terms, rules, 20, 1, never)
    if best is None:
        assert found is None
    else:
        assert found is not None
        assert meets(rules, found.picked.team)
        assert found.is_proven
        assert found.picked.value == best


def test_the_value_of_many_teams_is_that_of_each():
    people = made_people(12, 3, missing=0.2)
    terms = terms_of(people, Wishes(needs=(Need("leadership", 5, 2, not_all=True), Need("analytical"))), 3)
    teams = np.array(list(itertools.combinations(range(12), 3)))
    assert terms.values(teams).tolist() == [terms.value(team) for team in teams]


def test_the_same_people_are_the_same_team_each_time():
    terms = terms_of(made_people(80, 5), Wishes(), 5)
    first, again = (pick(terms, Rules(5), 20, 1, never) for _ in range(2))
    assert first == again


def test_proposals_are_within_one_percent_and_unlike_each_other():
    terms = terms_of(made_people(200, 2), Wishes(mix=0), 5)
    best = pick(terms, Rules(5), 20, 1, never)
    assert best is not None
    found = as_good(terms, Rules(5), best, 5, 1, never)
    assert len(found) > 1
    assert [one.value for one in found] == sorted((one.value for one in found), reverse=True)
    for one, other in itertools.combinations(found, 2):
        assert len(set(one.team) & set(other.team)) <= 4
        assert other.value >= 0.99 * found[0].value - 1


def test_a_replacement_is_the_best_one_there_is():
    terms, team = terms_of(made_people(30, 4), Wishes(), 4), (1, 2, 3, 4)
    found = replacements(terms, Rules(4), team, 2, allowed(terms, Rules(4)), 3)
    every = sorted((terms.value((1, 3, 4, one)) for one in range(30) if one not in team), reverse=True)
    assert [one.value for one in found] == every[:3]


def test_a_skill_that_is_not_there_is_the_middle_of_everybody_and_covers_nothing():
    stens = np.array([[np.nan, 9.0], [5.5, 9.0]])
    people = People(("empathy", "analytical"), stens, np.array([[np.nan, 1.0], [1.0, 1.0]]), {})
    assert people.taken[0, 0] == MIDDLE
    assert people.taken_errors[0, 0] == SPREAD
    wishes = Wishes(1, 1, 1, 0, ("empathy",), ("empathy",), (Need("empathy", 5.0),), (), ())
    terms = terms_of(people, wishes, 1)
    assert terms.parts([0])["level"] == terms.parts([1])["level"]
    assert (terms.parts([0])["coverage"], terms.parts([1])["coverage"]) == (0, WHOLE // 3)


@pytest.mark.parametrize("size", [1, 2])
def test_nobody_and_fewer_than_wanted_are_no_team(size: int):
    people = made_people(size - 1)
    terms = terms_of(people, PLAIN, size)
    assert pick(terms, Rules(size), 1, 1, never) is None


@pytest.mark.parametrize(("value", "error"), [(5.0, np.nan), (5.0, -1.0), (np.inf, 1.0)])
def test_a_score_without_a_margin_is_refused(value: float, error: float):
    with pytest.raises(ScoringError, match="people_margin"):
        People(("empathy",), np.array([[value]]), np.array([[error]]), {})


@pytest.mark.parametrize("wishes", [{"level": -1}, {"mix": 11}, {"level": 0, "weak_link": 0, "coverage": 0, "mix": 0}])
def test_weights_that_say_nothing_are_refused(wishes: dict[str, Any]):
    with pytest.raises(ScoringError):
        Wishes(**wishes)


def test_a_skill_that_nobody_knows_is_refused():
    with pytest.raises(ScoringError, match="unknown_skill"):
        terms_of(made_people(3), Wishes(weak_link_of=("juggling",)), 2)


def test_wishes_can_be_kept_to_the_skills_that_are_measured():
    few = Wishes().within(SKILLS[:2])
    assert set(few.skills) == {"communication", "empathy"}


def test_where_there_is_no_time_to_prove_it_there_is_a_team_and_an_honest_gap():
    terms = terms_of(made_people(300, 2), Wishes(), 5)
    best, found = (pick(terms, Rules(5), limit_s, 1, never) for limit_s in (60, 0.01))
    assert best is not None
    assert found is not None
    assert best.is_proven
    assert found.picked.value <= best.picked.value <= found.bound
    assert found.is_proven == (found.gap == 0)


def test_a_proof_that_takes_long_ends_soon_after_it_is_stopped():
    terms = terms_of(made_people(2_000, 4), Wishes(level=0, weak_link=0, coverage=0, mix=1), 12)
    begun = time.monotonic()
    pick(terms, Rules(12), 60, 1, lambda: time.monotonic() - begun > 2)
    assert time.monotonic() - begun < 10
