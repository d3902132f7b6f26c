"""What somebody typed without a space, so that a label can break it: it would be wider than the window."""

import re

_MOST = 60
_LONG = re.compile(r"\S{24}(?=\S)")


def breakable(text: str) -> str:
    """Return a text in which long words have places to be broken at, which nobody sees."""
    return _LONG.sub("\\g<0>\u200b", text)


def in_a_line(name: str) -> str:
    """Return the beginning of a name that would fill the head of a page; whole names stay as they are."""
    return breakable(name if len(name) <= _MOST else f"{name[:_MOST].rstrip()}…")
