"""The branch of words and word pairs: one linear model per column, and what it says of texts that it had not seen."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from sklearn.linear_model import Ridge
from sklearn.model_selection import GroupKFold

from calibration.linear import logistic, unseen_logits
from calibration.measure import Floats
from calibration.text_model.corpora import Corpora, Labelled, Rated
from calibration.text_model.vocabulary import Vocabulary, features_of, rows_of
from progrez_desktop.scoring.text.hearing import Lexicon

# Strengths of the penalties, chosen on training rows by folds of them and on nothing else.
PENALTY_C = {"emotions": 2.0, "ekman": 2.0, "sentiment": 1.0, "strategies": 5.0}
RIDGE_ALPHA = {"courtesy": 3.0, "quality": 10.0}
FOLDS = 10


@dataclass(frozen=True)
class WordFit:
    """Weights (features, columns of the head), biases, and (texts, columns) of folds that a fit had not seen."""

    weights: Floats
    biases: Floats
    unseen: Floats


def training_documents(corpora: Corpora, lexicon: Lexicon) -> list[list[str]]:
    parts = (corpora.emotions, corpora.courtesy, corpora.essays, corpora.strategies, corpora.quality)
    return [features_of(text, lexicon) for part in parts for text in part.texts]


def fit_words(corpora: Corpora, vocabulary: Vocabulary, lexicon: Lexicon) -> dict[str, WordFit]:
    """Return a fit per head, on all training rows. Concern and distress are not among them: see essays.py.

    The rows that the encoder never sees are learned from too. What is calibrated on those is therefore not what these
    weights say of them, but `unseen`.
    """
    fits: dict[str, WordFit] = {}
    for part in (corpora.emotions, corpora.strategies):
        rows = word_rows(part, vocabulary, lexicon)
        for head, labels in part.labels.items():
            strength = PENALTY_C[head]
            fits[head] = WordFit(*logistic(rows, labels, strength), unseen_logits(rows, labels, strength))
    for head, rated in (("courtesy", corpora.courtesy), ("quality", corpora.quality)):
        fits[head] = _fit_value(head, word_rows(rated, vocabulary, lexicon), rated)
    return fits


def word_rows(texts: Labelled | Rated, vocabulary: Vocabulary, lexicon: Lexicon) -> Any:
    return rows_of([features_of(text, lexicon) for text in texts.texts], vocabulary)


def _fit_value(head: str, rows: Any, rated: Rated) -> WordFit:
    def fitted(some: Any, values: Floats) -> Ridge:
        return Ridge(alpha=RIDGE_ALPHA[head], solver="sparse_cg", tol=1e-10).fit(some, values)

    values = rated.values[head]
    unseen = np.zeros((len(values), 1))
    topics = [group.split("/")[0] for group in rated.groups]
    for fold, rest in GroupKFold(min(FOLDS, len(set(topics)))).split(values, groups=topics):
        unseen[rest, 0] = fitted(rows[fold], values[fold]).predict(rows[rest])
    model = fitted(rows, values)
    return WordFit(model.coef_[:, None], np.array([model.intercept_]), unseen)
