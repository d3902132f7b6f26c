"""Reads how well readings and situations were measured, strictly: nobody may be scored by a mistyped figure."""

import json
import math
import re
from typing import Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.assessment import Validity

CONTRACT = "progrez.reading-validity/1"

# Not compiled here: every start reads this, and most of what is run measured nothing.
_SKILL = r"[a-z0-9][a-z0-9_-]{0,63}"
_DATE = r"20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
_SHA256 = r"[0-9a-f]{64}"
_TEXT = r"\S(.{0,298}\S)?"
_TEXTS = {"measured_on": _DATE, "source": _TEXT, "source_sha256": _SHA256}
_COUNTS = {"people": (1, 1_000_000), "raters": (2, 100)}
_COEFFICIENTS = ("icc", "r")
_PLACE = ("mean", "sd")
_FARTHEST = 100.0


def read_validity(content: bytes) -> dict[str, Validity]:
    """Return what was measured of readings, by skill (contract reading-validity.schema.json).

    Raises:
        DataFault: "validity_malformed" with the place, where anything is missing, unknown, doubled or out of its range.
    """
    try:
        return validity_of(json.loads(content, object_pairs_hook=_once))
    except (ValueError, RecursionError) as cause:
        raise DataFault("validity_malformed", place="/") from cause


def validity_of(data: Any) -> dict[str, Validity]:
    """Return the same for parsed JSON, in which no key can stand twice any more."""
    return _measured(data, "skills")


def situations_validity_of(data: Any) -> dict[str, Validity]:
    """Return what was measured of situations, by skill; nothing where the file does not speak of them."""
    return _measured(data, "situations")


def _measured(data: Any, part: str) -> dict[str, Validity]:
    told = {"contract", "skills", *({"situations"} if isinstance(data, dict) and "situations" in data else ())}
    _fields(data, told, "/")
    if data["contract"] != CONTRACT:
        raise DataFault("validity_malformed", place="/contract")
    of_skills = data.get(part, {})
    if not isinstance(of_skills, dict):
        raise DataFault("validity_malformed", place=f"/{part}")
    return {skill: _validity(part, skill, measured) for skill, measured in of_skills.items()}


def _validity(part: str, skill: str, measured: Any) -> Validity:
    place = f"/{part}/{skill}"
    if not re.fullmatch(_SKILL, skill):
        raise DataFault("validity_malformed", place=f"/{part}")
    _fields(measured, {*_TEXTS, *_COUNTS, *_COEFFICIENTS, *_PLACE}, place)
    for name, value in measured.items():
        if not _is_good(name, value):
            raise DataFault("validity_malformed", place=f"{place}/{name}")
    return Validity(**measured)


def _is_good(name: str, value: Any) -> bool:
    if name in _TEXTS:
        return isinstance(value, str) and re.fullmatch(_TEXTS[name], value) is not None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return False
    if name in _COUNTS:
        low, high = _COUNTS[name]
        return isinstance(value, int) and low <= value <= high
    if name in _PLACE:
        return abs(value) <= _FARTHEST and (name != "sd" or value > 0.0)
    return -1.0 <= value <= 1.0


def _fields(value: Any, wanted: set[str], place: str) -> None:
    if not isinstance(value, dict) or set(value) != wanted:
        raise DataFault("validity_malformed", place=place)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found
