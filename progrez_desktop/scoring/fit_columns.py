"""Scores against a range by the column: what scoring.fit says of one, of a hundred thousand at once."""

import math
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.distributions import normal_cdf
from progrez_desktop.scoring.fit import LOWEST
from progrez_desktop.scoring.precision import LEAST_PROBABILITY

Numbers = NDArray[Any]


def likely_at_least(exact: Numbers, error: Numbers, least: int) -> NDArray[np.bool_]:
    """Return of whom it may be said that the true sten is at least this: `fitting(...).at_least` of .80 or more.

    Args:
        exact: Stens before rounding. Shape (n,).
        error: Their standard errors in stens, above 0. Shape (n,).
        least: A whole sten; it begins half a sten lower, and the lowest has nothing below it.
    """
    if least <= LOWEST:
        return np.ones(len(exact), np.bool_)
    found: NDArray[np.bool_] = (least - 0.5 - exact) / error <= _furthest()
    return found


@cache
def _furthest() -> float:
    """Return the last z that is likely enough: NumPy has no normal curve, and this one is searched to the last bit."""
    low, high = -2.0, 0.0
    while (middle := (low + high) / 2.0) not in (low, high):
        low, high = (middle, high) if 1.0 - normal_cdf(middle) >= LEAST_PROBABILITY else (low, middle)
    assert math.nextafter(low, high) == high
    return low
