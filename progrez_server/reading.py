"""JSON as everybody reads it alike (I-JSON): a number that two readers would take for two is none."""

import json
from typing import Any

_MOST = 1 << 53


def read(text: str | bytes) -> Any:
    """Return what a text says; a whole number as one, however it is written, since no database takes it otherwise.

    Raises:
        ValueError: It is no JSON, is nested too deep, or holds a number that not everybody reads alike.
    """
    try:
        return json.loads(text, parse_int=_whole, parse_float=_number, parse_constant=_number)
    except RecursionError:
        raise ValueError from None


def _whole(told: str) -> int:
    found = int(told)
    if abs(found) > _MOST:
        raise ValueError
    return found


def _number(told: str) -> float:
    found = float(told)
    if not abs(found) <= _MOST:  # nor is what is no number
        raise ValueError
    return int(found) if found.is_integer() else found
