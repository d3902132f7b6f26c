"""Joint counts that fairness is told from: statement x category x group x place on the skill. No row of a person.

Groups are what people said of themselves, voluntarily, for anonymous statistics. Cells may begin with noise instead of
zeros and be added up over devices; a negative one counts as none.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.grm import Floats
from progrez_desktop.scoring.norms import Norm

Ints = NDArray[np.int64]

LEAST_IN_A_CELL = 20
"""Of what is shown or told apart: fewer could point to somebody."""


@dataclass(frozen=True)
class Places:
    """Where the skill is cut for matching: `edges` between bins, and the theta that stands for each bin."""

    edges: tuple[float, ...]
    values: tuple[float, ...]

    @classmethod
    def of(cls, norm: Norm) -> "Places":
        """Return ten bins that hold a tenth of the norm group each.

        Finer ones gain nothing: with 4,000 in each of two groups .46 SD apart and no DIF, the change of R2 of a
        statement is .001 at most with tenths, with twentieths and with bins of 0.1 (class B begins at .035).
        """
        points = np.asarray(norm.quantiles)
        groups = np.split(points, range(9, 99, 10))
        return cls(tuple(points[9:90:10].tolist()), tuple(float(group.mean()) for group in groups))

    def bin_of(self, theta: float) -> int:
        if not math.isfinite(theta):
            raise ScoringError("not_a_measure", "theta")
        return int(np.searchsorted(self.edges, theta, side="right"))


@dataclass(frozen=True)
class ItemCounts:
    """Counts of one statement. `cells` has shape (groups, categories, bins), categories turned by the key."""

    item: str
    groups: tuple[str, ...]
    places: Places
    cells: Ints

    def __post_init__(self) -> None:
        shape = self.cells.shape
        if len(shape) != 3 or shape[0] != len(self.groups) or shape[2] != len(self.places.values) or shape[1] < 2:
            raise ScoringError("joint_counts", self.item)

    @classmethod
    def begin(cls, item: str, groups: Sequence[str], categories: int, places: Places) -> "ItemCounts":
        shape = (len(groups), categories, len(places.values))
        return cls(item, tuple(groups), places, np.zeros(shape, dtype=np.int64))

    def with_person(self, group: str, level: int, theta: float) -> "ItemCounts":
        """Return the counts with one more person.

        Args:
            level: Of the skill, 0 to k - 1: the category turned by the statement's key.
            theta: What the person is matched on, of the skill's anchors.

        Raises:
            ScoringError: "unknown_group" or "wrong_category", naming the item.
        """
        if group not in self.groups:
            raise ScoringError("unknown_group", self.item)
        if not 0 <= level < self.cells.shape[1]:
            raise ScoringError("wrong_category", self.item)
        cells = self.cells.copy()
        cells[self.groups.index(group), level, self.places.bin_of(theta)] += 1
        return replace(self, cells=cells)

    def merged(self, other: "ItemCounts") -> "ItemCounts":
        """Return the counts of both.

        Raises:
            ScoringError: "other_counts" where item, groups or bins differ.
        """
        if (self.item, self.groups, self.places) != (other.item, other.groups, other.places):
            raise ScoringError("other_counts", f"{self.item} and {other.item}")
        return replace(self, cells=self.cells + other.cells)

    def of(self, group: str) -> Floats:
        """Return the cells of one group, none under zero. Shape (categories, bins).

        Raises:
            ScoringError: "unknown_group".
        """
        if group not in self.groups:
            raise ScoringError("unknown_group", f"{self.item}: {group}")
        return np.asarray(np.maximum(self.cells[self.groups.index(group)], 0), dtype=np.float64)
