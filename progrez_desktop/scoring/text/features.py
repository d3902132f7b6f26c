"""Sentences, words and word pairs of a text, each with its place in it. Pure: no model, no files.

The tokeniser, in full: a word is a run of letters and digits, with apostrophes inside ("don't" is one word). An
exclamation mark, a question mark and a single picture character (emoji) are tokens too, because they carry tone, but
they are not words. Tags (<b>) and the markers that data sets and scrubbers leave for a name or a link ([NAME], <url>)
are passed over. Everything else parts words. A token's form is NFKC, lower case, without zero-width characters.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

MAX_CHARACTERS = 20_000
"""Only the beginning of a longer text is read: ten times what the longest prompt asks for."""

PASSAGE_WORDS = 30
"""The emotions were learned from comments of 13 words, 99 in 100 under 28; longer texts are read in such passages."""

COURTESY_WORDS = 80
"""Courtesy was learned from requests of 23 words, 99 in 100 under 63."""

ARTICLES = frozenset(("a", "an", "the"))
"""They don't count: whoever leaves them out, as people do whose own language has none, is read the same."""

_INVISIBLE = "\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff"
_LETTER = r"[^\W_]"
# Skin tones (U+1F3FB to U+1F3FF) are left out: they say who writes, not how the text sounds.
_PICTURE = "\u2600-\u27bf\U0001f300-\U0001f3fa\U0001f400-\U0001faff"
_TOKEN = re.compile(
    rf"(?P<skip>\[[A-Za-z]+\]|</?[A-Za-z][^<>\n]{{0,200}}>)"
    rf"|(?P<word>{_LETTER}(?:{_LETTER}|[\u0300-\u036f{_INVISIBLE}]|['\u2018\u2019\u02bc](?={_LETTER}))*)"
    rf"|(?P<sign>[!?{_PICTURE}])"
)
_NO_INVISIBLE = re.compile(f"[{_INVISIBLE}]")
_APOSTROPHES = str.maketrans("\u2018\u2019\u02bc", "'''")
_SENTENCE_END = re.compile(f"[.!?\u2026]['\"\u201d\u2019){_INVISIBLE}]*(?=\\s)|\n")


@dataclass(frozen=True, slots=True)
class Token:
    """One word or sign: characters `start` to `end` of the text, and the form that the model knows it by."""

    start: int
    end: int
    form: str
    is_word: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    start: int
    end: int
    tokens: tuple[Token, ...]


def tokens_of(text: str, start: int = 0, end: int | None = None) -> tuple[Token, ...]:
    """Return the tokens of text[start:end], with places in the whole text. Any string will do, surrogates included."""
    found = _TOKEN.finditer(text, start, len(text) if end is None else end)
    return tuple(
        Token(match.start(), match.end(), _form(match.group()), match.lastgroup == "word")
        for match in found
        if match.lastgroup != "skip"
    )


def sentences_of(text: str) -> tuple[Sentence, ...]:
    """Return the sentences that hold a token. They end at . ! ? or an ellipsis before a space, and at a new line."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    spans = (_trimmed(text, start, end) for start, end in pairwise([0, *ends, len(text)]))
    sentences = (Sentence(start, end, tokens_of(text, start, end)) for start, end in spans)
    return tuple(sentence for sentence in sentences if sentence.tokens)


def passages(sentences: Sequence[Sentence], most: int = PASSAGE_WORDS) -> tuple[Sentence, ...]:
    """Join neighbouring sentences, and cut a very long one, into passages of at most `most` tokens.

    Articles don't count.
    Cutting also keeps a reading from depending on whether a person writes full stops.
    """
    joined: list[Sentence] = []
    for sentence in sentences:
        if joined and size_of(joined[-1].tokens) + size_of(sentence.tokens) <= most:
            last = joined.pop()
            joined.append(Sentence(last.start, sentence.end, last.tokens + sentence.tokens))
        else:
            joined.extend(_cut(sentence, most))
    return tuple(joined)


def size_of(tokens: Sequence[Token]) -> int:
    """Return how many tokens there are that are no articles."""
    return sum(token.form not in ARTICLES for token in tokens)


def words_in(tokens: Sequence[Token]) -> int:
    return sum(token.is_word for token in tokens)


def count_words(text: str) -> int:
    """Return how many words the model sees in the first MAX_CHARACTERS of a text."""
    return words_in(tokens_of(text[:MAX_CHARACTERS]))


def word_features(tokens: Sequence[Token]) -> list[str]:
    """Return the forms and the pairs of neighbouring forms ("not happy"), in reading order, with repeats."""
    forms = [token.form for token in tokens]
    return forms + [f"{first} {second}" for first, second in pairwise(forms)]


def weigh(features: Sequence[str], index: Mapping[str, int], idf: Sequence[float]) -> tuple[list[int], list[float]]:
    """Return ids, ascending, and weights of the known features of one text: TF-IDF of unit length.

    A feature seen n times weighs (1 + ln n) * idf; then all weights are divided by the root of their squares' sum.
    A text without a known feature gives two empty lists.

    Args:
        features: As word_features gives them.
        index: The id of each feature that the model knows.
        idf: Inverse document frequency by id.

    Source:
        Manning, Raghavan & Schütze (2008), Introduction to Information Retrieval, section 6.4.
    """
    counts = Counter(index[feature] for feature in features if feature in index)
    ids = sorted(counts)
    raw = [(1.0 + math.log(counts[number])) * idf[number] for number in ids]
    length = math.sqrt(math.fsum(weight * weight for weight in raw))
    return ids, [weight / length for weight in raw]


def _form(word: str) -> str:
    if word.isascii():
        return word.lower()
    visible = _NO_INVISIBLE.sub("", word).translate(_APOSTROPHES)
    return unicodedata.normalize("NFKC", visible).lower()


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    part = text[start:end]
    return end - len(part.lstrip()), start + len(part.rstrip())


def _cut(sentence: Sentence, most: int) -> list[Sentence]:
    parts = _even_parts(sentence.tokens, most)
    starts = [sentence.start, *(part[0].start for part in parts[1:])]
    ends = [*(part[-1].end for part in parts[:-1]), sentence.end]
    return [Sentence(*place) for place in zip(starts, ends, parts, strict=True)]


def _even_parts(tokens: tuple[Token, ...], most: int) -> list[tuple[Token, ...]]:
    counted = [place for place, token in enumerate(tokens) if token.form not in ARTICLES] or [0]
    parts = math.ceil(len(counted) / most)
    size = math.ceil(len(counted) / parts)
    return [tokens[first:end] for first, end in pairwise([0, *counted[size::size], len(tokens)])]
