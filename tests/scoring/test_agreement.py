"""Agreement is what the literature says it is, and what can't be measured is told in a word."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from progrez_desktop.scoring import agreement
from progrez_desktop.scoring.agreement import Figure, NoFigure, Shortfall

# Shrout & Fleiss (1979), Table 2: six targets, four judges.
SHROUT_FLEISS = np.array([[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], float)

# Cohen (1968): shares of two raters' diagnoses, and what each disagreement costs.
COHEN = np.array([[0.44, 0.07, 0.09], [0.05, 0.20, 0.05], [0.01, 0.03, 0.06]])
COHEN_COSTS = np.array([[0, 1, 3], [1, 0, 6], [3, 6, 0]], float)

levels = arrays(float, st.tuples(st.integers(3, 30), st.just(2)), elements=st.integers(0, 5).map(float))


def test_icc_gives_the_figures_of_shrout_and_fleiss() -> None:
    # Table 4 prints .29 and .62; R's psych::ICC prints 0.2897638 and 0.6200505 for the same ratings.
    assert agreement.icc_single(SHROUT_FLEISS) == pytest.approx(0.2897638, abs=5e-8)
    assert agreement.icc_mean(SHROUT_FLEISS) == pytest.approx(0.6200505, abs=5e-8)


def weighted_kappa(table: np.ndarray, costs: np.ndarray) -> float:
    """Kappa as Cohen writes it: cost as given over cost by chance, from a table of both raters."""
    shares = table / table.sum()
    by_chance = np.outer(shares.sum(axis=1), shares.sum(axis=0))
    return 1.0 - float((costs * shares).sum()) / float((costs * by_chance).sum())


def test_the_reference_gives_the_figures_of_cohen() -> None:
    assert weighted_kappa(COHEN, COHEN_COSTS) == pytest.approx(0.348, abs=5e-4)
    assert weighted_kappa(COHEN, 1.0 - np.eye(3)) == pytest.approx(0.492, abs=5e-4)


@given(levels)
def test_quadratic_kappa_is_that_of_the_whole_table(ratings: np.ndarray) -> None:
    table, steps = np.zeros((6, 6)), np.arange(6.0)
    np.add.at(table, (ratings[:, 0].astype(int), ratings[:, 1].astype(int)), 1.0)
    found = agreement.quadratic_kappa(ratings)
    if found == "no_variance":
        assert np.ptp(ratings) == 0
    else:
        assert found == pytest.approx(weighted_kappa(table, (steps[:, None] - steps) ** 2), abs=1e-9)


@given(levels)
def test_quadratic_kappa_is_the_concordance_of_both_columns(ratings: np.ndarray) -> None:
    """Fleiss & Cohen (1973): with squared costs, kappa is 2 cov / (var + var + difference of means squared)."""
    first, second = ratings.T
    below = first.var() + second.var() + (first.mean() - second.mean()) ** 2
    found = agreement.quadratic_kappa(ratings)
    if below == 0:
        assert found == "no_variance"
    else:
        expected = 2 * ((first - first.mean()) * (second - second.mean())).mean() / below
        assert found == pytest.approx(expected, abs=1e-9)


@given(levels)
def test_agreement_is_never_more_than_one_and_never_nan(ratings: np.ndarray) -> None:
    for statistic in (agreement.quadratic_kappa, agreement.icc_single, agreement.correlation):
        found = statistic(ratings)
        assert isinstance(found, str) or (math.isfinite(found) and found <= 1 + 1e-9)


def test_a_rater_who_is_always_lower_disagrees_though_the_order_is_the_same() -> None:
    lower = np.array([[1, 0], [2, 1], [3, 2], [4, 3], [5, 4]], float)
    assert agreement.correlation(lower) == pytest.approx(1.0)
    assert agreement.icc_single(lower) == pytest.approx(5 / 6)
    assert agreement.quadratic_kappa(lower) == pytest.approx(0.8)


@pytest.mark.parametrize(
    ("ratings", "why"),
    [
        (np.full((10, 1), 3.0), "one_rater"),
        (np.array([[1.0, 2.0], [2.0, 2.0]]), "too_few"),
        (np.empty((0, 2)), "too_few"),
        (np.full((10, 2), 3.0), "no_variance"),
    ],
)
def test_what_cannot_be_measured_says_why(ratings: np.ndarray, why: str) -> None:
    for statistic in (agreement.quadratic_kappa, agreement.icc_single, agreement.icc_mean, agreement.correlation):
        assert statistic(ratings) == why
        assert agreement.measured(statistic, ratings, ["p"] * len(ratings)) == NoFigure(why, len(ratings))  # type: ignore[arg-type]


def test_raters_who_only_disagree_are_not_called_too_alike() -> None:
    crossed = np.array([[0, 5], [5, 0], [0, 5], [5, 0]], float)
    assert agreement.quadratic_kappa(crossed) == pytest.approx(-1.0)
    assert agreement.correlation(crossed) == pytest.approx(-1.0)


def simulated(people: int, error: float, seed: int = 4) -> tuple[np.ndarray, list[str]]:
    """Two raters of three answers by each person, who see the same level but for an error of their own."""
    random = np.random.default_rng(seed)
    of_person = np.repeat(random.normal(2.5, 1.2, people), 3)
    true = of_person + random.normal(0, 0.5, 3 * people)
    ratings = np.clip(np.round(true[:, None] + random.normal(0, error, (3 * people, 2))), 0, 5)
    return ratings, [f"p{number // 3}" for number in range(3 * people)]


def test_an_interval_holds_its_value_and_narrows_with_people() -> None:
    few, many = (agreement.measured(agreement.icc_single, *simulated(people, 0.6)) for people in (15, 150))
    assert isinstance(few, Figure) and isinstance(many, Figure)
    for figure in (few, many):
        assert figure.low is not None and figure.high is not None
        assert figure.low < figure.value < figure.high
    assert many.high - many.low < 0.5 * (few.high - few.low)  # type: ignore[operator]


def test_people_are_drawn_and_not_their_answers() -> None:
    """Three copies of each answer bring no certainty: the interval is that of the answers told once."""
    ratings, _ = simulated(20, 0.6)
    once = ratings[::3]
    names = [f"p{number}" for number in range(20)]
    single = agreement.measured(agreement.quadratic_kappa, once, names)
    copied = agreement.measured(
        agreement.quadratic_kappa, np.repeat(once, 3, axis=0), [n for n in names for _ in "abc"]
    )
    assert isinstance(single, Figure) and isinstance(copied, Figure)
    assert (copied.low, copied.high) == pytest.approx((single.low, single.high), abs=0.02)


def test_too_few_people_have_a_value_and_no_interval() -> None:
    ratings, people = simulated(5, 0.3)
    found = agreement.measured(agreement.icc_single, ratings, people)
    assert isinstance(found, Figure)
    assert (found.low, found.high) == (None, None)


HIGH, FAIR, LOW = (Figure(value, None, None, 600) for value in (0.70, 0.50, 0.499))


@pytest.mark.parametrize(
    ("people", "icc", "r", "lacks"),
    [
        (200, HIGH, FAIR, []),
        (199, HIGH, FAIR, ["people"]),
        (200, FAIR, FAIR, ["icc"]),
        (200, HIGH, LOW, ["r"]),
        (0, NoFigure("one_rater", 0), NoFigure("too_few", 0), ["people", "icc", "r"]),
    ],
)
def test_a_reading_joins_a_score_only_with_what_was_measured(people: int, icc, r, lacks: list[str]) -> None:
    assert [one.what for one in agreement.shortfalls(people, icc, r)] == lacks


def test_what_was_not_measured_is_no_number() -> None:
    assert agreement.shortfalls(200, NoFigure("no_variance", 600), HIGH) == (Shortfall("icc", None, 0.70),)
