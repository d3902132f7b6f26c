"""Which item to ask next: the most informative at what is known so far, until the error is small enough.

Pure. The next item is a function of the block, the seed of the sitting and the answers so far, and of nothing else, so
that a sitting that was cut off goes on with the very item that was on screen.
"""

import hashlib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.grm import NODES, Floats, answer_table, moments

_LOG_PRIOR: Floats = -0.5 * NODES**2
_DECIMALS = 9
"""Rounded before they are compared, so that another processor's last bit asks no other item."""
_REMEMBERED = 256
"""Patterns of answers per scale whose standing is kept: more than one sitting passes through."""


class GradedItem(Protocol):
    """What asking takes to know of an item, such as one of a bank; `key` is -1 where agreeing means less."""

    @property
    def id(self) -> str: ...
    @property
    def categories(self) -> int: ...
    @property
    def key(self) -> int: ...
    @property
    def a(self) -> float: ...
    @property
    def b(self) -> tuple[float, ...]: ...


@dataclass(frozen=True)
class Rules:
    """How items are chosen, and when that ends.

    Args:
        se: A scale is done once the SD of its posterior is this small.
        least: It has so many answers before that, unless all of its items were asked.
        among: The next item is drawn from so many of the most informative (randomesque control of exposure), but never
            from those that may be the last: a draw among items that are all going to be asked costs nothing, one at
            the end costs a quarter to half an item a scale (calibration/adaptive_study.py measures it).

    Source:
        Kingsbury & Zara (1989), Applied Measurement in Education 2(4), 359-375.
    """

    se: float = 0.35
    least: int = 4
    among: int = 3

    def is_met(self, se: float) -> bool:
        """Whether an error is as small as it should be."""
        return round(se, _DECIMALS) <= self.se


@dataclass(frozen=True)
class Standing:
    """What the answers say of one scale so far: mean and SD of theta's posterior."""

    theta: float
    se: float
    worth: Floats = field(repr=False, compare=False)
    """Each item's information, averaged over the posterior: what asking it may be expected to tell. Shape (items,)."""


def information(slope: float, thresholds: Sequence[float], nodes: Floats = NODES) -> Floats:
    """Return the Fisher information of one graded item at each node: how much an answer tells there.

    Args:
        slope: a > 0.
        thresholds: b, strictly increasing.
        nodes: Theta. Shape (q,).

    Returns:
        a² times the sum over categories of P(k) (1 - P*(k) - P*(k + 1))², P* being "this category or a higher one".
        Shape (q,), from 0 to at most a² / 3, what ever more categories tend to. The inverse of the squared error that
        the item alone would leave.

    Source:
        Samejima (1969), Psychometrika Monograph 17; for its use in adaptive tests Dodd, De Ayala & Koch (1995),
        Applied Psychological Measurement 19(1), 5-22.
    """
    return _information(np.array([[slope]]), np.asarray(thresholds, dtype=np.float64)[:, np.newaxis], nodes)


def _information(slopes: Floats, thresholds: Floats, theta: Floats) -> Floats:
    """Return the information of items or at thetas, one a column; the thresholds of one lie along the first axis."""
    # By tanh, which overflows nowhere: 1 / (1 + exp(-x)) = (1 + tanh(x / 2)) / 2.
    reached = 0.5 + 0.5 * np.tanh(0.5 * slopes * (theta - thresholds))
    edge = np.ones((1, reached.shape[1]))
    steps = np.concatenate([edge, reached, 0.0 * edge])
    chances, turns = steps[:-1] - steps[1:], 1.0 - steps[:-1] - steps[1:]
    return np.asarray((slopes**2 * chances * turns**2).sum(axis=0))


