"""The distributions of the standard library's making are those of SciPy, R and the tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from progrez_desktop.scoring.distributions import (
    Z_95,
    benjamini_hochberg,
    chi_square_tail,
    fisher_exact,
    normal_cdf,
)

counts = st.integers(0, 60)


@given(st.floats(-37.0, 37.0))
def test_the_normal_curve_is_that_of_scipy_also_far_out(z: float) -> None:
    assert normal_cdf(z) == pytest.approx(stats.norm.cdf(z), rel=1e-12)


def test_95_percent_lie_within_the_usual_bounds() -> None:
    assert normal_cdf(Z_95) - normal_cdf(-Z_95) == pytest.approx(0.95, abs=1e-15)


@given(st.floats(0.0, 400.0), st.integers(1, 9))
def test_the_tail_of_chi_square_is_that_of_scipy(x: float, df: int) -> None:
    assert chi_square_tail(x, df) == pytest.approx(stats.chi2.sf(x, df), rel=1e-10)


def test_the_tea_of_fisher() -> None:
    # Fisher (1935), The Design of Experiments: eight cups, three of four told right. 70 ways to choose; 16 + 1 of them
    # do as well or better, and as many as badly or worse.
    assert fisher_exact(((3, 1), (1, 3))) == pytest.approx(34 / 70)


@given(counts, counts, counts, counts)
def test_the_exact_test_is_that_of_scipy(a: int, b: int, c: int, d: int) -> None:
    assert fisher_exact(((a, b), (c, d))) == pytest.approx(stats.fisher_exact([[a, b], [c, d]])[1], rel=1e-9)


@given(st.lists(st.floats(0.0, 1.0), max_size=30))
def test_p_values_are_adjusted_as_scipy_does(p: list[float]) -> None:
    assert benjamini_hochberg(p) == pytest.approx(stats.false_discovery_control(p).tolist() if p else [])


def test_adjusted_p_values_of_benjamini_and_hochberg() -> None:
    # Benjamini & Hochberg (1995), section 3.3: 15 tests; at 5 % the four smallest are findings, Bonferroni has three.
    small = [0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459]
    p = [*small, 0.3240, 0.4262, 0.5719, 0.6528, 0.7590, 1.0]
    assert sum(one < 0.05 for one in benjamini_hochberg(p)) == 4
    assert sum(one * len(p) < 0.05 for one in p) == 3
