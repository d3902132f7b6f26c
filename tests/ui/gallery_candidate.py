"""One candidate in every state that a recruiter may meet."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from progrez_desktop.core.model.one_candidate import Named, OneCandidate
from progrez_desktop.core.model.registry import Detail, Permit, Row
from progrez_desktop.core.model.role import Method, RoleProfile, Want
from progrez_desktop.core.services.recruiting.guide import guide_for
from progrez_desktop.core.services.recruiting.one_candidate import composed
from progrez_desktop.scoring.fit import SkillRange
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.candidate import CandidatePage
from progrez_desktop.ui.widgets.interview_card import InterviewCard
from tests.core.services.recruiting import desk_house
from tests.fakes import MONDAY_MS

if TYPE_CHECKING:
    from tests.ui.gallery import Material

DAY_MS = 86_400_000
NORM = "web-volunteers-en-2026.2/ipip50_big5"
ASKED: Mapping[str, tuple[int, int, int]] = {
    **{"collaboration": (4, 5, 9), "communication": (3, 7, 10), "resilience": (2, 6, 9), "composure": (3, 5, 9)},
    **{"self_management": (4, 7, 10), "adaptability": (2, 6, 9), "analytical": (3, 7, 10), "initiative": (2, 5, 10)},
}
STENS: Mapping[str, float] = {
    **{"communication": 8.7, "empathy": 6.4, "collaboration": 7.3, "leadership": 4.6, "self_management": 5.2},
    **{"resilience": 5.7, "composure": 6.5, "adaptability": 7.5, "creative_thinking": 4.2, "analytical": 5.0},
    "initiative": 7.3,
}
OBJECTION = {"kind": "objection", "reason": "not_me", "words": "I had a cold that week."}
EXCERPT = "When two reports said different things, I went out and measured the water level myself."


def role_of(asked: Mapping[str, tuple[int, int, int]] = ASKED, name: str = "Hydrologist") -> RoleProfile:
    wants = {skill: Want(weight, SkillRange(low, high)) for skill, (weight, low, high) in asked.items()}
    weights: Mapping[Method, float] = {"test": 0.4, "interview": 0.4, "work_sample": 0.2} if wants else {}
    locked_ms = MONDAY_MS - 20 * DAY_MS
    return RoleProfile(
        "c" * 32, name, "working-together", locked_ms, wants, weights, ("Noor", "Bram"), None, locked_ms, locked_ms
    )


def scores_of(given: "Material", **other: Any) -> list[dict[str, Any]]:
    """Return the scores of an invented person; `other` is added to those of some skills."""
    told = {"norm_id": NORM, "norm_n": 14_400}
    made = [
        desk_house.score(skill.id, STENS[skill.id], 1.3 if skill.id == "analytical" else 0.8, **told)
        for skill in given.assessment.skills
        if skill.id in STENS
    ]
    for one in made:
        one.update(other.get(one["skill"], {}))
    return made


def detail_of(given: "Material", content: Mapping[str, Any], *, quality: str | None = None) -> Detail:
    purposes = ("profile", "contact", "teams") if "name" in content else ("profile",)
    row = Row(
        release_id="b" * 32,
        code="7F3-K2",
        version=1,
        assessment="working-together",
        purposes=purposes,
        fields=tuple(content),
        finished_ms=MONDAY_MS if "provenance" in content else None,
        released_ms=MONDAY_MS,
        received_ms=MONDAY_MS,
        until_ms=MONDAY_MS + 180 * DAY_MS,
        is_contested=any("said" in one for one in content.get("scores", ())),
        quality=quality,
        name="Sanne de Vries" if "name" in content else "",
    )
    permits = tuple(Permit(one[0] * 32, one, ("scores",), row.until_ms) for one in purposes)
    return Detail(row, content, permits, "cd" * 32, "Kiosk 3, room 1.12", True, "kiosk", "en")


def content_of(given: "Material", **fields: Any) -> dict[str, Any]:
    provenance = {"finished_ms": MONDAY_MS, "valid_until": "2028-11-23", "form": "fixed", "engine": "1"}
    return {
        "contract": "progrez.released-profile/1",
        "assessment": "working-together",
        "scores": scores_of(given),
        "provenance": provenance | {"pack_sha256": given.assessment.pack_sha256},
        **fields,
    }


def view_of(
    given: "Material",
    content: Mapping[str, Any],
    role: RoleProfile | None = None,
    *,
    quality: str | None = "as_usual",
    opened_before: bool = False,
) -> OneCandidate:
    detail = detail_of(given, content, quality=quality)
    skills = given.assessment.skills
    return composed(detail, role or role_of(), skills, date(2026, 11, 24), opened_before=opened_before)


def whole_of(given: "Material") -> dict[str, Any]:
    """Return all that can be released, with something said against it."""
    unscored = {"skill": "integrity", "scored": False, "reason": "too_few_answers", "answered": 1, "of": 9}
    scores = [*scores_of(given, empathy={"said": [OBJECTION]}), unscored]
    return content_of(
        given,
        scores=scores,
        quality="with_care",
        excerpts=[{"skill": "analytical", "passages": [{"question": "q", "text": EXCERPT}]}],
        name={"first": "Sanne", "last": "de Vries"},
        email="sanne.devries@example.org",
        background={"work": [{"title": "Junior hydrologist", "organisation": "Example Water Board"}]},
        drivers_licence="B",
    )


def _page(context: Context, given: "Material", view: OneCandidate) -> CandidatePage:
    page = CandidatePage(context, view, given.assessment.skills)
    fits = {one.skill_id: one.fitting.said for one in view.skills if one.fitting}
    guide = guide_for(view.role, fits)
    page.put_guide(InterviewCard(page, guide, (), reader="Noor", skills=given.assessment.skills))
    return page


def _nothing_scored(given: "Material") -> dict[str, Any]:
    none = {"scored": False, "reason": "too_few_answers", "answered": 1, "of": 10}
    return content_of(given, scores=[{"skill": skill.id, **none} for skill in given.assessment.skills])


def _little(given: "Material") -> dict[str, Any]:
    content = content_of(given, scores=scores_of(given)[:3])
    del content["provenance"]
    return content


def _asking(context: Context, given: "Material") -> Page:
    page = _page(context, given, view_of(given, whole_of(given)))
    page.name_button.click()
    return page


def _named(context: Context, given: "Material", name: str) -> Page:
    page = _page(context, given, view_of(given, whole_of(given)))
    page.show_named(Named(name, "sanne.devries@example.org"))
    return page


def _table(context: Context, given: "Material") -> Page:
    page = _page(context, given, view_of(given, content_of(given)))
    page.fit_card.switch.click()
    return page


CANDIDATE_STATES: dict[str, Callable[[Context, "Material"], Page]] = {
    "32-candidate": lambda c, m: _page(c, m, view_of(m, content_of(m))),
    "32-candidate-all": lambda c, m: _page(c, m, view_of(m, whole_of(m), quality="with_care")),
    "32-candidate-table": _table,
    "32-candidate-nothing-scored": lambda c, m: _page(c, m, view_of(m, _nothing_scored(m), quality=None)),
    "32-candidate-little": lambda c, m: _page(c, m, view_of(m, _little(m), quality=None)),
    "32-candidate-no-role": lambda c, m: _page(c, m, view_of(m, content_of(m), role_of({}))),
    "32-candidate-opened-before": lambda c, m: _page(
        c, m, view_of(m, content_of(m), replace(role_of(), opened_before=1), opened_before=True)
    ),
    "32-candidate-asks-name": _asking,
    "32-candidate-named": lambda c, m: _named(c, m, "Sanne de Vries"),
    "32-candidate-right-to-left": lambda c, m: _named(c, m, "سناء عبد الرحمن"),
    "32-candidate-long-name": lambda c, m: _named(c, m, "N" * 300),
    "32-candidate-long-role": lambda c, m: _page(c, m, view_of(m, content_of(m), role_of(name="Hydrologist " * 25))),
}
