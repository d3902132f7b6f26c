"""How many people stand in each category at each theta, given their answers: the look at people that estimating takes.

The sums are exact. Each person's share at a node is rounded to a whole number of a unit so small that all of them add
up below 2^53; whole numbers add without rounding, so that no order, block or thread can change a bit.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.grm import NODES, Floats, Scale

Places = NDArray[np.intp]

_BLOCK = 512
_EXACT_BITS = 52


@dataclass(frozen=True)
class Look:
    """What people say of the items as they are now.

    Args:
        log_likelihood: Of all answers, theta integrated out.
        counts: By item, expected people in each category at each node. Shape (k, q).
    """

    log_likelihood: float
    counts: list[Floats]


@dataclass(frozen=True)
class _Cells:
    """How people of one block fall into the cells of two items: who by cell, where a cell begins, and which it is."""

    people: Places
    starts: Places
    cells: Places


class People:
    """Everybody's answers, each pattern once with the number of people who gave it."""

    def __init__(self, levels: NDArray[np.intp], weights: NDArray[np.int64], categories: Sequence[int]) -> None:
        """Take answers as levels of the trait.

        Args:
            levels: 1 for the lowest category, 0 for none. Shape (people, items).
            weights: How many people each row stands for. Shape (people,).
            categories: How many each item has.
        """
        self.patterns, inverse = np.unique(levels, axis=0, return_inverse=True)
        self.weights: Floats = np.bincount(inverse.ravel(), weights=weights).astype(np.float64)
        self.people = int(self.weights.sum())
        self._unit = 2.0 ** (_EXACT_BITS - math.ceil(math.log2(self.people)))
        self._widths = [k + 1 for k in categories]
        self._blocks = [slice(at, at + _BLOCK) for at in range(0, len(self.patterns), _BLOCK)]
        self._cells = [self._sorted(self.patterns[block]) for block in self._blocks]

    def _pairs(self) -> list[tuple[int, int]]:
        """Return the widths of the items two by two; an odd one out is joined by an item that says nothing."""
        widths = [*self._widths, 1] if len(self._widths) % 2 else self._widths
        return list(zip(widths[::2], widths[1::2], strict=True))

    def _sorted(self, patterns: NDArray[np.intp]) -> list[_Cells]:
        found = []
        for at, (_, width) in enumerate(self._pairs()):
            second = patterns[:, 2 * at + 1] if width > 1 else 0
            cells = patterns[:, 2 * at] * width + second
            people = np.argsort(cells, kind="stable")
            ordered = cells[people]
            starts = np.flatnonzero(np.concatenate([[True], ordered[1:] != ordered[:-1]]))
            found.append(_Cells(people, starts, ordered[starts]))
        return found

    def look(self, tables: Sequence[Floats]) -> Look:
        """Return expected counts and log-likelihood for one `grm.answer_table` per item, not reversed.

        Source:
            Bock & Aitkin (1981), Psychometrika 46(4), 443-459.
        """
        scale, totals = Scale(tables), np.empty(len(self.patterns))
        in_cells = [np.zeros((one * other, NODES.size)) for one, other in self._pairs()]
        joint, scratch = np.empty((_BLOCK, NODES.size)), np.empty((_BLOCK, NODES.size))
        for block, cells in zip(self._blocks, self._cells, strict=True):
            patterns = self.patterns[block]
            size = len(patterns)
            share = scale.joint(patterns, joint[:size], scratch[:size])
            totals[block] = share.sum(axis=1)
            share *= (self.weights[block] * self._unit / totals[block])[:, np.newaxis]
            np.rint(share, out=share)
            for counts, of in zip(in_cells, cells, strict=True):
                np.take(share, of.people, axis=0, out=scratch[:size], mode="clip")
                counts[of.cells] += np.add.reduceat(scratch[:size], of.starts, axis=0)
        return Look(math.fsum((self.weights * np.log(totals)).tolist()), self._by_item(in_cells))

    def _by_item(self, in_cells: list[Floats]) -> list[Floats]:
        found = []
        for counts, (one, other) in zip(in_cells, self._pairs(), strict=True):
            both = counts.reshape(one, other, NODES.size)
            found += [both.sum(axis=1), both.sum(axis=0)]
        return [counts[1:] / self._unit for counts in found[: len(self._widths)]]
