"""Whether work situations point the same way as the statements of a skill. A word, never a number.

The situations are keyed by reasoning and not yet by data, so they make no score and change none. They are set beside
the score only where both say something: a score whose band holds the average, or choices that cancel out, point
nowhere, and then nothing is claimed.
"""

from collections.abc import Mapping
from typing import Literal

from progrez_desktop.scoring.scores import NotScored, SkillScore

Agreement = Literal["same_way", "differs", "not_enough"]

MIN_CHOICES = 2
"""Best and worst of one situation, or one of each of two: a single choice is right by chance once in four."""

_AVERAGE_STEN = 5.5


def agreement(
    chosen: Mapping[str, tuple[str | None, str | None]],
    keys: Mapping[str, tuple[str, str]],
    score: SkillScore | NotScored,
) -> Agreement:
    """Return how the situations of one skill stand to its score.

    Args:
        chosen: By situation, the actions picked as best and worst; None where only one was picked.
        keys: The same for the key. Only situations in here count, so `chosen` may hold those of every skill.
        score: What the statements gave.

    Returns:
        "same_way" or "differs" where choices and score both lie clearly on one side of the average. "not_enough"
        with under two choices, with choices that are not half towards or half away, without a score, or with a score
        whose 80 % band reaches over the average.
    """
    points = [
        point
        for situation, (best_key, worst_key) in keys.items()
        if situation in chosen
        for point in _points(chosen[situation], best_key, worst_key)
    ]
    lean = sum(points)
    side = side_of(score)
    if len(points) < MIN_CHOICES or 2 * abs(lean) < len(points) or side == 0:
        return "not_enough"
    return "same_way" if lean * side > 0 else "differs"


def _points(chosen: tuple[str | None, str | None], best_key: str, worst_key: str) -> list[int]:
    """Return one point per choice made: 1 as keyed, -1 the very opposite, 0 for an action between the two."""
    best, worst = chosen
    points = []
    if best is not None:
        points.append((best == best_key) - (best == worst_key))
    if worst is not None:
        points.append((worst == worst_key) - (worst == best_key))
    return points


def side_of(score: SkillScore | NotScored) -> int:
    """Return 1 where the whole band lies above the average, -1 where below, 0 where it can't be told."""
    if isinstance(score, NotScored):
        return 0
    return (score.low_exact > _AVERAGE_STEN) - (score.high_exact < _AVERAGE_STEN)
