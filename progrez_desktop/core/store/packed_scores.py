"""The scores of one row of a registry as one short text, which a list of a million reads without taking it apart."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from progrez_desktop.core.model.registry import Margin


def packed(scores: Mapping[str, Margin | None]) -> str:
    """Return scores as `skill sten low high;`, and a skill alone where it was not scored."""
    return ";".join(
        skill if margin is None else f"{skill} {margin.sten} {margin.low} {margin.high}"
        for skill, margin in scores.items()
    )


def unpacked(packed: str) -> dict[str, Margin | None]:
    """Return the scores that `packed` wrote, in their order."""
    scores: dict[str, Margin | None] = {}
    for part in packed.split(";") if packed else ():
        skill, *numbers = part.split(" ")
        scores[skill] = Margin(*map(int, numbers)) if numbers else None
    return scores


def reaches(packed: str, least: Sequence[tuple[str, int]]) -> bool:
    """Return whether the margin of each of these skills reaches up to a sten. A skill without a score reaches none."""
    found = ((_high_of(skill).search(packed), sten) for skill, sten in least)
    return all(high is not None and int(high[1]) >= sten for high, sten in found)


@cache
def _high_of(skill: str) -> "re.Pattern[str]":
    """Find the upper end of one skill's margin without reading the others: a list has a million of them."""
    return re.compile(rf"(?:^|;){re.escape(skill)} \d+ \d+ (\d+)")
