"""A score against a range: chances that add up, and nothing said that would be wrong once in five."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.fit import SkillRange, error_of, fitting

STENS = st.floats(1, 10)
ERRORS = st.floats(0.05, 4)


@st.composite
def ranges(draw: st.DrawFn) -> SkillRange:
    low = draw(st.integers(1, 10))
    return SkillRange(low, draw(st.integers(low, 10)))


@given(STENS, ERRORS, ranges())
def test_the_chances_add_up_and_are_those_of_a_normal_distribution(exact: float, error: float, wanted: SkillRange):
    found = fitting(exact, error, wanted)
    low = -math.inf if wanted.low == 1 else wanted.low - 0.5
    high = math.inf if wanted.high == 10 else wanted.high + 0.5
    told = norm(exact, error)
    assert found.below == pytest.approx(told.cdf(low), abs=1e-12)
    assert found.above == pytest.approx(told.sf(high), abs=1e-12)
    assert found.below + found.within + found.above == pytest.approx(1, abs=1e-12)


@given(STENS, ERRORS, ranges())
def test_nothing_is_said_that_would_be_wrong_once_in_five(exact: float, error: float, wanted: SkillRange):
    found = fitting(exact, error, wanted)
    chances = {"likely_meets": found.within, "likely_below": found.below, "likely_above": found.above}
    likely = [said for said, chance in chances.items() if chance >= 0.8]
    assert [found.said] == (likely or ["uncertain"])


def test_a_range_that_asks_for_nothing_is_met_by_everybody():
    assert fitting(1.0, 2.0, SkillRange(1, 10)).said == "likely_meets"


def test_a_band_that_was_cut_off_at_the_end_of_the_scale_has_the_error_of_its_other_half():
    assert error_of(9.6, 8.3, 10.0) == pytest.approx(1.3 / norm.ppf(0.9))
    assert error_of(10.0, 10.0, 10.0) == pytest.approx(0.05)


@pytest.mark.parametrize(("low", "high"), [(0, 5), (6, 5), (1, 11)])
def test_a_range_that_is_none_is_refused(low: int, high: int):
    with pytest.raises(ScoringError, match="range_wrong"):
        SkillRange(low, high)


@pytest.mark.parametrize(("exact", "error"), [(math.nan, 1.0), (5.0, 0.0), (5.0, -1.0), (math.inf, 1.0)])
def test_what_is_no_measure_is_refused(exact: float, error: float):
    with pytest.raises(ScoringError, match="not_a_measure"):
        fitting(exact, error, SkillRange(6))
