"""What may be said of two measures with their errors: which is higher, whether something changed, how long it holds.

The error is always the printed one: that of the item response model, widened by the smaller of alpha and omega
(`BankSkill.honest_factor`; bands come from `Scorer`). Nothing is put in an order that would be wrong once in five.
"""

import calendar
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, TypeVar

from progrez_desktop.scoring.distributions import Z_95, normal_cdf
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.scores import SkillScore

if TYPE_CHECKING:
    from progrez_desktop.scoring.norms import Norm  # loads numpy, which records that speak of ranges do without

Order = Literal["above", "below", "not_told"]
Change = Literal["more", "less", "no_reliable_change"]
ErrorUsed = Literal["within_sitting", "retest"]
Samples = Literal["same_sample", "different_samples"]

M = TypeVar("M")

LEAST_PROBABILITY = 0.80
VALID_MONTHS = 18


@dataclass(frozen=True)
class Measured:
    """One measure on one scale. `scale` names skill and bank: thetas of two banks are not of one scale."""

    scale: str
    theta: float
    se: float

    @classmethod
    def of(cls, skill_id: str, bank_sha256: str, score: SkillScore) -> "Measured":
        return cls(f"{skill_id}@{bank_sha256}", score.theta, score.se_printed)

    def __post_init__(self) -> None:
        if not (math.isfinite(self.theta) and math.isfinite(self.se) and self.se > 0.0):
            raise ScoringError("not_a_measure", self.scale)


@dataclass(frozen=True)
class Comparison:
    """The chance that the first is truly above the second, and what may be said of it."""

    probability: float
    order: Order


def compare(one: Measured, other: Measured) -> Comparison:
    """Compare one skill between two people or two sittings.

    Returns:
        Phi((theta1 - theta2) / sqrt(SE1^2 + SE2^2)); "above" or "below" from .80 on, else "not_told".

    Raises:
        ScoringError: "other_scale": two skills, or two banks.
    """
    _same_scale(one, other)
    return _told(one.theta - other.theta, math.hypot(one.se, other.se))


def ordered(measures: Sequence[tuple[str, Measured]]) -> tuple[tuple[str, ...], ...]:
    """Return names in tiers, highest first, so that everybody in a tier is above everybody in the next.

    A tier is cut only where each pair across the cut reaches .80; who can't be told apart stays together, also by way
    of somebody between. Within a tier names keep the order in which they came, which is for the caller to choose
    without looking at scores. Time grows with the square of their number.

    Raises:
        ScoringError: "other_scale".
    """
    for _, measure in measures[1:]:
        _same_scale(measures[0][1], measure)
    return _tiers(measures, lambda measure: measure.theta, lambda one, other: compare(one, other).order)


def _tiers(
    measures: Sequence[tuple[str, M]], height: Callable[[M], float], order: Callable[[M, M], Order]
) -> tuple[tuple[str, ...], ...]:
    falling = sorted(range(len(measures)), key=lambda at: (-height(measures[at][1]), at))

    def all_above(upper: Sequence[int], lower: Sequence[int]) -> bool:
        return all(order(measures[one][1], measures[other][1]) == "above" for one in upper for other in lower)

    tiers, start = [], 0
    for cut in range(1, len(falling) + 1):
        if cut == len(falling) or all_above(falling[start:cut], falling[cut:]):
            tiers.append(tuple(measures[at][0] for at in sorted(falling[start:cut])))
            start = cut
    return tuple(tiers)


@dataclass(frozen=True)
class OnNorm:
    """A measure with the norm that places it."""

    theta: float
    se: float
    norm: "Norm"

    @property
    def z(self) -> float:
        return (self.theta - self.norm.mean) / self.norm.sd

    @property
    def variance(self) -> float:
        """Of z: the measure's own error, and that of a norm's mean and SD, which are of n people."""
        return (self.se / self.norm.sd) ** 2 + (1.0 + self.z**2 / 2.0) / self.norm.n


