"""Puts out of a text what tells who somebody is: names however they are spelt, addresses, links, numbers. Pure.

Whatever else a text gives away, a person has to see.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable

_LETTERS = 3
"""A part of a name that is shorter is looked for as it was written alone: "An" is a name, and "an" is none."""

_PARTICLES = frozenset(
    ("van", "von", "der", "den", "het", "ter", "ten", "del", "della", "des", "dos", "las", "los", "und", "the", "and")
)
"""They belong to names and to sentences alike."""

_ALIKE = str.maketrans({**dict.fromkeys("‘’ʼ´`", "'"), **dict.fromkeys("‐‑‒–—", "-")})
_ADDRESSES = re.compile(
    r"\S+@\S+\.\w+"
    r"|(?:[a-z][a-z0-9+.-]*://|www\.)\S+"
    # As people write it. Some endings are words or names as well, and count in small letters alone: "ASP.NET".
    r"|(?<![\w.-])(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+"
    r"(?:com|org|nl|eu|uk|fr|io|dev|app|info|page|site|tech|xyz|online|social|ai|(?-i:net|de|be|me|co))"
    r"(?![\w-])(?::\d+)?(?:/\S*)?"
    r"|(?<![\w@.])@\w(?:[\w.-]*\w)?"
    r"|(?<!\w)\+\d(?:[\s()./–-]{0,3}\d){7,}(?!\w)"
    r"|(?<!\w)0\d(?:[\s().-]?\d){7,}(?!\w)"
    r"|(?<!\w)\(?0\d{1,3}\)?(?:\s?[-–/]\s?|\s)?\d(?:[\s.]?\d){5,8}(?![\w-])"
    r"|\(\d{3}\)\s?\d{3}[-. ]\d{4}(?!\w)",
    re.IGNORECASE,
)
"""Addresses of mail and of the web, names at a service, and numbers to call."""

_ACCOUNTS = re.compile(
    r"(?:(?:github|gitlab|bitbucket|codeberg)\.(?:com|org)/|linkedin\.com/in/)([\w-]+)"
    r"|([\w-]+)\.(?:github|gitlab)\.io"
    r"|([\w.+-]+)@[\w-]+\.\w",
    re.IGNORECASE,
)


def accounts_in(texts: Iterable[str]) -> Iterable[str]:
    """Return what somebody is called at other services, as the addresses in these texts tell it."""
    return {next(filter(None, found.groups())) for text in texts for found in _ACCOUNTS.finditer(text)}


def hider(names: Iterable[str], told: Iterable[str], hidden: str) -> Callable[[str], str]:
    """Return what puts `hidden` in the place of everything that tells who somebody is.

    Args:
        names: First, last and full name. Found in any case, without their accents, joined or parted by signs, and
            each part of them by itself.
        told: What else is known of the person and is put out where it stands, such as an address.
    """
    wanted = sorted({pattern for name in names for pattern in _patterns(name)} | set(map(_as_told, told)), key=len)
    names_of = re.compile("|".join(f"(?<![^\\W_])(?:{one})(?![^\\W_])" for one in reversed(wanted) if one) or r"(?!)")
    short = {name.strip() for name in names if 0 < len(name.strip()) < _LETTERS}

    def hide(text: str) -> str:
        folded, places = _folded(text)
        spans = [(places[found.start()], _end(text, places[found.end() - 1])) for found in names_of.finditer(folded)]
        spans += [found.span() for found in _ADDRESSES.finditer(text)]
        spans += [found.span() for name in short for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text)]
        return _without(text, spans, hidden)

    return hide


def _patterns(name: str) -> Iterable[str]:
    words = [word for word in re.split(r"[^\w']+", _folded(name)[0]) if word.strip("'_")]
    if sum(map(len, words)) >= _LETTERS:
        yield r"[\W_]{0,2}".join(map(_apostrophes, words))
    yield from (_apostrophes(word) for word in words if len(word) >= _LETTERS and word not in _PARTICLES)


def _apostrophes(word: str) -> str:
    return re.escape(word).replace("'", "'?")


def _as_told(text: str) -> str:
    folded = _folded(text.strip())[0]
    return re.escape(folded) if len(folded) > _LETTERS else ""


def _folded(text: str) -> tuple[str, list[int]]:
    """Return a text without case and accents and with one kind of each sign, and where each letter of it came from."""
    letters, places = [], []
    for place, letter in enumerate(text.translate(_ALIKE)):
        for one in unicodedata.normalize("NFKD", letter).casefold():
            if not unicodedata.combining(one):
                letters.append(one)
                places.append(place)
    return "".join(letters), places


def _end(text: str, last: int) -> int:
    end = last + 1
    while end < len(text) and unicodedata.combining(text[end]):
        end += 1
    return end


def _without(text: str, spans: list[tuple[int, int]], hidden: str) -> str:
    parts, at = [], 0
    for start, end in sorted(spans):
        if end <= at:
            continue
        if start >= at:
            parts += [text[at:start], hidden]
        at = end
    return "".join([*parts, text[at:]])
