"""What has to hold of a team, whatever is wished: who is in, who is not, who together, and how many of a kind."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

DRAWS = 200
"""So often is drawn over the margins."""
RuleKind = Literal["size", "fixed", "out", "apart", "together", "requirement"]


@dataclass(frozen=True)
class Rule:
    """One condition, as it can be named where conditions clash."""

    kind: RuleKind
    people: tuple[int, ...] = ()
    """By their place; for a requirement, those of whom it holds."""
    least: int = 0
    most: int | None = None
    name: str = ""
    """Of a requirement."""


@dataclass(frozen=True)
class Rules:
    """All conditions of one team, people by their place."""

    size: int
    fixed: tuple[int, ...] = ()
    out: tuple[int, ...] = ()
    apart: tuple[tuple[int, ...], ...] = ()
    """Groups of whom no two are in one team."""
    together: tuple[tuple[int, ...], ...] = ()
    """Groups who are in one team, or none of them is."""
    requirements: tuple[Rule, ...] = ()

    @property
    def is_plain(self) -> bool:
        """Whether only a size is asked for, and who is in or out."""
        return not (self.apart or self.together or self.requirements)

    def each(self) -> Iterator[Rule]:
        """Give every condition by itself."""
        yield from (Rule("fixed", (one,)) for one in self.fixed)
        yield from (Rule("out", (one,)) for one in self.out)
        yield from (Rule("apart", group) for group in self.apart)
        yield from (Rule("together", group) for group in self.together)
        yield from self.requirements

    def moved(self, places: Sequence[int]) -> "Rules":
        """Return them by places among some of the people; whoever is not among these is in no condition."""
        place = {one: number for number, one in enumerate(places)}

        def here(group: Sequence[int]) -> tuple[int, ...]:
            return tuple(place[one] for one in group if one in place)

        return Rules(
            self.size,
            here(self.fixed),
            here(self.out),
            tuple(map(here, self.apart)),
            tuple(map(here, self.together)),
            tuple(replace(one, people=here(one.people)) for one in self.requirements),
        )
