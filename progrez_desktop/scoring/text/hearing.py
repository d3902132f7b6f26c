"""The words of a text as the answer model hears them: slips repaired, articles left out, nothing that says who it is.

Both branches of the model, and training as well as product, read a text through here. Two texts that differ in
articles, or in words that say who somebody is, are heard as one and the same, so that no reading can differ between
them; a word with a slip of the pen is heard as the word that was meant.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from string import ascii_lowercase

from progrez_desktop.scoring.text.features import ARTICLES, Token, tokens_of

NEUTRAL = "someone"
"""What a word that says who somebody is, or a name, is heard as."""

LEAST_REPAIRED = 4
LEAST_MISSPELT = 6
"""Letters of a word in which two letters in each other's place, or any slip, are looked for: among shorter words, one
that the lists lack is as likely as one with a slip."""

MEANT_BY_RARE = 2000
"""Among so many of the most common words is the one that a known, but rare, string of letters may be a slip of."""

_LONGEST_REPAIRED = 20
_ANYBODY = "people"
_BETWEEN = frozenset(("with", "from", "of", "in", "on", "living", "who", "wears", "wearing"))
_SENTENCE_END = re.compile(r"[.!?:\n]")
_NUMBERS = frozenset(
    (
        *("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "eighteen", "nineteen"),
        *("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"),
    )
)
_ENDINGS = ("ings", "ing", "ies", "ied", "ily", "ed", "es", "ly", "'s", "s")
_NAME_MARK = re.compile(r"\[[A-Za-z]+\]")


@dataclass(frozen=True)
class Lexicon:
    """Which words the model knows, and what it is to be deaf to.

    Args:
        ordinary: Common words in lower case, the most common first; none is only a name.
        identity_words: Words in lower case that say who somebody is.
        identity_phrases: The same of several words, apart by a space; "#" is any number, "#s" some decade.
        names: Words that are names where they stand with a capital inside a sentence ("Grace").
        unrepaired: Words that are too rare to be meant by a slip, and yet are no slips.
    """

    ordinary: Sequence[str] = ()
    identity_words: frozenset[str] = frozenset()
    identity_phrases: frozenset[str] = frozenset()
    names: frozenset[str] = frozenset()
    unrepaired: frozenset[str] = frozenset()

    @cached_property
    def ranks(self) -> Mapping[str, int]:
        return {word: rank for rank, word in enumerate(self.ordinary)}

    def is_ordinary(self, form: str) -> bool:
        """Return whether a word is an ordinary one, or the plural, past and so on of one."""
        if form in self.ranks:
            return True
        ending = next((one for one in _ENDINGS if form.endswith(one) and len(form) - len(one) >= 4), None)
        stem = form.removesuffix(ending or "")
        return ending is not None and any(f"{stem}{last}" in self.ranks for last in ("", "e", "y"))

    def is_known(self, form: str) -> bool:
        return form in self.identity_words or form in self.unrepaired or self.is_ordinary(form)

    @cached_property
    def phrases(self) -> Mapping[str, tuple[tuple[str, ...], ...]]:
        """By their first word, the longest first."""
        found: dict[str, list[tuple[str, ...]]] = {}
        for phrase in sorted(self.identity_phrases):
            words = tuple(phrase.split(" "))
            found.setdefault(words[0], []).append(words)
        return {first: tuple(sorted(some, key=len, reverse=True)) for first, some in found.items()}


@dataclass(frozen=True, slots=True)
class Heard:
    """A token, and what it is heard as: "" for an article. `named`: as somebody, who may be anybody."""

    token: Token
    form: str
    named: bool


def hear(
    text: str, lexicon: Lexicon, start: int = 0, end: int | None = None, spared: frozenset[str] = frozenset()
) -> tuple[Heard, ...]:
    """Return what is heard of text[start:end]; places are in the whole text. Words in `spared` are no names."""
    every = tokens_of(text, start, end)
    tokens = [token for token in every if token.form not in ARTICLES]
    forms = [_repaired(token, text, lexicon) for token in tokens]
    heard: list[Heard] = []
    while len(heard) < len(tokens):
        at = len(heard)
        size = 0 if _bare(forms[at]) in spared else _named_from(at, tokens, forms, text, lexicon)
        heard += [Heard(token, NEUTRAL, True) for token in tokens[at : at + size]]
        if not size:
            heard.append(Heard(tokens[at], forms[at], False))
    heard = _joined(heard, text)
    heard += [Heard(token, "", False) for token in every if token.form in ARTICLES]
    marks = _NAME_MARK.finditer(text, start, len(text) if end is None else end)
    heard += [Heard(Token(mark.start(), mark.end(), NEUTRAL, True), NEUTRAL, True) for mark in marks]
    return tuple(sorted(heard, key=lambda one: one.token.start))


def heard_features(heard: Sequence[Heard]) -> list[str]:
    """Return the words and the pairs of neighbours that say nothing of who somebody is, in reading order."""
    said = [one for one in heard if one.form]
    pairs = [f"{one.form} {other.form}" for one, other in pairwise(said) if not (one.named or other.named)]
    return [one.form for one in said if not one.named] + pairs


def _joined(heard: Sequence[Heard], text: str) -> list[Heard]:
    """Make one name of those that hang together in a sentence: "a woman in her fifties", "people from Ghana"."""
    joined = list(heard)
    places = [at for at, one in enumerate(heard) if one.named or one.form == _ANYBODY]
    for first, last in pairwise(places):
        group = heard[first : last + 1]
        if (
            (heard[first].named or heard[last].named)
            and all(one.form in _BETWEEN for one in group[1:-1])
            and not _SENTENCE_END.search(text, group[0].token.end, group[-1].token.start)
        ):
            joined[first : last + 1] = [Heard(one.token, NEUTRAL, True) for one in group]
    return joined


def _named_from(at: int, tokens: Sequence[Token], forms: Sequence[str], text: str, lexicon: Lexicon) -> int:
    """Return how many tokens from `at` on say together who somebody is."""
    form = _bare(forms[at])
    for phrase in lexicon.phrases.get(_counted(form), ()):
        if tuple(_counted(_bare(one)) for one in forms[at : at + len(phrase)]) == phrase:
            return len(phrase)
    if not tokens[at].is_word:
        return 0
    written = text[tokens[at].start : tokens[at].end]
    if form in lexicon.names and written[0].isupper():
        return int(at > 0 and not _SENTENCE_END.search(text, tokens[at - 1].end, tokens[at].start))
    return int(form in lexicon.identity_words or _is_name(written, form, lexicon))


def _counted(form: str) -> str:
    """Return "#" for a number and "#s" for a decade, so that a phrase may hold any."""
    if form.rstrip("s").isdigit():
        return "#s" if form.endswith("s") else "#"
    return "#" if form in _NUMBERS else form


def _is_name(written: str, form: str, lexicon: Lexicon) -> bool:
    """Where it is told which words are ordinary, any other with a capital, or of a script without capitals, is a name.

    No list holds all names. A short word all in capitals is a word cut short ("HR") as often as a name, and stays.
    """
    if not lexicon.ordinary or form.split("'")[0] == "i" or written.islower() or lexicon.is_ordinary(form):
        return False
    return any(map(str.isalpha, written)) and not (len(written) <= 4 and written.isascii() and written.isupper())


def _bare(form: str) -> str:
    return form.removesuffix("'s")


def _repaired(token: Token, text: str, lexicon: Lexicon) -> str:
    """Return the most common word that is a slip of the pen away from an unknown one, or the word as it stands.

    In a short word, and in one with a capital, which may be a name, only two letters in each other's place are taken
    for a slip.
    """
    form, ranks = token.form, lexicon.ranks
    if not (ranks and token.is_word and LEAST_REPAIRED <= len(form) <= _LONGEST_REPAIRED and form.isascii()):
        return form
    if not form.replace("'", "").isalpha() or lexicon.is_ordinary(_bare(form)) or form in lexicon.identity_words:
        return form
    if _bare(form) in lexicon.unrepaired:
        meant = {word for word in _swapped(form) if word in ranks and ranks[word] < MEANT_BY_RARE}
    else:
        meant = {word for word in _swapped(form) if lexicon.is_known(word)}
        if not meant and len(form) >= LEAST_MISSPELT and text[token.start].islower():
            meant = {word for word in _misspelt(form) if word in ranks or word in lexicon.identity_words}
    return min(meant, key=lambda word: (ranks.get(word, len(ranks)), word), default=form)


def _swapped(word: str) -> Iterator[str]:
    return (word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1))


def _misspelt(word: str) -> Iterator[str]:
    """Yield the words with one letter too few, too many or wrong, but for the first, which is seldom missed."""
    for at in range(1, len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail:
            yield head + tail[1:]
        for letter in ascii_lowercase:
            yield head + letter + tail
            if tail:
                yield head + letter + tail[1:]
