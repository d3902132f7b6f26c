"""Takes names and numbers out of a text that may leave as an example for the scoring. Pure, and no promise.

What is known of the writer is found in any spelling (`blinding.hider`). Of everybody else only what the writing shows:
words with a capital inside a sentence, which in English and Dutch are names of people, firms and places; numbers,
days, addresses. A name that begins a sentence may stay, and so may whatever tells who somebody is without a name. How
somebody writes stays in any case. So the writer sees it first, and may have more left out.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise

from progrez_desktop.core.blinding import hider

_NUMBERS = re.compile(
    r"\b[A-Z]{2}\d{2}[ ]?(?:[A-Z0-9]{4}[ ]?){2,7}[A-Z0-9]{0,4}\b"  # an account at a bank
    r"|\b\d{4} ?[A-Z]{2}\b"  # a Dutch postal code
    r"|\b\d{1,2}[-./]\d{1,2}[-./]\d{2,4}\b|\b\d{4}-\d{2}-\d{2}\b"  # a day
    r"|\b\d{3,}\b|\b\d(?:[ .-]?\d){5,}\b"  # a year, a house number, anything that is counted out
)
_HANDLE = re.compile(r"(?<!\w)@\w+")
_LOOK_BACK = 20
_WORD = r"[^\W\d_](?:[\w'’.-]*\w)?"
_CAPITAL = re.compile(rf"(?<![\w’'-])(?=[^\W\d_])({_WORD})")
_SENTENCE_START = re.compile(r"(?:^|[.!?:…]|\n)[\s\"'“”‘’(\[*•–-]*$")
_TITLE = re.compile(r"\b(?:mrs?|ms|dr|prof|drs|ir|ing|mr|dhr|mevr?|mw|st)\.\s*$", re.IGNORECASE)
"""Its full stop ends no sentence."""
_NEVER_NAMES = frozenset(
    (
        *("I", "I'm", "I've", "I'd", "I'll", "OK", "Ok", "TV", "PC", "IT", "HR", "CV", "Ik", "Het", "U", "Uw"),
        *("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
        *("January", "February", "March", "April", "May", "June", "July", "August"),
        *("September", "October", "November", "December", "English", "Dutch", "Engels", "Nederlands"),
    )
)


def scrubber(names: Iterable[str], told: Iterable[str], hidden: str) -> Callable[[str], str]:
    """Return what puts `hidden` in the place of names and numbers.

    Args:
        names: Of the writer: first, last and full name.
        told: What else is known of them or was named by them, put out wherever it stands.
    """
    hide_known = hider(names, told, hidden)

    def scrub(text: str) -> str:
        without = _NUMBERS.sub(hidden, hide_known(_HANDLE.sub(hidden, text)))
        return _joined(_without_capitals(without, hidden), hidden)

    return scrub


def names_in(text: str) -> frozenset[str]:
    """Return the words that stand in a text like names, so that a part of it leaves them out where they begin it."""
    found = [one for one in _CAPITAL.finditer(text) if _is_capital(one[1])]
    return frozenset(_standing_like_names(text, found))


def also_left_out(typed: str) -> Sequence[str]:
    """Return what a person typed to be left out too: parted by commas or lines."""
    return tuple(part.strip() for part in re.split(r"[,;\n]", typed) if part.strip())


def _without_capitals(text: str, hidden: str) -> str:
    """Put out each word with a capital that no sentence begins with, and one that does where it is one elsewhere."""
    found = [one for one in _CAPITAL.finditer(text) if _is_capital(one[1]) and not _is_hidden(text, one, hidden)]
    inside = _standing_like_names(text, found)
    parts, at = [], 0
    for one in found:
        if one[1] in inside:
            parts += [text[at : one.start()], hidden]
            at = one.end()
    return "".join([*parts, text[at:]])


def _standing_like_names(text: str, found: Sequence["re.Match[str]"]) -> set[str]:
    inside = {one[1] for one in found if not _begins(text, one.start())}
    return inside | {one[1] for one, after in pairwise(found) if _stand_together(text, one, after)}


def _begins(text: str, at: int) -> bool:
    """Whether a sentence begins here."""
    before = text[max(0, at - _LOOK_BACK) : at]
    return bool(_SENTENCE_START.search(before)) and not _TITLE.search(before)


def _is_capital(word: str) -> bool:
    return word[0].isupper() and word.replace("’", "'") not in _NEVER_NAMES


def _is_hidden(text: str, found: "re.Match[str]", hidden: str) -> bool:
    """Whether the word is part of what stands in the place of something that was put out."""
    start = text.rfind(hidden, 0, found.end() + len(hidden))
    return start >= 0 and start <= found.start() < start + len(hidden)


def _stand_together(text: str, one: "re.Match[str]", after: "re.Match[str]") -> bool:
    """Two words with capitals beside one another are a name, also where they begin a sentence."""
    return text[one.end() : after.start()] in (" ", "-") and one[1] not in _STARTS


_STARTS = frozenset(
    (
        *("A", "An", "The", "In", "At", "On", "When", "With", "My", "Our", "Then", "After", "Before", "Because", "And"),
        *("But", "So", "If", "As", "For", "From", "To", "While", "Once", "De", "Een", "Toen", "Bij", "Met", "Mijn"),
        *("Onze", "Dan", "Na", "Voor", "Omdat", "En", "Maar", "Dus", "Als", "Van", "Naar", "Terwijl", "Op", "Aan"),
    )
)
"""Words that begin a sentence and stand before a name."""


def _joined(text: str, hidden: str) -> str:
    """One mark where several follow one another: how many parts a name has is nobody's business either."""
    mark = re.escape(hidden)
    between = r"[\s,&’'-]{0,2}(?:(?:van|von|de|den|der|ter|ten|het|'t|’t)\s+){0,2}"
    return re.sub(rf"{mark}(?:{between}{mark})+", hidden, text)
