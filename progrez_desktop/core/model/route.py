"""The items of one sitting in the order in which they are asked: all of them, or as far as they are known."""

from dataclasses import dataclass

from progrez_desktop.core.model.assessment import FormId, Item, Section


@dataclass(frozen=True)
class Leg:
    """One section of a sitting. In an adaptive one `items` are those asked so far and the one to ask now."""

    section: Section
    items: tuple[Item, ...]
    to_come: int = 0
    """About how many more will follow; 0 where all are known."""


@dataclass(frozen=True)
class Route:
    """The legs of a sitting. Items only ever follow at its end, so that a position keeps its item."""

    form: FormId
    legs: tuple[Leg, ...]

    @property
    def items(self) -> tuple[Item, ...]:
        """The items known so far; the number that a person sees is the position here plus one."""
        return tuple(item for leg in self.legs for item in leg.items)

    @property
    def to_come(self) -> int:
        return sum(leg.to_come for leg in self.legs)
