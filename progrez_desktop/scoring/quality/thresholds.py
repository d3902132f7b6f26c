"""Where each index of response quality raises a flag: read from the table that calibration derived, and checked."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from progrez_desktop.scoring.errors import ScoringError

SCHEMA = "progrez.response-quality/1"


@dataclass(frozen=True)
class Cuts:
    """Cuts of an index that is the surer the more it rests on: (at least so many, flag under this), smallest first."""

    steps: tuple[tuple[int, float], ...]

    def at(self, n: int) -> float | None:
        """Return the cut for an index that rests on n pieces; None where that is too few to say anything."""
        found = None
        for least, cut in self.steps:
            if n >= least:
                found = cut
        return found


@dataclass(frozen=True)
class Thresholds:
    """One table, for the bank that it names.

    `median_s`, `fast_s` and `fast_share` are of time; `run` is a number of answers; `spread` and `typical_variance` are
    of the variation of all answers; `pairs` are statements that nearly everybody answers alike. `synonyms` counts
    pairs, `even_odd` scales, `person_fit` answers.
    """

    bank_sha256: str
    median_s: float
    fast_s: float
    fast_share: float
    run: int
    spread: float
    typical_variance: Mapping[str, float]
    pairs: tuple[tuple[str, str], ...]
    synonyms: Cuts
    even_odd: Cuts
    person_fit: Cuts

    @classmethod
    def from_bytes(cls, data: bytes) -> "Thresholds":
        """Return the thresholds in `data`, see resources/contracts/response-quality.schema.json.

        Raises:
            ScoringError: "quality_not_json", "quality_schema" or "quality_field", naming the field.
        """
        try:
            raw = json.loads(data.decode("utf-8"))
        except (ValueError, RecursionError) as error:
            raise ScoringError("quality_not_json") from error
        if not isinstance(raw, dict) or raw.get("schema") != SCHEMA:
            raise ScoringError("quality_schema", SCHEMA)
        return cls.of(raw)

    def checked_for(self, bank_sha256: str) -> "Thresholds":
        """Return these thresholds.

        Raises:
            ScoringError: "quality_other_bank": they were derived for another bank.
        """
        if self.bank_sha256 != bank_sha256:
            raise ScoringError("quality_other_bank", self.bank_sha256)
        return self

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> "Thresholds":
        """Return the thresholds in a parsed document; errors as `from_bytes`."""
        pace, spread = _mapping(raw, "pace"), _mapping(raw, "spread")
        synonyms, even_odd = _mapping(raw, "synonyms"), _mapping(raw, "even_odd")
        typical = {name: _positive(value, "typical_variance") for name, value in _mapping(spread, "typical").items()}
        return cls(
            bank_sha256=_text(raw.get("bank_sha256"), "bank_sha256"),
            median_s=_positive(pace.get("median_s"), "median_s"),
            fast_s=_positive(pace.get("fast_s"), "fast_s"),
            fast_share=_positive(pace.get("fast_share"), "fast_share"),
            run=_count(raw.get("run"), "run"),
            spread=_positive(spread.get("cut"), "spread"),
            typical_variance=typical,
            pairs=tuple(_pair(pair) for pair in _list(synonyms, "pairs")),
            synonyms=_cuts(synonyms, "synonyms"),
            even_odd=_cuts(even_odd, "even_odd"),
            person_fit=_cuts(_mapping(raw, "person_fit"), "person_fit"),
        )


def _pair(raw: Any) -> tuple[str, str]:
    if not isinstance(raw, Sequence) or len(raw) != 3:
        _refuse("pairs")
    return _text(raw[0], "pairs"), _text(raw[1], "pairs")


def _cuts(raw: Mapping[str, Any], field: str) -> Cuts:
    steps = []
    for step in _list(raw, "cuts"):
        if not isinstance(step, Sequence) or len(step) != 2:
            _refuse(field)
        steps.append((_count(step[0], field), _real(step[1], field)))
    if not steps or sorted(step[0] for step in steps) != [step[0] for step in steps]:
        _refuse(field)
    return Cuts(tuple(steps))


def _refuse(field: str) -> NoReturn:
    raise ScoringError("quality_field", field)


def _mapping(raw: Mapping[str, Any], field: str) -> Mapping[str, Any]:
    value = raw.get(field)
    if not isinstance(value, Mapping):
        _refuse(field)
    return value


def _list(raw: Mapping[str, Any], field: str) -> Sequence[Any]:
    value = raw.get(field)
    if not isinstance(value, list):
        _refuse(field)
    return value


def _text(value: Any, field: str) -> str:
    if not isinstance(value, str) or not value:
        _refuse(field)
    return value


def _count(value: Any, field: str) -> int:
    if type(value) is not int or value < 1:
        _refuse(field)
    return value


def _real(value: Any, field: str) -> float:
    if type(value) not in (int, float) or not math.isfinite(value):
        _refuse(field)
    return float(value)


def _positive(value: Any, field: str) -> float:
    number = _real(value, field)
    if number <= 0.0:
        _refuse(field)
    return number
