"""All ranges of a role together, against a count of every way they can come out; and the five levels of one score."""

import itertools

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.leaning import LEANINGS, leaning
from progrez_desktop.scoring.meeting import meeting

ASKED = st.lists(st.tuples(st.integers(1, 4), st.floats(0, 1)), min_size=1, max_size=6)


@given(ASKED)
def test_shares_and_chances_are_those_of_every_way_it_can_come_out(asked: list[tuple[int, float]]) -> None:
    whole = sum(weight for weight, _ in asked)
    ways, chances = [], []
    for met in itertools.product((0, 1), repeat=len(asked)):
        ways.append(sum(weight * one for (weight, _), one in zip(asked, met, strict=True)) / whole)
        chances.append(np.prod([p if one else 1 - p for (_, p), one in zip(asked, met, strict=True)]))
    found, share, chance = meeting(asked), np.array(ways), np.array(chances)
    assert found.share == pytest.approx(share @ chance)
    assert found.every == pytest.approx(chance[share >= 1 - 1e-9].sum())
    assert chance[share <= found.low + 1e-9].sum() >= 0.1 - 1e-9
    assert chance[share < found.low - 1e-9].sum() < 0.1 + 1e-9
    assert chance[share > found.high + 1e-9].sum() <= 0.1 + 1e-9


def test_what_is_certain_has_no_margin() -> None:
    found = meeting([(4, 1.0), (1, 0.0)])
    assert (found.share, found.low, found.high, found.every) == (0.8, 0.8, 0.8, 0.0)


@pytest.mark.parametrize(
    ("asked", "code"), [([], "nothing_asked"), ([(0, 0.5)], "weight_wrong"), ([(1, 1.2)], "chance_wrong")]
)
def test_what_asks_for_nothing_is_refused(asked: list[tuple[int, float]], code: str) -> None:
    with pytest.raises(ScoringError, match=code):
        meeting(asked)


@pytest.mark.parametrize(
    ("exact", "error", "said"),
    [
        (9.0, 0.8, "clear_strength"),
        (6.6, 0.8, "strength"),
        (6.0, 0.8, "between"),
        (5.0, 0.8, "between"),
        (4.5, 0.8, "limitation"),
        (2.0, 0.8, "clear_limitation"),
        (9.0, 4.0, "strength"),
        (9.0, 6.0, "between"),
    ],
)
def test_a_level_is_said_only_as_far_as_the_margin_allows(exact: float, error: float, said: str) -> None:
    assert leaning(exact, error) == said
    assert said in LEANINGS
