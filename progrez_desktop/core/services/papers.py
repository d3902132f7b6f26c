"""Papers to take along: the CV and the sheet with a recovery code."""

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from progrez_desktop.core.cv import blinded, compose_cv, score_in_words
from progrez_desktop.core.details import known_of, personal_of, sections_of
from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.json_resume import json_resume
from progrez_desktop.core.keys.signing_key import SigningKey
from progrez_desktop.core.model.access_log import Action
from progrez_desktop.core.model.assessment import Assessment, Organisation
from progrez_desktop.core.model.cv import CvChoices, CvDocument, CvEntry, CvLook, CvSection
from progrez_desktop.core.model.details import MyDetails
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.profile import scored_lines
from progrez_desktop.core.services import access_log, norm_groups
from progrez_desktop.core.services.cv_sentences import above_average, summary_of
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.norm_groups import FindLocal, none_grew
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.documents.cv_pdf import MadeCv
    from progrez_desktop.core.documents.recovery_sheet import CodeOf
    from progrez_desktop.scoring.bank import Bank


Paper = Literal["cv", "report", "badge", "picture"]
Printed = Literal["cv", "report"]
_TOLD: Mapping[Paper, Action] = {
    "cv": "cv_saved",
    "report": "report_saved",
    "badge": "badge_saved",
    "picture": "picture_saved",
}
"""How the log calls what was taken along."""


def proposed_skills(profile: Profile) -> tuple[str, ...]:
    """Return the skills that a CV shows unless the person chooses otherwise, in the order of the profile.

    Those whose whole margin lies above the average, and all where none does. They are not put in an order by their
    scores: their norms are of other people, and two skills can seldom be told apart.
    """
    return above_average(profile) or tuple(line.skill_id for line, _ in scored_lines(profile))


def cv(
    deps: Deps, session: Session, profile: Profile, choices: CvChoices, details: MyDetails, screen: Words
) -> "MadeCv":
    """Return the person's CV as they chose it, with the chosen skills and no others, to be looked at.

    Args:
        screen: The language of the screen, which is that of the CV until the person chooses another.
    """
    from progrez_desktop.core.documents.cv_pdf import Seal, draw_cv

    words, seal = _of_cv(choices, screen), Seal(SigningKey.of(deps.machine), "measured")
    return draw_cv(_own_document(deps, session, profile, choices, details, words), words, choices.look, seal)


def signed(deps: Deps, made: "MadeCv") -> bytes:
    """Return a CV as it is taken along: signed by this device."""
    from progrez_desktop.core.documents.signing import signed as signed_pdf

    return signed_pdf(made.pdf, SigningKey.of(deps.machine))


def cv_as_json_resume(
    deps: Deps, session: Session, profile: Profile, choices: CvChoices, details: MyDetails, screen: Words
) -> bytes:
    """Return the same CV as JSON Resume."""
    words = _of_cv(choices, screen)
    return json_resume(_own_document(deps, session, profile, choices, details, words), words, choices.look)


def cv_as_open_badge(
    deps: Deps,
    session: Session,
    profile: Profile,
    choices: CvChoices,
    details: MyDetails,
    screen: Words,
    *,
    with_name: bool,
) -> bytes:
    """Return the skills of the same CV as an Open Badge, signed by this device.

    Raises:
        DataFault: "badge_no_skills".
    """
    from progrez_desktop.core.services.badges import signed_badge

    words, signer = _of_cv(choices, screen), SigningKey.of(deps.machine)
    document = _own_document(deps, session, profile, choices, details, words)
    return signed_badge(document, words, choices.look, signer, "measured", with_name=with_name)


def _of_cv(choices: CvChoices, screen: Words) -> Words:
    return Words(choices.language) if choices.language else screen


def _own_document(
    deps: Deps, session: Session, profile: Profile, choices: CvChoices, details: MyDetails, words: Words
) -> CvDocument:
    norms = norm_names(profile, deps.bank, words, deps.local_norm)
    return cv_document(deps.assessment, norms, session.details, profile, choices, details, deps.today(), words)


