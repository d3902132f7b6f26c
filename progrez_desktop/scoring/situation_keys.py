"""Keys of situations from responses: which choices go with more of the skill, told from anonymous counts.

From 300 people on, an action's value is how far above the others those stand, by their statements, who call it best,
and how far below those who call it worst. People are counted in five folds, so that values can be tried on people
that they were not made from; a key that foretells nothing there, or no better than the reasoned one, is not taken.
That a key agrees with statements is no proof that it is right: both are told by the same person.
"""

import bisect
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.distributions import Z_95
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.grm import Floats
from progrez_desktop.scoring.situations import SituationKey

Ints = NDArray[np.int64]

LEAST_PEOPLE = 300
FOLDS = 5
HELD_BACK = 20.0
"""So many people at the average are added to each action: one that few chose keeps near 0."""

_EDGES = (-0.8416, -0.2533, 0.2533, 0.8416)
_LEVELS: Floats = np.array([-1.3998, -0.5319, 0.0, 0.5319, 1.3998])
"""Fifths of a standard normal: where they are cut, and their means."""


@dataclass(frozen=True)
class SituationCounts:
    """Counts of one situation, nobody's row among them: cells that may begin with noise and be added up anywhere.

    `best` and `worst` count actions by the fifth of the norm group that the person's statements stand in, shape
    (folds, actions, 5); `pairs` counts best by worst, shape (folds, actions, actions).
    """

    situation: str
    actions: tuple[str, ...]
    best: Ints
    worst: Ints
    pairs: Ints

    @classmethod
    def begin(cls, situation: str, actions: Sequence[str]) -> "SituationCounts":
        by_level, by_pair = (FOLDS, len(actions), len(_LEVELS)), (FOLDS, len(actions), len(actions))
        cells = (np.zeros(shape, dtype=np.int64) for shape in (by_level, by_level, by_pair))
        return cls(situation, tuple(actions), *cells)

    def __post_init__(self) -> None:
        shape = (FOLDS, len(self.actions))
        if not (
            self.best.shape == self.worst.shape == (*shape, len(_LEVELS))
            and self.pairs.shape == (*shape, len(self.actions))
        ):
            raise ScoringError("situation_counts", self.situation)

    @property
    def n(self) -> int:
        return max(0, int(self.pairs.sum()))

    def with_person(self, fold: int, best: str, worst: str, z: float) -> "SituationCounts":
        """Return the counts with one more person.

        Args:
            fold: Drawn for this person, 0 to 4; not kept with anything else.
            z: Where the statements of this situation's skill put the person in the norm group.

        Raises:
            ScoringError: "unknown_action" or "not_a_measure", naming the situation.
        """
        if best == worst or not {best, worst} <= set(self.actions) or not 0 <= fold < FOLDS:
            raise ScoringError("unknown_action", self.situation)
        if not math.isfinite(z):
            raise ScoringError("not_a_measure", self.situation)
        one, other, level = self.actions.index(best), self.actions.index(worst), bisect.bisect(_EDGES, z)
        return replace(
            self,
            best=_more(self.best, (fold, one, level)),
            worst=_more(self.worst, (fold, other, level)),
            pairs=_more(self.pairs, (fold, one, other)),
        )

    def merged(self, other: "SituationCounts") -> "SituationCounts":
        """Return the counts of both.

        Raises:
            ScoringError: "other_situation".
        """
        if (self.situation, self.actions) != (other.situation, other.actions):
            raise ScoringError("other_situation", f"{self.situation} and {other.situation}")
        return replace(
            self, best=self.best + other.best, worst=self.worst + other.worst, pairs=self.pairs + other.pairs
        )


@dataclass(frozen=True)
class EstimatedKey:
    """A key from responses, and how its choices go with the statements of people that it was not made from.

    `r` is held down a little by the fifths that thetas were counted in, and by the error of theta itself.
    """

    key: SituationKey
    r: float
    low: float
    high: float
    n: int
    r_of_reasoning: float


