"""A local norm is made of counts alone, from 300 people on, and shown beside the shipped one before it is used."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from progrez_desktop.scoring import local_norms
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.local_norms import (
    CELLS,
    NoLocalNorm,
    ThetaCounts,
    cell_of,
    compared,
    local_norm,
)
from progrez_desktop.scoring.noisy import LEAST_IN_A_CELL
from progrez_desktop.scoring.norms import Norm, percentile

SCALE = "calm@bank"
thetas = st.lists(st.floats(-8.0, 8.0), max_size=30)


def counted(values: np.ndarray, noise: tuple[int, ...] = (0,) * CELLS, noise_sd: float = 0.0) -> ThetaCounts:
    cells = np.bincount([cell_of(float(value)) for value in values], minlength=CELLS) + np.array(noise)
    return ThetaCounts(SCALE, tuple(int(cell) for cell in cells), noise_sd)


def made(values: np.ndarray, name: str = "shipped") -> Norm:
    points = tuple(float(point) for point in np.quantile(values, np.arange(1, 100) / 100))
    return Norm(name, len(values), float(values.mean()), float(values.std(ddof=1)), points)


def people(n: int, seed: int, mean: float = 0.0, sd: float = 0.93) -> np.ndarray:
    return mean + sd * np.random.default_rng(seed).standard_normal(n)


def test_a_local_norm_begins_at_300_people() -> None:
    values = people(299, 1)
    assert local_norm("local", counted(values)) == NoLocalNorm("too_few_people", 299)
    found = local_norm("local", counted(people(300, 1)))
    assert isinstance(found, Norm)
    assert (found.id, found.n) == ("local", 300)


@pytest.mark.parametrize(("mean", "sd"), [(0.0, 0.93), (0.4, 0.8), (-0.5, 1.0)])
def test_counts_give_the_norm_that_rows_would_give(mean: float, sd: float) -> None:
    values = people(20_000, 3, mean, sd)
    by_rows, by_counts = made(values), local_norm("local", counted(values))
    assert isinstance(by_counts, Norm)
    assert by_counts.mean == pytest.approx(by_rows.mean, abs=0.01)
    assert by_counts.sd == pytest.approx(by_rows.sd, abs=0.015)
    theta = np.linspace(mean - 3 * sd, mean + 3 * sd, 61)
    assert np.abs(percentile(by_counts, theta) - percentile(by_rows, theta)).max() <= 1


def test_the_width_of_cells_does_not_widen_the_spread() -> None:
    # Sheppard: cells of a quarter add 1/192 to a variance; to one of .09 that would be 3 % of the SD.
    found = local_norm("local", counted(people(40_000, 2, sd=0.3)))
    assert isinstance(found, Norm)
    assert found.sd == pytest.approx(0.3, abs=0.003)


def test_noise_moves_a_norm_little_and_is_in_the_interval() -> None:
    """Counters begin with their period's noise: here geometric noise with an SD of 2 a cell, some cells below zero."""
    random = np.random.default_rng(4)
    values = people(1000, 5)
    shipped = made(people(14_400, 6))
    off = []
    for _ in range(40):
        noise = tuple(int(one) for one in random.geometric(0.5, CELLS) - random.geometric(0.5, CELLS))
        counts = counted(values, noise, noise_sd=2.0)
        found = local_norm("local", counts)
        assert isinstance(found, Norm)
        off.append(found.sd - values.std(ddof=1))
        told, exact = compared(found, counts, shipped), compared(found, counted(values), shipped)
        assert told.spread_high - told.spread_low > exact.spread_high - exact.spread_low
        assert told.shift_high - told.shift_low > exact.shift_high - exact.shift_low
    assert np.std(off) < 0.04


def test_a_local_norm_begins_where_300_are_sure() -> None:
    """With noise of an SD of 5.64 in 22 cells, 344 counted are 300 at least in 95 of 100 cases."""
    for n, why in ((343, "too_few_people"), (344, "too_noisy")):
        found = local_norm("local", counted(people(n, 1), noise_sd=5.64))
        assert (isinstance(found, NoLocalNorm) and found.why) == why
    assert isinstance(local_norm("local", counted(people(500, 1), noise_sd=5.64)), Norm)


