"""Reads the fields of a bank, each of the kind that it has to be; what is missing or unknown is refused by name."""

import math
from typing import Any, NoReturn

from progrez_desktop.scoring.errors import ScoringError


class Fields:
    """One object of a bank. What is read is noted, so that `done` can refuse what nobody asked for.

    Every method raises ScoringError "bank_field" (missing or of another kind) or "bank_not_finite", naming the place
    and the field.
    """

    def __init__(self, raw: Any, name: str, where: str) -> None:
        """Take the value of field `name`; from here on `where` names the place."""
        if not isinstance(raw, dict):
            refuse(name, where)
        self._raw, self._where, self._read = raw, where, set[str]()

    def named(self, where: str) -> "Fields":
        self._where = where
        return self

    def has(self, name: str) -> bool:
        """Whether a field is there at all, which is not the same as null."""
        return name in self._raw

    def get(self, name: str) -> Any:
        self._read.add(name)
        return self._raw.get(name)

    def text(self, name: str) -> str:
        value = self.get(name)
        if not isinstance(value, str) or not value:
            refuse(name, self._where)
        return value

    def number(self, name: str) -> float:
        return self._real(self.get(name), name)

    def whole(self, name: str, least: int = 1) -> int:
        value = self.get(name)
        if type(value) is not int or value < least:
            refuse(name, self._where)
        return value

    def share(self, name: str) -> float:
        value = self.number(name)
        if not 0.0 <= value <= 1.0:
            refuse(name, self._where)
        return value

    def numbers(self, name: str) -> tuple[float, ...]:
        return tuple(self._real(value, name) for value in self.each(name))

    def texts(self, name: str) -> tuple[str, ...]:
        values = self.each(name)
        if not all(isinstance(value, str) and value for value in values):
            refuse(name, self._where)
        return tuple(values)

    def each(self, name: str) -> list[Any]:
        value = self.get(name)
        if not isinstance(value, list):
            refuse(name, self._where)
        return value

    def inner(self, name: str) -> "Fields":
        return Fields(self.get(name), name, self._where)

    def items(self, name: str) -> list[tuple[str, Any]]:
        value = self.get(name)
        if not isinstance(value, dict):
            refuse(name, self._where)
        return list(value.items())

    def done(self) -> None:
        """Refuse what was not read.

        Raises:
            ScoringError: "bank_unknown_field", naming the place and the first such field.
        """
        unknown = sorted(set(self._raw) - self._read)
        if unknown:
            raise ScoringError("bank_unknown_field", f"{self._where}: {unknown[0]}")

    def _real(self, value: Any, name: str) -> float:
        if type(value) not in (int, float):
            refuse(name, self._where)
        try:
            number = float(value)
        except OverflowError:  # a whole number of hundreds of digits
            number = math.inf
        if not math.isfinite(number):
            raise ScoringError("bank_not_finite", f"{self._where}: {name}")
        return number


def refuse(field: str, where: str) -> NoReturn:
    raise ScoringError("bank_field", f"{where}: {field}")
