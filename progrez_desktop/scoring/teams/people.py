"""People as a team is composed of them: stens with their errors, and what holds of whom.

A skill that somebody was not scored in is taken as the middle of the norm group with the spread of all of it: that is
what is known of anybody. It covers nothing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.grm import Floats

Bools = NDArray[np.bool_]
Ints = NDArray[np.int64]
MIDDLE: Final = 5.5
SPREAD: Final = 2.0
LOWEST, HIGHEST = 1.0, 10.0


@dataclass(frozen=True, eq=False)
class People:
    """A pool, person by person.

    Args:
        skills: The columns.
        stens: Exact stens; NaN where somebody was not scored. Shape (n, skills).
        errors: Their standard errors in stens, NaN in the same places. Shape (n, skills).
        facts: What holds of whom, by name. Shape (n,) each.
        instead: What is taken where somebody was not scored. Shape (n, skills); none: the middle.

    Raises:
        ScoringError: "people_shape", "people_margin": a score without an error, an error below 0, or no number.
    """

    skills: tuple[str, ...]
    stens: Floats
    errors: Floats
    facts: Mapping[str, Bools]
    instead: Floats | None = None

    def __post_init__(self) -> None:
        shape = (len(self), len(self.skills))
        if self.stens.shape != shape or self.errors.shape != shape:
            raise ScoringError("people_shape")
        if any(column.shape != shape[:1] for column in self.facts.values()):
            raise ScoringError("people_shape")
        known = ~np.isnan(self.stens)
        whole = bool(np.isfinite(self.stens[known]).all() and np.isfinite(self.errors[known]).all())
        if not whole or bool((self.errors[known] < 0).any()):
            raise ScoringError("people_margin")

    def __len__(self) -> int:
        return int(self.stens.shape[0])

    @cached_property
    def place(self) -> dict[str, int]:
        return {skill: place for place, skill in enumerate(self.skills)}

    @cached_property
    def taken(self) -> Floats:
        """Return stens without gaps: what nothing is known of is the middle. Shape (n, skills)."""
        instead = MIDDLE if self.instead is None else self.instead
        return np.clip(np.where(np.isnan(self.stens), instead, self.stens), LOWEST, HIGHEST)

    @cached_property
    def taken_errors(self) -> Floats:
        """Return errors without gaps. Shape (n, skills)."""
        return np.where(np.isnan(self.stens), SPREAD, self.errors)

    def columns(self, skills: Sequence[str]) -> list[int]:
        """Return the places of skills.

        Raises:
            ScoringError: "unknown_skill".
        """
        for skill in skills:
            if skill not in self.place:
                raise ScoringError("unknown_skill", skill)
        return [self.place[skill] for skill in skills]

    def incomplete(self, skills: Sequence[str]) -> int:
        """Return how many were not scored in one of these skills."""
        return int(np.isnan(self.stens[:, self.columns(skills)]).any(axis=1).sum()) if skills else 0

    def drawn(self, chance: np.random.Generator) -> "People":
        """Return one draw over the margins: what the true scores may be; one that is not there still covers nothing."""
        stens = self.taken + self.taken_errors * chance.standard_normal(self.stens.shape)
        return People(self.skills, np.where(np.isnan(self.stens), np.nan, stens), self.errors, self.facts, stens)

    def only(self, places: Sequence[int]) -> "People":
        """Return some of them, in this order."""
        at = list(places)
        facts = {name: column[at] for name, column in self.facts.items()}
        return People(self.skills, self.stens[at], self.errors[at], facts)
