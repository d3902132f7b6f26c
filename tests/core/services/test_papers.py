"""The CV explains the scores that are on it, and only those."""

from collections.abc import Collection
from dataclasses import replace

import pytest

from progrez_desktop.core.attempt import fixed_route
from progrez_desktop.core.model.assessment import Statement
from progrez_desktop.core.model.attempt import Response
from progrez_desktop.core.model.cv import CvChoices
from progrez_desktop.core.model.details import MyDetails
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.services import demonstration as invented
from progrez_desktop.core.services import papers
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.documents.pdf_text import text_of
from tests.core.services.rating_house import Kiosk
from tests.fakes import MONDAY_MS
from tests.profiles import made_profile


@pytest.fixture
def profile(kiosk: Kiosk) -> Profile:
    scorer = kiosk.deps.scorer
    assessment = kiosk.deps.assessment
    answers = invented.answers(assessment.items, assessment, scorer.bank, "en")
    given = {item: Response(item, 1, "en", value, MONDAY_MS) for item, value in answers.items()}
    route = fixed_route(assessment)
    return made_profile(assessment, route, scorer, given, kiosk.attempt_id)


def cv(kiosk: Kiosk, profile: Profile, chosen: Collection[str], language: str = "en") -> str:
    """Return the text of a CV, its lines joined."""
    choices = CvChoices(skills=tuple(chosen), summaries={language: ""})
    made = papers.cv(kiosk.deps, kiosk.session, profile, choices, MyDetails(), Words(language))
    return " ".join(text_of(made.pdf).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cv_without_skills_says_nothing_about_scores(kiosk: Kiosk, profile: Profile, language: str) -> None:
    details = kiosk.session.details
    code = Words(language)("cv.code")
    assert cv(kiosk, profile, (), language) == f"{details.full_name} {details.email} {code}"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_cv_with_a_skill_says_what_its_score_rests_on(kiosk: Kiosk, profile: Profile, language: str) -> None:
    assert Words(language)("cv.section.basis") in cv(kiosk, profile, ["empathy"], language)


def test_a_cv_in_a_language_without_numbers_of_its_own_says_so(kiosk: Kiosk, profile: Profile) -> None:
    said = {language: Words(language)("cv.basis.not_calibrated") for language in LANGUAGES}
    found = {language: said[language] in cv(kiosk, profile, ["empathy"], language) for language in LANGUAGES}
    assert found == {"en": False, "nl": True}


def test_numbers_of_one_statement_that_are_missing_are_numbers_that_are_missing(kiosk: Kiosk) -> None:
    assessment = kiosk.deps.assessment
    first = assessment.sections[0]
    statement = first.items[0]
    assert isinstance(statement, Statement)
    odd = replace(statement, calibrated={"nl": True})
    spoilt = replace(assessment, sections=(replace(first, items=(odd, *first.items[1:])), *assessment.sections[1:]))
    assert (assessment.is_calibrated_in("en"), spoilt.is_calibrated_in("en")) == (True, False)
