"""Whether own words point the same way as the score of a skill. A word beside the score, never a part of it. Pure."""

from collections.abc import Iterable

from progrez_desktop.core.model.profile import Agreement
from progrez_desktop.scoring.scores import NotScored, SkillScore
from progrez_desktop.scoring.situations import side_of
from progrez_desktop.scoring.text.evidence import SkillReading


def agreement(readings: Iterable[SkillReading], score: SkillScore | NotScored) -> Agreement:
    """Return how the open answers of one person stand to the score of one skill.

    Args:
        readings: Of that skill, one for each answer that was read and that the person does not contest.
        score: What the statements gave.

    Returns:
        "same_way" or "differs" where the own actions told show the skill (or the opposite) for the most part, and the
        score's whole 80 % band lies on one side of the average. Else "not_enough": whoever tells nothing of a skill
        says nothing about having it.
    """
    told = [reading for reading in readings if reading.level is not None]
    directions = [mark.direction for reading in told for mark in reading.found if mark.part == "action"]
    lean, side = sum(directions), side_of(score)
    if lean == 0 or 2 * abs(lean) < len(directions) or side == 0:
        return "not_enough"
    return "same_way" if lean * side > 0 else "differs"
