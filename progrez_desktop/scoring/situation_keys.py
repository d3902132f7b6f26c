"""Keys of situations from responses: which choices go with more of the skill, told from anonymous counts.

From 300 people on, an action's value is how far above the others those stand, by their statements, who call it best,
and how far below those who call it worst. People are counted in two folds, so that values can be tried on people
that they were not made from; a key that foretells nothing there, or no better than the reasoned one, is not taken.
That a key agrees with statements is no proof that it is right: both are told by the same person.
"""

import bisect
import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.distributions import Z_95
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.grm import Floats
from progrez_desktop.scoring.noisy import surely
from progrez_desktop.scoring.situations import SituationKey

Ints = NDArray[np.int64]

LEAST_PEOPLE = 300
FOLDS = 2
"""More folds would hold the same people and, where cells begin with noise, more of it: with five instead of two, a
key needs nearly twice as many people."""
HELD_BACK = 20.0
"""So many people at the average are added to each action: one that few chose keeps near 0."""
MOST_NOISE = 0.15
"""The SD that noise alone may give to the correlation of a key with theta."""

_EDGES = (-0.8416, -0.2533, 0.2533, 0.8416)
_LEVELS: Floats = np.array([-1.3998, -0.5319, 0.0, 0.5319, 1.3998])
"""Fifths of a standard normal: where they are cut, and their means."""
LEVELS = len(_LEVELS)


