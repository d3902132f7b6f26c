"""How chances become a level: what an answer shows of one skill, all sentences taken together. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from progrez_desktop.scoring.text.evidence import PARTS, Part
from progrez_desktop.scoring.text.signs import Limits

Kind = Literal["shown", "spoken", "none"]
"""Which kind of level: 2 to 5, 1, or 0. Each has a certainty of its own."""


@dataclass(frozen=True)
class Chances:
    """Of one skill in one answer.

    Args:
        shown: That the writer tells a deed that shows the skill.
        opposite: That they tell one that shows the opposite.
        spoken: That the answer speaks of the skill at all.
        situation: That the deed stands in a situation that is told; the other parts likewise.
    """

    shown: float
    opposite: float
    spoken: float
    situation: float
    reason: float
    result: float
    reflection: float

    def of(self, part: Part) -> float:
        return self.shown if part == "action" else float(getattr(self, part))


@dataclass(frozen=True)
class Level:
    """A level, how probable it is by the chances alone, and the parts that were found; level None says nothing."""

    level: int | None
    kind: Kind
    chance: float
    found: tuple[Part, ...]


def level_of(chances: Chances, limits: Limits) -> Level:
    """Return what is said of one skill.

    A level counts the parts that were found, and nothing else; so what is told as missing never contradicts it.
    """
    if chances.shown >= limits.shown:
        found = tuple(part for part in PARTS if part == "action" or chances.of(part) >= limits.part)
        level = step_of(found)
        return Level(level, "shown", masses(chances)[level], found)
    if chances.opposite >= limits.opposite:
        return Level(1, "spoken", chances.opposite, ())
    if chances.spoken >= limits.spoken and chances.shown < limits.doubt:
        return Level(1, "spoken", masses(chances)[1], ())
    if max(chances.spoken, chances.shown) <= limits.none:
        return Level(0, "none", masses(chances)[0], ())
    return Level(None, "none", 0.0, ())


def step_of(found: Sequence[Part]) -> int:
    """Return the level from 2 to 5 that an action with these parts has."""
    if "situation" not in found:
        return 2
    if not {"reason", "result"} <= set(found):
        return 3
    return 5 if "reflection" in found else 4


def masses(chances: Chances) -> tuple[float, ...]:
    """Return the probability of each level from 0 to 5. The parts are taken as independent given the action."""
    spoken = max(chances.spoken, chances.shown)
    both = chances.reason * chances.result
    concrete = chances.shown * chances.situation
    return (
        1.0 - spoken,
        spoken - chances.shown,
        chances.shown - concrete,
        concrete * (1.0 - both),
        concrete * both * (1.0 - chances.reflection),
        concrete * both * chances.reflection,
    )
