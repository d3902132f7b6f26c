"""Turning factors until each item leans on few of them, the factors being free to correlate."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_STEPS = 2000
_STILL = 1e-8


def quartimin(loadings: Floats) -> tuple[Floats, Floats]:
    """Return pattern and factor correlations under the quartimin criterion (oblimin with gamma 0).

    Begins at the varimax solution, so that the same loadings give the same factors however they were turned before.

    Args:
        loadings: Of uncorrelated factors. Shape (items, factors).

    Returns:
        Pattern, shape (items, factors), each factor pointing the way of its items' sum; correlations of the factors.

    Source:
        Jennrich (2002), Psychometrika 67, 7-19, for the descent; Carroll (1953), Psychometrika 18, 23-38.
    """
    start = _varimax(loadings)
    turn, step = np.eye(loadings.shape[1]), 1.0
    pattern, cost, slope = _criterion(start, turn)
    for _ in range(_STEPS):
        downhill = slope - turn @ np.diag((turn * slope).sum(axis=0))
        size = float(np.sqrt((downhill**2).sum()))
        if size < _STILL:
            break
        step *= 2.0
        for _ in range(30):
            tried = turn - step * downhill
            tried = tried / np.sqrt((tried**2).sum(axis=0))
            found = _criterion(start, tried)
            if found[1] < cost - 0.5 * size**2 * step:
                break
            step /= 2.0
        turn, (pattern, cost, slope) = tried, found
    signs = np.where(pattern.sum(axis=0) < 0.0, -1.0, 1.0)
    return pattern * signs, (turn.T @ turn) * np.outer(signs, signs)


def _criterion(loadings: Floats, turn: Floats) -> tuple[Floats, float, Floats]:
    inverse = np.linalg.inv(turn)
    pattern = loadings @ inverse.T
    squares = pattern**2
    others = squares.sum(axis=1, keepdims=True) - squares
    gradient = pattern * others
    return pattern, float((squares * others).sum() / 4.0), -(pattern.T @ gradient @ inverse).T


def _varimax(loadings: Floats) -> Floats:
    turn = np.eye(loadings.shape[1])
    for _ in range(_STEPS):
        turned = loadings @ turn
        pull = loadings.T @ (turned**3 - turned * (turned**2).mean(axis=0))
        left, _, right = np.linalg.svd(pull)
        before, turn = turn, left @ right
        if np.abs(turn - before).max() < _STILL:
            break
    return np.asarray(loadings @ turn)
