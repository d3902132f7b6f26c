"""The fit of relevance, on questions and answers of interviews without any label."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from sklearn.linear_model import LogisticRegression

from calibration.text_model.relevance import own_and_strange
from progrez_desktop.scoring.text.manifest import RelevanceHead
from progrez_desktop.scoring.text.model import MEANING_WIDTH, TextModel

MEAN_SHARE = 0.5
"""How much is taken out of what all questions, and all answers, have in common. All of it was better in interviews, but
what answers in other places have in common is something else."""

WORDS_SHARE = 0.1

NO_RELEVANCE: dict[str, Any] = {
    **dict.fromkeys(("slope", "shift", "cut", "words_share"), 0.0),
    **dict.fromkeys(("question_mean", "answer_mean"), [0.0] * MEANING_WIDTH),
}
"""For a model whose relevance is still to be fitted."""


def fit_relevance(model: TextModel, pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Fit own question against the other questions; off topic is what 1 in 100 own answers falls below."""
    questions, answers = ([model.look(text).meaning for text in sorted(set(some))] for some in zip(*pairs, strict=True))
    means = [np.round(MEAN_SHARE * np.mean(some, axis=0), 4) for some in (questions, answers)]
    head = RelevanceHead(0.0, 0.0, 0.0, WORDS_SHARE, *means)
    own, strange = own_and_strange(model, pairs, head)
    likeness = np.concatenate([own, strange])[:, None]
    truth = np.repeat([1.0, 0.0], [len(own), len(strange)])
    line = LogisticRegression(C=1e4, solver="newton-cholesky", tol=1e-10, class_weight="balanced").fit(likeness, truth)
    numbers = {"slope": line.coef_[0, 0], "shift": line.intercept_[0], "cut": np.quantile(own, 0.01)}
    return {
        **{name: round(float(number), 4) for name, number in numbers.items()},
        "words_share": WORDS_SHARE,
        **{name: mean.tolist() for name, mean in zip(("question_mean", "answer_mean"), means, strict=True)},
    }
