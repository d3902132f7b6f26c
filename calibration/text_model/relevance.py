"""How well likeness in meaning tells an answer's own prompt from others."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from scipy.stats import rankdata

from calibration.measure import Floats, interval
from progrez_desktop.scoring.text.model import TextModel


def relevance(model: TextModel, pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return how well the cosine tells an answer's own prompt from the others of the list."""
    own, strange = own_and_strange(model, pairs)
    figure = interval(auc, np.concatenate([own, strange]), np.repeat([1.0, 0.0], [len(own), len(strange)]))
    cut = model.manifest.relevance.cut
    shares = {"own_below_cut": (own < cut).mean(), "strange_below_cut": (strange < cut).mean()}
    means = {"own": own.mean(), "strange": strange.mean()}
    return figure | {name: round(float(value), 3) for name, value in (means | shares).items()}


def auc(given: Floats, truth: Floats) -> float:
    """Return how probably a text that has it gets more than one that has it not; ties count half."""
    has = truth > 0.5
    places = rankdata(given)[has].sum() - has.sum() * (has.sum() + 1) / 2
    return float(places / max(1, has.sum() * (~has).sum()))


def own_and_strange(model: TextModel, pairs: Sequence[tuple[str, str]]) -> tuple[Floats, Floats]:
    """Return the cosines of answers to their own prompt, and to every other prompt of the same list."""
    prompts = sorted({prompt for prompt, _ in pairs})
    asked = np.array([model.look(prompt).meaning for prompt in prompts])
    cosines = np.array([asked @ model.look(answer).meaning for _, answer in pairs])
    is_own = np.array([[prompt == own for prompt in prompts] for own, _ in pairs])
    return cosines[is_own], cosines[~is_own]
