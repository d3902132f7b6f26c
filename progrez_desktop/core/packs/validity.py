"""Reads how well readings were measured, strictly: nobody may be scored by a figure that was mistyped."""

import json
import math
import re
from typing import Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.assessment import Validity

CONTRACT = "progrez.reading-validity/1"

_SKILL = re.compile(r"[a-z0-9][a-z0-9_-]{0,63}")
_DATE = re.compile(r"20[0-9]{2}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_TEXT = re.compile(r"\S(.{0,298}\S)?")
_TEXTS = {"measured_on": _DATE, "source": _TEXT, "source_sha256": _SHA256}
_COUNTS = {"people": (1, 1_000_000), "raters": (2, 100)}
_COEFFICIENTS = ("icc", "r")


def read_validity(content: bytes) -> dict[str, Validity]:
    """Return what was measured, by skill (contract reading-validity.schema.json).

    Raises:
        DataFault: "validity_malformed" with the place, where anything is missing, unknown, doubled or out of its range.
    """
    try:
        return validity_of(json.loads(content, object_pairs_hook=_once))
    except (ValueError, RecursionError) as cause:
        raise DataFault("validity_malformed", place="/") from cause


def validity_of(data: Any) -> dict[str, Validity]:
    """Return the same for parsed JSON, in which no key can stand twice any more."""
    _fields(data, {"contract", "skills"}, "/")
    if data["contract"] != CONTRACT or not isinstance(data["skills"], dict):
        raise DataFault("validity_malformed", place="/contract")
    return {skill: _validity(skill, measured) for skill, measured in data["skills"].items()}


def _validity(skill: str, measured: Any) -> Validity:
    place = f"/skills/{skill}"
    if not _SKILL.fullmatch(skill):
        raise DataFault("validity_malformed", place="/skills")
    _fields(measured, {*_TEXTS, *_COUNTS, *_COEFFICIENTS}, place)
    for name, value in measured.items():
        if not _is_good(name, value):
            raise DataFault("validity_malformed", place=f"{place}/{name}")
    return Validity(**measured)


def _is_good(name: str, value: Any) -> bool:
    if name in _TEXTS:
        return isinstance(value, str) and _TEXTS[name].fullmatch(value) is not None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return False
    if name in _COUNTS:
        low, high = _COUNTS[name]
        return isinstance(value, int) and low <= value <= high
    return -1.0 <= value <= 1.0


def _fields(value: Any, wanted: set[str], place: str) -> None:
    if not isinstance(value, dict) or set(value) != wanted:
        raise DataFault("validity_malformed", place=place)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a key twice")
    return found
