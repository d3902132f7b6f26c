"""A norm for somebody's age, by a smooth curve and not by bands: for their own development, and only if they want it.

Selection never looks here. Comparing each age group with itself would hide that a demand weighs on one of them, and
in many places it is unlawful; the combined norm stands beside it wherever this one is shown.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.norms import Norm

WhyNot = Literal["not_agreed", "age_not_given", "outside_ages", "too_few_people"]

LEAST_PEOPLE = 300
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


@dataclass(frozen=True)
class NoAgeNorm:
    why: WhyNot


def development_norm(norm: Norm, curve: AgeCurve | None, age: int | None, *, agreed: bool) -> Norm | NoAgeNorm:
    """Return the combined norm moved and stretched to where people of an age are.

    Args:
        curve: None where the skill's people were not asked for their age.
        agreed: Whether the person wants to be compared with people of their age.

    Returns:
        A norm with the shape of the combined one. Its id tells that age was used, and never which. Else the first
        reason why not: "not_agreed" comes before everything that would depend on the age.

    Source:
        Continuous norming: Zachary & Gorsuch (1985), Journal of Clinical Psychology 41(1), 86-94.
    """
    if not agreed:
        return NoAgeNorm("not_agreed")
    if age is None:
        return NoAgeNorm("age_not_given")
    if curve is None or curve.n < LEAST_PEOPLE or not norm.is_large_enough:
        return NoAgeNorm("too_few_people")
    if not curve.youngest <= age <= curve.oldest:
        return NoAgeNorm("outside_ages")
    mean, sd = curve.at(age)
    quantiles = tuple(mean + sd * (point - norm.mean) / norm.sd for point in norm.quantiles)
    return Norm(f"{norm.id}/by-age", curve.n, mean, sd, quantiles)


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
