"""How often somebody stays when people are drawn over their margins: always without any, else less often."""

from dataclasses import replace

import numpy as np
import pytest

from progrez_desktop.scoring.teams import drawing
from progrez_desktop.scoring.teams.drawing import drawn
from progrez_desktop.scoring.teams.people import People
from progrez_desktop.scoring.teams.picking import pick
from progrez_desktop.scoring.teams.rules import Rules
from progrez_desktop.scoring.teams.terms import terms_of
from progrez_desktop.scoring.teams.wishes import Wishes
from tests.scoring.teams.made import made_people

PLAIN = Wishes(coverage=0, mix=0)


def never() -> bool:
    return False


@pytest.mark.parametrize("wishes", [PLAIN, Wishes()])
def test_without_errors_everybody_stays(wishes: Wishes):
    people = made_people(40, 2)
    people = replace(people, errors=np.zeros_like(people.errors))
    best = pick(terms_of(people, wishes, 4), Rules(4), 20, 1, never)
    assert best is not None
    found = drawn(people, wishes, Rules(4), [best.picked.team], 1, lambda _: None, never, draws=20)
    assert found.stays == dict.fromkeys(best.picked.team, 1.0)
    assert found.holds == (1.0,)


@pytest.mark.parametrize("wishes", [PLAIN, Wishes()])
def test_the_parts_add_up_to_the_team(wishes: Wishes):
    people = made_people(40, 2, missing=0.1)
    best = pick(terms_of(people, wishes, 4), Rules(4), 20, 1, never)
    assert best is not None
    found = drawn(people, wishes, Rules(4), [best.picked.team], 1, lambda _: None, never, draws=50)
    assert sum(found.stays.values()) == pytest.approx(4)
    assert len(found.stays) > 4
    assert 0 <= found.holds[0] < 1


def test_who_is_fixed_always_stays_and_the_same_seed_draws_the_same():
    people, rules = made_people(40, 3), Rules(4, fixed=(7,), apart=((1, 2),))
    best = pick(terms_of(people, PLAIN, 4), rules, 20, 1, never)
    assert best is not None
    first, again = (drawn(people, PLAIN, rules, [best.picked.team], 5, lambda _: None, never, 30) for _ in range(2))
    assert first == again
    assert first.stays[7] == 1.0


def test_what_nobody_knows_of_somebody_is_drawn_from_all_of_the_norm_group():
    """One unscored person beside another who is a little above the middle: now the one is higher, now the other."""
    people = People(("empathy",), np.array([[np.nan], [6.0]]), np.array([[np.nan], [0.01]]), {})
    wishes = Wishes(level=1, weak_link=0, coverage=0, mix=0, level_of=("empathy",))
    found = drawn(people, wishes, Rules(1), [(1,)], 1, lambda _: None, never, draws=400)
    # Above 6 on a scale with a middle of 5.5 and a spread of 2 lies 40 % of a norm group.
    assert found.stays[0] == pytest.approx(0.4, abs=0.07)


def test_of_very_many_people_the_draws_look_at_those_who_may_be_in_the_best(monkeypatch: pytest.MonkeyPatch):
    people = made_people(600, 4)
    best = pick(terms_of(people, PLAIN, 4), Rules(4), 20, 1, never)
    assert best is not None
    of_all = drawn(people, PLAIN, Rules(4, fixed=(599,)), [best.picked.team], 1, lambda _: None, never, draws=40)
    monkeypatch.setattr(drawing, "_MOST_SWEPT", 100)
    of_few = drawn(people, PLAIN, Rules(4, fixed=(599,)), [best.picked.team], 1, lambda _: None, never, draws=40)
    assert of_few.stays[599] == of_all.stays[599] == 1.0
    assert len(of_few.stays) > 4
