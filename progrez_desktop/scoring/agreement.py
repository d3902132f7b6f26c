"""How far raters agree, and a model with them: weighted kappa, intraclass correlation, and what that earns a model.

A figure that can't be had is told by its reason and never as a number.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Why = Literal["one_rater", "too_few", "no_variance"]

LEAST_ROWS = 3
_LEAST_PEOPLE_FOR_AN_INTERVAL = 10
_RESAMPLES = 1000

PEOPLE_NEEDED = 200
ICC_NEEDED = 0.70
R_NEEDED = 0.50


@dataclass(frozen=True)
class Figure:
    """A coefficient with its 95 % bootstrap interval over people; no interval where there are too few of them."""

    value: float
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True)
class NoFigure:
    why: Why
    n: int


Measured = Figure | NoFigure
Statistic = Callable[[Floats], float | Why]


@dataclass(frozen=True)
class Shortfall:
    """What a reading lacks to join a score, with what was measured; None where nothing could be."""

    what: Literal["people", "icc", "r"]
    measured: float | None
    needed: float


def weighted_kappa(table: Floats, weights: Floats) -> float | None:
    """Return kappa for a table of two raters, with a cost for each kind of disagreement.

    1 is agreement throughout, 0 what two raters with these margins would have by chance; below 0 is less than chance.

    Args:
        table: How often the first rater gave i and the second j, as counts or shares. Shape (k, k).
        weights: The cost of (i, j); 0 on the diagonal. Shape (k, k).

    Returns:
        None where chance itself would cost nothing: both gave one and the same level throughout.

    Source:
        Cohen (1968), Psychological Bulletin 70(4), 213-220.
    """
    shares = table / table.sum()
    by_chance = float((weights * np.outer(shares.sum(axis=1), shares.sum(axis=0))).sum())
    return None if by_chance == 0.0 else 1.0 - float((weights * shares).sum()) / by_chance


def quadratic_weights(levels: int) -> Floats:
    steps = np.arange(levels, dtype=float)
    return (steps[:, None] - steps[None, :]) ** 2


def quadratic_kappa(ratings: Floats, levels: int = 6) -> float | Why:
    """Return kappa of two raters with squared differences as costs. Shape (n, 2), whole levels from 0."""
    if (why := _unfit(ratings)) is not None:
        return why
    table = np.zeros((levels, levels))
    np.add.at(table, (ratings[:, 0].astype(int), ratings[:, 1].astype(int)), 1.0)
    kappa = weighted_kappa(table, quadratic_weights(levels))
    return "no_variance" if kappa is None else kappa


def icc_single(ratings: Floats) -> float | Why:
    """Return ICC(2,1): how far one rater, drawn from many, can be relied on for the level itself. Shape (n, k).

    Two-way random effects, absolute agreement: a rater who is always one level lower counts as disagreeing. Poor under
    .50, moderate to .75, good to .90.

    Source:
        Shrout & Fleiss (1979), Psychological Bulletin 86(2), 420-428; Koo & Li (2016) for the words.
    """
    return _icc(ratings, mean=False)


def icc_mean(ratings: Floats) -> float | Why:
    """Return ICC(2,k): as `icc_single`, for the mean of the k raters."""
    return _icc(ratings, mean=True)


def _icc(ratings: Floats, *, mean: bool) -> float | Why:
    if (why := _unfit(ratings)) is not None:
        return why
    n, k = ratings.shape
    grand = ratings.mean()
    between = k * float(((ratings.mean(axis=1) - grand) ** 2).sum()) / (n - 1)
    judges = n * float(((ratings.mean(axis=0) - grand) ** 2).sum()) / (k - 1)
    total = float(((ratings - grand) ** 2).sum())
    error = (total - between * (n - 1) - judges * (k - 1)) / ((n - 1) * (k - 1))
    of_judges = (judges - error) / n
    below = between + of_judges if mean else between + (k - 1) * error + k * of_judges
    return "no_variance" if below <= 1e-12 else (between - error) / below


def correlation(ratings: Floats) -> float | Why:
    """Return Pearson's r of two columns. Shape (n, 2)."""
    if (why := _unfit(ratings)) is not None:
        return why
    centred = ratings - ratings.mean(axis=0)
    spread = float(np.sqrt((centred[:, 0] ** 2).sum() * (centred[:, 1] ** 2).sum()))
    return "no_variance" if spread <= 1e-12 else float((centred[:, 0] * centred[:, 1]).sum()) / spread


def measured(statistic: Statistic, ratings: Floats, people: Sequence[str], seed: int = 1) -> Measured:
    """Return a statistic with its interval.

    Args:
        ratings: One row for each answer, one column for each rater. Shape (n, k), without gaps.
        people: Who wrote each answer. Answers of one person resemble one another, so people are drawn, not answers.
    """
    found = statistic(ratings)
    if isinstance(found, str):
        return NoFigure(found, len(ratings))
    rows_of = [np.flatnonzero(np.asarray(people) == one) for one in sorted(set(people))]
    low = high = None
    if len(rows_of) >= _LEAST_PEOPLE_FOR_AN_INTERVAL:
        random = np.random.default_rng(seed)
        drawn = (random.integers(len(rows_of), size=len(rows_of)) for _ in range(_RESAMPLES))
        again = [statistic(ratings[np.concatenate([rows_of[one] for one in draw])]) for draw in drawn]
        values = [value for value in again if not isinstance(value, str)]
        if len(values) >= 0.95 * _RESAMPLES:
            low, high = (float(edge) for edge in np.quantile(values, [0.025, 0.975]))
    return Figure(found, low, high, len(ratings))


def shortfalls(people: int, icc: Measured, r: Measured) -> tuple[Shortfall, ...]:
    """Return what a reading lacks before it may join a score; nothing where it has earned its place.

    Args:
        people: How many people were rated by two raters who did not know the model's level.
        icc: ICC(2,1) of those raters.
        r: Correlation of the model's level with the raters'.

    Source:
        The scoring rule of the research that the engine was designed by: 200 people, ICC .70, r .50.
    """
    found: list[Shortfall] = []
    if people < PEOPLE_NEEDED:
        found.append(Shortfall("people", people, PEOPLE_NEEDED))
    checks: tuple[tuple[Literal["icc", "r"], Measured, float], ...] = (("icc", icc, ICC_NEEDED), ("r", r, R_NEEDED))
    for what, figure, needed in checks:
        value = figure.value if isinstance(figure, Figure) else None
        if value is None or value < needed:
            found.append(Shortfall(what, value, needed))
    return tuple(found)


def _unfit(ratings: Floats) -> Why | None:
    if ratings.ndim != 2 or ratings.shape[1] < 2:
        return "one_rater"
    return "too_few" if len(ratings) < LEAST_ROWS else None
