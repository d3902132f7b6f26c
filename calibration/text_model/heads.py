"""The lines on top of the tuned encoder: one per column, from the training rows that the encoder learned from too."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.linear_model import Ridge

from calibration.measure import Floats
from calibration.text_model.corpora import Corpora, Rated
from calibration.text_model.encoder import WIDTH
from calibration.text_model.facts import READINGS
from progrez_desktop.scoring.text.manifest import COLUMN_COUNT, COLUMNS
from progrez_desktop.scoring.text.model import COURTESY

# Penalties on the weights, for vectors of length about one, as shares of the number of texts.
PENALTY = 1e-4
RIDGE_PENALTY = {"courtesy": 1e-2, "quality": 1e-1}

Lines = tuple[Floats, Floats]
"""Weights (WIDTH, COLUMN_COUNT) and biases (COLUMN_COUNT,)."""


@dataclass(frozen=True)
class CourtesyLines:
    """A line on each reading of the encoder that courtesy is heard in: (readings, WIDTH) and (readings,)."""

    weights: Floats
    biases: Floats

    def of(self, vectors: Floats) -> Floats:
        """Return (texts, 1), the mean of what the lines say of vectors (readings, texts, WIDTH)."""
        given = np.einsum("rtw,rw->rt", vectors, self.weights) + self.biases[:, None]
        return np.asarray(given.mean(axis=0)[:, None])

    def by_reading(self) -> Floats:
        """Return (all readings, WIDTH), zeros where courtesy is not heard."""
        lines = np.zeros((len(READINGS), WIDTH))
        lines[list(COURTESY)] = self.weights
        return lines


def fit_heads(vectors: Mapping[str, Floats], corpora: Corpora, apart: Mapping[str, NDArray[np.bool_]]) -> Lines:
    """Return the lines; those of courtesy, concern and distress are zero.

    Args:
        vectors: (training rows, WIDTH) by the name of the set: emotions, strategies, quality.
        corpora: The same rows with their labels.
        apart: Rows that are not to be learned from, by the name of the set.
    """
    weights, biases = np.zeros((WIDTH, COLUMN_COUNT)), np.zeros(COLUMN_COUNT)
    for name, part in (("emotions", corpora.emotions), ("strategies", corpora.strategies)):
        rows = vectors[name][~apart[name]]
        for head, labels in part.labels.items():
            columns = COLUMNS[head]
            weights[:, columns], biases[columns] = logistic_lines(rows, labels[~apart[name]], PENALTY)
    column, learned = COLUMNS["quality"].start, ~apart["quality"]
    weights[:, column], biases[column] = value_line("quality", vectors["quality"], corpora.quality, learned)
    return weights, biases


def fit_courtesy(vectors: Floats, rated: Rated, apart: NDArray[np.bool_]) -> CourtesyLines:
    """Return the lines of courtesy, from (readings, texts, WIDTH)."""
    lines = [value_line("courtesy", rows, rated, ~apart) for rows in vectors]
    return CourtesyLines(np.array([line for line, _ in lines]), np.array([bias for _, bias in lines]))


def value_line(head: str, vectors: Floats, rated: Rated, learned: NDArray[np.bool_]) -> tuple[Floats, float]:
    rows, values = vectors[learned], rated.values[head][learned]
    size = _size(rows)
    line = Ridge(alpha=RIDGE_PENALTY[head] * len(values)).fit(rows / size, values)
    return line.coef_ / size, float(line.intercept_)


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
