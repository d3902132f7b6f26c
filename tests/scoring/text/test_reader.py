"""Guards come first, whatever is written gives a reading in time, and every reason stands in the text."""

import time
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.scoring.text.dutch import PLUTCHIK, DutchTone
from progrez_desktop.scoring.text.evidence import PARTS, Evidence
from progrez_desktop.scoring.text.features import MAX_CHARACTERS
from progrez_desktop.scoring.text.gibberish import Letters
from progrez_desktop.scoring.text.pasted import Earlier
from progrez_desktop.scoring.text.reader import AnswerReader, Question
from progrez_desktop.scoring.text.reading import Reading
from progrez_desktop.scoring.text.signs import SignTable
from progrez_desktop.scoring.text.tone import Tone
from progrez_desktop.scoring.text.topic import TopicLimits
from progrez_desktop.scoring.text.visible import as_written, visible
from tests.scoring.text.fake_model import SHA256, FakeModel
from tests.scoring.text.made import ANSWER, DUTCH
from tests.scoring.text.made_rubric import RUBRIC, TABLE

ASKED = {
    "en": "Tell us about a disagreement about the planning of an order that your colleagues had.",
    "nl": "Vertel over een meningsverschil over de planning dat je collega en jij hadden.",
}
READER = AnswerReader(
    FakeModel(),
    RUBRIC,
    TABLE,
    {"disagreement": Question(ASKED, {"en": "Four sentences.", "nl": "Vier."})},
    DutchTone.from_bytes(*shipped().dutch_tone()),
    Letters.from_bytes(shipped().letters()),
)


def read(text: str, *, language: str = "en", regardless: bool = False, prompt: str = "disagreement") -> Reading:
    return READER.read(text, prompt, language, regardless=regardless)


def halves(reading: Reading) -> tuple[Tone, Evidence]:
    assert reading.tone is not None
    assert reading.evidence is not None
    return reading.tone, reading.evidence


def test_an_english_answer_has_both_halves() -> None:
    reading = read(ANSWER)
    tone, evidence = halves(reading)
    assert (reading.model, reading.guards, reading.beta, reading.language.code) == (SHA256, (), False, "en")
    assert (tone.sentiment_label, tone.courtesy_band) == ("positive", "middle")
    assert set(evidence.skills) == set(RUBRIC.skills)
    assert len(tone.sentences) == 5
    assert reading.relevance is not None
    assert reading.relevance > 0.5


@pytest.mark.parametrize("text", ["", "Short.", "\u05e9\u05dc\u05d5\u05dd " * 40, "zxcv qwer " * 30])
def test_a_silent_guard_costs_no_look(text: str) -> None:
    model = FakeModel()
    reading = AnswerReader(model, RUBRIC, TABLE, {}).read(text, "What happened?", "en")
    assert reading.guards
    assert (reading.tone, reading.evidence, model.looked) == (None, None, [])


def test_an_answer_to_another_question_is_told_and_read_all_the_same() -> None:
    table = SignTable.from_bytes(shipped().evidence())
    table.topic = TopicLimits(0.5, 0.5, 0.5, 0.5)
    reading = AnswerReader(FakeModel(), RUBRIC, table, {}).read(ANSWER, "Which bridges does your town have?", "en")
    assert reading.guards == ("off_topic",)
    halves(reading)
    assert reading.relevance is not None
    assert reading.relevance < 0.5


def test_without_a_question_nothing_is_said_of_relevance() -> None:
    assert read(ANSWER, prompt="").relevance is None
    assert read(ANSWER, prompt=" ").tone is not None


def test_the_question_itself_is_no_answer() -> None:
    assert "echo" in read(" ".join([ASKED["en"], "Four sentences."] * 2)).guards


def test_a_text_of_the_same_sitting_is_known_again() -> None:
    earlier = Earlier()
    READER.remember(f"I say: {ANSWER}", earlier)
    assert "pasted" in READER.read(ANSWER, "disagreement", "en", earlier=earlier).guards


def test_an_example_answer_of_the_question_is_known_again() -> None:
    question = Question(ASKED, {}, {"en": [ANSWER]})
    reader = AnswerReader(FakeModel(), RUBRIC, TABLE, {"disagreement": question})
    assert "pasted" in reader.read(ANSWER, "disagreement", "en").guards


def test_dutch_is_read_in_beta_and_without_levels() -> None:
    reading = read(f"{DUTCH} Zo heb ik geholpen om het meningsverschil op te lossen.", language="nl")
    assert (reading.beta, reading.guards, reading.relevance) == (True, (), None)
    tone, evidence = halves(reading)
    assert (set(tone.emotions), tone.courtesy, tone.reasons) == (set(PLUTCHIK), None, ())
    assert {one.level for one in evidence.skills.values()} == {None}
    assert evidence.keywords
    assert ("collaboration", "solving_conflict") in {(one.skill, one.concept) for one in evidence.concepts}


def test_the_language_of_the_question_decides_where_the_text_does_not() -> None:
    assert read("planning order team", language="nl", regardless=True).beta
    assert not read("planning order team", language="en", regardless=True).beta


