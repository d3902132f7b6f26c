"""The map from what the tuned encoder says back to what the untouched one said: texts stay as alike as they were."""

import numpy as np

from calibration.measure import Floats
from calibration.text_model.encoder import unit

PENALTY = 1e-4


def fit_meaning(tuned: Floats, untouched: Floats) -> Floats:
    """Return (features, WIDTH): the ridge regression from what is said now to the direction of what was said before.

    Args:
        tuned: (texts, 2 * WIDTH), of the tuned encoder.
        untouched: (texts, WIDTH), of the published one.
    """
    design = tuned / np.linalg.norm(tuned, axis=1, keepdims=True)
    square = design.T @ design
    square += PENALTY * np.trace(square) / len(square) * np.eye(len(square))
    # The map works on vectors of any length, and its outcome is brought to length one.
    return np.asarray(np.linalg.solve(square, design.T @ unit(untouched)))
