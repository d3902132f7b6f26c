"""A level counts the parts that were found and nothing else; where chances are in between, nothing is said."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.scoring.text.evidence import PARTS
from progrez_desktop.scoring.text.levels import Chances, level_of, masses, step_of
from progrez_desktop.scoring.text.signs import Limits

LIMITS = Limits(shown=0.55, doubt=0.25, opposite=0.4, spoken=0.5, none=0.02, part=0.5, certainty=0.8)
NOTHING = Chances(0.01, 0.0, 0.01, 0.1, 0.1, 0.1, 0.1)
chance = st.floats(0, 1)


@pytest.mark.parametrize(
    ("changes", "level"),
    [
        ({}, 0),
        ({"spoken": 0.9}, 1),
        ({"shown": 0.9}, 2),
        ({"shown": 0.9, "reason": 0.9, "result": 0.9, "reflection": 0.9}, 2),
        ({"shown": 0.9, "situation": 0.9}, 3),
        ({"shown": 0.9, "situation": 0.9, "reason": 0.9}, 3),
        ({"shown": 0.9, "situation": 0.9, "reason": 0.9, "result": 0.9}, 4),
        ({"shown": 0.9, "situation": 0.9, "reason": 0.9, "result": 0.9, "reflection": 0.9}, 5),
        ({"opposite": 0.8, "spoken": 0.9}, 1),
        ({"spoken": 0.3}, None),
        ({"spoken": 0.9, "shown": 0.4}, None),
    ],
)
def test_each_step_has_its_parts(changes: dict[str, float], level: int | None) -> None:
    assert level_of(replace(NOTHING, **changes), LIMITS).level == level


@given(st.builds(Chances, chance, chance, chance, chance, chance, chance, chance))
def test_what_is_missing_never_contradicts_the_level(chances: Chances) -> None:
    level = level_of(chances, LIMITS)
    missing = set(PARTS) - set(level.found)
    if level.level is not None and level.level >= 2:
        assert level.level == step_of(level.found)
        assert "action" not in missing
        assert (level.level == 2) == ("situation" in missing)
        assert (level.level == 5) == (not missing)
    else:
        assert level.found == ()


@given(st.builds(Chances, chance, chance, chance, chance, chance, chance, chance))
def test_the_probabilities_of_the_levels_sum_to_one(chances: Chances) -> None:
    assert sum(masses(chances)) == pytest.approx(1.0)
    assert min(masses(chances)) >= -1e-12
