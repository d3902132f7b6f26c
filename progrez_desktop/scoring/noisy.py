"""Counts that began with noise instead of zeros: how strong it is in a cell, and what may still be said of it."""

import math

LEAST_IN_A_CELL = 20
"""Of what is shown or told apart: fewer could point to somebody."""

SURELY = 1.645
"""SDs of noise that 95 of 100 counts lie under with. Of one Laplace draw it is 1.63, of many together 1.645."""


def noise_sd(scale: float) -> float:
    """Return the SD of discrete Laplace noise, P(k) proportional to exp(-|k| / scale); 0 for none.

    Source:
        Ghosh, Roughgarden & Sundararajan (2012), SIAM Journal on Computing 41(6), 1673-1693: the geometric mechanism.
    """
    if scale == 0.0:
        return 0.0
    ratio = math.exp(-1.0 / scale)
    return math.sqrt(2.0 * ratio) / (1.0 - ratio)


def surely(count: float, sd: float) -> float:
    """Return how many there are at least, with a certainty of 95 %."""
    return count - SURELY * sd
