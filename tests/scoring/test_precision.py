"""Nothing is put in an order that would be wrong once in five, and no change is called one that error explains."""

import math
from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from mirt import RCI

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.norms import Norm
from progrez_desktop.scoring.precision import (
    Measured,
    OnNorm,
    compare,
    compare_skills,
    ordered,
    ordered_skills,
    reliable_change,
    valid_until,
)
from tests.scoring.test_situations import HIGH

SCALE = "calm@bank"
measures = st.builds(Measured, st.just(SCALE), st.floats(-4.0, 4.0), st.floats(0.05, 1.0))
several = st.lists(measures, min_size=1, max_size=8)


def at(theta: float, se: float = 0.3) -> Measured:
    return Measured(SCALE, theta, se)


def norm(name: str, mean: float = 0.0, sd: float = 1.0, n: int = 1000) -> Norm:
    return Norm(name, n, mean, sd, tuple(np.linspace(-2.3, 2.3, 99)))


def test_the_chance_of_being_above_is_that_of_the_research() -> None:
    # Research, D.5: Phi((tA - tB) / sqrt(SEa^2 + SEb^2)). Phi(1) = .8413, Phi(.5) = .6915, from any table.
    assert compare(at(0.5), at(0.5 - 0.3 * math.sqrt(2))).probability == pytest.approx(0.8413, abs=5e-5)
    assert compare(at(0.5), at(0.5 - 0.15 * math.sqrt(2))).probability == pytest.approx(0.6915, abs=5e-5)


@pytest.mark.parametrize(
    ("difference", "order"),
    [(0.36, "above"), (0.35, "not_told"), (0.0, "not_told"), (-0.35, "not_told"), (-0.36, "below")],
)
def test_an_order_is_told_from_80_percent_on(difference: float, order: str) -> None:
    # Phi^-1(.80) = .8416; with SEs of .3 that is a difference of .357.
    assert compare(at(difference), at(0.0)).order == order


@given(measures, measures)
def test_what_is_above_from_here_is_below_from_there(one: Measured, other: Measured) -> None:
    here, there = compare(one, other), compare(other, one)
    assert here.probability + there.probability == pytest.approx(1.0, abs=1e-12)
    assert {"above": "below", "below": "above", "not_told": "not_told"}[here.order] == there.order


@given(several)
def test_across_tiers_every_pair_can_be_told_apart_and_nobody_is_lost(measured: list[Measured]) -> None:
    named = [(str(place), one) for place, one in enumerate(measured)]
    tiers = ordered(named)
    assert sorted(name for tier in tiers for name in tier) == sorted(name for name, _ in named)
    of = dict(named)
    for upper, tier in enumerate(tiers):
        for lower in tiers[upper + 1 :]:
            assert all(compare(of[one], of[other]).order == "above" for one in tier for other in lower)


def test_who_cannot_be_told_apart_stays_together_in_the_order_given() -> None:
    people = [("ann", at(0.1)), ("bob", at(2.0)), ("cem", at(0.3)), ("dee", at(1.9))]
    assert ordered(people) == (("bob", "dee"), ("ann", "cem"))
    # A chain: each is next to the next, the ends are far apart; nothing is cut.
    chain = [("ann", at(0.0)), ("bob", at(0.3)), ("cem", at(0.6)), ("dee", at(0.9))]
    assert compare(at(0.9), at(0.0)).order == "above"
    assert ordered(chain) == (("ann", "bob", "cem", "dee"),)
    assert ordered([]) == ()


def test_one_uncertain_person_does_not_hide_in_a_tier_below() -> None:
    people = [("sure high", at(1.0, 0.1)), ("unsure", at(0.5, 1.5)), ("sure low", at(0.0, 0.1))]
    assert ordered(people) == (("sure high", "unsure", "sure low"),)


def test_measures_of_two_scales_are_not_compared() -> None:
    other = Measured("calm@another bank", 0.0, 0.3)
    for refused in (lambda: compare(at(1.0), other), lambda: ordered([("a", at(1.0)), ("b", other)])):
        with pytest.raises(ScoringError, match="other_scale"):
            refused()
    with pytest.raises(ScoringError, match="other_scale"):
        reliable_change(at(1.0), other)


def test_a_measure_is_made_of_the_printed_error() -> None:
    assert Measured.of("calm", "bank", HIGH) == Measured(SCALE, HIGH.theta, HIGH.se_printed)
    for theta, se in ((math.nan, 0.3), (0.0, 0.0), (0.0, math.inf)):
        with pytest.raises(ScoringError, match="not_a_measure"):
            Measured(SCALE, theta, se)


