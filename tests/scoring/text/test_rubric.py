"""A level is the likeliest of six, by plain probability; where none is likely, nothing is said."""

from itertools import product
from math import isclose, prod

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.scoring.text.evidence import LEVELS, PARTS
from progrez_desktop.scoring.text.rubric import MIN_CERTAINTY, level_of
from tests.scoring.text.test_cues import RUBRIC

chance = st.floats(0, 1)


@pytest.mark.parametrize(
    ("addressed", "action", "later", "level"),
    [
        (0.02, 0.01, (0.0, 0.0, 0.0), 0),
        (0.95, 0.05, (0.9, 0.9, 0.9), 1),
        (0.95, 0.95, (0.05, 0.05, 0.05), 2),
        (0.95, 0.95, (0.95, 0.05, 0.05), 3),
        (0.95, 0.95, (0.05, 0.95, 0.95), 4),
        (0.98, 0.95, (0.95, 0.95, 0.95), 5),
        (0.6, 0.3, (0.5, 0.5, 0.5), None),
    ],
)
def test_each_part_adds_a_step(addressed: float, action: float, later: tuple[float, ...], level: int | None) -> None:
    assert level_of(addressed, action, later)[0] == level


@given(chance, chance, st.tuples(chance, chance, chance))
def test_certainty_is_the_mass_of_the_likeliest_level(
    addressed: float, action: float, later: tuple[float, float, float]
) -> None:
    # All eight ways in which three parts can be there or not, counted out.
    spoken = max(addressed, action)
    mass = [1 - spoken, spoken - action, 0.0, 0.0, 0.0, 0.0]
    for there in product((0, 1), repeat=3):
        mass[2 + sum(there)] += action * prod(p if yes else 1 - p for yes, p in zip(there, later, strict=True))
    level, certainty = level_of(addressed, action, later)
    assert isclose(certainty, max(mass), abs_tol=1e-9)
    assert level is None if certainty < MIN_CERTAINTY else isclose(mass[level or 0], certainty, abs_tol=1e-9)


def test_the_shipped_rubric_is_whole() -> None:
    assert len(RUBRIC.levels) == len(LEVELS)
    assert tuple(RUBRIC.parts) == PARTS
    assert len(RUBRIC.skills) == 12
    for rule in RUBRIC.skills.values():
        assert 3 <= len(rule.concepts) <= 5
        assert len({concept.id for concept in rule.concepts}) == len(rule.concepts)
        assert all(set(concept.definition) == {"en", "nl"} for concept in rule.concepts)
        assert all(
            concept.definition["en"].startswith(("I ", "We ", "When ", "After ", "The ", "It "))
            for concept in rule.concepts
        )
