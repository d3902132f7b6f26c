"""The lines on top of the tuned encoder: one per column, from the training rows that the encoder learned from too."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.linear_model import Ridge

from calibration.measure import Floats
from calibration.text_model.corpora import Corpora
from calibration.text_model.encoder import WIDTH
from progrez_desktop.scoring.text.manifest import COLUMN_COUNT, COLUMNS

# Penalties on the weights, for vectors of length about one, as shares of the number of texts.
PENALTY = 1e-4
RIDGE_PENALTY = {"courtesy": 1e-2, "quality": 1e-1}

Lines = tuple[Floats, Floats]
"""Weights (WIDTH, COLUMN_COUNT) and biases (COLUMN_COUNT,)."""


def fit_heads(vectors: Mapping[str, Floats], corpora: Corpora, apart: Mapping[str, NDArray[np.bool_]]) -> Lines:
    """Return the lines; those of concern and distress are zero.

    Args:
        vectors: (training rows, WIDTH) by the name of the set: emotions, strategies, courtesy, quality.
        corpora: The same rows with their labels.
        apart: Rows that are not to be learned from, by the name of the set.
    """
    weights, biases = np.zeros((WIDTH, COLUMN_COUNT)), np.zeros(COLUMN_COUNT)
    for name, part in (("emotions", corpora.emotions), ("strategies", corpora.strategies)):
        rows = vectors[name][~apart[name]]
        for head, labels in part.labels.items():
            columns = COLUMNS[head]
            weights[:, columns], biases[columns] = logistic_lines(rows, labels[~apart[name]], PENALTY)
    for name, rated in (("courtesy", corpora.courtesy), ("quality", corpora.quality)):
        rows, values = vectors[name][~apart[name]], rated.values[name][~apart[name]]
        size, column = _size(rows), COLUMNS[name].start
        line = Ridge(alpha=RIDGE_PENALTY[name] * len(values)).fit(rows / size, values)
        weights[:, column], biases[column] = line.coef_ / size, line.intercept_
    return weights, biases


def logistic_lines(rows: Floats, labels: Floats, penalty: float) -> Lines:
    """Return weights (features, labels) and biases of all logistic regressions of a head, fitted side by side."""
    size = _size(rows)
    design = np.hstack([rows / size, np.ones((len(rows), 1))])
    held_back = np.full((design.shape[1], 1), penalty)
    held_back[-1] = 0.0

    def loss(flat: Floats) -> tuple[float, Floats]:
        lines = flat.reshape(design.shape[1], -1)
        logits = design @ lines
        error = (np.logaddexp(0.0, logits) - labels * logits).sum() / len(rows)
        slope = design.T @ (expit(logits) - labels) / len(rows) + held_back * lines
        return float(error + 0.5 * (held_back * lines**2).sum()), slope.ravel()

    start = np.zeros(design.shape[1] * labels.shape[1])
    found = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 300, "ftol": 1e-10, "gtol": 1e-6})
    lines = found.x.reshape(design.shape[1], -1)
    return lines[:-1] / size, lines[-1]


def outputs(vectors: Floats, lines: Lines, head: str) -> Floats:
    """Return what the lines of one head say of each vector."""
    weights, biases = lines
    return np.asarray(vectors @ weights[:, COLUMNS[head]] + biases[COLUMNS[head]])


def _size(rows: Floats) -> float:
    return float(np.sqrt((rows**2).sum(axis=1).mean()))
