"""What is said of one candidate, on screen and on paper alike. Pure, but for the bank that names norm groups."""

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from progrez_desktop.core.model.one_candidate import OneCandidate, SkillSeen, Unknown
from progrez_desktop.core.services import norm_groups
from progrez_desktop.core.services.recruiting.one_candidate import SMALL_NORM
from progrez_desktop.core.words import Words
from progrez_desktop.scoring.distributions import Z_80

if TYPE_CHECKING:
    from progrez_desktop.core.model.assessment import Skill
    from progrez_desktop.scoring.bank import Bank
    from progrez_desktop.scoring.meeting import Meeting

_SURE, _NEVER = 0.95, 0.05
_SLACK = 1e-9
"""Of a fraction that is a whole number of steps but for the last bit."""

Names = Mapping[str, str]
"""Of skills, by id."""


def names_of(skills: "Sequence[Skill]", words: Words) -> Names:
    return {skill.id: skill.short_name[words.language] for skill in skills}


def name_in(names: Names, skill_id: str) -> str:
    """Return what a skill is called; by its id where the assessment is one that this program doesn't know."""
    return names.get(skill_id, skill_id)


def _listed(names: Names, skill_ids: Sequence[str]) -> str:
    return ", ".join(name_in(names, one) for one in skill_ids)


# Above the skills


def facts(view: OneCandidate, words: Words) -> Iterator[str]:
    """Say what was taken, whom it is compared with, what for, and until when."""
    taken = [edition(view, words)]
    if view.row.finished_ms is not None:
        taken.append(words.short_date(view.row.finished_ms))
    if view.method:
        taken.append(words(f"one_candidate.method.{view.method}"))
    yield " · ".join(taken)
    norms = list(dict.fromkeys(short_norm(one, words) for one in view.skills if one.margin))
    if norms:
        yield words("one_candidate.norm", norms="; ".join(norms))
    yield role_said(view, words)
    purposes = ", ".join(words(f"candidates.purpose.{one}") for one in view.row.purposes)
    yield words("one_candidate.consent", purposes=purposes, at=words.short_date(view.row.until_ms))


def edition(view: OneCandidate, words: Words) -> str:
    """Say which assessment it was, with its version where it is the one that ships."""
    from progrez_desktop.core.packs.shipped import shipped

    ours, pack = shipped().assessment(), view.content.get("provenance", {}).get("pack_sha256", "")
    if view.row.assessment == ours.id and pack == ours.pack_sha256:
        return words("one_candidate.edition", title=ours.title[words.language], version=ours.version)
    if view.row.assessment == ours.id and not pack:
        return ours.title[words.language]
    return words("one_candidate.edition_unknown", id=view.row.assessment, pack=pack[:8])


def role_said(view: OneCandidate, words: Words) -> str:
    role = view.role
    at = words.short_date(role.locked_ms or 0)
    if role.is_empty:
        return words("one_candidate.no_role", at=at)
    return words.plural("one_candidate.role", len(role.experts), name=role.name, at=at)


def short_norm(one: SkillSeen, words: Words) -> str:
    group = norm_groups.group_of(one.norm_id, one.norm_n, _bank())
    if group is None:
        return words("one_candidate.norm_unknown", n=words.number(one.norm_n))
    return norm_groups.short_name_of(group, words)


def whole_norm(one: SkillSeen, words: Words) -> str:
    """Say who the people are that a score is compared with."""
    group = norm_groups.group_of(one.norm_id, one.norm_n, _bank())
    if group is None:
        return words("one_candidate.norm_unknown", n=words.number(one.norm_n))
    return norm_groups.name_of(group, words)


@cache
def _bank() -> "Bank":
    from progrez_desktop.core.packs.shipped import shipped
    from progrez_desktop.scoring import scales

    return scales.with_longer(shipped().bank())


def quality(view: OneCandidate, words: Words) -> str:
    return words(f"one_candidate.quality.{view.row.quality or 'none'}")


# One skill


def band(one: SkillSeen, words: Words) -> str:
    if one.margin is None:
        return words(f"one_candidate.{'not_released' if one.missing == 'not_released' else 'no_score'}")
    return words("one_candidate.band", low=one.margin.low, high=one.margin.high, sten=one.margin.sten)


