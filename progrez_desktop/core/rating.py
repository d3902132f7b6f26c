"""When a rater's level needs a reason, and what a rating must hold. Pure: no clock, no store."""

from collections.abc import Collection, Mapping

from progrez_desktop.core.model.rating import LEVELS

OVERRIDE_STEPS = 2
"""So far apart, two raters see different things in a text; one step apart, they draw the line elsewhere."""


def needs_reason(first: int, level: int, computer: int | None) -> bool:
    """Return whether a level has to be explained: changed after the computer's was seen, or far from the computer's.

    Keeping one's own level where the computer is one step away needs none: if disagreeing were more work than agreeing,
    raters would learn to agree.
    """
    return level != first or (computer is not None and abs(level - computer) >= OVERRIDE_STEPS)


def is_whole(levels: Mapping[str, int], skills: Collection[str]) -> bool:
    """Return whether every skill has a level of the rubric, and nothing else has one."""
    return levels.keys() == set(skills) and all(level in LEVELS for level in levels.values())