@dataclass(frozen=True)
class StillReasoned:
    """Why the reasoned key stays. `r` is None with too few people, else that of the estimated one."""

    why: Literal["too_few_people", "foretells_nothing", "reasoning_is_as_good"]
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
    if counts.n < LEAST_PEOPLE:
        return StillReasoned("too_few_people", counts.n, None, None)
    cells = _Cells.of(counts)
    folds = [(cells.fold(fold), _values(cells.without(fold))) for fold in range(FOLDS)]
    r = _mean_r([_r(held, values) for held, values in folds], [held.n for held, _ in folds])
    by_reasoning = _mean_r([_r(held, reasoned.profile) for held, _ in folds], [held.n for held, _ in folds])
    spread = Z_95 / math.sqrt(max(counts.n - 3, 1))
    low, high = math.tanh(math.atanh(r) - spread), math.tanh(math.atanh(r) + spread)
    if low <= 0.0:
        return StillReasoned("foretells_nothing", counts.n, r, by_reasoning)
    if r <= by_reasoning:
        return StillReasoned("reasoning_is_as_good", counts.n, r, by_reasoning)
    values = tuple(float(value) for value in _values(cells))
    key = SituationKey(counts.actions, values, "estimated")
    return EstimatedKey(key, r, low, high, counts.n, by_reasoning)


@dataclass(frozen=True)
class _Cells:
    """Counts as shares of nothing less than zero, all folds or some of them."""

    best: Floats
    worst: Floats
    pairs: Floats

    @classmethod
    def of(cls, counts: SituationCounts) -> "_Cells":
        return cls(*(np.maximum(cells, 0).astype(np.float64) for cells in (counts.best, counts.worst, counts.pairs)))

    def fold(self, fold: int) -> "_Cells":
        return _Cells(*(cells[fold : fold + 1] for cells in (self.best, self.worst, self.pairs)))

    def without(self, fold: int) -> "_Cells":
        return _Cells(*(np.delete(cells, fold, axis=0) for cells in (self.best, self.worst, self.pairs)))

    @property
    def n(self) -> float:
        return float(self.pairs.sum())


def _values(cells: _Cells) -> Floats:
    """Return a value for each action, standardised; all alike (nobody's choice told anything) gives zeros."""
    best, worst = (part.sum(axis=0) for part in (cells.best, cells.worst))
    levels = _LEVELS - (best.sum(axis=0) * _LEVELS).sum() / max(best.sum(), 1.0)
    told = (best * levels).sum(axis=1) - (worst * levels).sum(axis=1)
    values = told / (best.sum(axis=1) + worst.sum(axis=1) + HELD_BACK)
    centred = values - values.mean()
    sd = math.sqrt(float((centred**2).mean()))
    return np.zeros_like(values) if sd < 1e-9 else np.asarray(centred / sd)


def _r(cells: _Cells, values: Floats) -> float:
    """Return how value of the best less value of the worst goes with theta, from sums over cells; 0 without spread."""
    best, worst, pairs = (part.sum(axis=0) for part in (cells.best, cells.worst, cells.pairs))
    n = pairs.sum()
    if n < 3.0:
        return 0.0
    told = values[:, np.newaxis] - values[np.newaxis, :]
    mean_told = (pairs * told).sum() / n
    variance_told = (pairs * (told - mean_told) ** 2).sum() / n
    of_levels = best.sum(axis=0)
    mean_level = (of_levels * _LEVELS).sum() / max(of_levels.sum(), 1.0)
    variance_level = (of_levels * (_LEVELS - mean_level) ** 2).sum() / max(of_levels.sum(), 1.0)
    levels = _LEVELS - mean_level
    together = ((best * levels).sum(axis=1) * values).sum() - ((worst * levels).sum(axis=1) * values).sum()
    below = math.sqrt(float(variance_told * variance_level))
    return 0.0 if below < 1e-12 else float(np.clip(together / n / below, -0.999, 0.999))


def _mean_r(correlations: Sequence[float], people: Sequence[float]) -> float:
    """Return the mean by Fisher's z, each fold by its people."""
    weights = [max(n - 3.0, 0.0) for n in people]
    total = math.fsum(weights)
    if total == 0.0:
        return 0.0
    return math.tanh(math.fsum(w * math.atanh(r) for w, r in zip(weights, correlations, strict=True)) / total)


def _more(cells: Ints, place: tuple[int, int, int]) -> Ints:
    added = cells.copy()
    added[place] += 1
    return added
