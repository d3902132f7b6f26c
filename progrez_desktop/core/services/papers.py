"""Papers to take along: the CV and the sheet with a recovery code."""

from collections.abc import Collection
from datetime import UTC, date, datetime
from math import ceil
from pathlib import Path
from typing import TYPE_CHECKING

from progrez_desktop.core.cv import compose_cv
from progrez_desktop.core.model.cv import CvEntry, CvSection
from progrez_desktop.core.model.profile import Profile, SkillLine
from progrez_desktop.core.profile import band_text, is_as_precise, level_of, scored_lines
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.words import Words
from progrez_desktop.scoring.scores import SkillScore

if TYPE_CHECKING:
    from progrez_desktop.core.documents.recovery_sheet import CodeOf

_PROPOSED = 5


def proposed_skills(profile: Profile) -> tuple[str, ...]:
    """Return the skills that a CV shows unless the person chooses otherwise: five that lie highest in their norms."""
    highest = sorted(scored_lines(profile), key=lambda pair: -pair[1].sten_exact)[:_PROPOSED]
    return tuple(line.skill_id for line, _ in highest)


def cv(deps: Deps, session: Session, profile: Profile, chosen: Collection[str], words: Words) -> bytes:
    """Return the person's CV as a PDF, with the chosen skills and no others."""
    from progrez_desktop.core.documents.cv_pdf import render_cv

    norms = {score.norm_id: norm_name(score.norm_id, score.norm_n, words) for _, score in scored_lines(profile)}
    sections: tuple[CvSection, ...] = ()
    if chosen:  # without a score on the page there is nothing to explain
        sections = (_skills_section(deps, profile, chosen, words), _basis_section(deps, session, profile, words))
    document = compose_cv(
        session.details, profile, deps.assessment, chosen, norms, words.language, _today(deps), sections=sections
    )
    return render_cv(document, words)


def _skills_section(deps: Deps, profile: Profile, chosen: Collection[str], words: Words) -> CvSection:
    """What the chosen skills are and where the person stands, in a sentence each."""
    skills = {skill.id: skill for skill in deps.assessment.skills}
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


def _basis_section(deps: Deps, session: Session, profile: Profile, words: Words) -> CvSection:
    """Which assessment this was, when, and what a reader may and may not make of it."""
    text = words("cv.basis.text", answered=profile.answered, of=profile.of, name=session.details.first_name)
    if not deps.assessment.is_calibrated_in(words.language):
        text += "\n" + words("cv.basis.not_calibrated")
    title = deps.assessment.title[words.language]
    return CvSection("basis", (CvEntry(title=title, period=words.date(profile.finished_ms), text=text),))


def recovery_sheet(deps: Deps, code: str, code_of: "CodeOf", words: Words) -> bytes:
    """Return the page with a recovery code, of a person or of this computer, as a PDF."""
    from progrez_desktop.core.documents.recovery_sheet import render_recovery_sheet

    return render_recovery_sheet(code, code_of, _today(deps), words)


def save(path: Path, pdf: bytes) -> None:
    """Save a paper where the person chose, the whole of it or nothing."""
    from progrez_desktop.core.documents.writing import save_whole

    save_whole(path, pdf)


def statements_line(line: SkillLine, is_adaptive: bool, words: Words) -> str:
    """Return how many statements a score rests on, and in an adaptive form of which scale."""
    found = line.statements
    if not is_adaptive:
        return words("profile.statements_count", answered=found.answered, of=found.of)
    key = "profile.statements_asked" if found.scale == line.skill_id else "profile.statements_asked_longer"
    told = words(key, answered=found.answered, asked=found.asked, of=found.of)
    return f"{told}. {words.plural('profile.statements_shared', found.shared)}." if found.shared else told


def precision_line(score: SkillScore, aim_se: float, words: Words) -> str:
    """Return whether a score is as precise as the adaptive form aimed at, with both errors."""
    reached = is_as_precise(score, aim_se)
    # Upwards where the aim was missed: "0.35, aim 0.35" would not look it.
    se = score.se if reached else ceil(score.se * 100) / 100
    key = "profile.precision.reached" if reached else "profile.precision.missed"
    return words(key, se=words.decimal(se, 2), aim=words.decimal(aim_se, 2))


def norm_name(norm_id: str, n: int, words: Words) -> str:
    """Return what a norm group is called, with its size: who, when, in which language."""
    return words(f"norm.{norm_id.rpartition('/')[2]}", n=words.number(n))


def _today(deps: Deps) -> date:
    return datetime.fromtimestamp(deps.clock.now_ms() / 1000, UTC).astimezone().date()
