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
    contested = [{"skill_id": skill_id} | _objection(one) for skill_id, one in said.objections.items()]
    return contested + [{"skill_id": skill_id} | _correction(one) for skill_id, one in said.corrections.items()]


def said_beside(said: Said, skill_id: str) -> list[dict[str, str]]:
    """Return what stands beside one score, or beside the whole result; what has no words tells of none."""
    found = [_objection(one) for name, one in said.objections.items() if name == skill_id]
    found += [_correction(one) for name, one in said.corrections.items() if name == skill_id]
    return [{key: told for key, told in one.items() if told} for one in found]


def _objection(one: ScoreObjection) -> dict[str, str]:
    return {"kind": "objection", "reason": one.reason, "words": one.words}


def _correction(one: Correction) -> dict[str, str]:
    return {"kind": "correction", "words": one.words}


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
        told += [(title, told_in_words(one, words)) for one in said_beside(said, name)]
    return tuple(told)


def told_in_words(one: Mapping[str, str], words: Words) -> str:
    """Say one thing that stands beside a score."""
    own = one.get("words", "")
    if one["kind"] == "correction":
        return words("contest.corrected", words=own) if own else words("contest.corrected_somehow")
    reason = words(f"contest.reason.{one['reason']}")
    return words("contest.told.words" if own else "contest.told", reason=reason, words=own)
