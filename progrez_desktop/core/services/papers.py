"""Papers to take along: the CV and the sheet with a recovery code."""

from collections.abc import Collection, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from progrez_desktop.core.cv import compose_cv
from progrez_desktop.core.model.assessment import Assessment
from progrez_desktop.core.model.cv import CvDocument, CvEntry, CvSection
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.profile import band_text, level_of, scored_lines
from progrez_desktop.core.services import access_log, norm_groups
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.norm_groups import FindLocal, none_grew
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.documents.recovery_sheet import CodeOf
    from progrez_desktop.scoring.bank import Bank

_AVERAGE_STEN = 5.5


def proposed_skills(profile: Profile) -> tuple[str, ...]:
    """Return the skills that a CV shows unless the person chooses otherwise, in the order of the profile.

    Those whose whole margin lies above the average, and all where none does. They are not put in an order by their
    scores: their norms are of other people, and two skills can seldom be told apart.
    """
    scored = scored_lines(profile)
    above = tuple(line.skill_id for line, score in scored if score.low_exact > _AVERAGE_STEN)
    return above or tuple(line.skill_id for line, _ in scored)


def cv(deps: Deps, session: Session, profile: Profile, chosen: Collection[str], words: Words) -> bytes:
    """Return the person's CV as a PDF, with the chosen skills and no others."""
    from progrez_desktop.core.documents.cv_pdf import render_cv

    norms = norm_names(profile, deps.bank, words, deps.local_norm)
    return render_cv(cv_document(deps.assessment, norms, session.details, profile, chosen, deps.today(), words), words)


def cv_document(
    assessment: Assessment,
    norms: Mapping[str, str],
    details: PersonDetails,
    profile: Profile,
    chosen: Collection[str],
    made: date,
    words: Words,
) -> CvDocument:
    """Return what stands on the CV that somebody takes along; `norms` says what each norm group is called."""
    sections: tuple[CvSection, ...] = ()
    if chosen:  # without a score on the page there is nothing to explain
        sections = (
            _skills_section(assessment, profile, chosen, words),
            _basis_section(assessment, details, profile, words),
        )
    return compose_cv(details, profile, assessment, chosen, norms, words.language, made, sections=sections)


def norm_names(profile: Profile, bank: "Bank", words: Words, find_local: FindLocal = none_grew) -> dict[str, str]:
    """Return what the groups behind the scores of a profile are called, by norm id."""
    groups = norm_groups.groups_of(profile, bank, find_local)
    return {score.norm_id: norm_groups.name_of(groups.get(score.norm_id), words) for _, score in scored_lines(profile)}


def _skills_section(assessment: Assessment, profile: Profile, chosen: Collection[str], words: Words) -> CvSection:
    """What the chosen skills are and where the person stands, in a sentence each."""
    skills = {skill.id: skill for skill in assessment.skills}
    return CvSection(
        "skills",
        tuple(
            CvEntry(
                title=skills[line.skill_id].short_name[words.language],
                period=f"{band_text(score)} · {words(f'level.{level_of(score)}')}",
                text=skills[line.skill_id].description[words.language],
            )
            for line, score in scored_lines(profile)
            if line.skill_id in chosen
        ),
    )


def _basis_section(assessment: Assessment, details: PersonDetails, profile: Profile, words: Words) -> CvSection:
    """Which assessment this was, when, and what a reader may and may not make of it."""
    text = words("cv.basis.text", answered=profile.answered, of=profile.of, name=details.first_name)
    if not assessment.is_calibrated_in(words.language):
        text += "\n" + words("cv.basis.not_calibrated")
    title = assessment.title[words.language]
    return CvSection("basis", (CvEntry(title=title, period=words.date(profile.finished_ms), text=text),))


def recovery_sheet(deps: Deps, code: str, code_of: "CodeOf", words: Words) -> bytes:
    """Return the page with a recovery code, of a person or of this computer, as a PDF."""
    from progrez_desktop.core.documents.recovery_sheet import render_recovery_sheet

    return render_recovery_sheet(code, code_of, deps.today(), words)


def save(path: Path, pdf: bytes) -> None:
    """Save a paper where the person chose, the whole of it or nothing."""
    from progrez_desktop.core.documents.writing import save_whole

    save_whole(path, pdf)


def save_cv(deps: Deps, session: Session, path: Path, pdf: bytes) -> None:
    """Save a CV where the person chose, with a line in their log."""
    access_log.handed_over(deps, session, path, pdf, "cv_saved")
