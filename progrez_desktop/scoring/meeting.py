"""All ranges of a role together: how much of what it weighs is likely met, with a margin, and the chance of all.

Skills are taken as independent given their scores. Errors of skills that share statements go together, which makes
both ends of the margin too near, and the chance of all too low: whoever shows these figures says so.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from progrez_desktop.scoring.errors import ScoringError

_TAIL = 0.10


@dataclass(frozen=True)
class Meeting:
    """Shares of the weight, 0 to 1."""

    share: float
    """Expected: weights times chances. It needs no independence."""
    low: float
    high: float
    """Between them it lies four times in five."""
    every: float
    """The chance that each range is met."""


def meeting(asked: Sequence[tuple[int, float]]) -> Meeting:
    """Return how much of a role is met.

    Args:
        asked: Of each skill its weight, a whole number from 1 on, and the chance that its range is met.

    Raises:
        ScoringError: "nothing_asked", "weight_wrong", "chance_wrong".
    """
    _check(asked)
    whole = sum(weight for weight, _ in asked)
    spread, every = [1.0, *[0.0] * whole], 1.0
    for weight, chance in asked:
        met = [0.0] * weight + spread[: whole + 1 - weight]
        spread = [(1.0 - chance) * one + chance * other for one, other in zip(spread, met, strict=True)]
        every *= chance
    return Meeting(
        share=sum(weight * chance for weight, chance in asked) / whole,
        low=_quantile(spread, _TAIL) / whole,
        high=_quantile(spread, 1.0 - _TAIL) / whole,
        every=every,
    )


def _check(asked: Sequence[tuple[int, float]]) -> None:
    if not asked:
        raise ScoringError("nothing_asked")
    for weight, chance in asked:
        if weight < 1:
            raise ScoringError("weight_wrong", str(weight))
        if not 0.0 <= chance <= 1.0:
            raise ScoringError("chance_wrong", str(chance))


def _quantile(spread: Sequence[float], at: float) -> int:
    reached = 0.0
    for place, chance in enumerate(spread):
        reached += chance
        if reached >= at - 1e-12:
            return place
    return len(spread) - 1
