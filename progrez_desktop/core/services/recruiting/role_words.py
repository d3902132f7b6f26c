"""A role in sentences: how far its experts agree, and whether it was locked in time."""

from collections.abc import Iterator

from progrez_desktop.core.model.role import RoleProfile
from progrez_desktop.core.words import Words
from progrez_desktop.scoring.expert_agreement import SkillAgreement


def of_agreement(role: RoleProfile, words: Words) -> Iterator[str]:
    """Give a sentence a figure, each with its name; of experts who are still being asked only how many there are."""
    if role.state == "asking":
        yield words.plural("role.experts_said", len(role.experts))
        return
    if not role.experts:
        return
    found = role.agreement
    if found is None:
        yield words("role.one_expert")
        return
    yield words.plural("role.experts_agree", found.experts, deviation=words.decimal(found.deviation, 2))
    if found.overlap is not None:
        yield words("role.overlap", percent=round(found.overlap * 100))
    icc = getattr(found.icc, "value", None)
    yield words("role.icc", value=words.decimal(icc, 2)) if icc is not None else words("role.icc_none")
    yield words("role.agreement_limits")


def of_skill(one: SkillAgreement, words: Words) -> str:
    """Return how far experts agree on one skill."""
    said = words("role.agreed" if one.is_agreed else "role.not_agreed", deviation=words.decimal(one.deviation, 2))
    figures = words("role.r_wg", value=words.decimal(one.r_wg, 2))
    overlap = "" if one.overlap is None else words("role.skill_overlap", percent=round(one.overlap * 100))
    return " ".join(part for part in (said, figures, overlap) if part)


def of_opened(role: RoleProfile, words: Words) -> Iterator[str]:
    """Say that a role was locked after somebody of its procedure had been opened."""
    if role.opened_before:
        yield words.plural("role.opened_before", role.opened_before)
