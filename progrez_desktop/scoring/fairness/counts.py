"""Joint counts that fairness is told from: statement x category x group x place on the skill. No row of a person.

Groups are what people said of themselves, voluntarily, for anonymous statistics. Cells may begin with noise instead of
zeros and be added up over devices.
"""

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.grm import Floats
from progrez_desktop.scoring.noisy import surely
from progrez_desktop.scoring.norms import Norm

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Places:
    """Where the skill is cut for matching: `edges` between bins, and the theta that stands for each bin."""

    edges: tuple[float, ...]
    values: tuple[float, ...]

    @classmethod
    def of(cls, norm: Norm, bins: int = 10) -> "Places":
        """Return bins that hold as much of the norm group each: tenths, or `bins` of 2, 4, 5, 10 or 20.

        Finer ones gain nothing: with 4,000 in each of two groups .46 SD apart and no DIF, the change of R2 of a
        statement is .001 at most with tenths, with twentieths and with bins of 0.1, and .0016 with fifths (class B
        begins at .035). Fifths hold half the noise where cells begin with some.
        """
        points, step = np.asarray(norm.quantiles), 100 // bins
        ends = range(step - 1, 99, step)
        groups = np.split(points, ends)
        return cls(tuple(float(points[end]) for end in ends), tuple(float(group.mean()) for group in groups))

    def bin_of(self, theta: float) -> int:
        if not math.isfinite(theta):
            raise ScoringError("not_a_measure", "theta")
        return int(np.searchsorted(self.edges, theta, side="right"))


@dataclass(frozen=True)
class ItemCounts:
    """Counts of one statement. `cells` has shape (groups, categories, bins), categories turned by the key.

    `noise_sd` is that of a cell, over all counters added up.
    """

    item: str
    groups: tuple[str, ...]
    places: Places
    cells: Ints
    noise_sd: float = 0.0

    def __post_init__(self) -> None:
        shape = self.cells.shape
        if len(shape) != 3 or shape[0] != len(self.groups) or shape[2] != len(self.places.values) or shape[1] < 2:
            raise ScoringError("joint_counts", self.item)

    def people(self, group: str) -> int:
        """Return how many of a group were counted, as far as noise lets one tell.

        Raises:
            ScoringError: "unknown_group".
        """
        return int(self._of(group).sum())

    def surely(self, group: str) -> float:
        """Return how many of a group were counted at least, noise taken at its worst."""
        return surely(self.people(group), self.noise_sd * math.sqrt(self._of(group).size))

    def of(self, group: str) -> Floats:
        """Return the cells of one group, none under zero: a negative one counts as none. Shape (categories, bins).

        Raises:
            ScoringError: "unknown_group".
        """
        return np.asarray(np.maximum(self._of(group), 0), dtype=np.float64)

    def _of(self, group: str) -> Ints:
        if group not in self.groups:
            raise ScoringError("unknown_group", f"{self.item}: {group}")
        return np.asarray(self.cells[self.groups.index(group)])
