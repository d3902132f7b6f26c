"""Figures of merit with bootstrap intervals, the same for every model that calibration builds."""

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DRAWS = 1000
SEED = 20261123
_BINS = 15


def interval(statistic: Callable[[Floats, Floats], float], given: Floats, truth: Floats) -> dict[str, Any]:
    """Return a statistic of all rows and the 2.5 % and 97.5 % points of it in DRAWS resamples of the rows."""
    chance = np.random.default_rng(SEED)
    resamples = (chance.integers(len(truth), size=len(truth)) for _ in range(DRAWS))
    low, high = np.quantile([statistic(given[rows], truth[rows]) for rows in resamples], [0.025, 0.975])
    figure = plain_figure(statistic(given, truth), len(truth))
    return figure | {"low": round(float(low), 3), "high": round(float(high), 3)}


def plain_figure(value: float, n: int) -> dict[str, Any]:
    return {"value": round(value, 3), "n": n}


def f1_per_label(present: Floats, truth: Floats) -> Floats:
    hits = (present * truth).sum(axis=0)
    return np.asarray(2.0 * hits / np.maximum(1.0, present.sum(axis=0) + truth.sum(axis=0)))


def macro_f1(present: Floats, truth: Floats) -> float:
    return float(f1_per_label(present, truth).mean())


def pearson(given: Floats, truth: Floats) -> float:
    return float(np.corrcoef(given, truth)[0, 1])


def calibration_error(p: Floats, truth: Floats) -> float:
    """Return the expected calibration error, the mean over labels, with 15 bins of equal width.

    Source: Guo, Pleiss, Sun & Weinberger (2017), On calibration of modern neural networks.
    """
    errors = []
    for column in range(p.shape[1]):
        bins = np.minimum((p[:, column] * _BINS).astype(int), _BINS - 1)
        gaps = [abs((p[bins == b, column] - truth[bins == b, column]).sum()) for b in range(_BINS)]
        errors.append(sum(gaps) / len(p))
    return float(np.mean(errors))
