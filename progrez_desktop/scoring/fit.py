"""A score against a range that is asked for: how likely the true sten lies in it, and what may be said of that.

Nothing is said that would be wrong once in five (`precision.LEAST_PROBABILITY`), and nobody passes or fails by it.
"""

import math
from dataclasses import dataclass
from typing import Literal, get_args

from progrez_desktop.scoring.distributions import Z_80, normal_cdf
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.precision import LEAST_PROBABILITY

Fit = Literal["likely_meets", "uncertain", "likely_below", "likely_above"]
FITS: tuple[Fit, ...] = get_args(Fit)

LOWEST, HIGHEST = 1, 10
_LEAST_ERROR = 0.05
"""Stens. No error is nought: a band that lies at the end of the scale is cut there on both sides."""


@dataclass(frozen=True)
class SkillRange:
    """Whole stens that are asked for, both included."""

    low: int
    high: int = HIGHEST

    def __post_init__(self) -> None:
        if not LOWEST <= self.low <= self.high <= HIGHEST:
            raise ScoringError("range_wrong", f"{self.low} to {self.high}")


@dataclass(frozen=True)
class Fitting:
    """Chances that the true sten lies below, in and above a range; they add up to 1."""

    below: float
    within: float
    above: float

    @property
    def at_least(self) -> float:
        """The chance that it is not below."""
        return self.within + self.above

    @property
    def said(self) -> Fit:
        for chance, fit in ((self.within, FITS[0]), (self.below, FITS[2]), (self.above, FITS[3])):
            if chance >= LEAST_PROBABILITY:
                return fit
        return "uncertain"


def fitting(exact: float, error: float, wanted: SkillRange) -> Fitting:
    """Return how a score stands to a range.

    Args:
        exact: Sten before rounding, 1 to 10.
        error: Its standard error in stens, above 0.
        wanted: A sten of 6 begins at 5.5, as scores are rounded; the ends of the scale have nothing beyond them.

    Raises:
        ScoringError: "not_a_measure".
    """
    if not (math.isfinite(exact) and math.isfinite(error) and error > 0.0):
        raise ScoringError("not_a_measure", f"{exact} with an error of {error}")
    below = 0.0 if wanted.low == LOWEST else normal_cdf((wanted.low - 0.5 - exact) / error)
    above = 0.0 if wanted.high == HIGHEST else 1.0 - normal_cdf((wanted.high + 0.5 - exact) / error)
    return Fitting(below, max(0.0, 1.0 - below - above), above)


def error_of(exact: float, low: float, high: float) -> float:
    """Return the standard error of a sten, in stens, from both ends of its 80 % band.

    A band is cut off at 1 and 10; its longer half is the one that was not.
    """
    return max(high - exact, exact - low, _LEAST_ERROR * Z_80) / Z_80
