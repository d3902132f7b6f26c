"""Which answers moved a score most: the estimate with all of them beside the one without a group of them.

Told by groups and never by single statements, so that whoever reads it learns no more of a statement's key than the
score itself gives away. It explains a result and computes none, so that it is no part of `scoring`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from progrez_desktop.scoring.bank import BankItem, BankSkill
from progrez_desktop.scoring.grm import Scale, answer_table

Side = Literal["more", "between", "less"]
SIDES: tuple[Side, ...] = get_args(Side)
"""Where an answer lies on its own scale, turned so that more is more of the skill: thirds of it."""


@dataclass(frozen=True)
class Pull:
    """The answers of one side. `shift` is in SDs of theta: what the score is with them, less what it is without."""

    side: Side
    share: float
    shift: float


def pulls(skill: BankSkill, answers: Mapping[str, int]) -> tuple[Pull, ...]:
    """Return all three sides, also those without an answer.

    Args:
        answers: Raw category as shown by item id, those of other scales among them; at least one of this scale.
    """
    mine = [(item, answers.get(item.id, 0)) for item in skill.items]
    sides = [side_of(item, category) if category else None for item, category in mine]
    given = np.array([category for _, category in mine], dtype=np.intp)
    rows = [given, *(np.where([found == side for found in sides], 0, given) for side in SIDES)]
    scale = Scale([answer_table(item.a, item.b, reverse=item.key < 0) for item in skill.items])
    whole, *without = scale.posterior(np.stack(rows)).mean.tolist()
    answered = sum(found is not None for found in sides)
    return tuple(
        Pull(side, sides.count(side) / answered, whole - theta) for side, theta in zip(SIDES, without, strict=True)
    )


def side_of(item: BankItem, category: int) -> Side:
    """Return in which third of its scale an answer lies, counted towards more of the skill; ends of thirds are out."""
    steps, last = category - 1, item.categories - 1
    towards_more = steps if item.key > 0 else last - steps
    if 3 * towards_more >= 2 * last:  # whole numbers: two thirds is not the fourth of seven points on every machine
        return "more"
    return "less" if 3 * towards_more <= last else "between"
