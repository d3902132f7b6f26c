"""A norm that grows where the assessment is used: counts of thetas in fixed cells, no rows, and how it compares.

Only results whose person agreed to anonymous statistics are counted. An operator sees the comparison before switching
a local norm on. It is a norm of the people assessed here, and of nobody else.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist
from typing import Literal

import numpy as np

from progrez_desktop.scoring.distributions import Z_95
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.grm import Floats
from progrez_desktop.scoring.noisy import LEAST_IN_A_CELL, surely
from progrez_desktop.scoring.norms import Norm, sten, sten_exact

LEAST_PEOPLE = 300
MOST_NOISE = 0.15
"""What noise alone may move a norm's mean by, in its SDs, or its SD, as a share: three tenths of a sten."""
LOWEST, WIDTH, CELLS = -2.75, 0.25, 22
"""Cells of a quarter from -2.5 to 2.5 and one for each tail. Finer or wider ones would hold the same people and more
noise: what is added to a far cell weighs on the SD with the square of its distance."""

_EDGES: Floats = np.linspace(LOWEST, LOWEST + WIDTH * CELLS, CELLS + 1)
_TAIL_MEAN = 2.82
"""The mean of a standard normal beyond 2.5; thetas of a norm group have an SD a little under 1."""
_MIDDLES: Floats = np.concatenate([[-_TAIL_MEAN], _EDGES[1:-2] + WIDTH / 2, [_TAIL_MEAN]])
_KOLMOGOROV_95 = 1.358
_CURVE = NormalDist()
_FAR = 8.0
"""SDs of the normal curve, beyond any percentage point."""


@dataclass(frozen=True)
class ThetaCounts:
    """How many thetas of one skill fell into each cell.

    `scale` names skill and bank: thetas of two banks are not of one scale. Counters may begin with noise instead of
    zeros, and then hold negative numbers; `noise_sd` says how strong it is in a cell, over all counters added up.
    """

    scale: str
    cells: tuple[int, ...]
    noise_sd: float = 0.0

    def __post_init__(self) -> None:
        if len(self.cells) != CELLS or not all(type(cell) is int for cell in self.cells):
            raise ScoringError("local_counts", self.scale)
        if not (math.isfinite(self.noise_sd) and self.noise_sd >= 0.0):
            raise ScoringError("local_counts", self.scale)

    @property
    def n(self) -> int:
        """How many were counted, as far as noise lets one tell; never under 0."""
        return max(0, sum(self.cells))

    @property
    def surely(self) -> float:
        """How many were counted at least, noise taken at its worst."""
        return surely(self.n, self.noise_sd * math.sqrt(CELLS))


@dataclass(frozen=True)
class NoLocalNorm:
    """Why there is none: "too_few_people" (not surely 300), or "too_noisy" (noise alone could move it too far)."""

    why: Literal["too_few_people", "too_noisy"]
    n: int


@dataclass(frozen=True)
class NormsCompared:
    """What an operator sees before switching a local norm on.

    `shift` is the local mean less the shipped one, in shipped SDs; `spread` the local SD over the shipped one; both
    with 95 % intervals that hold sampling and noise. `distance` is the largest difference between both groups' shares
    at or below any theta, `distance_by_chance` what two samples of one population stay under in 95 of 100 cases.
    `other_sten` is the share of the local people who would be given another sten, `largest_move` by how many at most.
    """

    local_n: int
    shipped_n: int
    shift: float
    shift_low: float
    shift_high: float
    spread: float
    spread_low: float
    spread_high: float
    distance: float
    distance_by_chance: float
    other_sten: float
    largest_move: int


def cell_of(theta: float) -> int:
    """Return the cell that a theta is counted in, 0 to 21.

    Raises:
        ScoringError: "not_a_measure" for a theta that is no number.
    """
    if not math.isfinite(theta):
        raise ScoringError("not_a_measure", "theta")
    return min(max(math.floor((theta - LOWEST) / WIDTH), 0), CELLS - 1)


def local_norm(norm_id: str, counts: ThetaCounts) -> Norm | NoLocalNorm:
    """Return the norm that the counts make, from 300 people on.

    Returns:
        Mean and SD from the middles of cells, less what their width adds (Sheppard). Percentage points from the ends
        of cells, joined until each holds 20 people, by straight lines on the scale of the normal curve.
    """
    if counts.surely < LEAST_PEOPLE:
        return NoLocalNorm("too_few_people", counts.n)
    cells = np.array(counts.cells, dtype=np.float64)
    total = cells.sum()
    mean = float((cells * _MIDDLES).sum() / total)
    variance = float((cells * (_MIDDLES - mean) ** 2).sum() / (total - 1.0)) - WIDTH**2 / 12.0
    if variance <= 0.0 or not _can_be_told(counts, mean, variance):
        return NoLocalNorm("too_noisy", counts.n)
    points = _points(*_joined(cells, counts.noise_sd), mean, math.sqrt(variance))
    return Norm(norm_id, counts.n, mean, math.sqrt(variance), points)


