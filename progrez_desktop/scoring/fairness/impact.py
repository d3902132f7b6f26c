"""Whether a selection weighs more on one group: the ratio of selection rates, told only where it can be known.

Counts are of people who said voluntarily which group they belong to; never of candidates on a list.
"""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

from progrez_desktop.scoring.distributions import Z_95, fisher_exact, normal_cdf
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.noisy import LEAST_IN_A_CELL, surely

LEAST_IN_A_GROUP = 30
MOST_NOISE = 0.15
"""The SD that noise alone may give to the logarithm of a ratio."""
FOUR_FIFTHS = 0.80
_STEPS = 200


@dataclass(frozen=True)
class Selected:
    """How many of a group were selected, and of how many.

    Where counts began with noise, `selected_noise` and `others_noise` are its SDs in those selected and in the others.
    """

    selected: int
    of: int
    selected_noise: float = 0.0
    others_noise: float = 0.0

    def __post_init__(self) -> None:
        if not 0 <= self.selected <= self.of:
            raise ScoringError("selected", f"{self.selected} of {self.of}")

    @property
    def rate(self) -> float:
        return self.selected / self.of

    @property
    def others(self) -> int:
        return self.of - self.selected

    @property
    def surely(self) -> float:
        """How many there are at least in all, noise taken at its worst."""
        return surely(self.of, math.hypot(self.selected_noise, self.others_noise))

    @property
    def least_cell(self) -> float:
        """How many there are at least of the fewer, of those selected and the others."""
        return min(surely(self.selected, self.selected_noise), surely(self.others, self.others_noise))

    @property
    def noise(self) -> float:
        """The SD that noise gives to the logarithm of the rate."""
        of_selected = (1.0 / self.selected - 1.0 / self.of) * self.selected_noise
        return math.hypot(of_selected, self.others_noise / self.of)


@dataclass(frozen=True)
class Impact:
    """A group's selection rate over that of the group with the highest, with a 95 % interval.

    `is_below_four_fifths` is a flag to look at, not a finding: `p` tells how easily chance does the same: Fisher's
    exact test, or where counts began with noise a test of the ratio's logarithm that has it in.
    """

    group: str
    against: str
    ratio: float
    low: float
    high: float
    p: float

    @property
    def is_below_four_fifths(self) -> bool:
        return self.ratio < FOUR_FIFTHS


@dataclass(frozen=True)
class NotKnown:
    """Nothing is told: not surely 30 in the group or in every other, not surely 20 selected or not selected in either,
    or noise that could move the ratio too far."""

    group: str
    why: Literal["group_too_small", "cell_too_small", "no_other_group", "too_noisy"]


def adverse_impact(groups: Mapping[str, Selected]) -> tuple[Impact | NotKnown, ...]:
    """Return each group against the one with the highest selection rate, in the order given.

    Only groups of 30 and more are compared or compared with; the one with the highest rate has no line of its own. A
    ratio rests on four cells, selected and not selected of two groups; under 20 in one of them it is not told.

    Source:
        Uniform Guidelines on Employee Selection Procedures (1978), 29 CFR 1607.4 D, for the four fifths; Fisher (1935);
        Koopman (1984), Biometrics 40(2), 513-517, for the interval.
    """
    large = [name for name, counts in groups.items() if counts.surely >= LEAST_IN_A_GROUP]
    highest = max(large, key=lambda name: groups[name].rate, default=None)
    return tuple(_one(name, groups[name], highest, groups) for name in groups if name != highest or len(large) < 2)


def _one(name: str, mine: Selected, highest: str | None, groups: Mapping[str, Selected]) -> Impact | NotKnown:
    if mine.surely < LEAST_IN_A_GROUP:
        return NotKnown(name, "group_too_small")
    if highest is None or highest == name:
        return NotKnown(name, "no_other_group")
    other = groups[highest]
    if min(mine.least_cell, other.least_cell) < LEAST_IN_A_CELL:
        return NotKnown(name, "cell_too_small")
    ratio, noise = mine.rate / other.rate, math.hypot(mine.noise, other.noise)
    if noise > MOST_NOISE:
        return NotKnown(name, "too_noisy")
    low, high = ratio_interval(mine, other)
    if noise == 0.0:
        table = (mine.selected, mine.others), (other.selected, other.others)
        return Impact(name, highest, ratio, low, high, fisher_exact(table))
    sampling = math.log(high / low) / (2.0 * Z_95)
    low, high = (_widened(ratio, end, noise) for end in (low, high))
    p = 2.0 * normal_cdf(-abs(math.log(ratio)) / math.hypot(sampling, noise))
    return Impact(name, highest, ratio, low, high, p)


def _widened(ratio: float, end: float, noise: float) -> float:
    """Return an end of an interval moved out by noise, on the log scale."""
    away = math.log(end / ratio)
    return ratio * math.exp(math.copysign(math.hypot(away, Z_95 * noise), away))


def ratio_interval(one: Selected, other: Selected) -> tuple[float, float]:
    """Return the 95 % score interval of the ratio of two rates: it holds with small counts and with none selected.

    Source:
        Koopman (1984), Biometrics 40(2), 513-517: all ratios that a chi-square test of 3.84 does not reject.
    """
    limit = Z_95**2
    ratio = one.rate / other.rate if other.selected else math.inf

    def rejected(tried: float) -> bool:
        return _chi_square(one, other, tried) > limit

    low = 0.0 if one.selected == 0 else _edge(rejected, 0.0, ratio if math.isfinite(ratio) else 1e9)
    high = math.inf if other.selected == 0 else _edge(rejected, 1e9, ratio)
    return low, high


def _edge(rejected: Callable[[float], bool], outside: float, inside: float) -> float:
    """Return where rejecting begins between a ratio that is rejected and one that is not, by halving."""
    for _ in range(_STEPS):
        # On the log scale where that can be had: an upper end may be far out.
        middle = math.sqrt(outside * inside) if outside > 0.0 and inside > 0.0 else (outside + inside) / 2.0
        if rejected(middle):
            outside = middle
        else:
            inside = middle
    return inside


def _chi_square(one: Selected, other: Selected, ratio: float) -> float:
    """Return Pearson's statistic of both rates against the likeliest pair with this ratio."""
    n, m, x, y = one.of, other.of, one.selected, other.selected
    if ratio == 0.0:
        return math.inf if x else 0.0
    a, b, c = ratio * (n + m), -(ratio * (n + y) + m + x), x + y
    of_other = (-b - math.sqrt(max(b * b - 4.0 * a * c, 0.0))) / (2.0 * a)
    of_one = ratio * of_other
    total = 0.0
    for found, size, rate in ((x, n, of_one), (y, m, of_other)):
        variance = size * rate * (1.0 - rate)
        off = found - size * rate
        if variance <= 0.0:
            total += 0.0 if abs(off) < 1e-9 else math.inf
        else:
            total += off * off / variance
    return total


def ratio_of_a_cut(d: float, favoured_rate: float) -> float:
    """Return the ratio of selection rates that a hard cut on one skill would give, groups normal and alike in spread.

    Args:
        d: By how many SDs the favoured group's mean lies above the other's.
        favoured_rate: The share of the favoured group above the cut, between 0 and 1.
    """
    if not 0.0 < favoured_rate < 1.0:
        raise ScoringError("selected", f"{favoured_rate}")
    cut = -NormalDist().inv_cdf(favoured_rate)
    return normal_cdf(-cut - d) / favoured_rate
