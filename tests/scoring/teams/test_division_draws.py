"""Who stays with whom in a division: everybody where it dominates, however its teams are numbered."""

from dataclasses import replace

import numpy as np

from progrez_desktop.scoring.teams.dividing import division_of
from progrez_desktop.scoring.teams.division_draws import Divisions, together
from progrez_desktop.scoring.teams.people import People
from progrez_desktop.scoring.teams.rules import Rules
from progrez_desktop.scoring.teams.splitting import split
from progrez_desktop.scoring.teams.wishes import Wishes
from tests.scoring.teams.made import made_people

SIZES = (4, 4, 4)
RULES = Rules(4, apart=((0, 1),))


def never() -> bool:
    return False


def divided(people: People, rules: Rules = RULES) -> tuple[Divisions, tuple[tuple[int, ...], ...]]:
    found = split(people, Wishes(), rules, range(12), SIZES, 10, 1, never)
    assert found is not None
    return Divisions(people, Wishes(), rules, range(12), SIZES), found.teams


def test_in_a_division_that_dominates_everybody_stays_in_all_draws():
    people = made_people(12, 2)
    those, best = divided(replace(people, errors=np.zeros_like(people.errors)))
    found = those.drawn([best], 1, lambda _: None, never, 20)
    assert found.stays == (dict.fromkeys(range(12), 1.0),)
    assert (found.draws, found.holds) == (20, (1.0,))


def test_with_margins_some_leave_and_neither_numbering_nor_a_second_time_changes_who():
    those, best = divided(made_people(12, 2))
    first, again = (those.drawn([best], 5, lambda _: None, never, 30) for _ in range(2))
    renumbered = those.drawn([tuple(team[::-1] for team in best[::-1])], 5, lambda _: None, never, 30)
    assert first == again == renumbered
    assert 0 < min(first.stays[0].values()) < 1


def test_others_as_good_are_other_divisions_within_a_hundredth_that_keep_the_conditions():
    people = made_people(12, 6)
    people = replace(people, stens=np.round(people.stens / 3) * 3 + 1)
    those, best = divided(people)
    found = those.as_good(best, 1, never)
    assert found == those.as_good(best, 1, never)
    assert len({frozenset(map(frozenset, one)) for one in found}) == len(found) == 3
    division = division_of(people, Wishes(), RULES, SIZES)
    worths = [division.worth(division.values(one)) for one in found]
    assert min(worths) >= 0.99 * worths[0]
    assert not any({0, 1} <= set(team) for one in found for team in one)


def test_what_is_worth_less_than_a_hundredth_below_is_no_proposal():
    people = made_people(12, 2)
    those, best = divided(people)
    division = division_of(people, Wishes(), RULES, SIZES)
    worths = [division.worth(division.values(one)) for one in those.as_good(best, 1, never)]
    assert min(worths) >= 0.99 * worths[0]


def test_half_of_the_team_mates_is_enough_whatever_number_a_team_has():
    best = ((0, 1, 2), (3, 4, 5))
    assert together(best, best[::-1], 6).all()
    assert together(best, ((3, 4, 0), (1, 2, 5)), 6).tolist() == [False, True, True, True, True, False]


def test_draws_that_had_no_time_are_not_counted():
    those, best = divided(made_people(12, 2))
    told: list[int] = []
    found = those.drawn([best], 1, told.append, lambda: len(told) == 3, 30)
    assert found.draws == 3
    assert those.drawn([best], 1, told.append, lambda: True).draws == 0
