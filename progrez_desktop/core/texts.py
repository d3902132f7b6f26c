"""What may be kept of a text that a person typed, and how its words are counted. Pure."""

import re
import unicodedata

_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_KEPT_CONTROLS = "\n\t"
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""Has what follows read from the other side, also beyond its own line; the letters of a language do that themselves."""


def clean_text(text: str) -> str:
    """Return a text without what no database or document can hold: NUL, other controls, half surrogate pairs.

    Nor with signs that nobody sees and that turn the order of the letters around them.
    """
    composed = unicodedata.normalize("NFC", text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))
    composed = _TURNING.sub("", composed)
    return "".join(c for c in composed if c in _KEPT_CONTROLS or unicodedata.category(c) != "Cc")


def one_line(text: str) -> str:
    """Return a text whole, on one line and without what a terminal would take for a command."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


def count_words(text: str) -> int:
    """Return the number of words; a word with an apostrophe or a hyphen counts once."""
    return len(_WORD.findall(text))
