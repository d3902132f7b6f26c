"""Looks at a rule of selection that an organisation describes: one where a single skill shuts people out is refused."""

from collections.abc import Sequence

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.fairness.selection import Cut, refuse_single_skill_cuts

_HEAVIEST = 1e6


def look_at(deps: Deps, described: Sequence[str]) -> Cut:
    """Return a cut that may be made, from the skills that it weighs.

    Args:
        described: Each skill, with its weight where it isn't 1: "empathy=2". One that comes twice weighs both.

    Raises:
        UsageFault: "single_skill_cut" where one skill has more than half of the weight; "skill_unknown"; "cut_weight".
    """
    known = [skill.id for skill in deps.assessment.skills]
    weights: dict[str, float] = {}
    for part in described:
        skill, _, weight = part.partition("=")
        if skill not in known:
            raise UsageFault("skill_unknown", name=skill, names=", ".join(known))
        weights[skill] = weights.get(skill, 0.0) + _weight(part, weight or "1")
    cut = Cut(weights)
    try:
        refuse_single_skill_cuts([cut])
    except ScoringError as error:
        if error.code != "single_skill_cut":
            raise UsageFault("cut_weight", told=" ".join(described)) from error
        raise UsageFault("single_skill_cut", skill=error.detail) from error
    return cut


def _weight(part: str, typed: str) -> float:
    try:
        weight = float(typed)
    except ValueError as error:
        raise UsageFault("cut_weight", told=part) from error
    if not abs(weight) <= _HEAVIEST:
        raise UsageFault("cut_weight", told=part)
    return weight
