"""The code of a candidate, such as "7F3-K2": how it is printed, also where only a part of it was typed."""

import re
from typing import Final

SIGNS: Final = 5
_FIRST: Final = 3
_BETWEEN = re.compile(r"[\s\-‐-―−]+")


def as_printed(typed: str) -> str:
    """Return a code, or its beginning, as it is printed: case, spaces and dashes don't matter.

    What is longer comes back without them, in capitals: no code is called so.
    """
    signs = _BETWEEN.sub("", typed).upper()
    return f"{signs[:_FIRST]}-{signs[_FIRST:]}" if _FIRST < len(signs) <= SIGNS else signs
