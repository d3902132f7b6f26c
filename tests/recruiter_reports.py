"""Invented candidates as recruiters' reports, of every kind that there is."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from progrez_desktop.core.model.interview import Override, Sample
from progrez_desktop.core.model.one_candidate import OneCandidate
from progrez_desktop.core.model.recruiter_report import RecruiterReport
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services.recruiting import combining, report
from progrez_desktop.core.services.recruiting.reader import Reader
from progrez_desktop.core.store.recruiting.reports import Looks, ReportMade
from progrez_desktop.core.words import Words
from tests.fakes import MONDAY_MS
from tests.ui import gallery_candidate as made

SKILLS = shipped().assessment().skills
READER = Reader("Noor van der Berg", date(2026, 3, 1))
LONG_READER = Reader("Wilhelmina Antoinette Jacqueline " * 6, None)
ALL_CRITICAL = {skill.id: (4, 5, 9) for skill in SKILLS}


class Given:
    """What the gallery asks for."""

    assessment = shipped().assessment()


def report_on(view: OneCandidate, words: Words, by: Reader = READER, *, weighed: bool = False) -> RecruiterReport:
    sheet = None
    if not view.role.is_empty:
        sample = Sample("A letter to a farmer", 7, 1, 10, None, by.name, MONDAY_MS) if weighed else None
        override = Override(55, "Their work sample was done for another river.", by.name, MONDAY_MS)
        scores = {one.skill_id: one.margin for one in view.skills}
        sheet = combining.made_of(view.role, scores, [], sample, override if weighed else None)
    earlier = (ReportMade("e" * 32, view.row.release_id, "candidate", "f" * 64, "Bram", MONDAY_MS),)
    looks = Looks(3, MONDAY_MS)
    beside = report.Beside("a" * 32, by, "ab" * 32, looks, earlier if weighed else (), sheet, MONDAY_MS)
    return report.composed(view, beside, SKILLS, words)


def kinds(language: str) -> dict[str, RecruiterReport]:
    """Reports of every kind: of all that can be released and of next to nothing, with a role and without one."""
    words, given = Words(language), Given()
    whole: Mapping[str, Any] = made.whole_of(given)  # type: ignore[arg-type]
    plain: Mapping[str, Any] = made.content_of(given)  # type: ignore[arg-type]
    bare = {name: plain[name] for name in ("contract", "assessment")}

    def view(content: Mapping[str, Any], role: Any = None, **how: Any) -> OneCandidate:
        return made.view_of(given, content, role, **how)  # type: ignore[arg-type]

    return {
        "usual": report_on(view(plain), words),
        "everything": report_on(view(whole, quality="with_care"), words, LONG_READER, weighed=True),
        "no role": report_on(view(plain, made.role_of({})), words),
        "nothing released": report_on(view(bare, quality=None), words),
        "opened before": report_on(
            view(plain, replace(made.role_of(), opened_before=1), opened_before=True), words, weighed=True
        ),
        "all critical": report_on(view(plain, made.role_of(ALL_CRITICAL)), words),
        "long role": report_on(view(plain, made.role_of(name="Hydrologist " * 25)), words),
    }