def test_noise_that_drowns_the_people_gives_no_norm() -> None:
    drowned = ThetaCounts(SCALE, (-60, *([0] * 9), 900, *([0] * 10), -60), 50.0)
    assert local_norm("local", drowned) == NoLocalNorm("too_noisy", 780)


def test_few_people_and_much_noise_leave_the_tails_where_they_are() -> None:
    """900 people, cells that begin with noise of an SD of 5.6: whoever is low is not called half as low."""
    random, off = np.random.default_rng(3), []
    exact, theta = made(people(200_000, 1)), np.linspace(-2.2, 2.2, 23)
    for seed in range(30):
        noise = tuple(int(one) for one in np.rint(random.laplace(0.0, 4.0, CELLS)))
        found = local_norm("local", counted(people(900, seed), noise, noise_sd=5.64))
        assert isinstance(found, Norm)
        off.append(percentile(found, theta) - percentile(exact, theta))
    assert np.abs(np.mean(off, axis=0)).max() < 1.5
    assert np.mean(off, axis=0)[0] < 1.0 and np.mean(off, axis=0)[-1] > -1.0


@given(st.integers(0, 2**31), st.floats(0.0, 6.0))
def test_no_point_of_a_norm_rests_on_fewer_than_20(seed: int, sd: float) -> None:
    random = np.random.default_rng(seed)
    noise = tuple(int(one) for one in np.rint(random.normal(0.0, sd, CELLS)))
    counts = counted(people(500, seed), noise, noise_sd=sd)
    ends, joined = local_norms._joined(np.array(counts.cells, dtype=np.float64), sd)
    assert (joined >= LEAST_IN_A_CELL).all()
    assert (np.diff(ends) > 0.0).all()
    found = local_norm("local", counts)
    if isinstance(found, Norm):
        assert list(found.quantiles) == sorted(set(found.quantiles))


def test_the_same_people_show_no_difference() -> None:
    values = people(14_400, 7)
    counts = counted(people(600, 8))
    found = local_norm("local", counts)
    assert isinstance(found, Norm)
    told = compared(found, counts, made(values))
    assert told.shift_low < 0.0 < told.shift_high
    assert told.spread_low < 1.0 < told.spread_high
    assert told.distance < told.distance_by_chance
    assert told.other_sten < 0.35
    assert told.largest_move <= 1


def test_other_people_show_how_they_differ() -> None:
    values, shipped = people(800, 9, mean=0.6, sd=0.7), made(people(14_400, 10))
    counts = counted(values)
    found = local_norm("local", counts)
    assert isinstance(found, Norm)
    told = compared(found, counts, shipped)
    assert told.shift_low < 0.6 / 0.93 < told.shift_high
    assert told.spread_low < 0.7 / 0.93 < told.spread_high
    assert told.distance == pytest.approx(stats.ks_2samp(values, people(14_400, 10)).statistic, abs=0.02)
    assert told.distance > told.distance_by_chance
    assert told.other_sten > 0.5
    assert told.largest_move >= 1


def test_the_interval_of_the_shift_is_that_of_two_means() -> None:
    values, others = people(500, 11, mean=0.2), people(14_400, 12)
    counts = counted(values)
    found = local_norm("local", counts)
    assert isinstance(found, Norm)
    told = compared(found, counts, made(others))
    theirs = stats.ttest_ind(values, others, equal_var=False).confidence_interval(0.95)
    sd = others.std(ddof=1)
    assert (told.shift_low, told.shift_high) == pytest.approx((theirs.low / sd, theirs.high / sd), abs=0.02)


def test_counts_of_another_shape_are_refused() -> None:
    with pytest.raises(ScoringError, match="local_counts"):
        ThetaCounts(SCALE, (0,) * (CELLS - 1))
    with pytest.raises(ScoringError, match="local_counts"):
        ThetaCounts(SCALE, (True, *([0] * (CELLS - 1))))
    with pytest.raises(ScoringError, match="not_a_measure"):
        cell_of(math.nan)
