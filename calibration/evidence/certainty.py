"""Moves what a certainty is worth to what it proved to be worth in answers of writers that nothing was learned from."""

from collections.abc import Mapping, Sequence

import numpy as np
from scipy.optimize import minimize_scalar

from calibration.evidence.figures import Pair
from progrez_desktop.scoring.text.levels import Kind
from progrez_desktop.scoring.text.signs import logistic, logit

SPREAD = 1.0
"""How far a shift is expected to be, as SD: few readings move it little."""

Lines = Mapping[str, Sequence[float]]


def moved_lines(lines: Lines, pairs: Sequence[Pair]) -> dict[str, list[float]]:
    """Return slope and shift by kind of level, moved so that these readings are as often right as they say.

    Args:
        lines: As the pairs were read with.
        pairs: Read without a least certainty.
    """
    return {kind: [slope, round(shift + _shift(kind, pairs), 4)] for kind, (slope, shift) in lines.items()}


def _shift(kind: str, pairs: Sequence[Pair]) -> float:
    told = [one for one in pairs if one.is_told and kind_of(one.level) == kind]
    said = np.array([logit(one.read.certainty) for one in told])
    right = np.array([one.is_near for one in told], float)

    def cost(shift: float) -> float:
        chances = np.array([logistic(value) for value in said + shift])
        likelihood = right * np.log(chances) + (1.0 - right) * np.log1p(-chances)
        return 0.5 * (shift / SPREAD) ** 2 - float(likelihood.sum())

    return float(minimize_scalar(cost, bounds=(-4.0, 4.0), method="bounded").x)


def kind_of(level: int) -> Kind:
    return "shown" if level >= 2 else "spoken" if level == 1 else "none"
