"""What several tables of one counter give away together, where each by itself is safe.

Tables that are sums of the same cells are linked: a cell that one of them hides may follow from what the others show,
since each hides the smallest that it has, and those need not be the same. So what follows is computed, and as long as a
cell of fewer than 20 people follows from what is shown, one more is hidden that takes part in it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.disclosure import Ints, Shown, margin, may_be_shown
from progrez_desktop.scoring.noisy import LEAST_IN_A_CELL, SURELY

Floats = NDArray[np.float64]
_NOTHING = 1e-7


@dataclass(frozen=True)
class Table:
    """Sums over all axes but some. Where nothing of it may be shown it is left out by whoever publishes it."""

    axes: tuple[int, ...]
    cells: Ints
    shown: Shown
    noise_sd: float


def tables_of(cells: Ints, kept: Sequence[Sequence[int]], noise_sd: float) -> list[Table]:
    """Return the tables of one counter with what of them may be shown beside one another.

    Args:
        cells: The counter, an axis for each thing that it tells apart.
        kept: The axes of each table, in the order in which it shows them.
        noise_sd: Of the noise in one cell of the counter.

    Source:
        Linked tables and their audit by linear algebra: Hundepool et al. (2012), Statistical Disclosure Control,
        ch. 4.
    """
    made = []
    for axes in kept:
        sums, of = margin(cells, axes)
        sd = noise_sd * of**0.5
        made.append(Table(tuple(axes), sums, may_be_shown(sums, sd), sd))
    audit = _Audit(cells.shape, made)
    while (found := audit.to_hide()) is not None:
        table, place = found
        made[table].shown[place] = False
    return made


class _Audit:
    """Everything that somebody knows who has all tables, as sums of cells of the counter."""

    def __init__(self, shape: tuple[int, ...], tables: Sequence[Table]) -> None:
        self._tables = tables
        numbers = np.arange(int(np.prod(shape))).reshape(shape)
        self._sums = [_sums(numbers, table.axes) for table in tables]
        self._published = {row.tobytes() for sums in self._sums for row in sums.reshape(-1, numbers.size)}

    def to_hide(self) -> tuple[int, tuple[int, ...]] | None:
        """Return the smallest cell that takes part in giving one away, as its table and place; None where none is."""
        known, few = list(self._known()), list(self._few())
        if not known or not few:
            return None
        rows, asked = np.stack([row for row, _ in known]), np.stack(few)
        shares = asked @ np.linalg.pinv(rows)
        follows = np.abs(shares @ rows - asked).max(axis=1) < _NOTHING
        for share in shares[follows]:
            part = [where for one, (_, where) in zip(share, known, strict=True) if where and abs(one) > _NOTHING]
            if part:
                return min(part, key=lambda where: int(self._tables[where[0]].cells[where[1]]))
        return None

    def _known(self) -> Iterator[tuple[Floats, tuple[int, tuple[int, ...]] | None]]:
        """Give each shown cell with its place, and without one the sum of each line that nobody publishes.

        A line of which nothing is shown tells nobody anything by its sum, and one whose sum is a cell of another table
        is known where that cell is shown.
        """
        for number, (table, sums) in enumerate(zip(self._tables, self._sums, strict=True)):
            for place in np.ndindex(*table.cells.shape):
                if table.shown[place]:
                    yield sums[place], (number, place)
            for line in _lines(table.cells.shape):
                total = sums[line].sum(axis=0)
                if table.shown[line].any() and total.tobytes() not in self._published:
                    yield total, None

    def _few(self) -> Iterator[Floats]:
        """Give each cell that is not surely 20 people."""
        for table, sums in zip(self._tables, self._sums, strict=True):
            for place in np.ndindex(*table.cells.shape):
                if table.cells[place] - SURELY * table.noise_sd < LEAST_IN_A_CELL:
                    yield sums[place]


def _sums(numbers: Ints, axes: Sequence[int]) -> Floats:
    """Return for each cell of a table which cells of the counter it is the sum of, as ones in a row of zeros."""
    rows = np.eye(numbers.size).reshape(*numbers.shape, numbers.size)
    others = tuple(axis for axis in range(numbers.ndim) if axis not in axes)
    kept = sorted(axes)
    summed = np.asarray(rows.sum(axis=others)) if others else rows
    order = [*(kept.index(axis) for axis in axes), len(kept)]
    return np.ascontiguousarray(summed.transpose(order))


def _lines(shape: tuple[int, ...]) -> Iterator[tuple[int | slice, ...]]:
    for axis in range(len(shape)):
        for place in np.ndindex(*shape[:axis], *shape[axis + 1 :]):
            yield (*place[:axis], slice(None), *place[axis:])
