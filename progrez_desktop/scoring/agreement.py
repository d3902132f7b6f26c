"""How far raters agree, and a model with them: weighted kappa, intraclass correlation, and what that earns a model.

A figure that can't be had is told by its reason and never as a number.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Literal

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Why = Literal["one_rater", "too_few", "no_variance"]

LEAST_ROWS = 3
_LEAST_PEOPLE_FOR_AN_INTERVAL = 10
_RESAMPLES = 1000
_DUST = 1e-9

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


@dataclass(frozen=True)
class Shortfall:
    """What a reading lacks to join a score, with what was measured; None where nothing could be."""

    what: Literal["people", "icc", "r"]
    measured: float | None
    needed: float


@dataclass(frozen=True)
class Statistic:
    """A coefficient that only needs sums over answers; so drawing people a thousand times is one product of matrices.

    Args:
        terms: What is added up, for ratings of shape (n, k): shape (n, m).
        value: The coefficient of such sums, shape (..., m): shape (...), NaN where it can't be had.
    """

    terms: Callable[[Floats], Floats]
    value: Callable[[Floats], Floats]

    def __call__(self, ratings: Floats) -> float | Why:
        """Return the coefficient of ratings without gaps, one row for each answer and one column for each rater."""
        if ratings.ndim != 2 or ratings.shape[1] < 2:
            return "one_rater"
        if len(ratings) < LEAST_ROWS:
            return "too_few"
        found = float(self.value(self.terms(ratings).sum(axis=0)))
        return "no_variance" if np.isnan(found) else found


def measured(statistic: Statistic, ratings: Floats, people: Sequence[str], seed: int = 1) -> Measured:
    """Return a statistic with its interval.

    Args:
        ratings: Shape (n, k), without gaps.
        people: Who wrote each answer. Answers of one person resemble one another, so people are drawn, not answers.
    """
    found = statistic(ratings)
    if isinstance(found, str):
        return NoFigure(found, len(ratings))
    number = {name: place for place, name in enumerate(dict.fromkeys(people))}
    low = high = None
    if len(number) >= _LEAST_PEOPLE_FOR_AN_INTERVAL:
        terms = statistic.terms(ratings)
        of_person = np.zeros((len(number), terms.shape[1]))
        np.add.at(of_person, [number[name] for name in people], terms)
        again = statistic.value(_draws(len(number), seed) @ of_person)
        if np.isnan(again).mean() <= 0.05:
            low, high = (float(edge) for edge in np.nanquantile(again, [0.025, 0.975]))
    return Figure(found, low, high, len(ratings))


@lru_cache(maxsize=8)
def _draws(people: int, seed: int) -> Floats:
    """Return how often each person is drawn in each resample, shape (resamples, people): the same for every figure."""
    random = np.random.default_rng(seed)
    return random.multinomial(people, np.full(people, 1 / people), _RESAMPLES).astype(float)


def _pair_terms(ratings: Floats) -> Floats:
    x, y = ratings[:, 0], ratings[:, 1]
    return np.stack([np.ones(len(ratings)), x, y, x * x, y * y, x * y], axis=1)


def _kappa(sums: Floats) -> Floats:
    n, x, y, xx, yy, xy = np.moveaxis(sums, -1, 0)
    return 1.0 - _over(n * (xx + yy - 2.0 * xy), n * (xx + yy) - 2.0 * x * y)


def _correlation(sums: Floats) -> Floats:
    n, x, y, xx, yy, xy = np.moveaxis(sums, -1, 0)
    spread = np.maximum(n * xx - x * x, 0.0) * np.maximum(n * yy - y * y, 0.0)
    return _over(n * xy - x * y, np.sqrt(spread))


def _icc_terms(ratings: Floats) -> Floats:
    squares, rows = (ratings**2).sum(axis=1), ratings.sum(axis=1) ** 2
    return np.column_stack([np.ones(len(ratings)), squares, rows, ratings])


def _icc(sums: Floats, *, mean: bool) -> Floats:
    """Two-way random effects, from the mean squares between answers, between raters and of error."""
    n, squares, rows, columns = sums[..., 0], sums[..., 1], sums[..., 2], sums[..., 3:]
    k = columns.shape[-1]
    common = columns.sum(axis=-1) ** 2 / (n * k)
    of_answers, of_raters = rows / k - common, (columns**2).sum(axis=-1) / n - common
    between, raters = of_answers / (n - 1), of_raters / (k - 1)
    error = (squares - common - of_answers - of_raters) / ((n - 1) * (k - 1))
    of_one_rater = (raters - error) / n
    below = between + of_one_rater if mean else between + (k - 1) * error + k * of_one_rater
    return _over(between - error, below)


def _over(above: Floats, below: Floats) -> Floats:
    """Return the quotient, NaN where nothing varies: sums of whole levels leave no more than dust there."""
    there = below > _DUST
    return np.asarray(np.where(there, above / np.where(there, below, 1.0), np.nan))


quadratic_kappa = Statistic(_pair_terms, _kappa)
"""Weighted kappa of two raters with squared differences as costs. 1 is agreement throughout, 0 what raters with these
margins have by chance. Cohen (1968), Psychological Bulletin 70(4), 213-220; Fleiss & Cohen (1973)."""

icc_single = Statistic(_icc_terms, partial(_icc, mean=False))
"""ICC(2,1): how far one rater, drawn from many, can be relied on for the level itself. Absolute agreement: a rater who
is always one level lower disagrees. Poor under .50, moderate to .75, good to .90.
Shrout & Fleiss (1979), Psychological Bulletin 86(2), 420-428; Koo & Li (2016) for the words."""

icc_mean = Statistic(_icc_terms, partial(_icc, mean=True))
"""ICC(2,k): as `icc_single`, for the mean of the k raters."""

correlation = Statistic(_pair_terms, _correlation)
"""Pearson's r of two columns: the same order and spacing, whatever the level."""


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
