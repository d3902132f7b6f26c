"""Concern and distress: one ridge regression over both branches, measured by folds of writers. Never fine-tuned."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.model_selection import GroupKFold

from calibration.measure import Floats
from calibration.text_model.corpora import Rated

FOLDS = 10

# How much the encoder and the words count against a penalty of one, for features of length one. Chosen by folds of
# the training writers.
STRENGTHS = {"concern": (0.1, 0.3), "distress": (0.1, 0.3)}


@dataclass(frozen=True)
class EssayFit:
    """Weights of the encoder's features and of the words, a constant, and predictions by folds of writers."""

    encoder: Floats
    words: Floats
    constant: float
    unseen: Floats


def fit_both(vectors: Floats, words: Any, head: str, rated: Rated) -> EssayFit:
    """Fit one value on both branches: (texts, features) each."""
    strengths = in_scale(STRENGTHS[head], vectors)
    values = rated.values[head]
    (encoder, table), constant = fit([vectors, words], strengths, values)
    return EssayFit(encoder, table, constant, unseen([vectors, words], strengths, values, rated.groups))


def in_scale(strengths: tuple[float, float], vectors: Floats) -> tuple[float, float]:
    """Return the strengths for vectors of any length: of the encoder's, how far they lie from their mean counts."""
    return strengths[0] / float(((vectors - vectors.mean(axis=0)) ** 2).sum(axis=1).mean()), strengths[1]


def fit(blocks: Sequence[Any], strengths: Sequence[float], values: Floats) -> tuple[list[Floats], float]:
    """Return the weights per block of features, and the constant: a ridge regression, solved in its dual form.

    Args:
        blocks: (texts, features) each, dense or sparse.
        strengths: The inverse penalty of each block.
        values: (texts,)
    """
    parts = list(zip(blocks, strengths, strict=True))
    kernel: Floats = np.sum([strength * _dense(block @ block.T) for block, strength in parts], axis=0)
    means = kernel.mean(axis=0)
    centred = kernel - means - means[:, None] + means.mean()
    # The solution adds up to zero, so that features need no centring: a constant in them meets nothing.
    dual = np.linalg.solve(centred + np.eye(len(values)), values - values.mean())
    weights = [strength * np.asarray(block.T @ dual) for block, strength in parts]
    explained = sum(block @ weight for block, weight in zip(blocks, weights, strict=True))
    return weights, float(values.mean() - np.mean(explained))


def unseen(blocks: Sequence[Any], strengths: Sequence[float], values: Floats, writers: Sequence[str]) -> Floats:
    """Return a prediction for each text by a fit on the other writers' texts."""
    predicted = np.zeros(len(values))
    for fold, rest in GroupKFold(FOLDS).split(values, groups=writers):
        weights, constant = fit([block[fold] for block in blocks], strengths, values[fold])
        predicted[rest] = constant + sum(block[rest] @ weight for block, weight in zip(blocks, weights, strict=True))
    return predicted


def _dense(product: Any) -> Floats:
    return np.asarray(product.todense() if hasattr(product, "todense") else product)
