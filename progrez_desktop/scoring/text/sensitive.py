"""Whether somebody writes of their own distress, health or abuse: then the text is left alone. Never stored or told.

It looks sentence by sentence. A term of illness, treatment, addiction and the like counts where the one who was named
last before it is the writer, and not a client, a colleague or somebody's mother; what is said of the work with it, or
in passing ("sick of waiting"), does not. Some phrases count by themselves. Words of others between quotation marks are
passed over. It misses what is said in yet other words, and it is no diagnosis of any kind.
"""

import re
from dataclasses import dataclass
from functools import cache
from types import ModuleType

from progrez_desktop.scoring.text import sensitive_dutch, sensitive_english
from progrez_desktop.scoring.text.features import MAX_CHARACTERS, sentences_of
from progrez_desktop.scoring.text.folding import plain_words

_QUOTED = re.compile(r"\"[^\"\n]{1,300}\"|[“„][^”“\n]{1,300}[”“]|(?<!\w)['‘][^'’\n]{1,300}['’](?!\w)")

FARTHEST = 10
"""Words between the one who is named and a term; further away they have nothing to do with each other."""

_ABOUT_ONESELF = frozenset(["after", "as", "because", "before", "being", "between", "born", "despite", "diagnosed"])
_ABOUT_ONESELF |= frozenset(["due", "during", "living", "since", "with", "without"])
_ABOUT_ONESELF |= frozenset(["als", "door", "met", "na", "omdat", "ondanks", "tijdens", "tussen", "vanwege", "zonder"])
"""A sentence that begins so tells of its own subject: "Being dyslexic, I asked for it on audio"."""

_ILL = frozenset(["ill", "illness", "sick", "pregnant", "gay", "lesbian", "transgender", "died", "funeral", "suicide"])
_ILL |= frozenset(["ziek", "zieke", "ziekte", "zwanger", "homo", "lesbisch", "overleed", "overleden", "begrafenis"])
"""Words that the lists leave to the one who is named beside them, and what is said of others in a few words."""

_ARTICLES = (["the"], ["de"], ["het"])


def is_sensitive(text: str) -> bool:
    """Whether the writer speaks of own distress, violence against them, or own health, in English or Dutch."""
    own = _QUOTED.sub(" ", text[:MAX_CHARACTERS])
    return any(_is_private(plain_words(own[sentence.start : sentence.end])) for sentence in sentences_of(own))


def tells_of_health(text: str) -> bool:
    """Whether a text has a term of illness, distress or abuse, of whomever it is said: more than `is_sensitive` finds,
    for what others would read.
    """
    words = plain_words(text)
    sentence = " ".join(words)
    return not _ILL.isdisjoint(words) or any(
        lists.terms.search(sentence) or lists.phrases.search(sentence) for lists in (_english(), _dutch())
    )


def is_of_oneself(sentence: str) -> bool:
    """Whether a sentence is in the first person and holds no words of others between quotation marks."""
    return _QUOTED.search(sentence) is None and not (_english().own | _dutch().own).isdisjoint(plain_words(sentence))


def _is_private(words: tuple[str, ...]) -> bool:
    return any(_says_so(words, lists) for lists in (_english(), _dutch()) if not lists.own.isdisjoint(words))


@dataclass(frozen=True)
class _Lists:
    """The lists of one language, ready to be looked for."""

    own: frozenset[str]
    others: frozenset[str]
    terms: re.Pattern[str]
    not_before: re.Pattern[str]
    work: re.Pattern[str]
    idioms: re.Pattern[str]
    phrases: re.Pattern[str]

    @staticmethod
    def of(module: ModuleType) -> "_Lists":
        return _Lists(
            own=frozenset(module.OWN.split()),
            others=frozenset(module.OTHERS.split()),
            terms=_pattern(module.TERMS),
            not_before=re.compile(rf" (?:{_one_line(module.NOT_BEFORE)})(?!\S)"),
            work=_pattern(module.WORK),
            idioms=_pattern(module.IDIOMS),
            phrases=_pattern(module.PHRASES),
        )


@cache
def _english() -> _Lists:
    return _Lists.of(sensitive_english)


@cache
def _dutch() -> _Lists:
    return _Lists.of(sensitive_dutch)


def _one_line(pattern: str) -> str:
    return re.sub(r"\s*\n\s*", "", pattern.strip())


def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\S)(?:{_one_line(pattern)})(?!\S)")


def _says_so(words: tuple[str, ...], lists: _Lists) -> bool:
    sentence = lists.idioms.sub("-", " ".join(words))
    if lists.phrases.search(sentence):
        return True
    return any(_is_own(sentence, found, lists) for found in lists.terms.finditer(sentence))


def _is_own(sentence: str, term: re.Match[str], lists: _Lists) -> bool:
    """Whether a term is said of the writer: the last one who was named before it, with no work in between."""
    if lists.not_before.match(sentence, term.end()):
        return False
    before = sentence[: term.start()].split()
    nearest = range(len(before) - 1, max(-1, len(before) - 1 - FARTHEST), -1)
    owner = next((n for n in nearest if _bare(before[n]) in lists.own | lists.others), None)
    if owner is None and len(before) > FARTHEST:
        return False
    if owner is None:
        after = sentence[term.end() :].split()
        named = next((_bare(word) for word in after if _bare(word) in lists.own | lists.others), "")
        is_its_subject = not before or before[0] in _ABOUT_ONESELF or before in _ARTICLES
        return named in lists.own and is_its_subject and lists.work.search(" ".join(before)) is None
    if _bare(before[owner]) in lists.others or before[owner].endswith("'s"):
        return False
    return lists.work.search(" ".join(before[owner:])) is None


def _bare(word: str) -> str:
    return word.removesuffix("'s") if word not in ("he's", "she's", "who's") else word
