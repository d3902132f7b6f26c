"""The report, letters to a person and the privacy statement are read at level B1: common words, short sentences."""

from collections.abc import Iterator

import pytest

from progrez_desktop.core.model.assessment import Skill, SkillAdvice
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.words import LANGUAGES, Words
from tests.reading_level import (
    FAIRLY_EASY,
    LONGEST_SENTENCE,
    dutch_syllables,
    english_syllables,
    read,
    sentences_of,
    words_of,
)

PARTS = ("lead", "read.", "overview.", "skill.", "since.", "next.", "mentor.", "employer.", "rights.")


def texts_of(skill: Skill, advice: SkillAdvice) -> Iterator[dict[str, str]]:
    """Everything that the report may say of a skill."""
    yield from (skill.description, skill.low, skill.middle, skill.high, advice.use, advice.ask, *advice.grow)  # type: ignore[misc]
    for seen in advice.seen.values():
        yield from seen  # type: ignore[misc]


def units(language: str) -> dict[str, list[str]]:
    """What is read together, by name."""
    pack, words = shipped().assessment(), Words(language)
    found = {skill.id: [text[language] for text in texts_of(skill, pack.advice[skill.id])] for skill in pack.skills}
    for part in PARTS:
        found[part] = [words.template(key) for key in words.keys_of(f"report.{part}")]
    found["explanation"] = [words.template(key) for key in words.keys_of("explain.", "contest.")]
    for part in ("privacy.", "privacy_", "training.", "young.", "person."):
        found[part] = [words.template(key) for key in words.keys_of(part)]
    found["interview"] = [words.template(key) for key in words.keys_of("notes.letter.", "combine.")]
    found["quality"] = [words.template(key) for key in words.keys_of("quality.", "report.quality")]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_part_of_the_report_is_fairly_easy_to_read(language: str) -> None:
    hard = {name: round(read(texts, language).ease, 1) for name, texts in units(language).items()}
    assert {name: ease for name, ease in hard.items() if ease < FAIRLY_EASY} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_of_the_report_is_long(language: str) -> None:
    sentences = [part for texts in units(language).values() for text in texts for part in sentences_of(text)]
    assert len(sentences) > 300
    assert [part for part in sentences if len(words_of(part)) > LONGEST_SENTENCE] == []


def test_the_measure_is_that_of_published_examples() -> None:
    # Two sentences with their measure, as Wikipedia's article on Flesch has them: 13 words of 24 syllables, and 69.
    platypus = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."
    counted = read([platypus], "en")
    assert (counted.words, counted.syllables) == (13, 24)
    assert counted.ease == pytest.approx(37.5, abs=0.05)
    passage = "This sentence, taken as a reading passage unto itself, is being used to prove a point."
    assert read([passage], "en").ease == pytest.approx(69, abs=0.5)


def test_syllables_are_counted_as_they_are_spoken() -> None:
    english = {"statements": 2, "people": 2, "recognise": 3, "question": 2, "idea": 3, "asked": 1, "little": 2}
    dutch = {"vaardigheid": 3, "ideeën": 3, "organisatie": 5, "beïnvloeden": 4, "eeuwig": 2, "één": 1, "mooie": 2}
    assert {word: english_syllables(word) for word in english} == english
    assert {word: dutch_syllables(word) for word in dutch} == dutch


def test_what_is_hard_to_read_is_found() -> None:
    hard = "The administration of psychometric instrumentation necessitates the operationalisation of constructs."
    assert read([hard], "en").ease < 0
    moeilijk = "De operationalisering van psychometrische constructen vereist een gestandaardiseerde afnameprocedure."
    assert read([moeilijk], "nl").ease < 0
