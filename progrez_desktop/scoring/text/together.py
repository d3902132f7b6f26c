"""How the readings of the parts of a text become one of the whole, so that length by itself moves it little. Pure."""

from collections.abc import Iterable, Sequence
from math import fsum, log

TYPICAL_WORDS = 80
"""The length of the essays that concern and distress were learned from, and of an answer."""


def mean(values: Sequence[float], sizes: Sequence[int]) -> float:
    """Return the mean over all words: `sizes` says how many each part has."""
    return fsum(value * size for value, size in zip(values, sizes, strict=True)) / sum(sizes)


def stronger_half(values: Iterable[float]) -> float:
    """Return the mean of the stronger half of the parts, the middle one of an odd number included.

    A feeling is seldom in every part. The strongest one or two would rise with the number of parts: in answers to
    interview questions the mean of two correlated up to .30 with the number of words, that of half of them up to .19.
    """
    ordered = sorted(values, reverse=True)
    half = ordered[: (len(ordered) + 1) // 2]
    return fsum(half) / len(half)


def without_length(value: float, per_log_word: float, words: int) -> float:
    """Return a value as if the text had TYPICAL_WORDS, where it rises with the logarithm of length whatever is said."""
    return value - per_log_word * log(max(1, words) / TYPICAL_WORDS)
