"""What a person says against a result of theirs, as data that goes with it and in words. Pure."""

from collections.abc import Mapping
from typing import Any

from progrez_desktop.core.model.assessment import Assessment
from progrez_desktop.core.model.contest import WHOLE, Correction, Said, ScoreObjection
from progrez_desktop.core.words import Words


def said_record(said: Said) -> list[dict[str, str]]:
    """Return what a person says against a result as it stands beside it in whatever leaves: nothing where it is none.

    Each has the skill, or "" for the result as a whole.
    """
    contested = [
        {"kind": "objection", "skill_id": one.skill_id, "reason": one.reason, "words": one.words}
        for one in said.objections.values()
    ]
    corrected = [
        {"kind": "correction", "skill_id": one.skill_id, "words": one.words} for one in said.corrections.values()
    ]
    return contested + corrected


def said_in(content: Mapping[str, Any]) -> Said:
    """Return what stands in a file that keeps its contract."""
    objections, corrections = dict[str, ScoreObjection](), dict[str, Correction]()
    for one in content.get("said", ()):
        skill, words = one["skill_id"], one["words"]
        if one["kind"] == "objection":
            objections[skill] = ScoreObjection(skill, one["reason"], words, 0)
        else:
            corrections[skill] = Correction(skill, words, 0)
    return Said(objections, corrections)


def said_in_words(said: Said, assessment: Assessment, words: Words) -> tuple[tuple[str, str], ...]:
    """Return what a person says against a result, in the order of the skills: of what, and what it is."""
    names = {skill.id: skill.short_name[words.language] for skill in assessment.skills}
    told: list[tuple[str, str]] = []
    for name, title in (names | {WHOLE: words("contest.whole")}).items():
        if (objection := said.objections.get(name)) is not None:
            reason = words(f"contest.reason.{objection.reason}")
            key = "contest.told.words" if objection.words else "contest.told"
            told.append((title, words(key, reason=reason, words=objection.words)))
        if (correction := said.corrections.get(name)) is not None:
            told.append((title, words("contest.corrected", words=correction.words)))
    return tuple(told)
