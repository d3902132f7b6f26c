"""The words and short phrases that a text is about, without a model: runs between small words, the rare ones first."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import log, sqrt

from progrez_desktop.scoring.text.features import MAX_CHARACTERS, Token, tokens_of
from progrez_desktop.scoring.text.stop_words import STOP_WORDS
from progrez_desktop.scoring.text.visible import as_written

LONGEST = 4
"""Words of a phrase; longer runs are parted."""

LONGEST_WORD = 40
"""Letters; what is longer is no word."""

RAREST = 10.0
"""Inverse document frequency of a word that the table lacks."""

_JOINT = re.compile(r"[^\S\r\n]+|[-\u2010\u2011]")
"""What may stand between the words of a phrase; the end of a line ends it."""


@dataclass(frozen=True)
class Keyword:
    """A phrase that stands first at characters `start` to `end` of the text; the heaviest weighs 1.

    `text` is those characters without signs that take no place, and with one blank where there are several.
    """

    text: str
    start: int
    end: int
    weight: float


def keywords_of(
    text: str, language: str, n: int = 10, rarity: Mapping[str, float] | None = None
) -> tuple[Keyword, ...]:
    """Return at most n keywords, the heaviest first; none of them holds all the words of another.

    A phrase weighs the rarity of its words times how often they occur, summed and divided by the root of their number;
    more when the phrase comes back, and up to half less towards the end of the text.

    Args:
        text: Any string; its first MAX_CHARACTERS are read.
        language: "en" or "nl"; for another one there are no keywords.
        n: How many at most.
        rarity: Inverse document frequency by word (`Letters.rarity[language]`); words that it lacks count as rarest.

    Source:
        Rose et al. (2010), Automatic keyword extraction from individual documents (runs between stop words).
    """
    if language not in STOP_WORDS:
        return ()
    text = text[:MAX_CHARACTERS]
    tokens = tokens_of(text)
    places: dict[tuple[str, ...], list[tuple[Token, ...]]] = {}
    for run in _runs(text, tokens, STOP_WORDS[language]):
        places.setdefault(tuple(token.form for token in run), []).append(run)
    times = Counter({forms: len(some) for forms, some in places.items()})
    weights = _weights(times, rarity or {})
    found = []
    for forms, some in places.items():
        start, end = some[0][0].start, some[0][-1].end
        early = 1.0 - 0.5 * start / len(text)
        found.append((Keyword(as_written(text[start:end]), start, end, weights[forms] * early), frozenset(forms)))
    return _different(sorted(found, key=lambda one: (-one[0].weight, one[0].start)), n)


def _runs(text: str, tokens: Sequence[Token], stop: frozenset[str]) -> Iterator[tuple[Token, ...]]:
    run: tuple[Token, ...] = ()
    for token in tokens:
        says_something = token.is_word and token.form not in stop and 1 < len(token.form) <= LONGEST_WORD
        fits = says_something and not token.form.isdigit()
        if run and not (fits and len(run) < LONGEST and _JOINT.fullmatch(text, run[-1].end, token.start)):
            yield run
            run = ()
        if fits:
            run += (token,)
    if run:
        yield run


def _weights(times: Counter[tuple[str, ...]], rarity: Mapping[str, float]) -> dict[tuple[str, ...], float]:
    words = Counter[str]()
    for forms, count in times.items():
        words.update({form: count * forms.count(form) for form in forms})
    of_word = {word: (1.0 + log(count)) * rarity.get(word, RAREST) for word, count in words.items()}
    return {
        forms: sum(of_word[form] for form in forms) / sqrt(len(forms)) * (1.0 + log(count))
        for forms, count in times.items()
    }


def _different(found: Sequence[tuple[Keyword, frozenset[str]]], n: int) -> tuple[Keyword, ...]:
    chosen: list[tuple[Keyword, frozenset[str]]] = []
    for keyword, forms in found:
        if len(chosen) == n:
            break
        if not any(forms <= others or others <= forms for _, others in chosen):
            chosen.append((keyword, forms))
    return tuple(replace(keyword, weight=keyword.weight / chosen[0][0].weight) for keyword, _ in chosen)
