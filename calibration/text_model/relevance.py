"""How well the likeness of an answer and a prompt tells its own prompt from others."""

from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from scipy.stats import rankdata

from calibration.measure import Floats, interval
from progrez_desktop.scoring.text.manifest import RelevanceHead
from progrez_desktop.scoring.text.model import TextModel


def relevance(model: TextModel, pairs: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return how well the likeness tells an answer's own prompt from the others of the list."""
    own, strange = own_and_strange(model, pairs, model.manifest.relevance)
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


def own_and_strange(model: TextModel, pairs: Sequence[tuple[str, str]], head: RelevanceHead) -> tuple[Floats, Floats]:
    """Return the likeness of answers to their own prompt, and to every other prompt of the same list."""
    meaning = cache(lambda text, spared: model.look(text, spared=spared).meaning)
    prompts = sorted({prompt for prompt, _ in pairs})
    named = {prompt: model.named_in(prompt) for prompt in prompts}

    def likeness(prompt: str, answer: str) -> float:
        asked, told = (meaning(text, named[prompt]) for text in (prompt, answer))
        return head.likeness(asked, told, model.taken_up(prompt, answer))

    likenesses = np.array([[likeness(prompt, answer) for prompt in prompts] for _, answer in pairs])
    is_own = np.array([[prompt == own for prompt in prompts] for own, _ in pairs])
    return likenesses[is_own], likenesses[~is_own]
