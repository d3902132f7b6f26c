"""The ordinal regression finds the maximum that statsmodels finds, and says so where there is none."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.fairness.ordinal import fit, nagelkerke, null_log_likelihood

# Counts of two groups, categories by four places; statsmodels 0.15.0, OrderedModel(distr="logit"), gave for these 678
# people log-likelihood, slopes, thresholds and (from its log-likelihoods) Nagelkerke's R2.
PLACES = np.array([-1.5, -0.5, 0.5, 1.5])
CELLS = np.array(
    [
        [[30, 22, 12, 5], [25, 30, 28, 12], [12, 25, 32, 30], [5, 12, 25, 45]],
        [[36, 28, 20, 10], [22, 30, 30, 20], [10, 18, 26, 28], [4, 8, 14, 24]],
    ],
    float,
)
STATSMODELS = {
    1: (-871.4302091166068, [0.75153394], [-1.26120951, 0.199398, 1.61939285], 0.17984212),
    2: (-863.2212312532635, [0.75858368, -0.57127636], [-1.55738427, -0.07387911, 1.37183748], 0.20108913),
    3: (-862.1722532780872, [0.85122255, -0.55514588, -0.18982131], [-1.55082322, -0.06913909, 1.38557532], 0.20376727),
}  # fmt: skip
COUNTS = np.concatenate([CELLS[0].T, CELLS[1].T])
GROUP = np.repeat([0.0, 1.0], 4)
DESIGN = np.stack([np.tile(PLACES, 2), GROUP, np.tile(PLACES, 2) * GROUP], axis=1)


@pytest.mark.parametrize("columns", [1, 2, 3])
def test_the_maximum_is_that_of_statsmodels(columns: int) -> None:
    log_likelihood, slopes, thresholds, r2 = STATSMODELS[columns]
    found = fit(DESIGN[:, :columns], COUNTS)
    assert found.log_likelihood == pytest.approx(log_likelihood, abs=1e-8)
    assert found.slopes.tolist() == pytest.approx(slopes, abs=1e-6)
    assert found.thresholds.tolist() == pytest.approx(thresholds, abs=1e-6)
    assert nagelkerke(found.log_likelihood, null_log_likelihood(COUNTS), COUNTS.sum()) == pytest.approx(r2, abs=1e-8)


def test_without_columns_shares_are_all_there_is() -> None:
    assert null_log_likelihood(COUNTS) == pytest.approx(-933.9440944331346, abs=1e-9)


@given(st.integers(0, 10_000))
def test_no_neighbour_of_the_maximum_is_likelier(seed: int) -> None:
    random = np.random.default_rng(seed)
    counts = random.integers(0, 9, (6, 3)).astype(float) + 0.5
    rows = random.standard_normal((6, 2))
    found = fit(rows, counts)
    assert found.chances(rows).sum(axis=1) == pytest.approx(np.ones(6))
    for _ in range(5):
        slopes = found.slopes + 0.01 * random.standard_normal(2)
        thresholds = found.thresholds + 0.01 * random.standard_normal(2)
        moved = type(found)(0.0, np.sort(thresholds), slopes)
        assert float((counts * np.log(moved.chances(rows))).sum()) <= found.log_likelihood + 1e-9


def test_columns_that_tell_without_fail_have_no_maximum() -> None:
    with pytest.raises(ScoringError, match="ordinal_no_maximum"):
        fit(np.array([[0.0], [1.0]]), np.array([[50.0, 0.0], [0.0, 50.0]]))
    with pytest.raises(ScoringError, match="ordinal_no_maximum"):
        fit(np.array([[1.0, 1.0], [2.0, 2.0]]), np.array([[5.0, 4.0], [3.0, 8.0]]))  # one column twice
    with pytest.raises(ScoringError, match="ordinal_unused"):
        fit(np.array([[0.0], [1.0]]), np.array([[5.0, 0.0], [3.0, 0.0]]))
