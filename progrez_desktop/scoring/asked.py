"""What people were asked and what they answered, checked before anything is estimated from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.expected_counts import People

LEAST_PEOPLE = 250
"""Fewer do not fix an item's thresholds: Reise & Yu (1990), Journal of Educational Measurement 27(2), 133-144."""

LEAST_ITEMS = 3
"""With two items their slopes can't be told apart."""


@dataclass(frozen=True)
class AskedItem:
    """An item as it was asked. `key` is -1 where agreeing means less of the trait."""

    id: str
    categories: int
    key: int = 1


@dataclass(frozen=True)
class Answered:
    """Answers that were checked: everybody's patterns, and how often each category of each item was used."""

    everybody: People
    counts: list[NDArray[np.int64]]

    @property
    def people(self) -> int:
        return self.everybody.people

    @property
    def answered(self) -> list[int]:
        return [int(counts.sum()) for counts in self.counts]


def checked(asked: Sequence[AskedItem], answers: NDArray[np.generic], weights: Sequence[int] | None = None) -> Answered:
    """Return answers turned in the direction of the trait, without those who gave none.

    Args:
        asked: The items. Each needs `LEAST_PEOPLE` answers, and at least one in each category.
        answers: Raw categories as shown (1 to k), 0 for none. Shape (people, items).
        weights: How many people gave each row; once each if left out.

    Raises:
        ScoringError: By item "answers_not_finite", "wrong_category", "too_few_people", "item_never_varies",
            "category_never_used" (item: category), "item_twice" and "item_form"; "too_few_items", "wrong_shape" and
            "wrong_weight" for all.
    """
    _check_items(asked)
    if answers.ndim != 2 or answers.shape[1] != len(asked):
        raise ScoringError("wrong_shape")
    levels = np.stack([_levels(item, answers[:, at]) for at, item in enumerate(asked)], axis=1)
    weight = np.ones(len(levels), dtype=np.int64) if weights is None else np.asarray(weights)
    if weight.shape != (len(levels),) or weight.dtype.kind not in "iu" or (weight < 1).any():
        raise ScoringError("wrong_weight")
    there = (levels > 0).any(axis=1)
    levels, weight = levels[there], weight[there].astype(np.int64)
    counts = []
    for at, item in enumerate(asked):
        used = np.bincount(levels[:, at], weights=weight, minlength=item.categories + 1)[1:].astype(np.int64)
        _check_use(item, used)
        counts.append(used)
    return Answered(People(levels, weight, [item.categories for item in asked]), counts)


def _levels(item: AskedItem, column: NDArray[np.generic]) -> NDArray[np.intp]:
    """Return 1 to k in the direction of the trait, 0 for none."""
    if column.dtype.kind == "f" and not np.isfinite(column.astype(np.float64)).all():
        raise ScoringError("answers_not_finite", item.id)
    if column.dtype.kind not in "iuf":
        raise ScoringError("wrong_category", item.id)
    whole = column.astype(np.intp)
    if (whole != column).any() or (whole < 0).any() or (whole > item.categories).any():
        raise ScoringError("wrong_category", item.id)
    return whole if item.key > 0 else np.where(whole > 0, item.categories + 1 - whole, 0)


def _check_items(asked: Sequence[AskedItem]) -> None:
    if len(asked) < LEAST_ITEMS:
        raise ScoringError("too_few_items")
    for item in asked:
        if item.categories < 2 or item.key not in (1, -1):
            raise ScoringError("item_form", item.id)
    for one, other in pairwise(sorted(item.id for item in asked)):
        if one == other:
            raise ScoringError("item_twice", one)


def _check_use(item: AskedItem, used: NDArray[np.int64]) -> None:
    if used.sum() < LEAST_PEOPLE:
        raise ScoringError("too_few_people", item.id)
    if np.count_nonzero(used) == 1:
        raise ScoringError("item_never_varies", item.id)
    if not used.all():
        level = int((used == 0).argmax()) + 1
        shown = level if item.key > 0 else item.categories + 1 - level
        raise ScoringError("category_never_used", f"{item.id}: {shown}")
