"""What an interview asks is about work alone, plain to read, and the same kind of question for every skill."""

import copy
import re
from collections.abc import Iterator

import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.json_document import keep_contract
from progrez_desktop.core.model.interview import RATINGS, Probe
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.resources import resource_json
from progrez_desktop.core.services.recruiting.guide import probes
from progrez_desktop.core.words import LANGUAGES
from tests.reading_level import FAIRLY_EASY, LONGEST_SENTENCE, read, sentences_of, words_of

NOT_ASKED = {
    "en": """
        health healthy ill illness sick sickness disease disabled disability handicap doctor hospital medicine medical
        burnout stress depression pregnant pregnancy therapy diagnosis family child children wife husband partner
        married marriage parents mother father kids home-life origin country born birth birthplace nationality
        citizenship native foreign foreigner race ethnic accent language religion religious faith god church mosque
        pray belief believe politics political party vote union age older elderly young gender man woman boy girl gay
        sex private debts criminal convicted
    """,
    "nl": """
        gezond gezondheid ziek ziekte ziekteverzuim gehandicapt handicap beperking arts dokter ziekenhuis medicijn
        medisch burn-out burnout stress depressie zwanger zwangerschap therapie diagnose gezin familie kind kinderen
        vrouw man echtgenoot partner getrouwd ouders moeder vader thuissituatie afkomst herkomst land geboren geboorte
        nationaliteit buitenlander buitenlands ras etnisch accent taal religie religieus godsdienst geloof geloven god
        kerk moskee bidden politiek partij stemmen vakbond leeftijd oud jong geslacht jongen meisje homo seks
        privé schulden strafblad veroordeeld
    """,
}
"""No employer may ask about these, and no question may invite them."""


def texts_of(probe: Probe, language: str) -> Iterator[str]:
    parts = (*probe.questions, probe.listen_for, probe.less, *probe.anchors)
    return (part[language] for part in parts)


def everything(language: str) -> list[str]:
    return [text for told in probes().values() for probe in told for text in texts_of(probe, language)]


def forbidden(texts: list[str], language: str) -> list[str]:
    words = set(NOT_ASKED[language].split())
    return [text for text in texts if words & {word.casefold() for word in re.findall(r"[\w\-]+", text)}]


def test_every_skill_has_at_least_three_questions_with_five_anchors() -> None:
    assert list(probes()) == [skill.id for skill in shipped().assessment().skills]
    for told in probes().values():
        assert len(told) >= 3
        assert all(len(probe.anchors) == len(RATINGS) for probe in told)
    ids = [probe.id for told in probes().values() for probe in told]
    assert len(set(ids)) == len(ids)


def test_each_asks_for_a_moment_then_for_what_was_done_and_what_came_of_it() -> None:
    opening = {"en": "Tell me about ", "nl": "Vertel eens over "}
    for language in LANGUAGES:
        for told in probes().values():
            for probe in told:
                assert probe.situation[language].startswith(opening[language])
                for question in probe.questions[1:]:
                    assert question[language].endswith("?")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_anchors_of_one_question_are_five_different_sentences(language: str) -> None:
    for told in probes().values():
        for probe in told:
            assert len({one[language] for one in probe.anchors}) == len(RATINGS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_is_asked_that_an_employer_may_not_ask(language: str) -> None:
    assert forbidden(everything(language), language) == []


def test_a_question_about_somebody_s_family_would_be_found() -> None:
    assert forbidden(["Do you want children?"], "en") and forbidden(["Ben je vaak ziek?"], "nl")


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_asked_is_easy_to_read(language: str) -> None:
    hard = {
        skill: round(read([text for probe in told for text in texts_of(probe, language)], language).ease, 1)
        for skill, told in probes().items()
    }
    assert {skill: ease for skill, ease in hard.items() if ease < FAIRLY_EASY} == {}
    sentences = [part for text in everything(language) for part in sentences_of(text)]
    assert [part for part in sentences if len(words_of(part)) > LONGEST_SENTENCE] == []


@pytest.mark.parametrize("spoil", ["two", "anchor", "dutch", "other"])
def test_a_file_that_is_not_whole_is_refused(spoil: str) -> None:
    document = copy.deepcopy(resource_json("interview", "probes.json"))
    first = document["skills"]["empathy"][0]
    if spoil == "two":
        document["skills"]["empathy"].pop()
    elif spoil == "anchor":
        first["anchors"].pop()
    elif spoil == "dutch":
        del first["situation"]["nl"]
    else:
        first["cut"] = 3
    with pytest.raises(DataFault):
        keep_contract(document, "interview-guide")
