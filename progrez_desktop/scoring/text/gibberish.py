"""Whether a text is made of words at all: how usual its letters are after each other, and how often it repeats."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

MOST_REPEATED = 0.4
"""Share of word triples that stood in the text before."""

LEAST_USUAL = -3.8
"""Mean log probability of a letter after the two before it: real answers lie above -2.7, random keys below -5."""


@dataclass(frozen=True)
class Letters:
    """How usual each run of three letters, and each word, is per language. Built by `python -m calibration.letters`."""

    rarity: Mapping[str, Mapping[str, float]] = field(default_factory=dict)
    """By language: the inverse document frequency of its common words, for keywords_of."""

    @staticmethod
    def from_bytes(content: bytes) -> "Letters":
        """Read resources/model/letters.json.

        Raises:
            ScoringError: "model_unreadable".
        """
        raise NotImplementedError

    def usual(self, words: Sequence[str]) -> float | None:
        """Return the mean log probability of the letters in the language that fits best; None without Latin letters."""
        raise NotImplementedError


def is_gibberish(words: Sequence[str], letters: Letters | None) -> bool:
    """Whether the words look like random keys, or say the same again and again."""
    if repeated(words) > MOST_REPEATED:
        return True
    usual = letters.usual(words) if letters else None
    return usual is not None and usual < LEAST_USUAL


def repeated(words: Sequence[str]) -> float:
    """Return the share of word triples that already stood in the text; 0 for fewer than three words."""
    triples = list(zip(words, words[1:], words[2:], strict=False))
    return 1.0 - len(set(triples)) / len(triples) if triples else 0.0
