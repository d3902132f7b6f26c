"""The item bank as the scorer takes it: read from bytes, checked in every field, and named by their hash."""

import hashlib
import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NoReturn

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.norms import Norm

SCHEMA = "progrez.bank/1"
MAX_CATEGORIES = 9
MAX_SLOPE = 10.0
"""Above this an item is a step that a grid of 0.1 can't resolve, and no statement about people behaves like that."""


@dataclass(frozen=True)
class BankItem:
    """One statement with its graded parameters. `key` is -1 where agreeing means less of the skill."""

    id: str
    text: str
    format_id: str
    categories: int
    key: int
    a: float
    b: tuple[float, ...]


@dataclass(frozen=True)
class BankSkill:
    """One scale: its items in scoring order, its norm group and how reliable it was found to be."""

    id: str
    items: tuple[BankItem, ...]
    norm: Norm
    alpha: float
    omega_t: float
    irt_marginal: float

    @property
    def honest_factor(self) -> float:
        """How much wider than the model says an error is printed: 1 or more.

        The model takes answers as independent given theta; items that echo each other make it too sure. The smallest
        of the three reliabilities puts that back: sqrt((1 - smallest) / (1 - IRT marginal)).
        """
        smallest = min(self.alpha, self.omega_t, self.irt_marginal)
        return math.sqrt((1.0 - smallest) / (1.0 - self.irt_marginal))


@dataclass(frozen=True)
class Bank:
    """All skills that are scored by default. Longer scales for adaptive use stay in the file under "extended"."""

    sha256: str
    id: str
    version: str
    norm_set: str
    skills: Mapping[str, BankSkill]

    @classmethod
    def from_bytes(cls, data: bytes, part: str = "skills") -> "Bank":
        """Return the bank in `data`, its skills in file order.

        Args:
            data: JSON in UTF-8, see resources/contracts/bank.schema.json.
            part: "skills", or "extended" for the longer scales.

        Raises:
            ScoringError: Names the item or skill at fault. Nothing is repaired.
        """
        document = _document(data)
        skills = [_skill(name, raw) for name, raw in _mapping(document, part, part).items()]
        seen: set[str] = set()
        for item in (item for skill in skills for item in skill.items if part == "skills"):
            if item.id in seen:
                raise ScoringError("bank_item_twice", item.id)
            seen.add(item.id)
        return cls(
            sha256=hashlib.sha256(data).hexdigest(),
            id=_text(document, "id", "bank"),
            version=_text(document, "version", "bank"),
            norm_set=_text(document, "norm_set", "bank"),
            skills={skill.id: skill for skill in skills},
        )


def _document(data: bytes) -> Mapping[str, Any]:
    try:
        document = json.loads(data.decode("utf-8"))
    except (ValueError, RecursionError) as error:
        raise ScoringError("bank_not_json") from error
    if not isinstance(document, dict) or document.get("schema") != SCHEMA:
        raise ScoringError("bank_schema", SCHEMA)
    return document


def _skill(name: str, raw: Any) -> BankSkill:
    reliability, norm = _mapping(raw, "reliability", name), _mapping(raw, "norm", name)
    items = tuple(_item(name, entry) for entry in _sequence(raw, "items", name))
    if not items:
        _refuse("items", name)
    alpha, omega_t, irt = (_number(reliability, field, name) for field in ("alpha", "omega_t", "irt_marginal"))
    if not all(0.0 < value < 1.0 for value in (alpha, omega_t, irt)):
        raise ScoringError("bank_reliability", name)
    return BankSkill(name, items, _norm(name, norm), alpha, omega_t, irt)


def _norm(name: str, raw: Mapping[str, Any]) -> Norm:
    quantiles = tuple(_real(value, "quantiles", name) for value in _sequence(raw, "quantiles", name))
    rising = all(low <= high for low, high in pairwise(quantiles))
    sd, n = _number(raw, "sd", name), raw.get("n")
    if len(quantiles) != 99 or not rising or sd <= 0.0 or type(n) is not int or n < 1:
        raise ScoringError("bank_norm", name)
    return Norm(_text(raw, "id", name), n, _number(raw, "mean", name), sd, quantiles)


def _item(skill: str, raw: Any) -> BankItem:
    if not isinstance(raw, dict):
        _refuse("items", skill)
    name = _text(raw, "id", skill)
    a, b = _number(raw, "a", name), tuple(_real(value, "b", name) for value in _sequence(raw, "b", name))
    categories, key = raw.get("categories"), raw.get("key")
    if not 0.0 < a <= MAX_SLOPE:
        raise ScoringError("bank_slope", name)
    if type(categories) is not int or not 2 <= categories <= MAX_CATEGORIES or len(b) != categories - 1:
        raise ScoringError("bank_categories", name)
    if not all(low < high for low, high in pairwise(b)):
        raise ScoringError("bank_thresholds", name)
    if type(key) is not int or key not in (1, -1):
        raise ScoringError("bank_key", name)
    return BankItem(name, _text(raw, "text", name), _text(raw, "format", name), categories, key, a, b)


def _refuse(field: str, where: str) -> NoReturn:
    raise ScoringError("bank_field", f"{where}: {field}")


def _mapping(raw: Any, field: str, where: str) -> Mapping[str, Any]:
    value = raw.get(field) if isinstance(raw, dict) else None
    if not isinstance(value, dict):
        _refuse(field, where)
    return value


def _sequence(raw: Any, field: str, where: str) -> list[Any]:
    value = raw.get(field) if isinstance(raw, dict) else None
    if not isinstance(value, list):
        _refuse(field, where)
    return value


def _text(raw: Mapping[str, Any], field: str, where: str) -> str:
    value = raw.get(field)
    if not isinstance(value, str) or not value:
        _refuse(field, where)
    return value


def _number(raw: Mapping[str, Any], field: str, where: str) -> float:
    return _real(raw.get(field), field, where)


def _real(value: Any, field: str, where: str) -> float:
    if type(value) not in (int, float):
        _refuse(field, where)
    try:
        number = float(value)
    except OverflowError:  # a whole number of hundreds of digits
        number = math.inf
    if not math.isfinite(number):
        raise ScoringError("bank_not_finite", f"{where}: {field}")
    return number
