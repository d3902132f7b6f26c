"""Fits the linear heads: weights, calibration and thresholds, all from training rows alone."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import GroupKFold, KFold

from calibration.text_model.corpora import Corpora, Floats, Rated
from progrez_desktop.scoring.text.manifest import LABELS

# Strengths of the penalties, chosen on training rows by the folds below and on nothing else.
PENALTY_C = {"emotions": 2.0, "ekman": 2.0, "sentiment": 1.0}
RIDGE_ALPHA = {"courtesy": 3.0, "concern": 5.0}
FOLDS = 5
SEED = 20261123


@dataclass(frozen=True)
class LabelFit:
    """Weights (features, labels) and biases of one head of labels; slopes, shifts and thresholds per label."""

    weights: Floats
    biases: Floats
    slopes: Floats
    shifts: Floats
    thresholds: Floats


@dataclass(frozen=True)
class ValueFit:
    """Weights (features, 1) and bias of one value; quarters of what it gives on texts that it did not learn from."""

    weights: Floats
    biases: Floats
    low: float
    high: float


def fit_labels(head: str, rows: Any, labels: Floats) -> LabelFit:
    """Fit one logistic regression per label, then Platt's line and the threshold with the best F1 per label.

    The last two come from predictions on rows that the fold's own regression had not seen. That leaves the
    development rows untouched until the figures are taken, and gives rare labels eight times as many examples.
    """
    strength = PENALTY_C[head]
    unseen = np.zeros_like(labels)
    for fold, rest in KFold(FOLDS, shuffle=True, random_state=SEED).split(labels):
        weights, biases = _logistic(rows[fold], labels[fold], strength)
        unseen[rest] = rows[rest] @ weights + biases
    weights, biases = _logistic(rows, labels, strength)
    columns = range(len(LABELS[head]))
    lines = np.round([_platt(unseen[:, column], labels[:, column]) for column in columns], 4)
    p = 1.0 / (1.0 + np.exp(-(lines[:, 0] * unseen + lines[:, 1])))
    thresholds = np.round([_best_threshold(p[:, column], labels[:, column]) for column in columns], 4)
    return LabelFit(weights, biases, lines[:, 0], lines[:, 1], thresholds)


def fit_value(head: str, rows: Any, rated: Rated) -> ValueFit:
    model = _ridge(head).fit(rows, rated.values)
    low, high = np.quantile(unseen_values(head, rows, rated), [0.25, 0.75])
    return ValueFit(model.coef_[:, None], np.array([model.intercept_]), round(float(low), 3), round(float(high), 3))


def unseen_values(head: str, rows: Any, rated: Rated, folds: int = 10) -> Floats:
    """Return a prediction for each text from a fit on the other writers' texts."""
    unseen = np.zeros(len(rated.values))
    for fold, rest in GroupKFold(folds).split(rated.values, groups=rated.groups):
        unseen[rest] = _ridge(head).fit(rows[fold], rated.values[fold]).predict(rows[rest])
    return unseen


def training_documents(corpora: Corpora) -> list[str]:
    return corpora.emotions.texts + corpora.courtesy.texts + corpora.concern.texts


def _logistic(rows: Any, labels: Floats, strength: float) -> tuple[Floats, Floats]:
    # A tight tolerance, so that what differs between processors vanishes in the rounding to 8 bits: with 1e-6 the
    # BLAS kernels of two processor families gave 14 other bytes in the ONNX file, with 1e-10 none.
    models = [
        LogisticRegression(C=strength, solver="newton-cg", tol=1e-10, max_iter=200).fit(rows, column)
        for column in labels.T
    ]
    return np.stack([model.coef_[0] for model in models], axis=1), np.array([model.intercept_[0] for model in models])


def _ridge(head: str) -> Ridge:
    return Ridge(alpha=RIDGE_ALPHA[head], solver="sparse_cg", tol=1e-10)


def _platt(logits: Floats, truth: Floats) -> tuple[float, float]:
    line = LogisticRegression(C=1e6, solver="newton-cholesky", tol=1e-10).fit(logits[:, None], truth)
    return float(line.coef_[0, 0]), float(line.intercept_[0])


def _best_threshold(p: Floats, truth: Floats) -> float:
    """Return the midpoint between the two probabilities that a cut with the best F1 lies between."""
    order = np.argsort(-p, kind="stable")
    hits = np.cumsum(truth[order])
    f1 = 2.0 * hits / (np.arange(1, len(p) + 1) + truth.sum())
    best = int(f1[:-1].argmax())
    return float(p[order[best]] + p[order[best + 1]]) / 2.0
