"""The fit of the Dutch tone: film lines, and neutral texts of our own on which it has to stay silent."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

import numpy as np

from calibration.dutch_tone.figures import neutral_texts, truth_of
from calibration.linear import LabelFit, fit_label_head, logistic
from calibration.measure import Floats
from calibration.vocabulary import Vocabulary, most_common, rows_of
from calibration.xed import Line
from progrez_desktop.scoring.text.dutch import dutch_features
from progrez_desktop.scoring.text.features import sentences_of, tokens_of
from progrez_desktop.scoring.text.together import mean, stronger_half

SIZE, LEAST_LINES = 20_000, 2

# How little weights are held back: of 0.3, 1 and 3 the best macro-F1 on folds of the training lines.
STRENGTH = 1.0

NEUTRAL_SHARE = 0.33
"""What neutral sentences count beside film lines: as many as the English lines of the same source have."""
LEAST_P = 0.2
"""No tone is called present that is less likely than this, however rare it is among film lines."""
FOLDS = 5


@dataclass(frozen=True)
class Sentences:
    """Sentences of neutral texts as rows, and where each text begins among them; the end is the last number."""

    documents: list[list[str]]
    sizes: list[int]
    starts: list[int]


def fit_tone(lines: Sequence[Line], unheard: frozenset[str]) -> tuple[Vocabulary, dict[str, LabelFit]]:
    """Return the features and a fit per head."""
    documents = [dutch_features(tokens_of(line.text), unheard) for line in lines]
    neutral = _sentences(neutral_texts("neutral"), unheard)
    vocabulary = most_common(documents + neutral.documents, SIZE, LEAST_LINES, digits=3)
    rows = rows_of(documents + neutral.documents, vocabulary)
    weight = NEUTRAL_SHARE / (1.0 - NEUTRAL_SHARE) * len(lines) / len(neutral.documents)
    weights = np.repeat([1.0, weight], [len(lines), len(neutral.documents)])
    fits = {}
    for head, truth in truth_of(lines).items():
        labels = np.vstack([truth, np.zeros((len(neutral.documents), truth.shape[1]))])
        fit = fit_label_head(rows, labels, STRENGTH, weights)
        least = _least(head, fit, rows, labels, weights, neutral)
        fits[head] = replace(fit, thresholds=np.maximum(np.maximum(fit.thresholds, np.round(least, 4)), LEAST_P))
    return vocabulary, fits


def _sentences(texts: Sequence[str], unheard: frozenset[str]) -> Sentences:
    cut = [sentences_of(text) for text in texts]
    documents = [dutch_features(one.tokens, unheard) for some in cut for one in some]
    sizes = [len(one.tokens) for some in cut for one in some]
    return Sentences(documents, sizes, [0, *np.cumsum([len(some) for some in cut]).tolist()])


def _least(head: str, fit: LabelFit, rows: Any, labels: Floats, weights: Floats, neutral: Sentences) -> Floats:
    """Return what no neutral text reaches, read by a fit that had not seen it, as the product reads whole texts."""
    begin = rows.shape[0] - len(neutral.documents)
    texts = list(pairwise(neutral.starts))
    reached = []
    for fold in range(FOLDS):
        held = [range(begin + start, begin + end) for start, end in texts[fold::FOLDS]]
        learned = np.setdiff1d(np.arange(rows.shape[0]), np.concatenate(held))
        lines, biases = logistic(rows[learned], labels[learned], STRENGTH, weights[learned])
        for some in held:
            p = 1.0 / (1.0 + np.exp(-(fit.slopes * (rows[some] @ lines + biases) + fit.shifts)))
            sizes = [neutral.sizes[row - begin] for row in some]
            columns = [column.tolist() for column in p.T]
            reached.append([stronger_half(one) if head == "emotions" else mean(one, sizes) for one in columns])
    return np.asarray(np.max(reached, axis=0))