def _points(ends: Floats, people: Floats, mean: float, sd: float) -> tuple[float, ...]:
    """Return the 1 % to 99 % points.

    Args:
        ends: Where joined cells meet. What lies beyond the outermost falls off as the normal curve does.
        people: Of each joined cell, one more than there are ends.
    """
    z = [_CURVE.inv_cdf(percent / 100.0) for percent in range(1, 100)]
    if not len(ends):
        return tuple(mean + sd * one for one in z)
    shares = np.cumsum(people)[:-1] / people.sum()
    known = [_CURVE.inv_cdf(float(share)) for share in shares]
    below, above = float(ends[0]) - sd * (known[0] + _FAR), float(ends[-1]) + sd * (_FAR - known[-1])
    along = np.interp(z, [-_FAR, *known, _FAR], [below, *ends, above])
    return tuple(float(point) for point in along)


def _can_be_told(counts: ThetaCounts, mean: float, variance: float) -> bool:
    of_mean, of_variance = (_noise(counts, mean, power) for power in (1, 2))
    return math.sqrt(of_mean / variance) <= MOST_NOISE and math.sqrt(of_variance) / (2.0 * variance) <= MOST_NOISE


def _joined(cells: Floats, sd: float) -> tuple[Floats, Floats]:
    """Return where joined cells meet and their people, surely 20 in each; what is left at the top joins the last."""
    ends, people, began = list[float](), list[float](), 0
    for at in range(1, CELLS + 1):
        here = float(cells[began:at].sum())
        if surely(here, sd * math.sqrt(at - began)) >= LEAST_IN_A_CELL:
            ends.append(float(_EDGES[at]))
            people.append(here)
            began = at
    people[-1] += max(float(cells[began:].sum()), 0.0)
    return np.array(ends[:-1]), np.array(people)


def compared(local: Norm, counts: ThetaCounts, shipped: Norm) -> NormsCompared:
    """Return how a local norm stands to the shipped one.

    Source:
        Difference of means with both variances; ratio of SDs on the log scale, normal theory; distance after
        Kolmogorov and Smirnov at the cells' edges, which makes it look a little smaller than it is.
    """
    shift = (local.mean - shipped.mean) / shipped.sd
    of_mean = local.sd**2 / local.n + shipped.sd**2 / shipped.n + _noise(counts, local.mean, power=1)
    margin = Z_95 * math.sqrt(of_mean) / shipped.sd
    spread = local.sd / shipped.sd
    of_log = 0.5 / (local.n - 1) + 0.5 / (shipped.n - 1) + _noise(counts, local.mean, power=2) / (4.0 * local.sd**4)
    factor = math.exp(Z_95 * math.sqrt(of_log))
    gap = np.abs(_share_below(local, _EDGES[1:-1]) - _share_below(shipped, _EDGES[1:-1]))
    moves = np.abs(sten(sten_exact(local, _MIDDLES)) - sten(sten_exact(shipped, _MIDDLES)))
    people = np.maximum(np.array(counts.cells, dtype=np.float64), 0.0)
    return NormsCompared(
        local_n=local.n,
        shipped_n=shipped.n,
        shift=shift,
        shift_low=shift - margin,
        shift_high=shift + margin,
        spread=spread,
        spread_low=spread / factor,
        spread_high=spread * factor,
        distance=float(gap.max()),
        distance_by_chance=_KOLMOGOROV_95 * math.sqrt(1.0 / local.n + 1.0 / shipped.n),
        other_sten=float(people[moves > 0].sum() / people.sum()),
        largest_move=int(moves[people > 0.0].max()),
    )


def _noise(counts: ThetaCounts, mean: float, power: int) -> float:
    """Return what noise adds to the variance of the mean (power 1) or of the variance (power 2)."""
    return float(counts.noise_sd**2 * ((_MIDDLES - mean) ** (2 * power)).sum()) / counts.n**2


def _share_below(norm: Norm, theta: Floats) -> Floats:
    return np.interp(theta, norm.quantiles, np.arange(1, 100) / 100.0, left=0.0, right=1.0)
