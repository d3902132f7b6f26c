"""The words and short phrases that a text is about, without a model: runs between small words, the rare ones first."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Keyword:
    """A phrase as it stands at characters `start` to `end` of the text (its first place); the heaviest weighs 1."""

    text: str
    start: int
    end: int
    weight: float


def keywords_of(
    text: str, language: str, n: int = 10, rarity: Mapping[str, float] | None = None
) -> tuple[Keyword, ...]:
    """Return at most n keywords, the heaviest first.

    Args:
        text: Any string; its first MAX_CHARACTERS are read.
        language: "en" or "nl"; another one gives none.
        n: How many at most.
        rarity: Inverse document frequency by word (`Letters.rarity[language]`); words that it lacks count as rarest.
    """
    return ()
