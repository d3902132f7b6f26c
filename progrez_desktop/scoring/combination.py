"""One skill from several sources: a small measurement model with weights that are shown, and not an average.

Statements make the score and fix its scale. Another source joins with a validity that was measured; until then its
weight is 0 and it keeps a line of its own. Sources that contradict each other are not averaged: it is said.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from progrez_desktop.scoring.agreement import PEOPLE_NEEDED
from progrez_desktop.scoring.distributions import Z_95
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.grm import Floats

STATEMENTS = "statements"
DEFINITION = "definition"


@dataclass(frozen=True)
class Validity:
    """What a source was measured to be worth.

    `loading` is how its true part goes with the skill, between -1 and 1; `n` on how many people that was found; `basis`
    names against what ("human_ratings", "statements", "outcomes"). What is left, 1 - loading^2, is its own.
    """

    loading: float
    n: int
    basis: str

    def __post_init__(self) -> None:
        if not 0.0 < abs(self.loading) <= 1.0 or self.n < 1:
            raise ScoringError("validity", self.basis)

    @property
    def is_measured(self) -> bool:
        """Whether it rests on at least 200 people, or needs none."""
        return self.basis == DEFINITION or self.n >= PEOPLE_NEEDED


@dataclass(frozen=True)
class Source:
    """What one source says of one person: a value with mean 0 and SD 1 over people, and that value's own error.

    Without a `validity`, or with one of too few people, it is shown and has no weight.
    """

    name: str
    value: float
    error: float
    validity: Validity | None

    def __post_init__(self) -> None:
        if not (math.isfinite(self.value) and math.isfinite(self.error) and self.error >= 0.0):
            raise ScoringError("not_a_measure", self.name)

    @classmethod
    def of_statements(cls, theta: float, se: float) -> "Source":
        """Return the statements' posterior as an observation, with the prior N(0, 1) taken out of it.

        A posterior N(theta, se^2) under that prior is what a value theta / (1 - se^2) with error variance
        se^2 / (1 - se^2) gives. Put back alone, it gives the statements' own score. Its loading is 1: the score is of
        what statements measure.

        Raises:
            ScoringError: "not_a_measure" for an error of 1 or more, which is no measure at all.
        """
        if not 0.0 < se < 1.0:
            raise ScoringError("not_a_measure", STATEMENTS)
        told = 1.0 - se**2
        return cls(STATEMENTS, theta / told, se / math.sqrt(told), Validity(1.0, 1, DEFINITION))


@dataclass(frozen=True)
class Disagreement:
    """Two sources whose estimates lie further apart than 1.96 standard errors of their difference."""

    one: str
    other: str
    difference: float
    error: float


@dataclass(frozen=True)
class Combined:
    """The composite, with what each source weighs in it.

    `theta` and `se` are None where sources disagree: the lines then stand apart and none is averaged away. `weights`
    are of each source's value, in the order given, and 0 where no validity was measured.
    """

    theta: float | None
    se: float | None
    weights: tuple[tuple[str, float], ...]
    disagreements: tuple[Disagreement, ...]
    apart: tuple[str, ...]

    @property
    def shares(self) -> dict[str, float]:
        """How much each source has a say, of 1 in all: what is shown. Alone, the statements have 1."""
        total = math.fsum(abs(weight) for _, weight in self.weights)
        return {name: abs(weight) / total for name, weight in self.weights}


def loading_of_a_reading(r_with_ratings: float, rater_reliability: float) -> float:
    """Return the loading of a reading of texts: its validated r with human ratings times the root of their reliability.

    Raises:
        ScoringError: "validity", outside of 0 to 1.
    """
    if not (0.0 < r_with_ratings <= 1.0 and 0.0 < rater_reliability <= 1.0):
        raise ScoringError("validity", "reading")
    return r_with_ratings * math.sqrt(rater_reliability)


def combine(sources: Sequence[Source], shared: Mapping[tuple[str, str], float] | None = None) -> Combined:
    """Return the skill as all valid sources together give it.

    Args:
        sources: The statements and what stands beside them, each name once.
        shared: By pair of names, the covariance of what two sources have in common beside the skill: a method, a mood.
            A pair that is not named shares nothing.

    Returns:
        The posterior under theta ~ N(0, 1) and x = loading * theta + own + error: mean S_tx S_xx^-1 x, variance
        1 - S_tx S_xx^-1 S_xt.

    Raises:
        ScoringError: "source_twice", "no_valid_source", "unknown_source" for a covariance of none, "covariances" where
            they can't be (S_xx is not positive definite).

    Source:
        Regression factor scores: Thurstone (1935), The Vectors of Mind; Lawley & Maxwell (1971), Factor Analysis as a
        Statistical Method, ch. 8.
    """
    names = [source.name for source in sources]
    for name in names:
        if names.count(name) > 1:
            raise ScoringError("source_twice", name)
    for pair in shared or {}:
        if not set(pair) <= set(names) or len(set(pair)) != 2:
            raise ScoringError("unknown_source", " and ".join(pair))
    valid = [(one, one.validity) for one in sources if one.validity is not None and one.validity.is_measured]
    if not valid:
        raise ScoringError("no_valid_source")
    loadings = np.array([validity.loading for _, validity in valid])
    own = _own_covariances([source for source, _ in valid], loadings, shared or {})
    weights = _solved(np.outer(loadings, loadings) + own, loadings)
    weighed = {source.name: float(weight) for (source, _), weight in zip(valid, weights, strict=True)}
    shown = tuple((name, weighed.get(name, 0.0)) for name in names)
    apart = tuple(name for name in names if name not in weighed)
    against = _disagreements([source for source, _ in valid], loadings, own)
    if against:
        return Combined(None, None, shown, against, apart)
    theta = math.fsum(weight * source.value for (source, _), weight in zip(valid, weights, strict=True))
    variance = 1.0 - math.fsum(float(weight * loading) for weight, loading in zip(weights, loadings, strict=True))
    return Combined(theta, math.sqrt(variance), shown, (), apart)


def _own_covariances(sources: Sequence[Source], loadings: Floats, shared: Mapping[tuple[str, str], float]) -> Floats:
    """Return the covariances of what is not the skill: own part and error of each source, and what two share."""
    own = np.diag([1.0 - loading**2 + source.error**2 for source, loading in zip(sources, loadings, strict=True)])
    place = {source.name: at for at, source in enumerate(sources)}
    for (one, other), covariance in shared.items():
        if one in place and other in place:
            own[place[one], place[other]] = own[place[other], place[one]] = covariance
    return own


def _solved(covariances: Floats, loadings: Floats) -> Floats:
    """Return S_xx^-1 S_xt by hand-written Cholesky: a few rows, and the same bits on every machine's BLAS."""
    n = len(loadings)
    lower = np.zeros((n, n))
    for row in range(n):
        for column in range(row + 1):
            rest = covariances[row, column] - math.fsum(lower[row, at] * lower[column, at] for at in range(column))
            if row == column:
                if rest <= 1e-12:
                    raise ScoringError("covariances")
                lower[row, row] = math.sqrt(rest)
            else:
                lower[row, column] = rest / lower[column, column]
    half = np.zeros(n)
    for row in range(n):
        half[row] = (loadings[row] - math.fsum(lower[row, at] * half[at] for at in range(row))) / lower[row, row]
    solved = np.zeros(n)
    for row in reversed(range(n)):
        rest = half[row] - math.fsum(lower[at, row] * solved[at] for at in range(row + 1, n))
        solved[row] = rest / lower[row, row]
    return solved


def _disagreements(sources: Sequence[Source], loadings: Floats, own: Floats) -> tuple[Disagreement, ...]:
    """Return the pairs that contradict each other: x / loading is each one's unbiased word on the same theta."""
    found = []
    for one, other in combinations(range(len(sources)), 2):
        scale = 1.0 / loadings[one], 1.0 / loadings[other]
        difference = sources[one].value * scale[0] - sources[other].value * scale[1]
        variance = own[one, one] * scale[0] ** 2 + own[other, other] * scale[1] ** 2
        error = math.sqrt(max(variance - 2.0 * own[one, other] * scale[0] * scale[1], 0.0))
        if abs(difference) > Z_95 * error:
            found.append(Disagreement(sources[one].name, sources[other].name, float(difference), error))
    return tuple(found)