@dataclass(frozen=True)
class SkillComparison:
    """Two skills of one person, each against its own norm. `samples` has to be said with it wherever it is shown.

    "different_samples": the norms come from other people; "higher than" means further up among these volunteers than
    further up among those, and nobody knows how the two groups differ.
    """

    probability: float
    order: Order
    samples: Samples


def compare_skills(one: OnNorm, other: OnNorm) -> SkillComparison:
    """Compare where one person stands on two skills, the norms' own uncertainty included."""
    told = _told(one.z - other.z, math.sqrt(one.variance + other.variance))
    samples: Samples = "same_sample" if one.norm.id == other.norm.id else "different_samples"
    return SkillComparison(told.probability, told.order, samples)


def ordered_skills(measures: Sequence[tuple[str, OnNorm]]) -> tuple[tuple[str, ...], ...]:
    """Return skills of one person in tiers, as `ordered` does people, where all were compared with the same people.

    Raises:
        ScoringError: "other_norm": the norms are of other people, and nothing may be put in an order unsaid.
    """
    for _, measure in measures[1:]:
        if measure.norm.id != measures[0][1].norm.id:
            raise ScoringError("other_norm", f"{measures[0][1].norm.id} and {measure.norm.id}")
    return _tiers(measures, lambda measure: measure.z, lambda one, other: compare_skills(one, other).order)


@dataclass(frozen=True)
class ReliableChange:
    """Later less earlier, with a 95 % interval and the error that it rests on.

    "within_sitting": no retest was measured yet. Days and moods differ too, so that the true error is larger and a
    change is called reliable too soon; whoever shows it says so. "retest": from two sittings of the same people.
    """

    change: float
    low: float
    high: float
    verdict: Change
    error: ErrorUsed


def reliable_change(earlier: Measured, later: Measured, retest_se: float | None = None) -> ReliableChange:
    """Return whether one skill of one person changed by more than error explains.

    Args:
        retest_se: SD * sqrt(1 - r_tt) in theta units, where a retest was measured. It replaces a smaller error.

    Raises:
        ScoringError: "other_scale"; "not_a_measure" for an error that is none.

    Source:
        Jacobson & Truax (1991), Journal of Consulting and Clinical Psychology 59(1), 12-19: beyond 1.96 standard errors
        of a difference. Each sitting keeps its own error.
    """
    _same_scale(earlier, later)
    if retest_se is not None and not (math.isfinite(retest_se) and retest_se > 0.0):
        raise ScoringError("not_a_measure", "retest")
    errors = [max(measure.se, retest_se or 0.0) for measure in (earlier, later)]
    change, margin = later.theta - earlier.theta, Z_95 * math.hypot(*errors)
    verdict: Change = "no_reliable_change"
    if abs(change) > margin:
        verdict = "more" if change > 0.0 else "less"
    used: ErrorUsed = "retest" if errors != [earlier.se, later.se] else "within_sitting"
    return ReliableChange(change, change - margin, change + margin, verdict, used)


def valid_until(finished: date) -> date:
    """Return the last day on which a result holds: 18 months on, or that month's last day where it has no such day."""
    months = finished.month - 1 + VALID_MONTHS
    year, month = finished.year + months // 12, months % 12 + 1
    return date(year, month, min(finished.day, calendar.monthrange(year, month)[1]))


def _same_scale(one: Measured, other: Measured) -> None:
    if one.scale != other.scale:
        raise ScoringError("other_scale", f"{one.scale} and {other.scale}")


def _told(difference: float, error: float) -> Comparison:
    probability = normal_cdf(difference / error)
    order: Order = "not_told"
    # The chance of the other way round is worked out by itself: 1 - p loses its digits.
    if probability >= LEAST_PROBABILITY:
        order = "above"
    elif normal_cdf(-difference / error) >= LEAST_PROBABILITY:
        order = "below"
    return Comparison(probability, order)
