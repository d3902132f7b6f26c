"""Whether a text seems to answer its question: by the question, and by what other answers to it are about.

A text that does not is read all the same, and its writer is told that it may not answer the question.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.text.features import MAX_CHARACTERS, tokens_of

if TYPE_CHECKING:
    pass

RAREST = 9.0
"""Inverse document frequency of a word that the table of common words lacks."""

NOBODY = 0.015
"""A text tells of its writer when at least this share of its words are "I", "my", "we" and the like."""

UNLIKE_IN_DUTCH = 0.19
"""Of 42 Dutch answers to our questions, three shared fewer words with the others; of ten other texts, nine did."""

_OF_ONESELF: Mapping[str, frozenset[str]] = {
    "en": frozenset(["i", "i'm", "i've", "i'd", "i'll", "im", "ive", "me", "my", "mine", "myself"])
    | frozenset(["we", "we're", "we've", "we'd", "us", "our", "ours", "ourselves"]),
    "nl": frozenset(["ik", "'k", "me", "mij", "mijn", "m'n", "mezelf", "we", "wij", "ons", "onze", "onszelf"]),
}


@dataclass(frozen=True)
class TopicLimits:
    """Below these a text may be off its topic (evidence.json); learned from answers that we wrote.

    Args:
        question: Relevance to the question, where the likeness to other answers is low as well.
        examples: Likeness to other answers, where the relevance to the question is low as well.
        impersonal: Likeness to other answers of a text that tells of nobody.
        alone: Relevance to the question of which no other answers are known.
    """

    question: float
    examples: float
    impersonal: float
    alone: float


def middle_of(meanings: Sequence[NDArray[Any]]) -> NDArray[np.float64]:
    """Return the direction that lies in the middle of some meanings."""
    total = np.sum(meanings, axis=0)
    return np.asarray(total / np.linalg.norm(total), np.float64)


def is_off_topic(text: str, relevance: float, likeness: float | None, limits: TopicLimits) -> bool:
    """Whether an English text may not answer its question.

    Args:
        relevance: To the question, as a probability.
        likeness: To what other answers are about, as a cosine; None where none are known.
    """
    if likeness is None:
        return relevance < limits.alone
    if relevance < limits.question and likeness < limits.examples:
        return True
    return likeness < limits.impersonal and not tells_of_oneself(text, "en")


def is_off_topic_in_dutch(text: str, examples: Sequence[str], rarity: Mapping[str, float]) -> bool:
    """Whether a Dutch text may not answer its question: it tells of nobody, and shares few words with other answers."""
    if not examples or tells_of_oneself(text, "nl"):
        return False
    middle: dict[str, float] = {}
    for example in examples:
        for word, weight in _weights(example, rarity).items():
            middle[word] = middle.get(word, 0.0) + weight
    return _cosine(_weights(text, rarity), middle) < UNLIKE_IN_DUTCH


def tells_of_oneself(text: str, language: str) -> bool:
    forms = [token.form for token in tokens_of(text[:MAX_CHARACTERS]) if token.is_word]
    own = sum(form in _OF_ONESELF[language] for form in forms)
    return own >= NOBODY * len(forms)


def _weights(text: str, rarity: Mapping[str, float]) -> dict[str, float]:
    forms = {token.form for token in tokens_of(text[:MAX_CHARACTERS]) if token.is_word}
    return {form: rarity.get(form, RAREST) for form in sorted(forms)}


def _cosine(one: Mapping[str, float], other: Mapping[str, float]) -> float:
    product = sum(weight * other[word] for word, weight in one.items() if word in other)
    lengths = sum(weight * weight for weight in one.values()) * sum(weight * weight for weight in other.values())
    return product / sqrt(lengths) if lengths else 0.0
