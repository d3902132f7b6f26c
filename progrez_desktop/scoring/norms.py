"""From theta to what a person is shown: sten and percentile within one norm group."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

MIN_PEOPLE = 200
"""Under this many people a norm says more about chance than about the person, and no number is given."""

Floats = NDArray[np.float64]
_PERCENT: Floats = np.arange(1.0, 100.0)


@dataclass(frozen=True)
class Norm:
    """The theta estimates (EAP) of one norm group: how many, their mean and SD, and their 1 % to 99 % points."""

    id: str
    n: int
    mean: float
    sd: float
    quantiles: tuple[float, ...]

    @property
    def is_large_enough(self) -> bool:
        return self.n >= MIN_PEOPLE


def sten_exact(norm: Norm, theta: Floats) -> Floats:
    """Return 5.5 + 2z, clipped to 1..10: low is below most of the norm group, high above most."""
    return np.asarray(np.clip(5.5 + 2.0 * ((theta - norm.mean) / norm.sd), 1.0, 10.0))


def sten(exact: Floats) -> NDArray[np.int64]:
    """Return the whole sten, halves upwards."""
    return np.clip(np.floor(exact + 0.5), 1, 10).astype(np.int64)


def percentile(norm: Norm, theta: Floats) -> NDArray[np.int64]:
    """Return the percentage of the norm group at or below, 1 to 99, halves upwards.

    Read from the group's own distribution and not from the normal curve, which these groups do not follow. Where
    many of the group share one theta (all highest answers, for example), the middle of their places is given.
    """
    points = np.asarray(norm.quantiles)
    place = np.interp(theta, points, _PERCENT)
    if (points[1:] == points[:-1]).any():
        lowest = 100.0 - np.interp(-theta, -points[::-1], _PERCENT)
        place = 0.5 * (place + lowest)
    return np.clip(np.floor(place + 0.5), 1, 99).astype(np.int64)
