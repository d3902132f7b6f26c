"""A CV is given no sentence that the scores don't allow, and is offered one of a text only for its writer to add."""

from dataclasses import replace
from datetime import date

import pytest

from progrez_desktop.core.model.cv import CvChoices
from progrez_desktop.core.model.details import MyDetails
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.profile import scored_lines
from progrez_desktop.core.services.cv_sentences import above_average, offers, sentence_of_skill, summary_of
from progrez_desktop.core.services.demonstration import PERSON
from progrez_desktop.core.services.own_texts import OwnTexts
from progrez_desktop.core.services.papers import cv_document, norm_names
from progrez_desktop.core.words import LANGUAGES, Words
from tests.ui.gallery import Material, material
from tests.ui.gallery_reading import objected, read_texts

EN = Words("en")
ALL = ("empathy", "collaboration", "initiative", "integrity")


@pytest.fixture(scope="module")
def given() -> Material:
    return material()


@pytest.fixture
def own(given: Material) -> OwnTexts:
    return read_texts(given)


def quotes(given: Material, own: OwnTexts, chosen=ALL, summary: str = "", words: Words = EN) -> list[tuple[str, str]]:
    return [(one.skill_id, one.text) for one in offers(given.profile, own, chosen, summary, words)]


def flat(profile: Profile) -> Profile:
    """The same profile with every margin reaching the average."""
    lines = tuple(replace(line, score=replace(score, low_exact=5.0)) for line, score in scored_lines(profile))
    return replace(profile, lines=lines)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_sentence_is_proposed_only_for_a_shown_skill_whose_whole_margin_is_above_the_average(
    given: Material, language: str
) -> None:
    words = Words(language)
    strong = above_average(given.profile)
    assert strong
    said = {skill.id: sentence_of_skill(skill, words) for skill in given.assessment.skills}
    summary = summary_of(given.assessment, given.profile, CvChoices(), ALL, words)
    for skill, sentence in said.items():
        assert (sentence in summary) == (skill in strong and skill in ALL)
    assert summary_of(given.assessment, flat(given.profile), CvChoices(), ALL, words) == ""
    assert summary_of(given.assessment, given.profile, CvChoices(), (), words) == ""


def test_what_the_person_wrote_is_on_the_cv_and_nothing_may_be_as_well(given: Material) -> None:
    for own in ("Mine.", ""):
        choices = CvChoices(summaries={"en": own})
        assert summary_of(given.assessment, given.profile, choices, ALL, EN) == own
        assert summary_of(given.assessment, given.profile, choices, ALL, Words("nl")).startswith("Sterk in ")


def test_a_sentence_of_a_text_is_offered_as_it_was_written(given: Material, own: OwnTexts) -> None:
    found = quotes(given, own)
    assert found
    for _, sentence in found:
        assert any(sentence in " ".join(one.text.split()) for one in own.texts)
    assert len({sentence for _, sentence in found}) == len(found)


def test_nothing_is_offered_for_a_skill_that_is_not_shown_or_a_reading_that_is_contested(
    given: Material, own: OwnTexts
) -> None:
    assert quotes(given, own, chosen=()) == []
    assert quotes(given, own, chosen=("empathy",)) != []
    contested = objected(own, "empathy", "other", "")
    offered = {sentence for _, sentence in quotes(given, contested, chosen=("empathy",))}
    assert not any(sentence in own.texts[0].text for sentence in offered if sentence not in own.texts[1].text)


def test_a_text_in_another_language_than_the_cv_is_not_offered(given: Material, own: OwnTexts) -> None:
    assert quotes(given, own, words=Words("nl")) == []


def test_what_is_in_the_summary_already_is_not_offered_again(given: Material, own: OwnTexts) -> None:
    (_, sentence), *_ = quotes(given, own)
    assert sentence not in [text for _, text in quotes(given, own, summary=f"Before. {sentence}")]


def test_who_is_not_read_by_the_computer_is_offered_nothing(given: Material, own: OwnTexts) -> None:
    unread = replace(own, by_computer=False, texts=tuple(replace(one, reading=None) for one in own.texts))
    assert quotes(given, unread) == []


@pytest.mark.parametrize("blind", [False, True])
@pytest.mark.parametrize("language", LANGUAGES)
def test_for_whom_the_assessment_was_taken_is_said_only_where_the_person_wants_it(
    given: Material, language: str, blind: bool
) -> None:
    words, of_another = Words(language), replace(given.profile, assessment_id="another")
    assert given.assessment.organisation is not None
    name, norms = given.assessment.organisation.name[language], norm_names(given.profile, given.bank, words)

    def said(profile: Profile, choices: CvChoices) -> str:
        day = date(2026, 11, 24)
        return repr(cv_document(given.assessment, norms, PERSON, profile, choices, MyDetails(), day, words))

    wanted = CvChoices(organisation=True, blind=blind)
    assert name not in said(given.profile, replace(wanted, organisation=False))
    assert words("cv.basis.organisation", organisation=name) in said(given.profile, wanted)
    assert name not in said(of_another, wanted)