def cv_document(
    assessment: Assessment,
    norms: Mapping[str, str],
    person: PersonDetails,
    profile: Profile,
    choices: CvChoices,
    details: MyDetails,
    made: date,
    words: Words,
) -> CvDocument:
    """Return what stands on the CV that somebody takes along; `norms` says what each norm group is called."""
    chosen = chosen_skills(profile, choices)
    sections = sections_of(details, words)
    if chosen:  # without a score on the page there is nothing to explain
        sections += (
            _skills_section(assessment, profile, chosen, words, choices.look),
            _basis_section(assessment, person, profile, words, choices),
        )
    document = compose_cv(
        person,
        profile,
        assessment,
        chosen,
        norms,
        words.language,
        made,
        personal=personal_of(details, words),
        summary=summary_of(assessment, profile, choices, chosen, words),
        sections=sections,
    )
    return blinded(document, words, known_of(details)) if choices.blind else document


def chosen_skills(profile: Profile, choices: CvChoices) -> tuple[str, ...]:
    """Return the skills on the CV: those chosen that have a score in this profile, else those proposed."""
    if choices.skills is None:
        return proposed_skills(profile)
    return tuple(line.skill_id for line, _ in scored_lines(profile) if line.skill_id in choices.skills)


def organisation_of(assessment: Assessment, profile: Profile) -> Organisation | None:
    """Return for whom the assessment behind a profile was taken, where that is known here."""
    return assessment.organisation if profile.assessment_id == assessment.id else None


def norm_names(profile: Profile, bank: "Bank", words: Words, find_local: FindLocal = none_grew) -> dict[str, str]:
    """Return what the groups behind the scores of a profile are called, by norm id."""
    groups = norm_groups.groups_of(profile, bank, find_local)
    return {score.norm_id: norm_groups.name_of(groups.get(score.norm_id), words) for _, score in scored_lines(profile)}


def _skills_section(
    assessment: Assessment, profile: Profile, chosen: Collection[str], words: Words, look: CvLook
) -> CvSection:
    """What the chosen skills are and where the person stands, in a sentence each."""
    skills = {skill.id: skill for skill in assessment.skills}
    return CvSection(
        "skills",
        tuple(
            CvEntry(
                title=skills[line.skill_id].short_name[words.language],
                period=score_in_words(score, words, numbers=look.numbers),
                text=skills[line.skill_id].description[words.language],
            )
            for line, score in scored_lines(profile)
            if line.skill_id in chosen
        ),
    )


def _basis_section(
    assessment: Assessment, person: PersonDetails, profile: Profile, words: Words, choices: CvChoices
) -> CvSection:
    """Which assessment this was, when, and what a reader may and may not make of it."""
    name = words("cv.blind.somebody") if choices.blind else person.first_name
    text = words("cv.basis.text", answered=profile.answered, of=profile.of, name=name)
    if not assessment.is_calibrated_in(words.language):
        text += "\n" + words("cv.basis.not_calibrated")
    organisation = organisation_of(assessment, profile)
    if choices.organisation and organisation is not None:
        text += "\n" + words("cv.basis.organisation", organisation=organisation.name[words.language])
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


def hand_over(deps: Deps, session: Session, path: Path, content: bytes, paper: Paper) -> None:
    """Save a paper where the person chose, with a line in their log: both or neither."""
    access_log.handed_over(deps, session, path, content, _TOLD[paper])


def print_out(deps: Deps, session: Session, pdf: bytes, paper: Printed, print_pdf: Callable[[bytes], None]) -> None:
    """Print a paper, with a line in their log: both or neither.

    Raises:
        EnvironmentFault: What the printer says, or the disk of the safe.
    """
    printed: dict[Printed, Action] = {"cv": "cv_printed", "report": "report_printed"}
    with session.safe.transaction():
        session.safe.log.append(deps.clock.now_ms(), "you", printed[paper], None, {})
        print_pdf(pdf)
    with suppress(EnvironmentFault):  # the next sign-in tells the device
        session.safe.keep_chain_head()
