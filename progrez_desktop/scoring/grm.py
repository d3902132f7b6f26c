"""The graded response model on a grid: category probabilities, and what a pattern of answers says of a person's theta.

Logistic, D = 1, theta ~ N(0, 1). Items are joined in item order and every sum over nodes runs within one person's
row, so that a person alone and the same person in a batch give the same bits, on any number of threads: nothing is
handed to BLAS, which orders sums by the size of a matrix and by its threads. Another build of numpy may round exp and
log otherwise in their last bits, and nothing else; that moves theta by less than 1e-9 (tests/scoring/test_grm.py).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.errors import ScoringError

Floats = NDArray[np.float64]

# Equally spaced, not Gauss-Hermite: extreme patterns sit in the tail, where 49 Hermite nodes are off by 0.017 in theta
# and a grid that ends at 5 by 0.022; this one agrees with a 1,601-point integration to 1e-6.
NODES: Floats = np.linspace(-8.0, 8.0, 161)
_STEP = 0.1
_PRIOR: Floats = np.exp(-0.5 * NODES**2) / np.exp(-0.5 * NODES**2).sum()

_LEAST_LOG_LIKELIHOOD = -600.0
"""A double holds e^-708 in full."""

_BLOCK = 256
"""People per step: two blocks of 256 x 161 doubles stay in the cache of one core."""


@dataclass(frozen=True)
class Posterior:
    """One entry per person: mean and SD of theta, and the 10 % and 90 % points of the posterior."""

    mean: Floats
    sd: Floats
    p10: Floats
    p90: Floats


def log_probabilities(slope: float, thresholds: Sequence[float], nodes: Floats = NODES) -> Floats:
    """Return the log-probability of each category of one item at each node.

    Args:
        slope: a > 0. The higher, the more an answer tells.
        thresholds: b, strictly increasing, k - 1 of them: where the higher categories become the likelier half.
        nodes: Theta. Shape (q,).

    Returns:
        Shape (k, q); the exponentials of a column sum to one.

    Source:
        Samejima (1969), Psychometrika Monograph 17.
    """
    b = np.asarray(thresholds, dtype=np.float64)
    z = slope * (nodes - b[:, np.newaxis])
    zero = np.zeros((1, nodes.size))
    at_least = np.concatenate([zero, -np.logaddexp(0.0, -z)])
    below_next = np.concatenate([-np.logaddexp(0.0, z), zero])
    # P(k) = s(x) - s(y) = s(x) s(-y) (1 - e^(y - x)), which keeps its digits where both halves round to one.
    gap = np.log1p(-np.exp(-slope * np.diff(b)))
    inner = np.concatenate([[0.0], gap, [0.0]])[:, np.newaxis]
    return np.asarray(at_least + below_next + inner)


def answer_table(slope: float, thresholds: Sequence[float], reverse: bool) -> Floats:
    """Return log-probabilities by raw category as shown: row 0 for "not answered", rows 1 to k for the categories.

    This is the one place where a reverse-keyed item is turned around. Shape (k + 1, q).
    """
    by_level = log_probabilities(slope, thresholds)
    shown = by_level[::-1] if reverse else by_level
    return np.concatenate([np.zeros((1, NODES.size)), shown])


class Scale:
    """The items of one skill, made ready for many people: two items at a time, so that one look-up answers for both.

    Likelihoods are multiplied as they are, which spares an exponential per person and node. They can't vanish: their
    product is at least what the least likely answers have at theta 0, and a scale where that is too little is refused.
    """

    def __init__(self, tables: Sequence[Floats]) -> None:
        """Take one `answer_table` per item.

        Raises:
            ScoringError: "scale_too_steep": many items at slopes that no statement about people has.
        """
        middle = NODES.size // 2
        if sum(float(table[:, middle].min()) for table in tables) < _LEAST_LOG_LIKELIHOOD:
            raise ScoringError("scale_too_steep")
        chances = [np.exp(table) for table in tables]
        if len(chances) % 2:
            chances.append(np.ones((1, NODES.size)))
        self._items = len(tables)
        self._pairs = [
            (one[:, np.newaxis] * other).reshape(-1, NODES.size)
            for one, other in zip(chances[::2], chances[1::2], strict=True)
        ]
        self._pairs[0] *= _PRIOR
        self._widths = [other.shape[0] for other in chances[1::2]]

    def estimates(self, answers: NDArray[np.intp]) -> tuple[Floats, Floats]:
        """Return expected a posteriori theta and its standard error, the same bits as `posterior` and sooner.

        Args:
            answers: Raw categories, 0 where there is none. Shape (people, items), every entry a row of its table.

        Source:
            Bock & Mislevy (1982), Applied Psychological Measurement 6(4), 431-444.
        """
        mean, sd = np.empty(len(answers)), np.empty(len(answers))

        def note(rows: slice, weight: Floats, scratch: Floats) -> None:
            mean[rows], sd[rows] = moments(weight, scratch)

        self._each_block(answers, note)
        return mean, sd

    def posterior(self, answers: NDArray[np.intp]) -> Posterior:
        """Return expected a posteriori estimates of many people, and how far they may be off.

        Args:
            answers: As for `estimates`.

        Returns:
            Arrays of length people. With no answers, the prior's own mean 0 and SD 1. The percentage points are
            interpolated between nodes 0.1 apart: within 0.002 of the continuous posterior where the SD is 0.2 or more.
        """
        mean, sd, p10, p90 = (np.empty(len(answers)) for _ in range(4))

        def note(rows: slice, weight: Floats, scratch: Floats) -> None:
            mean[rows], sd[rows] = moments(weight, scratch)
            _cumulate(weight, scratch)
            p10[rows], p90[rows] = _quantile(weight, scratch, 0.1), _quantile(weight, scratch, 0.9)

        self._each_block(answers, note)
        return Posterior(mean, sd, p10, p90)

    def _each_block(self, answers: NDArray[np.intp], note: Callable[[slice, Floats, Floats], None]) -> None:
        """Have `note` take the joint probabilities of all people, block by block; nobody's depend on their block.

        On one thread: the steps are too short to share out. With two, waiting for one another took twice the time.
        """
        weight, scratch = (np.empty((min(_BLOCK, len(answers)), NODES.size)) for _ in range(2))
        for start in range(0, len(answers), _BLOCK):
            rows = slice(start, min(start + _BLOCK, len(answers)))
            w, s = weight[: rows.stop - start], scratch[: rows.stop - start]
            note(rows, self.joint(answers[rows], w, s), s)

    def joint(self, answers: NDArray[np.intp], out: Floats, scratch: Floats) -> Floats:
        """Return prior x likelihood of each person (row) at each node (column), written into `out`.

        Args:
            answers: As in `posterior`. Shape (people, items).
            out: Shape (people, q).
            scratch: Room to work in, as large as `out`.
        """
        # Looked up pair by pair and not as a matrix product: with BLAS the bits would depend on the size of the batch.
        for at, (pair, width) in enumerate(zip(self._pairs, self._widths, strict=True)):
            place = answers[:, 2 * at] * width
            if 2 * at + 1 < self._items:
                place += answers[:, 2 * at + 1]
            np.take(pair, place, axis=0, out=scratch if at else out, mode="clip")
            if at:
                out *= scratch
        return out


def log_marginal_likelihood(tables: Sequence[Floats], answers: NDArray[np.intp]) -> float:
    """Return the log-likelihood of all answers with theta integrated out: what marginal maximum likelihood maximises.

    Args:
        tables: One `answer_table` per item.
        answers: As in `Scale.posterior`. People are independent; an unanswered item adds nothing.
    """
    total = 0.0
    for start in range(0, answers.shape[0], _BLOCK):
        joint = np.log(_PRIOR)[np.newaxis]
        for column, table in enumerate(tables):
            joint = joint + table[answers[start : start + _BLOCK, column]]
        top = joint.max(axis=1, keepdims=True)
        total += float((top[:, 0] + np.log(np.exp(joint - top).sum(axis=1))).sum())
    return total


def moments(weight: Floats, scratch: Floats) -> tuple[Floats, Floats]:
    """Return mean and SD of each row's distribution over the nodes, weighed as it is; `scratch` is as large."""
    total = weight.sum(axis=1)
    np.multiply(weight, NODES, out=scratch)
    mean = scratch.sum(axis=1) / total
    scratch *= NODES
    return mean, np.sqrt(scratch.sum(axis=1) / total - mean**2)


def _cumulate(weight: Floats, out: Floats) -> None:
    """Write the running sums of each row, which has an odd number of nodes.

    Two nodes at a time and the ones between afterwards: of a plain running sum each step waits for the one before.
    """
    out[:, 0] = weight[:, 0]
    np.cumsum(weight[:, :-2:2] + weight[:, 1::2], axis=1, out=out[:, 1::2])
    np.add(out[:, 1::2], weight[:, 2::2], out=out[:, 2::2])


def _quantile(weight: Floats, cumulated: Floats, p: float) -> Floats:
    """Return where each row crosses the share p of its mass, that of a node lying evenly half a step either side."""
    row = np.arange(weight.shape[0])
    aim = p * cumulated[:, -1]
    node = (cumulated >= aim[:, np.newaxis]).argmax(axis=1)
    missing = (cumulated[row, node] - aim) / weight[row, node]
    return np.asarray(NODES[node] + (0.5 - missing) * _STEP)