class Block:
    """Scales that are asked together, in one response format, item by item.

    An item that two scales share is asked once and moves both. Its answer is read by each scale's own parameters.
    """

    def __init__(self, scales: Mapping[str, Sequence[GradedItem]], rules: Rules) -> None:
        """Take the items of each scale, by a name for it, in the order of the bank."""
        self.rules = rules
        self._scales = {name: _Tables(items) for name, items in scales.items()}
        self.items = frozenset(item for tables in self._scales.values() for item in tables.ids)

    def standing(self, scale: str, answers: Mapping[str, int]) -> Standing:
        """Return what the answers say of one scale.

        Args:
            scale: A name of `scales`.
            answers: Raw category as shown (1 to k) by item id; those of other scales are passed over.
        """
        tables = self._scales[scale]
        return tables.standing(_coded(tables, answers))

    def next_item(self, seed: str, asked: Sequence[str], answers: Mapping[str, int]) -> str | None:
        """Return the id of the item to ask now, or None when every scale is done.

        The turn is with the scale that is furthest behind, and not with one of the last item's where another is left.
        Of its items one of the most informative at its EAP is taken; by its `least`th answer at the latest, one of the
        key direction in which nothing was answered yet, so that agreeing with everything is nobody's score.

        Args:
            seed: Of the sitting and the block: the only chance there is.
            asked: Ids of the items asked so far in this block, in their order.
            answers: Raw category by item id. An asked item without one was skipped: it tells nothing and is not asked
                again.
        """
        still_open = list(self._open(asked, answers))
        if not still_open:
            return None
        others = [one for one in still_open if not asked or asked[-1] not in one.tables.ids]
        draws = _draws(seed, len(asked))
        turn = min(others or still_open, key=lambda one: (one.share, next(draws)))
        candidates = turn.candidates(self.rules)
        return turn.tables.ids[int(candidates[next(draws) % candidates.size])]

    def to_come(self, asked: Collection[str], answers: Mapping[str, int]) -> int:
        """Return about how many items are still to be asked, as things stand. 0 only when every scale is done."""
        return len({item for one in self._open(asked, answers) for item in one.forecast})

    def _open(self, asked: Collection[str], answers: Mapping[str, int]) -> Iterator["_Open"]:
        """Give the scales that are not done, in the order of the block."""
        gone = frozenset(asked)
        for tables in self._scales.values():
            left = np.array([place for place, item in enumerate(tables.ids) if item not in gone], dtype=np.intp)
            coded = _coded(tables, answers)
            given = np.frombuffer(coded, dtype=np.uint8) > 0
            missing = frozenset(tables.keys[left].tolist()) - frozenset(tables.keys[given].tolist())
            answered, standing = int(given.sum()), tables.standing(coded)
            short = not self.rules.is_met(standing.se)
            if not left.size or not (short or missing or answered < self.rules.least):
                continue
            ranked = left[np.argsort(-tables.information_at(standing.theta)[left], kind="stable")]
            told = standing.worth[ranked].cumsum()
            enough = int(np.searchsorted(told, self.rules.se**-2 - standing.se**-2)) + 1 if short else 0
            needed = min(max(enough, self.rules.least - answered, len(missing)), left.size)
            yield _Open(tables, answered, missing, ranked, needed)


class _Tables:
    """One scale, made ready: log-chances of every answer, and information, at every node; and the parameters."""

    def __init__(self, items: Sequence[GradedItem]) -> None:
        self.ids = tuple(item.id for item in items)
        self.keys = np.array([item.key for item in items])
        self._log_chances = np.zeros((len(items), 1 + max(item.categories for item in items), NODES.size))
        for place, item in enumerate(items):
            table = answer_table(item.a, item.b, reverse=item.key < 0)
            self._log_chances[place, : table.shape[0]] = table
        self._information = np.stack([information(item.a, item.b) for item in items])
        self._slopes = np.array([item.a for item in items])
        # What an item has not, nobody reaches: it adds nothing.
        self._thresholds = np.full((max(len(item.b) for item in items), len(items)), np.inf)
        for place, item in enumerate(items):
            self._thresholds[: len(item.b), place] = item.b
        self._places = np.arange(len(items))
        self.standing = lru_cache(maxsize=_REMEMBERED)(self._standing)

    def _standing(self, answers: bytes) -> Standing:
        """Return what raw categories say, one byte an item, 0 for none."""
        # In logarithms, unlike `Scale`: a scale to choose from may be too long for its likelihoods to be multiplied.
        log_joint = self._log_chances[self._places, np.frombuffer(answers, dtype=np.uint8)].sum(axis=0) + _LOG_PRIOR
        weight = np.exp(log_joint - log_joint.max())[np.newaxis]
        mean, sd = moments(weight, np.empty_like(weight))
        worth = (weight * self._information).sum(axis=1) / weight.sum()
        return Standing(float(mean[0]), float(sd[0]), worth)

    def information_at(self, theta: float) -> Floats:
        """Return each item's information at a theta. Shape (items,)."""
        return _information(self._slopes, self._thresholds, np.array(theta)).round(_DECIMALS)


@dataclass(frozen=True)
class _Open:
    """One scale that is not done."""

    tables: _Tables
    answered: int
    missing: frozenset[int]
    """Key directions in which nothing was answered and something can still be asked."""
    ranked: NDArray[np.intp]
    """Places of the items not yet asked, the most informative first; ties in the order of the bank."""
    needed: int
    """How many of them would do, if each told what may be expected of it."""

    @property
    def share(self) -> float:
        """How much of the way is done."""
        asked = len(self.tables.ids) - self.ranked.size
        return asked / (asked + self.needed)

    @property
    def forecast(self) -> tuple[str, ...]:
        return tuple(self.tables.ids[place] for place in self.ranked[: self.needed].tolist())

    def candidates(self, rules: Rules) -> NDArray[np.intp]:
        """Return the places of the items among which chance decides."""
        ranked = self.ranked
        if self.missing and self.answered + len(self.missing) >= rules.least:
            ranked = ranked[np.isin(self.tables.keys[ranked], list(self.missing))]
        return np.asarray(ranked[: max(1, min(rules.among, self.needed - 1))])


def _coded(tables: _Tables, answers: Mapping[str, int]) -> bytes:
    return bytes([answers.get(item, 0) for item in tables.ids])


def _draws(seed: str, place: int) -> Iterator[int]:
    """Return an endless row of whole numbers that belong to one seed and one place, on every machine the same."""
    number = 0
    while True:
        digest = hashlib.sha256(f"{seed}/{place}/{number}".encode()).digest()
        yield from (int.from_bytes(digest[start : start + 8]) for start in range(0, len(digest), 8))
        number += 1
