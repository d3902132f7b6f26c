"""What one factor leaves over, how factors are turned, and the share of the general one: laws and printed numbers."""

import json
from pathlib import Path

import numpy as np
import pytest

from calibration.reliability import omega_hierarchical, omega_total
from calibration.rotation import quartimin
from calibration.structure import _misfit, one_factor
from tests.scoring.made import SHIPPED

# Harman (1976), eight physical variables of 305 girls, and their quartimin rotation as Bernaards & Jennrich (2005),
# Educational and Psychological Measurement 65, 676-696, print it.
HARMAN = [
    (0.830, -0.396), (0.818, -0.469), (0.777, -0.470), (0.798, -0.401),
    (0.786, 0.500), (0.672, 0.458), (0.594, 0.444), (0.647, 0.333),
]  # fmt: skip
HARMAN_QUARTIMIN = [
    (0.891822, 0.056015), (0.953680, -0.023246), (0.929150, -0.046503), (0.876683, 0.033658),
    (0.013701, 0.925000), (-0.017265, 0.821253), (-0.052445, 0.764953), (0.085890, 0.683115),
]  # fmt: skip

# psychometrics.md, section B: the pair of items that echo each other most, by another program with another method.
STRONGEST_ECHO = {
    "communication": ("E8", "E9"), "empathy": ("A2", "A7"), "creative_thinking": ("O1", "O8"),
    "adaptability": ("AD3", "AD4"), "integrity": ("Q87A", "Q151A"), "collaboration": ("Q8A", "Q181A"),
    "composure": ("q_1585", "q_176"), "communication_x": ("Q38A", "Q176A"), "self_management_x": ("Q13A", "Q112A"),
}  # fmt: skip


def _with_correlations(wanted: np.ndarray, people: int) -> np.ndarray:
    """Return scores that correlate exactly as wanted."""
    random = np.random.default_rng(7).standard_normal((people, len(wanted)))
    white = (random - random.mean(axis=0)) @ np.linalg.inv(np.linalg.cholesky(np.cov(random, rowvar=False))).T
    return np.asarray(white @ np.linalg.cholesky(wanted).T)


def test_items_with_one_factor_are_found_to_have_one() -> None:
    loadings = np.array([0.8, 0.7, 0.6, 0.5, 0.4])
    found = one_factor(_with_correlations(np.outer(loadings, loadings) + np.diag(1 - loadings**2), 500))
    assert found.loadings == pytest.approx(loadings, abs=1e-5)
    assert (found.cfi, found.rmsea, found.srmr) == pytest.approx((1.0, 0.0, 0.0), abs=1e-4)


def test_a_pair_that_echoes_is_named_with_what_is_left() -> None:
    correlations = np.full((8, 8), 0.4) + 0.6 * np.eye(8)
    correlations[2, 5] = correlations[5, 2] = 0.6
    found = one_factor(_with_correlations(correlations, 500))
    one, other, left = found.largest_pairs(1)[0]
    assert (one, other) == (2, 5)
    assert 0.1 < left < 0.2
    assert found.cfi < 1.0 and found.rmsea > 0.0


def test_the_way_down_is_the_gradient() -> None:
    random = np.random.default_rng(2)
    correlations = np.asarray(np.corrcoef(random.standard_normal((100, 6)), rowvar=False))
    loadings = random.uniform(0.2, 0.8, 6)
    _, gradient = _misfit(loadings, correlations)
    for place in range(6):
        up, down = loadings.copy(), loadings.copy()
        up[place] += 1e-6
        down[place] -= 1e-6
        numeric = (_misfit(up, correlations)[0] - _misfit(down, correlations)[0]) / 2e-6
        assert gradient[place] == pytest.approx(numeric, abs=1e-6)


def test_eight_physical_variables_are_turned_as_printed() -> None:
    pattern, between = quartimin(np.array(HARMAN))
    order = np.argsort(-pattern[0])
    assert pattern[:, order] == pytest.approx(np.array(HARMAN_QUARTIMIN), abs=1e-4)
    assert between[0, 1] == pytest.approx(0.4727, abs=0.001)


def test_factors_are_the_same_however_they_were_turned_before() -> None:
    turn = np.linalg.qr(np.random.default_rng(3).standard_normal((2, 2)))[0]
    one, other = quartimin(np.array(HARMAN))[0], quartimin(np.array(HARMAN) @ turn)[0]
    assert np.sort(one[0]) == pytest.approx(np.sort(other[0]), abs=1e-5)


def test_a_general_factor_over_three_groups_has_the_share_that_it_was_given() -> None:
    general, group = 0.6, 0.5
    of_group = np.kron(np.eye(3), np.ones((3, 3)))
    correlations = general**2 + group**2 * of_group
    np.fill_diagonal(correlations, 1.0)
    scores = _with_correlations(correlations, 3000)
    total = correlations.sum()
    assert omega_hierarchical(scores) == pytest.approx(81 * general**2 / total, abs=0.002)
    assert omega_total(scores) == pytest.approx((81 * general**2 + 27 * group**2) / total, abs=0.002)


def test_the_strongest_echoes_are_those_of_the_research(repo: Path) -> None:
    document = json.loads((repo / SHIPPED).read_bytes())
    skills = {**document["skills"], **document["extended"]}
    for name, pair in STRONGEST_ECHO.items():
        assert tuple(skills[name]["structure"]["echoes"][0]["items"]) == pair, name
