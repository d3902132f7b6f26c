"""Curves by age: what was put in comes out, as few bends as the people allow, and none where they are too few."""

import numpy as np
import pytest

from calibration.norm_tables import age_curve
from progrez_desktop.scoring.age_norms import AgeCurve


def _people(n: int, seed: int = 1) -> tuple[np.ndarray, np.ndarray]:
    random = np.random.default_rng(seed)
    ages = np.floor(random.uniform(16, 70, n))
    x = (ages - 35.0) / 10.0
    return 0.2 + 0.15 * x - 0.05 * x**2 + random.normal(0, 0.9, n), ages


def _curve(found: dict | None) -> AgeCurve:
    assert found is not None
    return AgeCurve.of("made", found)


def test_a_bent_curve_is_found_again() -> None:
    curve = _curve(age_curve(*_people(20_000)))
    assert (len(curve.mean), len(curve.sd)) == (3, 1)
    for age in (18, 35, 60):
        x = (age - 35.0) / 10.0
        assert curve.at(age) == pytest.approx((0.2 + 0.15 * x - 0.05 * x**2, 0.9), abs=0.05)


def test_an_sd_that_grows_with_age_is_found_again() -> None:
    thetas, ages = _people(20_000)
    expected = 0.2 + 0.15 * (ages - 35) / 10 - 0.05 * ((ages - 35) / 10) ** 2
    curve = _curve(age_curve(expected + (thetas - expected) * (0.8 + 0.1 * (ages - 35) / 10), ages))
    assert len(curve.sd) == 2
    for age in (20, 35, 60):
        assert curve.at(age)[1] == pytest.approx(0.9 * (0.8 + 0.01 * (age - 35)), abs=0.04)


def test_where_age_says_nothing_the_curve_is_flat() -> None:
    thetas = np.random.default_rng(2).normal(0.1, 1.0, 800)
    curve = _curve(age_curve(thetas, np.random.default_rng(3).integers(16, 70, 800).astype(float)))
    assert (len(curve.mean), len(curve.sd)) == (1, 1)


def test_it_ends_where_few_are_older_or_younger() -> None:
    thetas, ages = _people(2000)
    ages[:29] = 95.0
    ages[29:58] = 12.0
    curve = _curve(age_curve(thetas, ages))
    assert (curve.youngest, curve.oldest) == (16, 69)


def test_those_of_unknown_age_are_left_out_and_few_make_no_curve() -> None:
    thetas, ages = _people(400)
    ages[:50] = np.nan
    assert _curve(age_curve(thetas, ages)).n <= 350
    ages[:101] = np.nan
    assert age_curve(thetas, ages) is None
