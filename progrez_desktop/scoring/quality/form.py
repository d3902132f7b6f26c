"""The scored statements of one sitting in the order shown, as arrays that every index of response quality reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.bank import BankItem
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.grm import Floats

Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Form:
    """What was shown: each statement with its skill, first shown first.

    A fixed form is the same for everybody, so that many people share one; an adaptive sitting has a form of its own.
    Answers to it are raw categories as shown, 0 for none, of shape (people, items).
    """

    shown: tuple[tuple[str, BankItem], ...]

    @classmethod
    def of(cls, shown: Sequence[tuple[str, BankItem]]) -> "Form":
        """Return the form of (skill, item) pairs in the order shown.

        Raises:
            ScoringError: "no_items", or "item_twice", naming it.
        """
        ids = [item.id for _, item in shown]
        if not ids:
            raise ScoringError("no_items")
        for name in ids:
            if ids.count(name) > 1:
                raise ScoringError("item_twice", name)
        return cls(tuple(shown))

    @cached_property
    def items(self) -> tuple[BankItem, ...]:
        return tuple(item for _, item in self.shown)

    @cached_property
    def place(self) -> dict[str, int]:
        return {item.id: place for place, item in enumerate(self.items)}

    @cached_property
    def formats(self) -> tuple[str, ...]:
        return tuple(item.format_id for item in self.items)

    @cached_property
    def keys(self) -> Ints:
        return np.array([item.key for item in self.items], dtype=np.int64)

    @cached_property
    def categories(self) -> Ints:
        return np.array([item.categories for item in self.items], dtype=np.int64)

    def of_skill(self) -> dict[str, list[int]]:
        """Return the places of each skill's items, in the order shown."""
        places: dict[str, list[int]] = {}
        for place, (skill, _) in enumerate(self.shown):
            places.setdefault(skill, []).append(place)
        return places

    def of_format(self) -> dict[str, list[int]]:
        places: dict[str, list[int]] = {}
        for place, name in enumerate(self.formats):
            places.setdefault(name, []).append(place)
        return places

    def checked(self, answers: NDArray[np.integer]) -> Ints:
        """Return answers as they are.

        Raises:
            ScoringError: "answers_shape", or "wrong_category", naming the item.
        """
        if answers.ndim != 2 or answers.shape[1] != len(self.items):
            raise ScoringError("answers_shape", f"{answers.shape} for {len(self.items)} items")
        outside = (answers < 0) | (answers > self.categories)
        if outside.any():
            raise ScoringError("wrong_category", self.items[int(outside.any(axis=0).argmax())].id)
        return answers.astype(np.int64)

    def shares(self, answers: Ints) -> Floats:
        """Return answers as shares of their own format, 0 for its lowest category and 1 for its highest, NaN for none.

        This is what lets formats of five, six and seven points stand side by side.
        """
        return np.where(answers > 0, (answers - 1) / (self.categories - 1), np.nan)

    def keyed(self, answers: Ints) -> Floats:
        """Return the same, turned so that 1 is always the most of the skill."""
        shares = self.shares(answers)
        return np.where(self.keys > 0, shares, 1.0 - shares)