def choices(actions: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """Return what a person may choose, as best and worst action, in the order in which it is counted."""
    return tuple(permutations(actions, 2))


def level_of(z: float) -> int:
    """Return the fifth of the norm group that somebody stands in, 0 to 4.

    Raises:
        ScoringError: "not_a_measure".
    """
    if not math.isfinite(z):
        raise ScoringError("not_a_measure", "z")
    return bisect.bisect(_EDGES, z)


@dataclass(frozen=True)
class SituationCounts:
    """Counts of one situation, nobody's row among them: cells that may begin with noise and be added up anywhere.

    `cells` counts people by fold, by `choices(actions)`, and by the fifth of the norm group that their statements put
    them in. Shape (folds, choices, 5). `noise_sd` is that of a cell, over all counters added up.
    """

    situation: str
    actions: tuple[str, ...]
    cells: Ints
    noise_sd: float = 0.0

    def __post_init__(self) -> None:
        if self.cells.shape != (FOLDS, len(choices(self.actions)), LEVELS):
            raise ScoringError("situation_counts", self.situation)

    @property
    def n(self) -> int:
        return max(0, int(self.cells.sum()))

    @property
    def surely(self) -> float:
        """How many were counted at least, noise taken at its worst."""
        return surely(self.n, self.noise_sd * math.sqrt(self.cells.size))


def from_responses(actions: Sequence[str], values: Sequence[float]) -> SituationKey:
    """Return a key that was estimated, from what is kept of it."""
    return SituationKey(tuple(actions), tuple(values), "estimated")


@dataclass(frozen=True)
class EstimatedKey:
    """A key from responses, and how its choices go with the statements of people that it was not made from.

    `r` is held down a little by the fifths that thetas were counted in, and by the error of theta itself. Its interval
    holds sampling and noise.
    """

    key: SituationKey
    r: float
    low: float
    high: float
    n: int
    r_of_reasoning: float


@dataclass(frozen=True)
class StillReasoned:
    """Why the reasoned key stays. `r` is None with too few people or too much noise, else that of the estimated one."""

    why: Literal["too_few_people", "too_noisy", "foretells_nothing", "reasoning_is_as_good"]
    n: int
    r: float | None
    r_of_reasoning: float | None


def estimate(counts: SituationCounts, reasoned: SituationKey) -> EstimatedKey | StillReasoned:
    """Return the key that the counts make, where it is better than the reasoned one.

    Raises:
        ScoringError: "other_situation" where the key is of other actions.

    Source:
        Empirical option weights, held back towards 0: Bergman, Drasgow, Donovan, Henning & Juraska (2006),
        International Journal of Selection and Assessment 14(3), 223-235 compare ways of keying situational judgement.
    """
    if reasoned.actions != counts.actions:
        raise ScoringError("other_situation", counts.situation)
    if counts.surely < LEAST_PEOPLE:
        return StillReasoned("too_few_people", counts.n, None, None)
    sums = _Sums(counts.actions)
    folds = [counts.cells[fold].astype(np.float64) for fold in range(FOLDS)]
    every = np.sum(folds, axis=0)
    tried = [sums.tried(part, sums.values(every - part), counts.noise_sd) for part in folds]
    reasoning = [sums.tried(part, reasoned.profile, counts.noise_sd) for part in folds]
    r, noise = _mean(tried)
    if noise > MOST_NOISE:
        return StillReasoned("too_noisy", counts.n, None, None)
    by_reasoning, _ = _mean(reasoning)
    # Without a true relation both folds say nearly the same, each how its chance goes with the other's: together they
    # are no surer than one of them.
    margin = Z_95 * math.hypot(1.0 / math.sqrt(counts.n / FOLDS - 3.0), noise / (1.0 - r * r))
    low, high = math.tanh(math.atanh(r) - margin), math.tanh(math.atanh(r) + margin)
    if low <= 0.0:
        return StillReasoned("foretells_nothing", counts.n, r, by_reasoning)
    if r <= by_reasoning:
        return StillReasoned("reasoning_is_as_good", counts.n, r, by_reasoning)
    values = tuple(float(value) for value in sums.values(every))
    return EstimatedKey(from_responses(counts.actions, values), r, low, high, counts.n, by_reasoning)


@dataclass(frozen=True)
class _Tried:
    """A key on people of one fold: how its choices go with theta, and the SD that noise gives to that."""

    r: float
    noise: float
    n: float


class _Sums:
    """Sums over the cells of one situation. Cells below zero stay so: cut off, noise would no longer cancel out."""

    def __init__(self, actions: tuple[str, ...]) -> None:
        self._best = np.array([[action == best for action in actions] for best, _ in choices(actions)], np.float64)
        self._worst = np.array([[action == worst for action in actions] for _, worst in choices(actions)], np.float64)

    def values(self, cells: Floats) -> Floats:
        """Return a value for each action, standardised; all alike (nobody's choice told anything) gives zeros."""
        best, worst = self._best.T @ cells, self._worst.T @ cells
        levels = _LEVELS - (cells.sum(axis=0) * _LEVELS).sum() / max(cells.sum(), 1.0)
        told = ((best - worst) * levels).sum(axis=1)
        values = told / (np.maximum((best + worst).sum(axis=1), 0.0) + HELD_BACK)
        centred = values - values.mean()
        sd = math.sqrt(float((centred**2).mean()))
        return np.zeros_like(values) if sd < 1e-9 else np.asarray(centred / sd)

    def tried(self, cells: Floats, values: Floats, noise_sd: float) -> _Tried:
        """Return how value of the best less value of the worst goes with theta; 0 where there is no spread."""
        n = float(cells.sum())
        told = (self._best - self._worst) @ values
        mean_told, spread_told = _moments(cells.sum(axis=1), told)
        mean_level, spread_level = _moments(cells.sum(axis=0), _LEVELS)
        if n < 3.0 or spread_told < 1e-9 or spread_level < 1e-9:
            return _Tried(0.0, math.inf if noise_sd else 0.0, max(n, 0.0))
        weights = np.outer(told - mean_told, _LEVELS - mean_level) / (n * spread_told * spread_level)
        r = float(np.clip((cells * weights).sum(), -0.999, 0.999))
        return _Tried(r, noise_sd * math.sqrt(float((weights**2).sum())), n)


def _moments(people: Floats, values: Floats) -> tuple[float, float]:
    """Return mean and SD of values, each of so many people; 0 for a spread that noise took away."""
    n = max(float(people.sum()), 1.0)
    mean = float((people * values).sum()) / n
    return mean, math.sqrt(max(float((people * (values - mean) ** 2).sum()) / n, 0.0))


def _mean(folds: Sequence[_Tried]) -> tuple[float, float]:
    """Return the mean by Fisher's z and the SD that noise gives to it, each fold by its people."""
    weights = [max(fold.n - 3.0, 0.0) for fold in folds]
    total = math.fsum(weights)
    if total == 0.0:
        return 0.0, 0.0
    r = math.tanh(math.fsum(w * math.atanh(fold.r) for w, fold in zip(weights, folds, strict=True)) / total)
    return r, math.fsum(w * fold.noise for w, fold in zip(weights, folds, strict=True)) / total
