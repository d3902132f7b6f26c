"""What somebody typed at the desk, as it is kept: without signs that can't be printed, and not too long."""

import unicodedata
from collections.abc import Callable, Iterable
from typing import TypeVar

from progrez_desktop.core.errors import UsageFault

T = TypeVar("T")
_JOINERS = "\u200c\u200d"
"""Without them, names in Persian and Hindi are misspelt."""


def line(typed: str, empty: str, most: int, long: str = "desk_text_long") -> str:
    """Return one line.

    Raises:
        UsageFault: With the code `empty` where nothing is left, and `long` with the most signs that may be.
    """
    return _kept(" ".join(_printable(typed).split()), empty, most, long)


def text(typed: str, empty: str, most: int, long: str = "desk_text_long") -> str:
    """Return lines as they were typed.

    Raises:
        UsageFault: As `line`.
    """
    lines = [_printable(one).rstrip() for one in typed.replace("\r\n", "\n").split("\n")]
    return _kept("\n".join(lines).strip(), empty, most, long)


def meant(start: str, there: Iterable[T], called: Callable[[T], tuple[str, str]], none: str, many: str) -> T:
    """Return the one thing of a list whose number somebody typed the beginning of, or what else it is called by.

    Args:
        called: Gives the number of a thing, and its name or code.

    Raises:
        UsageFault: With the code `none` where nothing is called so, and `many` where more is.
    """
    start = start.strip().casefold()
    found = [one for one in there if start and _is_meant(start, *called(one))]
    if not found:
        raise UsageFault(none)
    if len(found) > 1:
        raise UsageFault(many)
    return found[0]


def _is_meant(start: str, number: str, name: str) -> bool:
    return number.startswith(start) or name.casefold() == start


def _kept(found: str, empty: str, most: int, long: str) -> str:
    if not found:
        raise UsageFault(empty)
    if len(found) > most:
        raise UsageFault(long, most=most)
    return found


def _printable(typed: str) -> str:
    """Marks of direction and control signs go; surrogates can't be stored."""
    return "".join(sign if sign in _JOINERS or unicodedata.category(sign)[0] != "C" else " " for sign in typed)
