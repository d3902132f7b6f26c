"""How far experts agree on what a role asks for: each skill by itself, and all of them together.

Experts are few, so these figures describe these people and are no estimate of what others would say. One expert has
no agreement to show.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from statistics import fmean, median_low, variance
from typing import TYPE_CHECKING

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.fit import SkillRange

if TYPE_CHECKING:
    from progrez_desktop.scoring.agreement import Measured

LEVELS = 5
"""Importance runs from 0 to 4."""
_BY_CHANCE = (LEVELS**2 - 1) / 12
"""Variance where each level is as likely as the others."""
MOST_DEVIATION = LEVELS / 6
"""Up to here an average deviation is taken for agreement.
Burke & Dunlap (2002), Organizational Research Methods 5(2), 159-172."""


@dataclass(frozen=True)
class View:
    """What one expert says of one skill."""

    importance: int
    range: SkillRange

    def __post_init__(self) -> None:
        if not 0 <= self.importance < LEVELS:
            raise ScoringError("importance_wrong", str(self.importance))


@dataclass(frozen=True)
class SkillAgreement:
    deviation: float
    """Mean absolute distance of the importances from their mean (AD_M): 0 is the same from all.
    Burke, Finkelstein & Dusig (1999), Organizational Research Methods 2(1), 49-68."""
    r_wg: float
    """1 minus the variance over the one of answers by chance; 1 is the same from all, and what is below 0 is told as 0.
    It assumes that chance would spread answers evenly.
    James, Demaree & Wolf (1984), Journal of Applied Psychology 69(1), 85-98."""
    overlap: float | None
    """Stens that two experts both ask for, over those that either does, as a mean over pairs; None where fewer than
    two of them find that the skill matters at all."""

    @property
    def is_agreed(self) -> bool:
        return self.deviation <= MOST_DEVIATION


@dataclass(frozen=True)
class ExpertAgreement:
    experts: int
    skills: Mapping[str, SkillAgreement]
    deviation: float
    overlap: float | None
    icc: "Measured"
    """ICC(2,1) of the importances, a row a skill: how far one of these experts stands for them all."""


def agreement_of(views: Sequence[Mapping[str, View]]) -> ExpertAgreement | None:
    """Return how far experts agree on the skills that all of them said something of; None for fewer than two experts.

    Raises:
        ScoringError: "no_skill_in_common".
    """
    if len(views) < 2:
        return None
    skills = [skill for skill in views[0] if all(skill in view for view in views)]
    if not skills:
        raise ScoringError("no_skill_in_common", str(len(views)))
    found = {skill: _of_skill([view[skill] for view in views]) for skill in skills}
    overlaps = [one.overlap for one in found.values() if one.overlap is not None]
    return ExpertAgreement(
        experts=len(views),
        skills=found,
        deviation=fmean(one.deviation for one in found.values()),
        overlap=fmean(overlaps) if overlaps else None,
        icc=_icc(skills, views),
    )


def proposed(views: Sequence[View]) -> View:
    """Return what experts said of one skill as its medians; between two levels the lower one asks for less.

    The range is that of those who find that the skill matters; the same from everybody where nobody does.
    """
    asking = [view for view in views if view.importance] or list(views)
    low, high = median_low(view.range.low for view in asking), median_low(view.range.high for view in asking)
    return View(median_low(view.importance for view in views), SkillRange(low, max(low, high)))


def _of_skill(views: Sequence[View]) -> SkillAgreement:
    levels = [view.importance for view in views]
    middle = fmean(levels)
    return SkillAgreement(
        deviation=math.fsum(abs(level - middle) for level in levels) / len(levels),
        r_wg=max(0.0, 1.0 - variance(levels) / _BY_CHANCE),
        overlap=_overlap([view.range for view in views if view.importance]),
    )


def _overlap(ranges: Sequence[SkillRange]) -> float | None:
    if len(ranges) < 2:
        return None
    return fmean(_shared(one, other) for one, other in combinations(ranges, 2))


def _shared(one: SkillRange, other: SkillRange) -> float:
    both = max(0, min(one.high, other.high) - max(one.low, other.low) + 1)
    return both / (one.high - one.low + 1 + other.high - other.low + 1 - both)


def _icc(skills: Sequence[str], views: Sequence[Mapping[str, View]]) -> "Measured":
    import numpy as np

    from progrez_desktop.scoring.agreement import icc_single, measured

    ratings = np.array([[view[skill].importance for view in views] for skill in skills], dtype=float)
    return measured(icc_single, ratings, skills)
