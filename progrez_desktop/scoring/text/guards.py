"""When to be silent about a text: a guard is a sentence to the person who wrote it, never a penalty."""

from collections.abc import Collection
from typing import Literal

from progrez_desktop.scoring.text.languages import Language

Guard = Literal["too_short", "language_not_supported", "other_language", "read_in_part"]
"""In the order in which they are told. All but read_in_part mean that there is no reading."""

MIN_WORDS_FOR_LANGUAGE = 12
MIN_CERTAINTY = 0.6
"""Of 2,168 English essays and interview answers, the least sure was at 0.8."""


def guards_for(
    words: int, seen: Language, asked: str, languages: Collection[str], min_words: int, cut: bool
) -> tuple[Guard, ...]:
    """Return the guards that hold for one text, in order.

    Args:
        words: How many words it has.
        seen: What language_of made of it.
        asked: The language in which the question was put.
        languages: The languages that the model reads.
        min_words: The fewest words that the model may say anything about.
        cut: Whether only the beginning of the text is read.
    """
    guards: list[Guard] = []
    if words < min_words:
        guards.append("too_short")
    if asked not in languages:
        guards.append("language_not_supported")
    elif words >= MIN_WORDS_FOR_LANGUAGE and (seen.code not in languages or seen.p < MIN_CERTAINTY):
        guards.append("other_language")
    if cut:
        guards.append("read_in_part")
    return tuple(guards)


def is_silent(guards: Collection[Guard]) -> bool:
    """Whether these guards mean that there is no reading."""
    return any(guard != "read_in_part" for guard in guards)
