"""Lets situations and readings join a skill's score, as far as the pack says that they were measured.

Today's pack measured neither: then statements alone make the score, and nothing of this changes a byte.
"""

from collections.abc import Mapping, Sequence
from statistics import fmean
from typing import TYPE_CHECKING

from progrez_desktop.core.model.assessment import Assessment, Validity
from progrez_desktop.core.model.profile import Disagreement, SituationsLine, SkillLine, SourceName, SourcesLine

if TYPE_CHECKING:
    from progrez_desktop.scoring import combination
    from progrez_desktop.scoring.bank import BankSkill
    from progrez_desktop.scoring.combination import Combined, Source
    from progrez_desktop.scoring.scores import SkillScore

BESIDE: tuple[SourceName, ...] = ("situations", "own_words")


def measured_of(assessment: Assessment, skill_id: str) -> dict[SourceName, Validity | None]:
    """Return how well each source beside the statements was measured for a skill; None where it was not."""
    return {
        "situations": assessment.situations_validity.get(skill_id),
        "own_words": assessment.validity.get(skill_id),
    }


def joined(
    score: "SkillScore",
    situations: SituationsLine,
    levels: Sequence[int],
    scale: "BankSkill",
    measured: Mapping[SourceName, Validity | None],
) -> "tuple[SkillScore, SourcesLine]":
    """Return the score that all measured sources give, and what each of them weighs in it.

    Sources that contradict each other are not averaged: the statements' score stays, and the difference is told.

    Args:
        levels: What was read of this skill, in each answer that told something of it.
        scale: What the statements were scored by.
        measured: How well each source beside them was measured for this skill.
    """
    from progrez_desktop.scoring.combination import Source, combine
    from progrez_desktop.scoring.placed import placed

    values: dict[SourceName, float | None] = {
        "situations": situations.nearness,
        "own_words": fmean(levels) if levels else None,
    }
    beside = [_source(name, values[name], measured[name]) for name in BESIDE]
    found = combine([Source.of_statements(score.theta, score.se), *beside])
    if found.theta is None or found.se is None:
        return score, SourcesLine({"statements": 1.0, "situations": 0.0, "own_words": 0.0}, _apart(found), _told(found))
    shares = found.shares
    weights: dict[SourceName, float] = {name: shares[name] for name in ("statements", *BESIDE)}
    line = SourcesLine(weights, _apart(found), _by_agreement(found, situations))
    if weights["statements"] == 1.0:  # put back alone it is the same score, but for rounding
        return score, line
    return placed(score, scale, found.theta, found.se), line


def _source(name: SourceName, value: float | None, measured: Validity | None) -> "Source":
    """Return a source on a scale with mean 0 and SD 1; without a value or a validity it has no weight."""
    from progrez_desktop.scoring.combination import Source

    validity = None if value is None or measured is None else _worth(measured)
    if value is None or measured is None or validity is None:
        return Source(name, 0.0, 0.0, None)  # not on the scale of theta, so that no value of it is looked at
    return Source(name, (value - measured.mean) / measured.sd, 0.0, validity)


def _worth(measured: Validity) -> "combination.Validity | None":
    from progrez_desktop.scoring.combination import Validity as Worth
    from progrez_desktop.scoring.combination import loading_of_a_reading

    if measured.r <= 0.0 or measured.icc <= 0.0:
        return None
    return Worth(loading_of_a_reading(measured.r, measured.icc), measured.people, "human_ratings")


def _apart(found: "Combined") -> tuple[SourceName, ...]:
    return tuple(name for name in BESIDE if name in found.apart)


def _told(found: "Combined") -> tuple[Disagreement, ...]:
    names: dict[str, SourceName] = {name: name for name in ("statements", *BESIDE)}
    return tuple(
        Disagreement(names[one.one], names[one.other], one.difference, one.error) for one in found.disagreements
    )


def _by_agreement(found: "Combined", situations: SituationsLine) -> tuple[Disagreement, ...]:
    """Without a scale of their own, situations can only point another way."""
    differs = situations.agreement == "differs" and "situations" in found.apart
    return (Disagreement("statements", "situations"),) if differs else ()


def source_of(line: SkillLine, assessment: Assessment, source: SourceName) -> Validity | None:
    """Return where a source's weight in a score comes from; None where it weighs nothing."""
    weighs = line.sources is not None and line.sources.weights[source] > 0.0
    return measured_of(assessment, line.skill_id)[source] if weighs else None
