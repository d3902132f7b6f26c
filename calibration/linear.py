"""Fits logistic heads on sparse rows: weights, calibration and thresholds, all from training rows alone."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import KFold

from calibration.measure import SEED, Floats

FOLDS = 5
THRESHOLD_DRAWS = 100


@dataclass(frozen=True)
class LabelFit:
    """Weights (features, labels) and biases of one head of labels; slopes, shifts and thresholds per label."""

    weights: Floats
    biases: Floats
    slopes: Floats
    shifts: Floats
    thresholds: Floats


@dataclass(frozen=True)
class Table:
    """8-bit weights (features, outputs), the size of one step per output, and biases."""

    steps: np.ndarray[Any, np.dtype[np.int8]]
    scales: np.ndarray[Any, np.dtype[np.float32]]
    biases: np.ndarray[Any, np.dtype[np.float32]]


def fit_label_head(rows: Any, labels: Floats, strength: float, weights: Floats | None = None) -> LabelFit:
    """Fit one logistic regression per label, then Platt's line and the threshold with the best F1 per label.

    The last two come from predictions on rows that the fold's own regression had not seen. That leaves the
    development rows untouched until the figures are taken, and gives rare labels eight times as many examples.

    Args:
        rows: Sparse, (texts, features).
        labels: 0 and 1, (texts, labels).
        strength: The C of the regressions: how little weights are held back.
        weights: How much each text counts, 1 without them.

    Source: Platt (1999), Probabilistic outputs for support vector machines.
    """
    counts = np.ones(len(labels)) if weights is None else weights
    unseen = unseen_logits(rows, labels, strength, counts)
    lines, biases = logistic(rows, labels, strength, counts)
    return LabelFit(lines, biases, *calibrated(unseen, labels, counts))


def unseen_logits(rows: Any, labels: Floats, strength: float, weights: Floats | None = None) -> Floats:
    """Return (texts, labels), each text's logits by a fit on the other folds."""
    unseen = np.zeros_like(labels)
    for fold, rest in KFold(FOLDS, shuffle=True, random_state=SEED).split(labels):
        some = None if weights is None else weights[fold]
        lines, biases = logistic(rows[fold], labels[fold], strength, some)
        unseen[rest] = rows[rest] @ lines + biases
    return unseen


def calibrated(logits: Floats, labels: Floats, weights: Floats | None = None) -> tuple[Floats, Floats, Floats]:
    """Return slopes, shifts and thresholds per label, from logits of texts that the fit had not seen.

    A threshold is the median of those that are best in THRESHOLD_DRAWS resamples of the texts: that of the texts
    themselves leans on the few that happen to lie next to it.
    """
    counts = np.ones(len(labels)) if weights is None else weights
    columns = range(labels.shape[1])
    lines = np.round([_platt(logits[:, column], labels[:, column], counts) for column in columns], 4)
    p = 1.0 / (1.0 + np.exp(-(lines[:, 0] * logits + lines[:, 1])))
    thresholds = np.round([_threshold(p[:, column], labels[:, column], counts) for column in columns], 4)
    return lines[:, 0], lines[:, 1], thresholds


def quantised(weights: Floats, biases: Floats) -> Table:
    """Round each output's weights to 255 steps."""
    # Scale and bias go to a coarse grid first: the last digits of a fit differ between processors.
    scales: Floats = np.ceil(np.abs(weights).max(axis=0) / 127.0 * 1e4) / 1e4
    return Table(
        steps=np.rint(weights / scales).astype(np.int8),
        scales=scales.astype(np.float32),
        biases=np.round(biases, 3).astype(np.float32),
    )


def logistic(rows: Any, labels: Floats, strength: float, weights: Floats | None = None) -> tuple[Floats, Floats]:
    """Return weights (features, labels) and biases of one regression per label; `weights` say what a text counts."""
    # A tight tolerance, so that what differs between processors vanishes in the rounding to 8 bits: with 1e-6 the
    # BLAS kernels of two processor families gave 14 other bytes in the ONNX file, with 1e-10 none.
    models = [
        LogisticRegression(C=strength, solver="newton-cg", tol=1e-10, max_iter=200).fit(rows, column, weights)
        for column in labels.T
    ]
    return np.stack([model.coef_[0] for model in models], axis=1), np.array([model.intercept_[0] for model in models])


def _platt(logits: Floats, truth: Floats, weights: Floats) -> tuple[float, float]:
    line = LogisticRegression(C=1e6, solver="newton-cholesky", tol=1e-10).fit(logits[:, None], truth, weights)
    return float(line.coef_[0, 0]), float(line.intercept_[0])


def _threshold(p: Floats, truth: Floats, weights: Floats) -> float:
    chance = np.random.default_rng(SEED)
    draws = (chance.integers(len(p), size=len(p)) for _ in range(THRESHOLD_DRAWS))
    return float(np.median([_best_threshold(p[rows], truth[rows], weights[rows]) for rows in draws]))


def _best_threshold(p: Floats, truth: Floats, weights: Floats) -> float:
    """Return the midpoint between the two probabilities that a cut with the best F1 lies between."""
    order = np.argsort(-p, kind="stable")
    hits, given = np.cumsum((truth * weights)[order]), np.cumsum(weights[order])
    f1 = 2.0 * hits / (given + (truth * weights).sum())
    best = int(f1[:-1].argmax())
    return float(p[order[best]] + p[order[best + 1]]) / 2.0
