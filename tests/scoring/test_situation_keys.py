"""Situations are scored by distance to a key, and a key from responses is taken only where it foretells unseen ones."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.noisy import noise_sd
from progrez_desktop.scoring.situation_keys import (
    FOLDS,
    LEVELS,
    EstimatedKey,
    SituationCounts,
    StillReasoned,
    choices,
    estimate,
    level_of,
)
from progrez_desktop.scoring.situations import SituationKey, nearness, score, standardised

ACTIONS = ("a", "b", "c", "d")
KEY = SituationKey.by_reasoning(ACTIONS, "c", "d")
choice = st.sampled_from(ACTIONS)


@pytest.mark.parametrize(
    ("chosen", "expected"),
    [
        (("c", "d"), 1.0),
        (("d", "c"), -1.0),
        (("c", "a"), 0.5),
        (("a", "b"), 0.0),
        (("b", "c"), -0.5),
        (("c", None), math.sqrt(2 / 3)),  # one of two choices, standardised: 3, -1, -1, -1 with 1, -1, 0, 0
        ((None, "d"), math.sqrt(2 / 3)),
        ((None, None), None),
    ],
)
def test_nearness_runs_from_the_opposite_to_the_key(
    chosen: tuple[str | None, str | None], expected: float | None
) -> None:
    found = score({"s": chosen}, {"s": KEY})
    assert found.nearness == (None if expected is None else pytest.approx(expected))
    assert (found.answered, found.of) == (int(expected is not None), 1)


profiles = st.lists(st.floats(-5, 5), min_size=4, max_size=4).filter(lambda values: np.ptp(values) > 1e-3)


@given(profiles)
def test_nearness_is_a_correlation_with_the_key(values: list[float]) -> None:
    profile = standardised(np.array(values))
    assert nearness(profile, KEY) == pytest.approx(np.corrcoef(values, KEY.values)[0, 1], abs=1e-9)


@given(profiles, st.floats(0.1, 9), st.floats(-9, 9))
def test_extreme_answering_gains_nothing(values: list[float], stretch: float, shift: float) -> None:
    plain = standardised(np.array(values))
    assert standardised(stretch * np.array(values) + shift) == pytest.approx(plain, abs=1e-6)


def test_chance_gives_zero() -> None:
    pairs = [(best, worst) for best in ACTIONS for worst in ACTIONS if best != worst]
    assert np.mean([score({"s": pair}, {"s": KEY}).nearness or 0.0 for pair in pairs]) == pytest.approx(0.0, abs=1e-12)


def test_a_skill_with_one_reasoned_key_is_marked_so() -> None:
    estimated = SituationKey(ACTIONS, (0.4, 0.1, 0.6, -1.1), "estimated")
    found = score({"s": ("c", "d"), "t": ("c", "d")}, {"s": KEY, "t": estimated})
    assert found.keyed == "rational"
    assert score({"t": ("c", "d")}, {"t": estimated}).keyed == "estimated"
    assert found.nearness == pytest.approx((1.0 + (score({"t": ("c", "d")}, {"t": estimated}).nearness or 0.0)) / 2)


def test_choices_that_are_none_are_refused_by_situation() -> None:
    for chosen in (("x", "d"), ("c", "c")):
        with pytest.raises(ScoringError, match="unknown_action: s"):
            score({"s": chosen}, {"s": KEY})
    with pytest.raises(ScoringError, match="no_situations"):
        score({}, {})
    with pytest.raises(ScoringError, match="situation_key"):
        SituationKey.by_reasoning(ACTIONS, "c", "c")
    with pytest.raises(ScoringError, match="flat_profile"):
        _ = SituationKey(ACTIONS, (1.0,) * 4, "estimated").profile


def people(n: int, seed: int, pull: dict[str, float], noise_scale: float = 0.0) -> SituationCounts:
    """Return the counts of people who are drawn to an action by theta times its pull, and to no other more."""
    random = np.random.default_rng(seed)
    cells = np.zeros((FOLDS, len(choices(ACTIONS)), LEVELS), dtype=np.int64)
    for _ in range(n):
        z, fold = float(random.standard_normal()), int(random.integers(FOLDS))
        liking = [pull.get(action, 0.0) * z + random.gumbel() for action in ACTIONS]
        best, worst = ACTIONS[int(np.argmax(liking))], ACTIONS[int(np.argmin(liking))]
        cells[fold, choices(ACTIONS).index((best, worst)), level_of(z)] += 1
    if noise_scale:
        chance = 1.0 - math.exp(-1.0 / noise_scale)
        cells += random.geometric(chance, cells.shape) - random.geometric(chance, cells.shape)
    return SituationCounts("s", ACTIONS, cells, noise_sd(noise_scale))


def test_a_key_is_estimated_from_300_people_on() -> None:
    pull = {"b": 1.0, "a": -1.0}
    assert estimate(people(299, 1, pull), KEY) == StillReasoned("too_few_people", 299, None, None)
    found = estimate(people(300, 1, pull), KEY)
    assert isinstance(found, EstimatedKey)
    assert found.key.keyed == "estimated"
    assert found.key.actions[int(np.argmax(found.key.values))] == "b"
    assert found.key.actions[int(np.argmin(found.key.values))] == "a"
    assert 0.0 < found.low < found.r < found.high
    assert found.r > found.r_of_reasoning


def test_the_correlation_of_a_key_is_that_of_its_rows() -> None:
    """What sums over cells give is what one gets from people, one by one, who were not used for the key."""
    pull = {"c": 0.9, "d": -0.9}
    key = SituationKey.by_reasoning(ACTIONS, "c", "d")
    random, told, places = np.random.default_rng(6), [], []
    for _ in range(6000):
        z = float(random.standard_normal())
        liking = [pull.get(action, 0.0) * z + random.gumbel() for action in ACTIONS]
        best, worst = ACTIONS[int(np.argmax(liking))], ACTIONS[int(np.argmin(liking))]
        told.append(key.profile[ACTIONS.index(best)] - key.profile[ACTIONS.index(worst)])
        # Fifths of a standard normal and their means, from any table.
        fifth = sum(z > edge for edge in (-0.842, -0.253, 0.253, 0.842))
        places.append((-1.400, -0.532, 0.0, 0.532, 1.400)[fifth])
    found = estimate(people(6000, 7, pull), key)
    by_rows = float(np.corrcoef(told, places)[0, 1])
    assert found.r_of_reasoning == pytest.approx(by_rows, abs=0.02)


def test_where_choices_tell_nothing_the_reasoned_key_stays() -> None:
    why = [estimate(people(400, seed, {}), KEY) for seed in range(8)]
    assert all(isinstance(one, StillReasoned) for one in why)


def test_where_reasoning_is_as_good_it_stays() -> None:
    found = estimate(people(2000, 9, {"c": 1.0, "d": -1.0}), KEY)
    assert isinstance(found, StillReasoned)
    assert found.why == "reasoning_is_as_good"
    assert found.r_of_reasoning is not None and found.r_of_reasoning > 0.4


def test_a_key_is_found_through_the_noise_that_counters_begin_with() -> None:
    """Noise of scale 2, as on site, with 400 people; what it adds is in the interval."""
    found = estimate(people(400, 13, {"b": 1.2, "a": -1.2}, 2.0), KEY)
    assert isinstance(found, EstimatedKey)
    assert found.key.actions[int(np.argmax(found.key.values))] == "b"
    exact = estimate(people(400, 13, {"b": 1.2, "a": -1.2}), KEY)
    assert isinstance(exact, EstimatedKey)
    assert found.low < exact.r < found.high
    assert found.high - found.low > exact.high - exact.low


def test_300_have_to_be_sure() -> None:
    """120 cells with an SD of 2.8 each: 350 counted are 300 at least in 95 of 100 cases."""
    pull = {"b": 1.0, "a": -1.0}
    for n, is_enough in ((345, False), (355, True)):
        found = estimate(replace(people(n, 2, pull), noise_sd=noise_sd(2.0)), KEY)
        assert isinstance(found, EstimatedKey) is is_enough


def test_noise_that_could_make_a_key_makes_none() -> None:
    drowned = replace(people(3000, 3, {"b": 1.0}), noise_sd=60.0)
    assert estimate(drowned, KEY) == StillReasoned("too_noisy", 3000, None, None)


def test_noise_alone_seldom_makes_a_key() -> None:
    """Choices that tell nothing, with noise as on site: nominally one in forty lies above 0 by chance."""
    made = [isinstance(estimate(people(500, seed, {}, 2.0), KEY), EstimatedKey) for seed in range(40)]
    assert sum(made) <= 4


def test_counts_that_are_none_are_refused() -> None:
    begun = people(0, 1, {})
    with pytest.raises(ScoringError, match="not_a_measure"):
        level_of(math.nan)
    with pytest.raises(ScoringError, match="situation_counts: s"):
        SituationCounts("s", ACTIONS, begun.cells[:, :3])
    with pytest.raises(ScoringError, match="other_situation: s"):
        estimate(begun, SituationKey.by_reasoning(("a", "b"), "a", "b"))