def wanted(one: SkillSeen, words: Words) -> str:
    if one.asked is None:
        return words("one_candidate.not_asked")
    return words("one_candidate.range", low=one.asked.range.low, high=one.asked.range.high)


def fit(one: SkillSeen, words: Words) -> str:
    """Say how a skill stands to what is asked: likely, and never passed or failed."""
    if one.margin is None:
        return band(one, words)
    if one.fitting is None:
        return words("one_candidate.not_asked")
    return words(f"one_candidate.fit.{one.fitting.said}")


def chance(probability: float, words: Words) -> str:
    """Say a chance as coarsely as it is known."""
    if probability > _SURE:
        return words("one_candidate.in_ten.all")
    if probability < _NEVER:
        return words("one_candidate.in_ten.none")
    return words("one_candidate.in_ten", n=min(9, max(1, round(probability * 10))))


def chance_within(one: SkillSeen, words: Words) -> str:
    """Say how likely the true score lies in what is asked; nothing where that is not known."""
    return words("one_candidate.chance", chance=chance(one.fitting.within, words)) if one.fitting else ""


def weight(one: SkillSeen, words: Words) -> str:
    return words(f"role.importance.{one.asked.importance}") if one.asked else ""


def rests_on(one: SkillSeen, words: Words) -> str:
    if one.missing == "not_released":
        return ""
    return words("one_candidate.rests_on", answered=one.answered, of=one.of)


def level(one: SkillSeen, words: Words) -> str:
    return words(f"one_candidate.level.{one.leaning}") if one.leaning else ""


def bar(one: SkillSeen, names: Names, words: Words) -> str:
    """Say what a bar shows, with its numbers, for who hears it."""
    return words(
        "one_candidate.bar",
        skill=name_in(names, one.skill_id),
        band=band(one, words),
        wanted=wanted(one, words),
        fit=fit(one, words),
    )


# All of them together


def overall(view: OneCandidate, names: Names, words: Words) -> Iterator[str]:
    """Say how much of the role is likely met, its weights, and what that takes for granted; or why nothing is said."""
    if view.overall is None:
        yield words(f"one_candidate.hidden.{view.hidden}")
        return
    yield _share(view, view.overall, words)
    if not view.left_out:
        yield words("one_candidate.overall.every", chance=chance(view.overall.every, words))
    else:
        yield words("one_candidate.overall.left_out", skills=_listed(names, view.left_out))
    weights = ", ".join(
        words("one_candidate.overall.weight", skill=name_in(names, one.skill_id), weight=one.asked.importance)
        for one in view.skills
        if one.asked
    )
    yield words("one_candidate.overall.weights", weights=weights)
    yield words("one_candidate.overall.assumes")
    yield words("one_candidate.overall.no_rank")


def _share(view: OneCandidate, overall: "Meeting", words: Words) -> str:
    """Say it in steps of five per cent: finer, it would look like an order. That makes its margin wider alone."""
    ends = {"low": math.floor(overall.low * 20 + _SLACK) * 5, "high": math.ceil(overall.high * 20 - _SLACK) * 5}
    share = round(overall.share * 20) * 5
    if not view.left_out:
        return words("one_candidate.overall.share", share=share, **ends)
    asked = {one.skill_id: one.asked.importance for one in view.skills if one.asked}
    known = sum(weight for skill, weight in asked.items() if skill not in view.left_out) / sum(asked.values())
    return words("one_candidate.overall.share_of_known", known=round(known * 100), share=share, **ends)


# What is unknown


def unknown(view: OneCandidate, names: Names, words: Words) -> Iterator[str]:
    for one in view.unknown:
        yield _unknown(view, one, names, words)


def _unknown(view: OneCandidate, one: Unknown, names: Names, words: Words) -> str:
    told = _listed(names, one.skills)
    if one.code == "wide":
        told = ", ".join(_wide(found, names, words) for found in view.skills if found.skill_id in one.skills)
    at = words.day(one.day) if one.day else ""
    return words(f"one_candidate.unknown.{one.code}", skills=told, n=words.number(SMALL_NORM), at=at)


def _wide(one: SkillSeen, names: Names, words: Words) -> str:
    assert one.margin is not None
    margin = words.decimal(one.margin.error * Z_80, 1)
    skill = name_in(names, one.skill_id)
    return words("one_candidate.unknown.wide_of", skill=skill, margin=margin, answered=one.answered)
