"""Fits what shows a skill: a ridge regression on meanings and words, and logistic regressions on few features."""

import base64
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import minimize

from calibration.evidence.texts import Labelled
from progrez_desktop.scoring.text.features import tokens_of
from progrez_desktop.scoring.text.signs import GENERAL, HARM, LATER_PARTS, MEANING_WIDTH, sign_features

Floats = NDArray[np.float64]
Meaning = Callable[[str], Floats]

BEFORE, WORDS = 0.5, 1.5
"""How much the meaning of the sentence before counts, and the words, beside the meaning of the sentence."""

PENALTY = 6.0
LEAST_SENTENCES = 3
"""A word or pair that fewer sentences have is not learned from."""

SCALE = 10.0
"""Outputs of the regression (0 or 1) are told in tenths, so that the weights after it are of the order of one."""

NOT_CLEAR = 0.3
"""What a sentence is worth as an example of a skill of which we were not sure."""


@dataclass(frozen=True)
class Example:
    """A sentence to learn from. Examples of one group are never learned from when one of them is foretold."""

    group: str
    labelled: Labelled
    before: str
    """The sentence before; "" at the beginning."""


@dataclass(frozen=True)
class Ridge:
    """A fitted table, and the outputs for each example by a fit without its group."""

    columns: tuple[str, ...]
    features: tuple[str, ...]
    weights: Floats
    """(2 * MEANING_WIDTH + features, columns)"""
    biases: Floats
    unseen: Floats
    """(examples, columns)"""


def fit_ridge(examples: Sequence[Example], skills: Sequence[str], forbidden: frozenset[str], meaning: Meaning) -> Ridge:
    """Fit all columns at once. What each group would be foretold without it follows from the same factorisation.

    Args:
        forbidden: Words that say who somebody is; no feature holds one.

    Source:
        Hastie, Tibshirani & Friedman (2009), The elements of statistical learning, section 7.10 (leaving out by
        formula, here for groups of rows).
    """
    columns = (*skills, HARM, GENERAL, *LATER_PARTS)
    features = _features(examples, forbidden)
    rows = _rows(examples, features, meaning)
    truth = np.array([_truth(one.labelled, skills) for one in examples])
    with_constant = np.hstack([rows, np.ones((len(rows), 1))])
    factor = cho_factor(with_constant @ with_constant.T + PENALTY * np.eye(len(rows)))
    inverse = cho_solve(factor, np.eye(len(rows)))
    dual = inverse @ truth
    unseen = truth.copy()
    for group in {one.group for one in examples}:
        held = np.flatnonzero([one.group == group for one in examples])
        unseen[held] -= np.linalg.solve(inverse[np.ix_(held, held)], dual[held])
    weights = with_constant.T @ dual
    return Ridge(columns, features, SCALE * weights[:-1], SCALE * weights[-1], SCALE * unseen)


def table_of(ridge: Ridge) -> dict[str, Any]:
    """Return the table in 8 bits, as JSON values."""
    scales: Floats = np.ceil(np.abs(ridge.weights).max(axis=0) / 127.0 * 1e5) / 1e5
    steps = np.rint(ridge.weights / scales).astype(np.int8)
    return {
        "columns": ridge.columns,
        "features": ridge.features,
        "scales": [round(float(scale), 5) for scale in scales],
        "biases": [round(float(bias), 3) for bias in ridge.biases],
        "table": base64.b64encode(steps.tobytes()).decode(),
    }


def fit_logistic(
    rows: Sequence[Mapping[str, float]],
    truth: Sequence[bool],
    weights: Sequence[float] | None = None,
    *,
    own_bias: Sequence[str] | None = None,
    held_back: float = 1.0,
) -> dict[str, float]:
    """Return the weights of a logistic regression by feature, with "bias", held back by a ridge.

    Args:
        own_bias: A name for each row; each name gets a bias of its own ("bias_NAME"), drawn towards 0.
    """
    names = list(rows[0])
    others = sorted(set(own_bias or ()))
    matrix = np.array([[row[name] for name in names] for row in rows], float)
    if own_bias is not None:
        matrix = np.hstack([matrix, 0.5 * (np.array(own_bias)[:, None] == np.array(others)[None, :])])
    wanted = np.asarray(truth, float)
    share = np.ones(len(wanted)) if weights is None else np.asarray(weights, float)

    def cost(vector: Floats) -> tuple[float, Floats]:
        logits = matrix @ vector[:-1] + vector[-1]
        loss = float((share * (np.logaddexp(0.0, logits) - wanted * logits)).sum())
        slope = share * (1.0 / (1.0 + np.exp(-logits)) - wanted)
        gradient = np.append(matrix.T @ slope + held_back * vector[:-1], slope.sum())
        return loss + 0.5 * held_back * float((vector[:-1] ** 2).sum()), gradient

    found = minimize(cost, np.zeros(matrix.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    fitted = dict(zip(names, found[: len(names)], strict=True)) | {"bias": found[-1]}
    fitted |= {f"bias_{name}": 0.5 * value for name, value in zip(others, found[len(names) : -1], strict=True)}
    return {name: round(float(value), 4) for name, value in fitted.items()}


def _truth(one: Labelled, skills: Sequence[str]) -> list[float]:
    roles = one.skills
    by_skill = [NOT_CLEAR if roles.get(skill) == "unclear" else float(skill in roles) for skill in skills]
    is_general = "about" in roles.values() and not one.parts & {"action", "situation"}
    return [
        *by_skill,
        float("opposite" in roles.values()),
        float(is_general),
        *(float(part in one.parts) for part in LATER_PARTS),
    ]


def _features(examples: Sequence[Example], forbidden: frozenset[str]) -> tuple[str, ...]:
    seen = Counter(feature for one in examples for feature in sign_features(tokens_of(one.labelled.text)))
    kept = (feature for feature, times in seen.items() if times >= LEAST_SENTENCES)
    return tuple(sorted(feature for feature in kept if not forbidden & set(feature.split(" "))))


def _rows(examples: Sequence[Example], features: Sequence[str], meaning: Meaning) -> Floats:
    index = {feature: number for number, feature in enumerate(features)}
    rows = np.zeros((len(examples), 2 * MEANING_WIDTH + len(features)))
    for row, one in zip(rows, examples, strict=True):
        row[:MEANING_WIDTH] = meaning(one.labelled.text)
        if one.before:
            row[MEANING_WIDTH : 2 * MEANING_WIDTH] = BEFORE * meaning(one.before)
        known = [index[feature] for feature in sign_features(tokens_of(one.labelled.text)) if feature in index]
        row[[2 * MEANING_WIDTH + number for number in known]] = WORDS / max(1, len(known)) ** 0.5
    return rows
