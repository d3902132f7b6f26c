"""The scores of one row of a registry in ten bytes a skill, which a list of a million reads without taking it apart.

    skill  sten  low  high  0  exact  error      little-endian: H B B B x H H

`skill` is a number of the table of that name; exact sten and error are in thousandths. A sten of 0: not scored.
"""

import struct
from collections.abc import Mapping

from progrez_desktop.core.model.registry import Margin
from progrez_desktop.core.store.database import Database

ONE = struct.Struct("<HBBBxHH")


def packed(scores: Mapping[str, Margin | None], numbers: Mapping[str, int]) -> bytes:
    """Return scores as they are kept.

    Args:
        numbers: Of each skill.
    """
    return b"".join(ONE.pack(numbers[skill], *_parts(margin)) for skill, margin in scores.items())


def _parts(margin: Margin | None) -> tuple[int, int, int, int, int]:
    if margin is None:
        return 0, 0, 0, 0, 0
    return margin.sten, margin.low, margin.high, round(margin.exact * 1000), round(margin.error * 1000)


def skills_by_number(database: Database) -> dict[int, str]:
    """Return the skill that each number in packed scores stands for."""
    return dict(database.rows("SELECT number, id FROM skill"))


def unpacked(packed: bytes, skills: Mapping[int, str]) -> dict[str, Margin | None]:
    """Return the scores that `packed` wrote, in their order.

    Raises:
        ValueError: It is nothing that `packed` wrote.
    """
    if len(packed) % ONE.size:
        raise ValueError(packed)
    return {_skill(number, skills): _margin(*parts) for number, *parts in ONE.iter_unpack(packed)}


def _skill(number: int, skills: Mapping[int, str]) -> str:
    if number not in skills:
        raise ValueError(number)
    return skills[number]


def _margin(sten: int, low: int, high: int, exact: int, error: int) -> Margin | None:
    if not sten:
        return None
    if not (1 <= low <= sten <= high <= 10 and 1000 <= exact <= 10_000 and error):
        raise ValueError((sten, low, high, exact, error))
    return Margin(sten, low, high, exact / 1000, error / 1000)
