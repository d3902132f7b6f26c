"""One candidate beside the role of their procedure: what was released, what may be said of it, and what is unknown.

Opening is written down and told before anything is handed out. There is no verdict and no rank here.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.interview import Guide, Note
from progrez_desktop.core.model.one_candidate import (
    Hidden,
    Missing,
    Named,
    OneCandidate,
    SkillSeen,
    Unknown,
)
from progrez_desktop.core.model.registry import Detail
from progrez_desktop.core.model.role import RoleProfile, Want
from progrez_desktop.core.services import registry, registry_reads
from progrez_desktop.core.services.recruiting import notes
from progrez_desktop.core.services.recruiting.candidates import with_role
from progrez_desktop.core.services.recruiting.guide import guide_for
from progrez_desktop.core.services.registry_deps import RegistryDeps

if TYPE_CHECKING:
    from progrez_desktop.core.model.assessment import Skill
    from progrez_desktop.scoring.fit import Fit
    from progrez_desktop.scoring.meeting import Meeting


@dataclass(frozen=True)
class Interviewing:
    guide: Guide
    notes: tuple[Note, ...]
    reader: str | None
    """None where nobody said who reads here: nothing is noted by nobody."""


WIDE_ERROR = 1.17
"""Stens: from here on the 80 % margin spans three of the ten."""
SMALL_NORM = 1000
"""People: with fewer of them, where a score stands among them has a margin of its own that is drawn nowhere."""
_PEOPLE = ("name", "email")


def open_one(deps: RegistryDeps, release_id: str, skills: "Sequence[Skill]") -> OneCandidate:
    """Return one candidate for who decides, after this read was written down and is to be told to them.

    Raises:
        UsageFault: "registry_no_such_release"; "role_not_locked": nobody agreed yet on what their procedure asks for.
        EnvironmentFault: What the disk says; nothing is shown then.
    """
    _, role = with_role(deps, release_id)
    return seen(deps, registry.detail(deps, release_id), role, skills)


def name_of(deps: RegistryDeps, release_id: str) -> Named:
    """Return who it is, after that look was written down and is to be told.

    Raises:
        UsageFault: "registry_no_such_release"; "candidate_unnamed": their name was not released.
    """
    now = deps.mark_ms()
    row = deps.store.profiles.row(release_id, now)
    if row is None:
        raise UsageFault("registry_no_such_release")
    if "name" not in row.fields:
        raise UsageFault("candidate_unnamed")
    with deps.store.transaction():
        registry_reads.note(deps, [release_id], "opened", now)
        deps.note("name_shown", release_id)
    return Named(row.name, registry.detail_of(deps, row).content.get("email", ""))


def interview_beside(deps: RegistryDeps, view: OneCandidate) -> Interviewing:
    """Return what is asked of a candidate who was opened already, what was noted, and by whom notes are kept.

    Raises:
        UsageFault: "registry_no_such_release": withdrawn or over since.
    """
    fits: dict[str, Fit | None] = {one.skill_id: one.fitting.said for one in view.skills if one.fitting}
    found = deps.store.reader()
    told = notes.notes_of(deps, view.row.release_id)
    return Interviewing(guide_for(view.role, fits), told, found[0] if found else None)


def seen(deps: RegistryDeps, detail: Detail, role: RoleProfile, skills: "Sequence[Skill]") -> OneCandidate:
    """Return what of a release that was read already may be shown. Used by services.recruiting.report."""
    assert role.locked_ms is not None
    before = deps.store.reports.was_read_before(detail.row.release_id, role.locked_ms)
    today = datetime.fromtimestamp(deps.clock.now_ms() / 1000, UTC).date()
    return composed(detail, role, _asked_about(deps, detail.row.assessment, skills), today, opened_before=before)


def _asked_about(deps: RegistryDeps, assessment: str, skills: "Sequence[Skill]") -> "Sequence[Skill]":
    """Leave out what another assessment than ours seems not to ask: who takes it can hold none of that back."""
    from progrez_desktop.core.packs.shipped import shipped

    if assessment == shipped().assessment().id:
        return skills
    measured = deps.store.roles.skills_of(assessment)
    return [skill for skill in skills if skill.id in measured]


def composed(
    detail: Detail, role: RoleProfile, skills: "Sequence[Skill]", today: date, *, opened_before: bool = False
) -> OneCandidate:
    """Return a released profile beside a role. Pure."""
    content = {name: told for name, told in detail.content.items() if name not in _PEOPLE}
    found = _skills(content, role, [skill.id for skill in skills])
    overall, hidden = _overall(found, role, opened_before=opened_before)
    return OneCandidate(
        row=replace(detail.row, name=""),
        content=content,
        permits=detail.permits,
        receipt_sha256=detail.receipt_sha256,
        device_name=detail.device_name,
        method=detail.method,
        language=detail.language,
        can_be_told=detail.can_be_told,
        may_be_named="name" in detail.row.fields,
        role=role,
        opened_before=opened_before,
        skills=found,
        overall=overall,
        hidden=hidden,
        left_out=tuple(one.skill_id for one in found if one.asked and one.fitting is None),
        unknown=tuple(_unknown(content, found, today, has_quality=detail.row.quality is not None)),
    )


# Skills


def _skills(content: Mapping[str, Any], role: RoleProfile, known: Sequence[str]) -> tuple[SkillSeen, ...]:
    told = {one["skill"]: one for one in content.get("scores", ())}
    excerpts = {
        one["skill"]: tuple(passage["text"] for passage in one["passages"]) for one in content.get("excerpts", ())
    }
    ids = dict.fromkeys([*known, *told, *role.wants])
    return tuple(_skill(one, told.get(one), role.wants.get(one), excerpts.get(one, ())) for one in ids)


def _skill(skill_id: str, told: Mapping[str, Any] | None, asked: Want | None, excerpts: tuple[str, ...]) -> SkillSeen:
    if told is None or not told["scored"]:
        missing: Missing = "not_released" if told is None else told["reason"]
        none = SkillSeen(skill_id, None, None, missing, 0, 0, "", 0, asked, None, None, (), excerpts)
        return none if told is None else replace(none, **_basis(told))
    from progrez_desktop.core.model.registry import Margin
    from progrez_desktop.scoring.fit import error_of, fitting
    from progrez_desktop.scoring.leaning import leaning

    ends = (told["low_exact"], told["high_exact"])
    margin = Margin(told["sten"], told["low"], told["high"], told["sten_exact"], error_of(told["sten_exact"], *ends))
    scored = SkillSeen(
        skill_id=skill_id,
        margin=margin,
        ends=ends,
        missing=None,
        **{"answered": 0, "of": 0, "norm_id": told["norm_id"], "norm_n": told["norm_n"]},
        asked=asked,
        fitting=fitting(margin.exact, margin.error, asked.range) if asked else None,
        leaning=leaning(margin.exact, margin.error),
        said=(),
        excerpts=excerpts,
    )
    return replace(scored, **_basis(told))


def _basis(told: Mapping[str, Any]) -> dict[str, Any]:
    return {"answered": told["answered"], "of": told["of"], "said": tuple(told.get("said", ()))}


# All of them together


def _overall(
    skills: Sequence[SkillSeen], role: RoleProfile, *, opened_before: bool
) -> "tuple[Meeting | None, Hidden | None]":
    if not role.wants:
        return None, "role_empty"
    if opened_before:
        return None, "opened_before"
    asked = [(one.asked.importance, one.fitting.within) for one in skills if one.asked and one.fitting]
    if not asked:
        return None, "asked_unknown"
    from progrez_desktop.scoring.meeting import meeting

    return meeting(asked), None


# What is unknown


def _unknown(
    content: Mapping[str, Any], skills: Sequence[SkillSeen], today: date, *, has_quality: bool
) -> Iterator[Unknown]:
    at_end = {one["skill"]: one.get("at_end") for one in content.get("scores", ())}
    where = {
        "not_released": [one for one in skills if one.missing == "not_released"],
        "too_few_answers": [one for one in skills if one.missing == "too_few_answers"],
        "norm_too_small": [one for one in skills if one.missing == "norm_too_small"],
        "wide": [one for one in skills if one.margin and one.margin.error >= WIDE_ERROR],
        "at_end.lowest": [one for one in skills if at_end.get(one.skill_id) == "lowest"],
        "at_end.highest": [one for one in skills if at_end.get(one.skill_id) == "highest"],
        "small_norm": [one for one in skills if one.margin and one.norm_n < SMALL_NORM],
        "contested": [one for one in skills if one.said],
    }
    for code, found in where.items():
        if found:
            yield Unknown(code, tuple(one.skill_id for one in found))
    yield from _of_the_whole(content, today)
    if not has_quality:
        yield Unknown("no_quality")
    if "excerpts" not in content:
        yield Unknown("no_excerpts")
    yield Unknown("texts")


def _of_the_whole(content: Mapping[str, Any], today: date) -> Iterator[Unknown]:
    provenance = content.get("provenance")
    if provenance is None:
        yield Unknown("no_provenance")
    else:
        until = date.fromisoformat(provenance["valid_until"])
        if until < today:
            yield Unknown("expired", day=until)
        if provenance.get("said"):
            yield Unknown("contested_whole")
