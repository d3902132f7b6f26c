"""How much two texts are about the same thing: by their meanings, and by words that both have. Pure."""

from collections.abc import Mapping
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.text.features import ARTICLES, tokens_of

_ENDINGS = ("ings", "ing", "edly", "ied", "ies", "ed", "es", "ly", "s")
_LEAST_STEM = 3


def cosine(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    return float(one @ other / (np.linalg.norm(one) * np.linalg.norm(other)))


def shared_words(question: str, answer: str, rarity: Mapping[str, float]) -> float:
    """Return how much of a question's words an answer takes up, 0 to 1; rare words count most, endings don't.

    The root of the share of the squares of rarity, which draws a cosine's scale nearer.

    Args:
        rarity: Inverse document frequencies by word; a word without one is as rare as the rarest.
    """
    rarest = max(rarity.values())
    asked = {_stem(word): rarity.get(word, rarest) ** 2 for word in _words(question)}
    told = {_stem(word) for word in _words(answer)}
    return sqrt(sum(weight for stem, weight in asked.items() if stem in told) / (sum(asked.values()) or 1.0))


def _words(text: str) -> list[str]:
    return [token.form for token in tokens_of(text) if token.is_word and token.form not in ARTICLES]


def _stem(word: str) -> str:
    ending = next((one for one in _ENDINGS if word.endswith(one) and len(word) - len(one) >= _LEAST_STEM), "")
    return word.removesuffix(ending).rstrip("e")
