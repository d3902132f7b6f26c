"""When to be silent about a text: a guard is a sentence to the person who wrote it, never a penalty."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Literal

Guard = Literal["too_short", "language_not_supported", "other_language", "read_in_part"]
"""In the order in which they are told. All but read_in_part mean that there is no reading."""

MIN_WORDS_FOR_LANGUAGE = 12
MIN_FUNCTION_WORDS = 0.05
"""English essays and interview answers have 13 to 59 % of the words below; under 5 % it is hardly running text."""
MIN_CERTAINTY = 0.5

# Small words that nearly every sentence has, chosen so that no two of the languages share one. Left out for that
# reason, among others: in, is, of, was, we, he, so (English and Dutch), die, war, hat, also (English and German).
_FUNCTION_WORDS = {
    "en": "the and to that it you for on with as this but be have are not they at from or what all my would there "
    "their which if can about who your were been has had will how when because them our him her she i his could did do",
    "nl": "de het een en van dat niet ik je zijn op te voor met aan er maar om dan zou wat mijn heb hij bij ook naar "
    "uit nog deze haar werd heeft hebben kan geen wel mij zich worden moet omdat toen veel daar ze dit hun wij zij ben",
    "de": "der und das ist nicht ich sie den mit zu auf sich des dem ein eine auch wie wir aber hatte nur noch werden "
    "bei wenn einen mich mir oder nach kann haben schon sehr weil dass habe einer einem uns ihr über für zum zur",
    "fr": "le les et il vous nous pas dans pour qui une sur avec ce mais au était elle mon ils sont cette être avait "
    "aux ses leur très comme ou où quand chez parce été fait sans aussi mes j'ai c'est qu'il n'est d'un d'une l'on",
    "es": "el los y por las para una su pero más yo cuando ella muy había sin sobre también hasta hay donde quien "
    "desde todo nos durante porque mi ellos nuestro esta este fue estaba hacer tenía ese eso pues así entonces lo",
}
_LANGUAGE_OF = {word: language for language, words in _FUNCTION_WORDS.items() for word in words.split()}


@dataclass(frozen=True)
class Language:
    """The language that the small words of a text belong to ("und": none can be told), and how sure that is."""

    code: str
    p: float


def language_of(words: Sequence[str]) -> Language:
    """Tell English, Dutch, German, French and Spanish apart by their function words.

    Args:
        words: Lower-case words in any order.

    Returns:
        The language with most hits; p is its share of all hits, drawn towards an even share when there are few. "und"
        with p = 0 when fewer than MIN_FUNCTION_WORDS of the words are function words of it, or there is no word.
    """
    hits = dict.fromkeys(_FUNCTION_WORDS, 0)
    for word in words:
        if word in _LANGUAGE_OF:
            hits[_LANGUAGE_OF[word]] += 1
    code = max(hits, key=hits.__getitem__)
    if not words or hits[code] < MIN_FUNCTION_WORDS * len(words):
        return Language("und", 0.0)
    return Language(code, (hits[code] + 1.0 / len(hits)) / (sum(hits.values()) + 1.0))


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
