"""Proportional-odds regression of ordered categories on a few columns, for rows that stand for many people each."""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.grm import Floats

_MOST_STEPS = 200
_MOST_HALVINGS = 40
_STILL = 1e-10
"""A step that gains less than this share of the log-likelihood is the last."""
_TOO_STEEP = 30.0
"""In logits from a column's lowest to its highest value. Beyond, it tells categories apart without fail, and there is
no maximum but a slope that grows until the digits end."""


@dataclass(frozen=True)
class OrdinalFit:
    """P(Y <= j) = logistic(threshold_j - x slopes), at its maximum."""

    log_likelihood: float
    thresholds: Floats
    slopes: Floats

    def chances(self, rows: Floats) -> Floats:
        """Return the chance of each category. Shape (rows, categories)."""
        return _chances(self.thresholds, rows @ self.slopes)


def fit(rows: Floats, counts: Floats) -> OrdinalFit:
    """Return the maximum-likelihood fit.

    Args:
        rows: Columns of the design without a constant. Shape (r, p).
        counts: How many people of each row are in each category, every category used. Shape (r, k).

    Raises:
        ScoringError: "ordinal_unused" for a category that nobody is in; "ordinal_no_maximum" where columns separate
            categories, or no step leads on.

    Source:
        McCullagh (1980), Journal of the Royal Statistical Society B 42(2), 109-142: Newton's method with the expected
        information, halving steps that lead down. The log-likelihood is concave (Burridge 1981), so there is one
        maximum at most.
    """
    totals = counts.sum(axis=0)
    if totals.min() <= 0.0:
        raise ScoringError("ordinal_unused")
    shares = np.cumsum(totals)[:-1] / totals.sum()
    thresholds, slopes = np.log(shares / (1.0 - shares)), np.zeros(rows.shape[1])
    best = _log_likelihood(thresholds, slopes, rows, counts)
    for _ in range(_MOST_STEPS):
        step = _newton_step(thresholds, slopes, rows, counts)
        for halving in range(_MOST_HALVINGS):
            share = 0.5**halving
            tried = thresholds + share * step[: len(thresholds)], slopes + share * step[len(thresholds) :]
            found = _log_likelihood(*tried, rows, counts)
            if found >= best:
                break
        else:
            return OrdinalFit(best, thresholds, slopes)
        gained, best = found - best, found
        thresholds, slopes = tried
        if (np.abs(slopes) * np.ptp(rows, axis=0)).max(initial=0.0) > _TOO_STEEP:
            break
        if gained <= _STILL * abs(best):
            return OrdinalFit(best, thresholds, slopes)
    raise ScoringError("ordinal_no_maximum")


def null_log_likelihood(counts: Floats) -> float:
    """Return the log-likelihood with no columns at all: each category by its share."""
    totals = counts.sum(axis=0)
    return math.fsum(float(total * math.log(total / totals.sum())) for total in totals if total > 0.0)


def nagelkerke(log_likelihood: float, null: float, people: float) -> float:
    """Return Nagelkerke's R2: how much of what can be explained is explained, 0 to 1.

    Source:
        Nagelkerke (1991), Biometrika 78(3), 691-692.
    """
    return (1.0 - math.exp(2.0 * (null - log_likelihood) / people)) / (1.0 - math.exp(2.0 * null / people))


def _chances(thresholds: Floats, told: Floats) -> Floats:
    """P(j) = s(x) s(-y) (1 - e^(y - x)), which keeps its digits where both halves round to one."""
    z = thresholds[np.newaxis] - told[:, np.newaxis]
    ones = np.ones((len(told), 1))
    up_to = np.concatenate([_logistic(z), ones], axis=1)
    above = np.concatenate([ones, _logistic(-z)], axis=1)
    gaps = np.concatenate([[1.0], -np.expm1(-np.diff(thresholds)), [1.0]])
    return np.asarray(np.maximum(up_to * above * gaps, 1e-300))


def _logistic(z: Floats) -> Floats:
    return np.asarray(np.exp(-np.logaddexp(0.0, -z)))


def _log_likelihood(thresholds: Floats, slopes: Floats, rows: Floats, counts: Floats) -> float:
    if not (np.diff(thresholds) > 0.0).all():
        return -math.inf
    return float((counts * np.log(_chances(thresholds, rows @ slopes))).sum())


def _newton_step(thresholds: Floats, slopes: Floats, rows: Floats, counts: Floats) -> NDArray[np.float64]:
    """Return the step to the maximum of the parabola through here, of thresholds first and then of slopes."""
    chances = _chances(thresholds, rows @ slopes)
    moved = _derivatives(thresholds, rows @ slopes, rows)
    gradient = np.einsum("rk,rkp->p", counts / chances, moved)
    people = counts.sum(axis=1)
    information = np.einsum("rk,rkp,rkq->pq", people[:, np.newaxis] / chances, moved, moved)
    try:
        return np.asarray(np.linalg.solve(information, gradient))
    except np.linalg.LinAlgError as error:
        raise ScoringError("ordinal_no_maximum") from error


def _derivatives(thresholds: Floats, told: Floats, rows: Floats) -> Floats:
    """Return how each chance moves with each parameter. Shape (rows, categories, parameters)."""
    z = thresholds[np.newaxis] - told[:, np.newaxis]
    density = _logistic(z) * _logistic(-z)
    r, steps = density.shape
    moved = np.zeros((r, steps + 1, steps + rows.shape[1]))
    for step in range(steps):
        moved[:, step, step] += density[:, step]
        moved[:, step + 1, step] -= density[:, step]
    below = np.concatenate([density, np.zeros((r, 1))], axis=1) - np.concatenate([np.zeros((r, 1)), density], axis=1)
    moved[:, :, steps:] = -below[:, :, np.newaxis] * rows[:, np.newaxis, :]
    return moved
