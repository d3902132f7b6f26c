"""What of a table of counts may be shown: 20 people in each cell, and none that the rest of its line gives away."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.noisy import LEAST_IN_A_CELL, SURELY

Ints = NDArray[np.int64]
Shown = NDArray[np.bool_]
Line = tuple[int | slice, ...]


def margin(cells: Ints, axes: Sequence[int]) -> tuple[Ints, int]:
    """Return the sums over all other axes, these in the order given, and of how many cells each is the sum."""
    others = tuple(axis for axis in range(cells.ndim) if axis not in axes)
    kept = sorted(axes)
    summed = np.asarray(cells.sum(axis=others) if others else cells)
    return summed.transpose([kept.index(axis) for axis in axes]), int(np.prod([cells.shape[axis] for axis in others]))


def may_be_shown(cells: Ints, noise_sd: float) -> Shown:
    """Return which cells may be shown.

    A cell is hidden that is not surely 20. Then, as long as the hidden cells of a line along any axis are one alone or
    together not surely 20, the smallest that it still shows is hidden too: whoever knows the sum of the line learns
    nothing of fewer than 20 people.

    Source:
        Cell suppression, primary and complementary: Hundepool et al. (2012), Statistical Disclosure Control, ch. 4.
    """
    shown: Shown = np.asarray(cells - SURELY * noise_sd >= LEAST_IN_A_CELL)
    changed = True
    while changed:
        changed = False
        for line in _lines(cells.shape):
            if _gives_away(cells[line], shown[line], noise_sd):
                smallest = np.where(shown[line], cells[line], np.iinfo(np.int64).max).argmin()
                shown[line][smallest] = False
                changed = True
    return shown


def _lines(shape: tuple[int, ...]) -> Iterator[Line]:
    for axis in range(len(shape)):
        for place in np.ndindex(*shape[:axis], *shape[axis + 1 :]):
            yield (*place[:axis], slice(None), *place[axis:])


def _gives_away(cells: Ints, shown: Shown, noise_sd: float) -> bool:
    hidden = int((~shown).sum())
    if hidden == 0 or not shown.any():
        return False
    together = int(cells[~shown].sum())
    return hidden == 1 or bool(together - SURELY * noise_sd * hidden**0.5 < LEAST_IN_A_CELL)
