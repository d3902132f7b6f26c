"""Category probabilities and posteriors: laws of the model, and a sum done by hand."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.scoring.grm import NODES, Scale, answer_table, log_marginal_likelihood, log_probabilities

slopes = st.floats(0.1, 10.0)
thresholds = st.lists(st.floats(-6.0, 6.0), min_size=1, max_size=8).map(
    lambda values: [value + 0.01 * place for place, value in enumerate(sorted(values))]
)


@given(slopes, thresholds)
def test_the_categories_of_an_item_share_out_a_probability_of_one(a: float, b: list[float]) -> None:
    assert np.exp(log_probabilities(a, b)).sum(axis=0) == pytest.approx(np.ones(NODES.size), abs=1e-12)


@given(slopes, thresholds)
def test_the_more_theta_the_likelier_each_category_or_a_higher_one(a: float, b: list[float]) -> None:
    at_least = np.exp(log_probabilities(a, b))[::-1].cumsum(axis=0)[:-1]
    assert (np.diff(at_least, axis=1) >= -1e-12).all()


@given(slopes, thresholds)
def test_no_category_is_ever_impossible(a: float, b: list[float]) -> None:
    assert np.isfinite(log_probabilities(a, b)).all()


def test_a_threshold_is_where_the_higher_categories_become_the_likelier_half() -> None:
    at_thresholds = np.exp(log_probabilities(1.7, [-1.0, 0.5], np.array([-1.0, 0.5])))
    assert at_thresholds[1:, 0].sum() == pytest.approx(0.5)
    assert at_thresholds[2:, 1].sum() == pytest.approx(0.5)


def test_without_answers_the_prior_is_all_that_is_known() -> None:
    table = answer_table(1.0, [0.0], reverse=False)
    found = Scale([table]).posterior(np.zeros((1, 1), dtype=np.intp))
    assert found.mean[0] == pytest.approx(0.0, abs=1e-12)
    assert found.sd[0] == pytest.approx(1.0, abs=1e-9)
    # The 10 % point of the normal distribution, from any table of it.
    assert (found.p10[0], found.p90[0]) == pytest.approx((-1.2816, 1.2816), abs=0.002)


def test_one_answer_gives_what_the_integral_by_hand_gives() -> None:
    # Two categories, a = 1, b = 0, the higher one. By symmetry E[s(t)] = 1/2, and by Stein's lemma
    # E[t s(t)] = E[s(t)(1 - s(t))] = 0.2066 (the logistic-normal constant), so the mean is 0.2066 / 0.5.
    found = Scale([answer_table(1.0, [0.0], reverse=False)]).posterior(np.array([[2]]))
    assert found.mean[0] == pytest.approx(0.20662 / 0.5, abs=1e-4)
    # E[t^2 s(t)] = 1/2, because t^2 (s(t) - 1/2) is odd: the variance is 1 - mean^2.
    assert found.sd[0] == pytest.approx(math.sqrt(1 - found.mean[0] ** 2), abs=1e-9)


def test_a_reverse_keyed_item_says_the_opposite() -> None:
    answers = np.array([[5], [1]])
    plain = Scale([answer_table(1.3, [-1.0, 0.0, 0.5, 2.0], reverse=False)]).posterior(answers)
    turned = Scale([answer_table(1.3, [-1.0, 0.0, 0.5, 2.0], reverse=True)]).posterior(answers)
    assert plain.mean.tolist() == turned.mean[::-1].tolist()


def test_an_unanswered_item_adds_nothing_to_the_likelihood() -> None:
    tables = [answer_table(1.0, [0.0], reverse=False), answer_table(2.0, [1.0], reverse=False)]
    assert log_marginal_likelihood(tables[:1], np.array([[2]])) == log_marginal_likelihood(tables, np.array([[2, 0]]))
    assert log_marginal_likelihood(tables[:1], np.array([[2]])) == pytest.approx(math.log(0.5))


def test_the_percentage_points_agree_with_a_grid_a_hundred_times_finer() -> None:
    items = [(1.8, [-1.5, -0.2, 0.4, 1.6]), (2.2, [-1.0, 0.1, 0.9, 2.0]), (1.1, [-2.0, -1.0, 0.0, 1.0])]
    answers = np.array([[4, 3, 5], [1, 1, 1], [5, 5, 5], [1, 5, 3]])
    found = Scale([answer_table(a, b, reverse=False) for a, b in items]).posterior(answers)
    fine = np.linspace(-8, 8, 16001)
    for person, row in enumerate(answers):
        log_joint = -0.5 * fine**2
        for (a, b), category in zip(items, row, strict=True):
            log_joint = log_joint + log_probabilities(a, b, fine)[category - 1]
        cdf = np.exp(log_joint).cumsum() / np.exp(log_joint).sum()
        assert found.p10[person] == pytest.approx(fine[(cdf < 0.1).sum()], abs=0.003)
        assert found.p90[person] == pytest.approx(fine[(cdf < 0.9).sum()], abs=0.003)


def test_another_build_whose_powers_differ_in_the_last_bits_gives_the_same_to_a_billionth() -> None:
    # Sums and products are those of IEEE 754 in the order that the code says; what two builds of numpy or the C library
    # may differ in are exp and log, by a unit or two in the last place. Here every table entry is off by four of them.
    items = [(1.8, [-1.5, -0.2, 0.4, 1.6]), (3.2, [-1.0, 0.1, 0.9, 2.0]), (0.6, [-4.0, -1.0, 0.0, 3.0])] * 4
    answers = np.random.default_rng(1).integers(0, 6, (500, len(items)))
    tables = [answer_table(a, b, reverse=False) for a, b in items]
    chance = np.random.default_rng(2)
    other = [np.log(np.exp(table) * (1 + 4 * chance.choice([-1, 1], table.shape) * 2.0**-52)) for table in tables]
    here, there = Scale(tables).posterior(answers), Scale(other).posterior(answers)
    for field in ("mean", "sd", "p10", "p90"):
        assert np.abs(getattr(here, field) - getattr(there, field)).max() < 1e-9
        assert (getattr(here, field) != getattr(there, field)).any()
