"""Where people of an age stand on average: a curve through one norm group, for feedback and never for selection."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from progrez_desktop.scoring.errors import ScoringError

_MIDDLE_AGE = 35.0
_DECADE = 10.0


@dataclass(frozen=True)
class AgeCurve:
    """Mean and SD of theta by age, as polynomials in (age - 35) / 10, lowest power first.

    `youngest` and `oldest` bound the ages that they were fitted on; `n` is how many people those are.
    """

    youngest: int
    oldest: int
    n: int
    mean: tuple[float, ...]
    sd: tuple[float, ...]

    @classmethod
    def of(cls, norm_id: str, raw: Mapping[str, Any]) -> "AgeCurve":
        """Return the curve that a bank keeps under a skill's "age".

        Raises:
            ScoringError: "age_curve", naming norm and field: not numbers, or an SD that is not positive at every age.
        """
        ages, mean, sd = (_numbers(norm_id, raw, field) for field in ("range", "mean", "sd"))
        if len(ages) != 2 or not ages[0] < ages[1]:
            raise ScoringError("age_curve", f"{norm_id}: range")
        n = raw.get("n")
        if type(n) is not int or n < 1:
            raise ScoringError("age_curve", f"{norm_id}: n")
        curve = cls(math.ceil(ages[0]), math.floor(ages[1]), n, mean, sd)
        if any(curve.at(age)[1] <= 0.0 for age in range(curve.youngest, curve.oldest + 1)):
            raise ScoringError("age_curve", f"{norm_id}: sd")
        return curve

    def at(self, age: int) -> tuple[float, float]:
        """Return mean and SD of theta at an age."""
        decades = (age - _MIDDLE_AGE) / _DECADE
        return _polynomial(self.mean, decades), _polynomial(self.sd, decades)


def _numbers(norm_id: str, raw: Mapping[str, Any], field: str) -> tuple[float, ...]:
    values = raw.get(field)
    if not isinstance(values, list | tuple) or not values:
        raise ScoringError("age_curve", f"{norm_id}: {field}")
    if not all(type(value) in (int, float) and math.isfinite(value) for value in values):
        raise ScoringError("age_curve", f"{norm_id}: {field}")
    return tuple(float(value) for value in values)


def _polynomial(coefficients: Sequence[float], x: float) -> float:
    total = 0.0
    for coefficient in reversed(coefficients):
        total = total * x + coefficient
    return total
