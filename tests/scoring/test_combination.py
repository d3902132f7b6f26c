"""Several sources of one skill: weighed by what they were measured to be worth, and set apart where they contradict."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.scoring.combination import (
    Combined,
    Source,
    Validity,
    combine,
    loading_of_a_reading,
)
from progrez_desktop.scoring.errors import ScoringError

RATED = "human_ratings"


def source(name: str, value: float, loading: float | None, error: float = 0.0, n: int = 400) -> Source:
    return Source(name, value, error, None if loading is None else Validity(loading, n, RATED))


@given(st.floats(-3.0, 3.0), st.floats(0.1, 0.9))
def test_statements_alone_give_their_own_score(theta: float, se: float) -> None:
    found = combine([Source.of_statements(theta, se)])
    assert found.theta == pytest.approx(theta, abs=1e-12)
    assert found.se == pytest.approx(se, abs=1e-12)


def test_two_equal_sources_weigh_what_the_textbook_says() -> None:
    # One factor, two standardised indicators of loading .8 and no error: weights .8 / (1 + .64) each,
    # variance 1 - 2 * .64 / 1.64 = .2195 (Lawley & Maxwell 1971, regression scores).
    found = combine([source("one", 1.0, 0.8), source("other", 0.5, 0.8)])
    assert dict(found.weights) == pytest.approx({"one": 0.8 / 1.64, "other": 0.8 / 1.64})
    assert found.theta == pytest.approx(1.5 * 0.8 / 1.64)
    assert found.se == pytest.approx(math.sqrt(1 - 2 * 0.64 / 1.64))


loadings = st.lists(st.floats(0.2, 0.9), min_size=1, max_size=5)


@given(loadings, st.floats(-0.05, 0.1), st.integers(0, 99))
def test_weights_are_those_of_the_matrix_formula(values: list[float], shared: float, seed: int) -> None:
    x = 0.3 * np.random.default_rng(seed).standard_normal(len(values))
    names = [f"s{at}" for at in range(len(values))]
    sources = [source(name, float(v), a, error=0.2) for name, v, a in zip(names, x, values, strict=True)]
    pairs = {(names[0], names[1]): shared} if len(names) > 1 else {}
    a = np.array(values)
    s_xx = np.outer(a, a) + np.diag(1 - a**2 + 0.04)
    if pairs:
        s_xx[0, 1] += shared
        s_xx[1, 0] += shared
    found = combine(sources, pairs)
    expected = np.linalg.solve(s_xx, a)
    assert [weight for _, weight in found.weights] == pytest.approx(expected.tolist(), abs=1e-10)
    if found.theta is not None and found.se is not None:
        assert found.theta == pytest.approx(float(expected @ x), abs=1e-10)
        assert found.se**2 == pytest.approx(1 - float(expected @ a), abs=1e-10)


def test_the_composite_is_right_on_average_and_its_error_is_true() -> None:
    """20,000 people by the model: theta regresses on the composite with slope 1, and misses it by its own SE."""
    random = np.random.default_rng(3)
    theta = random.standard_normal(20_000)
    mood = random.standard_normal(20_000)
    one = 0.7 * theta + 0.3 * mood + math.sqrt(1 - 0.49 - 0.09) * random.standard_normal(20_000)
    two = 0.5 * theta + 0.4 * mood + math.sqrt(1 - 0.25 - 0.16) * random.standard_normal(20_000)
    told = combine([source("one", 0.1, 0.7), source("two", 0.1, 0.5)], {("one", "two"): 0.12})
    composite = dict(told.weights)["one"] * one + dict(told.weights)["two"] * two
    assert np.polyfit(composite, theta, 1)[0] == pytest.approx(1.0, abs=0.02)
    assert np.std(theta - composite) == pytest.approx(told.se or 0.0, abs=0.01)


def test_without_a_measured_validity_a_source_weighs_nothing_and_keeps_its_line() -> None:
    statements = Source.of_statements(0.8, 0.4)
    few = source("own_words", -2.0, 0.6, n=199)
    found = combine([statements, source("situations", -2.0, None), few])
    assert dict(found.weights)["situations"] == dict(found.weights)["own_words"] == 0.0
    assert found.apart == ("situations", "own_words")
    assert found.theta == pytest.approx(0.8)
    assert found.disagreements == ()


def test_a_source_with_a_validity_moves_the_score_and_makes_it_surer() -> None:
    statements = Source.of_statements(0.2, 0.4)
    found = combine([statements, source("own_words", 0.9, 0.5, n=200)])
    assert found.theta is not None and found.se is not None
    assert found.theta > 0.2
    assert found.se < 0.4
    assert found.apart == ()


def test_sources_that_contradict_are_told_and_not_averaged() -> None:
    found = combine([source("statements", 1.6, 0.9), source("ratings", -1.6, 0.8)])
    assert (found.theta, found.se) == (None, None)
    (against,) = found.disagreements
    assert (against.one, against.other) == ("statements", "ratings")
    # x / loading: 1.778 and -2; own variances .19 / .81 and .36 / .64.
    assert against.difference == pytest.approx(1.6 / 0.9 + 1.6 / 0.8)
    assert against.error == pytest.approx(math.sqrt(0.19 / 0.81 + 0.36 / 0.64))


def test_sources_of_the_same_skill_disagree_by_chance_once_in_twenty() -> None:
    random = np.random.default_rng(5)
    theta = random.standard_normal(4000)
    one = 0.8 * theta + 0.6 * random.standard_normal(4000)
    two = 0.5 * theta + math.sqrt(0.75) * random.standard_normal(4000)
    apart = [combine([source("a", x, 0.8), source("b", y, 0.5)]).theta is None for x, y in zip(one, two, strict=True)]
    assert np.mean(apart) == pytest.approx(0.05, abs=0.012)


def test_the_same_sources_give_the_same_bits() -> None:
    def once() -> Combined:
        sources = [Source.of_statements(0.31, 0.37), source("b", 0.4, 0.55, 0.3), source("c", -0.2, 0.45)]
        return combine(sources, {("b", "c"): 0.11})

    assert once() == once()


def test_what_is_shown_of_weights_adds_up_and_is_all_the_statements_where_they_stand_alone() -> None:
    alone = combine([Source.of_statements(0.4, 0.35), source("situations", 0.0, None)])
    assert alone.shares == {"statements": 1.0, "situations": 0.0}
    two = combine([source("one", 1.0, 0.8), source("other", 0.5, 0.4)])
    assert sum(two.shares.values()) == pytest.approx(1.0)
    assert two.shares["one"] > two.shares["other"] > 0.0


def test_a_reading_loads_by_its_validity_and_its_raters() -> None:
    # Research, D.5: validated r with human ratings times the root of the raters' reliability.
    assert loading_of_a_reading(0.60, 0.81) == pytest.approx(0.54)
    with pytest.raises(ScoringError, match="validity"):
        loading_of_a_reading(0.6, 1.2)


def test_what_cannot_be_combined_is_refused_by_name() -> None:
    with pytest.raises(ScoringError, match="source_twice: a"):
        combine([source("a", 0, 0.5), source("a", 0, 0.5)])
    with pytest.raises(ScoringError, match="no_valid_source"):
        combine([source("a", 0, None)])
    with pytest.raises(ScoringError, match="unknown_source: a and b"):
        combine([source("a", 0, 0.5)], {("a", "b"): 0.1})
    with pytest.raises(ScoringError, match="covariances"):
        combine([source("a", 0, 0.5), source("b", 0, 0.5)], {("a", "b"): -1.3})
    with pytest.raises(ScoringError, match="validity: human_ratings"):
        source("a", 0, 1.5)
    for value in (math.nan, math.inf):
        with pytest.raises(ScoringError, match="not_a_measure: a"):
            source("a", value, 0.5)
    with pytest.raises(ScoringError, match="not_a_measure: statements"):
        Source.of_statements(0.0, 1.0)
