"""Adverse impact is told with its interval where it can be known, and no rule may shut somebody out by one skill."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.fairness.impact import (
    Impact,
    NotKnown,
    Selected,
    adverse_impact,
    ratio_interval,
    ratio_of_a_cut,
)
from progrez_desktop.scoring.fairness.selection import Cut, refuse_single_skill_cuts

rates = st.integers(1, 80).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        # Koopman (1984): 36 of 40 against 16 of 80 gives 2.94 to 7.15. All four: statsmodels 0.15.0,
        # confint_proportions_2indep(compare="ratio", method="score", correction=False).
        ((36, 40), (16, 80), (2.9395691922, 7.1522234349)),
        ((15, 80), (25, 120), (0.5062035555, 1.5739345142)),
        ((0, 30), (12, 40), (0.0, 0.3869608796)),
        ((20, 60), (45, 90), (0.4343689668, 0.9889186905)),
    ],
)
def test_the_interval_of_a_ratio_is_that_of_koopman(
    one: tuple[int, int], other: tuple[int, int], expected: tuple[float, float]
) -> None:
    assert ratio_interval(Selected(*one), Selected(*other)) == pytest.approx(expected, abs=1e-8)


@given(rates, rates)
def test_an_interval_holds_its_ratio_and_turns_round_with_it(one: tuple[int, int], other: tuple[int, int]) -> None:
    low, high = ratio_interval(Selected(*one), Selected(*other))
    assert 0.0 <= low <= high
    if one[0] and other[0]:
        ratio = (one[0] / one[1]) / (other[0] / other[1])
        assert low <= ratio * (1 + 1e-9) and ratio <= high * (1 + 1e-9)
        turned = ratio_interval(Selected(*other), Selected(*one))
        assert turned == pytest.approx((1 / high, 1 / low), rel=1e-6)


def test_noise_widens_the_interval_and_weakens_the_finding() -> None:
    """Sums of cells that began with noise: what it adds to the logarithm of the ratio, by the delta method."""
    counts = {"women": (450, 900), "men": (800, 1000)}
    (exact,) = adverse_impact({name: Selected(*pair) for name, pair in counts.items()})
    (noisy,) = adverse_impact({name: Selected(*pair, 12.0, 15.0) for name, pair in counts.items()})
    assert isinstance(exact, Impact) and isinstance(noisy, Impact)
    assert noisy.ratio == exact.ratio
    assert noisy.low < exact.low < exact.high < noisy.high
    assert exact.p < noisy.p < 0.001
    told = math.hypot(*(Selected(*pair, 12.0, 15.0).noise for pair in counts.values()))
    drawn = 12.0 * np.random.default_rng(1).normal(size=(2, 200_000))
    others = 15.0 * np.random.default_rng(2).normal(size=(2, 200_000))
    logs = [np.log((s + drawn[at]) / (n + drawn[at] + others[at])) for at, (s, n) in enumerate(counts.values())]
    assert told == pytest.approx(float((logs[0] - logs[1]).std()), rel=0.03)


@pytest.mark.parametrize(
    ("women", "why"),
    [
        (Selected(30, 60, 5.0, 5.0), None),
        (Selected(26, 60, 5.0, 5.0), "cell_too_small"),
        (Selected(38, 100, 12.0, 12.0), "cell_too_small"),
        (Selected(50, 100, 18.0, 5.0), "too_noisy"),
        (Selected(20, 40, 5.0, 5.0), "group_too_small"),
    ],
)
def test_what_noise_leaves_unsure_is_not_told(women: Selected, why: str | None) -> None:
    found, *_ = adverse_impact({"women": women, "men": Selected(800, 1000, 5.0, 5.0)})
    assert (found.why if isinstance(found, NotKnown) else None) == why


def test_a_group_is_set_against_the_one_with_the_highest_rate() -> None:
    (found,) = adverse_impact({"women": Selected(45, 90), "men": Selected(80, 100)})
    assert isinstance(found, Impact)
    assert (found.group, found.against) == ("women", "men")
    assert found.ratio == pytest.approx(0.625)
    assert found.is_below_four_fifths
    assert found.low < 0.625 < found.high < 0.8
    # scipy 1.17.1, stats.fisher_exact.
    assert found.p == pytest.approx(1.5979064142950632e-05, rel=1e-9)


def test_a_flag_is_not_a_finding() -> None:
    (found,) = adverse_impact({"women": Selected(22, 70), "men": Selected(30, 70)})
    assert isinstance(found, Impact)
    assert found.is_below_four_fifths
    assert found.p > 0.05
    assert found.low < 0.8 < found.high


@pytest.mark.parametrize(
    ("groups", "found"),
    [
        (
            {"women": Selected(14, 29), "men": Selected(60, 90)},
            (NotKnown("women", "group_too_small"), NotKnown("men", "no_other_group")),
        ),
        ({"women": Selected(19, 60), "men": Selected(60, 90)}, (NotKnown("women", "cell_too_small"),)),
        ({"women": Selected(41, 60), "men": Selected(80, 90)}, (NotKnown("women", "cell_too_small"),)),
        ({"women": Selected(0, 60), "men": Selected(0, 90)}, (NotKnown("men", "cell_too_small"),)),
        ({"women": Selected(40, 60)}, (NotKnown("women", "no_other_group"),)),
        (
            {"women": Selected(40, 60), "men": Selected(20, 29)},
            (NotKnown("women", "no_other_group"), NotKnown("men", "group_too_small")),
        ),
        ({}, ()),
    ],
)
def test_with_too_few_people_nothing_is_known(groups: dict[str, Selected], found: tuple[NotKnown, ...]) -> None:
    assert adverse_impact(groups) == found


def test_a_small_group_with_the_highest_rate_sets_no_standard() -> None:
    groups = {"women": Selected(40, 60), "men": Selected(80, 100), "other": Selected(20, 20)}
    found = adverse_impact(groups)
    assert [one.group for one in found] == ["women", "other"]
    assert isinstance(found[0], Impact) and found[0].against == "men"


@pytest.mark.parametrize(
    ("d", "ratios"),
    # Research, D.7, normal theory: by d and the favoured group's selection rate of 10, 20 and 50 %.
    [(0.20, (0.69, 0.74, 0.84)), (0.32, (0.55, 0.61, 0.75)), (0.46, (0.41, 0.48, 0.65))],
)
def test_a_hard_cut_on_one_skill_has_the_ratio_of_the_research(d: float, ratios: tuple[float, ...]) -> None:
    assert [ratio_of_a_cut(d, rate) for rate in (0.1, 0.2, 0.5)] == pytest.approx(ratios, abs=0.005)
    assert ratio_of_a_cut(0.0, 0.3) == pytest.approx(1.0)


@pytest.mark.parametrize(
    ("cuts", "skill"),
    [
        ([Cut.on("resilience")], "resilience"),
        ([Cut({"empathy": 0.5, "integrity": 0.5}), Cut.on("composure")], "composure"),
        ([Cut({"empathy": 0.9, "integrity": 0.1})], "empathy"),
        ([Cut({"empathy": 1.0, "integrity": 0.0})], "empathy"),
        ([Cut({"empathy": -2.0, "integrity": 1.0})], "empathy"),
        ([Cut({"empathy": 0.34, "integrity": 0.33, "composure": 0.9})], "composure"),
    ],
)
def test_a_cut_by_one_skill_is_refused_by_its_name(cuts: list[Cut], skill: str) -> None:
    with pytest.raises(ScoringError) as refused:
        refuse_single_skill_cuts(cuts)
    assert (refused.value.code, refused.value.detail) == ("single_skill_cut", skill)


def test_a_cut_that_no_skill_decides_alone_may_be_made() -> None:
    refuse_single_skill_cuts([])
    refuse_single_skill_cuts([Cut({"empathy": 0.5, "integrity": 0.5}), Cut({"a": 1.0, "b": 1.0, "c": 1.0})])
    for weights in ({"a": 0.0, "b": 0.0}, {"a": math.nan, "b": 1.0}, {}):
        with pytest.raises(ScoringError, match="selection_weights"):
            refuse_single_skill_cuts([Cut(weights)])


def test_counts_that_are_none_are_refused() -> None:
    for selected, of in ((3, 2), (-1, 5)):
        with pytest.raises(ScoringError, match="selected"):
            Selected(selected, of)
    with pytest.raises(ScoringError, match="selected"):
        ratio_of_a_cut(0.3, 1.0)