def test_no_part_is_looked_at_twice() -> None:
    model = FakeModel()
    reader = AnswerReader(model, RUBRIC, TABLE, {})
    assert reader.definitions.concepts
    model.looked.clear()
    reader.read(ANSWER, "", "en")
    assert len(model.looked) == len(set(model.looked)) > 10


def test_the_same_text_gives_the_same_reading() -> None:
    assert read(ANSWER) == read(ANSWER)


HOSTILE = {
    "nothing": "",
    "ten megabytes": (ANSWER + " ") * 30_000,
    "only pictures": "\U0001f600\U0001f44d\U0001f389" * 400,
    "right to left": "\u05e9\u05dc\u05d5\u05dd \u05dc\u05db\u05d5\u05dc\u05dd, \u0645\u0631\u062d\u0628\u0627. " * 60,
    "mixed scripts": "I \u0430sked \u4f60\u597d \u03c4\u03b9 \u0915\u094d\u092f\u093e and w\u0435 t\u0430lked. " * 40,
    "zero width": "\u200b".join(ANSWER),
    "html": "<p>I <b>asked</b> her &amp; she <script>alert('x')</script> was <i>happy</i>.</p>\n" * 30,
    "markdown": "# What I did\n\n* I **asked** her\n* [link](http://x) was `happy`\n\n> quote\n\n" * 30,
    "one word": "a" * 5000,
    "one letter words": "a " * 10_000,
    "one letter sentences": "a. " * 7_000,
    "no spaces, no letters of ours": "\u6f22" * 20_000,
    "no full stop": "I asked her because " * 1_000,
    "stops only": "." * 20_000,
    "half a pair": "I asked \ud800 her \udfff. " * 40,
    "nul": "I\0asked\0her. " * 40,
}


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("regardless", [False, True])
def test_whatever_is_written_is_read_in_time(name: str, regardless: bool) -> None:
    text = HOSTILE[name]
    before = time.process_time()
    reading = read(text, regardless=regardless)
    assert time.process_time() - before < 5.0
    if regardless:
        halves(reading)
    assert ("read_in_part" in reading.guards) == (len(text) > MAX_CHARACTERS)
    check_places(text, reading)


def test_the_cost_grows_no_faster_than_the_text() -> None:
    def looks(text: str) -> int:
        model = FakeModel()
        AnswerReader(model, RUBRIC, TABLE, {}).definitions  # noqa: B018 - made once for all texts
        model.looked.clear()
        AnswerReader(model, RUBRIC, TABLE, {}).read(text, "", "en", regardless=True)
        return sum(map(len, model.looked))

    one, ten = (looks(" ".join(f"I asked person {n} what was wrong." for n in range(k))) for k in (30, 300))
    assert ten <= 12 * one


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=300) | st.text("I we ask.because happy!\n ", max_size=300))
def test_any_text_gives_a_reading_that_points_into_it(text: str) -> None:
    check_places(text, read(text, regardless=True))


def check_places(text: str, reading: Reading) -> None:
    """Every span lies in the text, the words of a mark in its sentence, and what is found is not missing."""
    if reading.tone is not None:
        for reason in reading.tone.reasons:
            assert all(reason.start <= start < end <= reason.end for start, end in reason.words)
            assert 1 <= len(reason.words) <= 3
    if reading.evidence is None:
        return
    for keyword in reading.evidence.keywords:
        assert as_written(visible(text)[keyword.start : keyword.end]) == keyword.text
    for skill in reading.evidence.skills.values():
        assert 0.0 <= skill.certainty <= 1.0
        for mark in skill.found:
            assert 0 <= mark.start < mark.end <= len(text)
            assert len(mark.words) <= 3
            assert all(mark.start <= start < end <= mark.end for start, end in mark.words)
        shown = {mark.part for mark in skill.found if mark.direction > 0}
        expected = tuple(part for part in PARTS if part not in shown)
        assert skill.missing == (expected if skill.level is not None else ())


def test_the_tone_of_an_answer_names_the_words_that_make_it() -> None:
    text = (
        "We had a plan for the market on Monday. Everyone was so happy with it. The weather was dry. "
        + "It rained. " * 8
    )
    tone, _ = halves(read(text, regardless=True))
    reason = next(one for one in tone.reasons if one.head == "sentiment")
    assert (reason.label, [text[start:end] for start, end in reason.words]) == ("positive", ["happy"])
    assert text[reason.start : reason.end] == "Everyone was so happy with it."


def test_a_threshold_of_the_model_decides_what_is_present() -> None:
    model = FakeModel()
    head = model.manifest.labels["sentiment"]
    never = replace(head, thresholds=(1.1,) * 4)
    model.manifest = replace(model.manifest, labels={**model.manifest.labels, "sentiment": never})
    tone = AnswerReader(model, RUBRIC, TABLE, {}).read(ANSWER, "", "en").tone
    assert tone is not None
    assert (tone.sentiment_present, tone.sentiment_label) == ((), "positive")
