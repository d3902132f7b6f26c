"""Fits the linear heads: weights, calibration and thresholds, all from training rows alone."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import Ridge
from sklearn.model_selection import GroupKFold

from calibration.linear import LabelFit as LabelFit
from calibration.linear import fit_label_head
from calibration.measure import SEED as SEED
from calibration.measure import Floats
from calibration.text_model.corpora import Corpora, Rated

# Strengths of the penalties, chosen on training rows by folds of them and on nothing else.
PENALTY_C = {"emotions": 2.0, "ekman": 2.0, "sentiment": 1.0}
RIDGE_ALPHA = {"courtesy": 3.0, "concern": 5.0}


@dataclass(frozen=True)
class ValueFit:
    """Weights (features, 1) and bias of one value; quarters of what it gives on texts that it did not learn from."""

    weights: Floats
    biases: Floats
    low: float
    high: float


def fit_labels(head: str, rows: Any, labels: Floats) -> LabelFit:
    """Fit one head of labels, see calibration/linear.py."""
    return fit_label_head(rows, labels, PENALTY_C[head])


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


def _ridge(head: str) -> Ridge:
    return Ridge(alpha=RIDGE_ALPHA[head], solver="sparse_cg", tol=1e-10)