def test_skills_of_one_sample_and_of_two_are_told_apart() -> None:
    one = OnNorm(1.0, 0.3, norm("set/one"))
    assert compare_skills(one, OnNorm(0.0, 0.3, norm("set/one"))).samples == "same_sample"
    found = compare_skills(one, OnNorm(0.0, 0.3, norm("set/other")))
    assert found.samples == "different_samples"
    # z 1 and 0, SEs .3; the norms' own errors are sqrt(1.5 / 1000) and sqrt(1 / 1000): Phi(1 / .42715).
    assert found.probability == pytest.approx(0.99039, abs=2e-5)


def test_skills_are_put_in_an_order_only_where_the_norm_is_of_the_same_people() -> None:
    high, middle, low = (OnNorm(theta, 0.3, norm("set/one")) for theta in (1.5, 0.2, 0.0))
    assert ordered_skills([("low", low), ("high", high), ("middle", middle)]) == (("high",), ("low", "middle"))
    assert compare_skills(middle, low).order == "not_told"
    with pytest.raises(ScoringError, match="other_norm"):
        ordered_skills([("high", high), ("other", OnNorm(0.0, 0.3, norm("set/other")))])


def test_skills_are_compared_by_their_place_and_not_by_theta() -> None:
    same_place = OnNorm(1.0, 0.3, norm("a", mean=0.5, sd=0.5)), OnNorm(0.0, 0.6, norm("b", mean=-1.0, sd=1.0))
    assert compare_skills(*same_place).probability == pytest.approx(0.5)


def test_a_small_norm_makes_skills_harder_to_tell_apart() -> None:
    def sure(n: int) -> float:
        return compare_skills(OnNorm(1.2, 0.3, norm("a", n=n)), OnNorm(0.5, 0.3, norm("b", n=n))).probability

    assert sure(200) < sure(1000) < sure(10_000)


def test_the_example_of_jacobson_and_truax() -> None:
    # Jacobson & Truax (1991), p. 14: s1 = 7.5, r = .80, from 47.5 to 32.5: SE = 3.35, S_diff = 4.74, RC = -3.16.
    se = 7.5 * math.sqrt(1 - 0.80)
    found = reliable_change(Measured("marital", 47.5, se), Measured("marital", 32.5, se))
    assert se == pytest.approx(3.35, abs=0.005)
    assert (found.high - found.low) / 2 / 1.959964 == pytest.approx(4.74, abs=0.005)
    assert found.change / ((found.high - found.low) / 2 / 1.959964) == pytest.approx(-3.16, abs=0.005)
    assert found.verdict == "less"


@given(measures, measures)
def test_change_is_reliable_where_mirt_says_so(earlier: Measured, later: Measured) -> None:
    theirs = RCI([earlier.theta], [later.theta], [earlier.se], [later.se], method="hageman")
    found = reliable_change(earlier, later)
    if abs(abs(theirs.rci[0]) - 1.959964) > 1e-6:
        assert (found.verdict != "no_reliable_change") == (abs(theirs.rci[0]) > 1.959964)
    assert found.low <= found.change <= found.high


def test_which_error_a_change_rests_on_is_said() -> None:
    without = reliable_change(at(0.0), at(0.9))
    assert (without.verdict, without.error) == ("more", "within_sitting")
    # Days differ: with a retest error of .4 instead of .3, the same change is none.
    found = reliable_change(at(0.0), at(0.9), retest_se=0.4)
    assert (found.verdict, found.error) == ("no_reliable_change", "retest")
    assert reliable_change(at(0.0), at(0.9), retest_se=0.2).error == "within_sitting"
    with pytest.raises(ScoringError, match="not_a_measure: retest"):
        reliable_change(at(0.0), at(0.9), retest_se=0.0)


@pytest.mark.parametrize(
    ("finished", "until"),
    [
        (date(2026, 1, 15), date(2027, 7, 15)),
        (date(2026, 8, 31), date(2028, 2, 29)),
        (date(2025, 8, 31), date(2027, 2, 28)),
        (date(2026, 12, 31), date(2028, 6, 30)),
    ],
)
def test_a_result_holds_for_eighteen_months(finished: date, until: date) -> None:
    assert valid_until(finished) == until
