"""What is known of a person's own texts: read once, for those who wished it, without what they contest."""

from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.core.model.rating import HumanRating, RatedSkill
from progrez_desktop.core.packs.shipped import BANK
from progrez_desktop.core.services import objections, own_texts, rating_letters
from progrez_desktop.core.services.own_texts import Excerpt, OwnTexts, own_words
from progrez_desktop.core.store.safe_store import StoredReading
from progrez_desktop.scoring.scores import NotScored
from progrez_desktop.scoring.text.evidence import Mark
from progrez_desktop.scoring.text.pasted import Earlier
from progrez_desktop.scoring.text.reading import Reading, reading_record
from tests.core.services.rating_house import Kiosk
from tests.scoring.text.made_reading import made_reading, made_skill

NO_SCORE = NotScored("too_few_answers", 0, 10)


@dataclass
class FakeReader:
    """Reads every text alike, and remembers what it was asked."""

    reading: Reading = field(default_factory=lambda: made_reading({"empathy": 4, "initiative": 0, "integrity": None}))
    asked: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    remembered: list[str] = field(default_factory=list)

    def read(self, text: str, prompt: str, language: str, *, earlier: Earlier) -> Reading:
        self.asked.append((text, prompt, tuple(self.remembered)))
        self.remembered = []
        return self.reading

    def remember(self, text: str, earlier: Earlier) -> None:
        self.remembered.append(text)


def kiosk_with(root: Path, reader: FakeReader, *, computer_reading: bool = True) -> Kiosk:
    """Somebody with two texts that were not read yet."""
    kiosk = Kiosk.at(root, computer_reading=computer_reading)
    kiosk.session.safe._database.write("DELETE FROM reading")
    vars(kiosk.deps)["answer_reader"] = reader
    return kiosk


def read_all(kiosk: Kiosk) -> OwnTexts:
    own = own_texts.load(kiosk.deps, kiosk.session, kiosk.attempt_id)
    for wanted in own.waiting:
        own = own.with_reading(wanted.prompt.id, own_texts.read(kiosk.deps, own, wanted))
        own_texts.keep(kiosk.deps, kiosk.session, own, wanted.prompt.id)
    return own


@pytest.fixture
def reader() -> FakeReader:
    shipped_hash = "1" * 64
    return FakeReader(replace(FakeReader().reading, model=shipped_hash))


@pytest.fixture
def kiosk(tmp_path: Path, reader: FakeReader) -> Kiosk:
    kiosk = kiosk_with(tmp_path, reader)
    pins = dict(kiosk.deps.shipped.pins) | {"model/fake.onnx": reader.reading.model}
    kiosk.deps = replace(kiosk.deps, shipped=replace(kiosk.deps.shipped, pins=pins))
    vars(kiosk.deps)["answer_reader"] = reader
    return kiosk


def test_each_text_is_read_once_and_then_found_in_the_safe(kiosk: Kiosk, reader: FakeReader) -> None:
    first = read_all(kiosk)
    kiosk.sign_in_again()
    again = read_all(kiosk)
    assert len(reader.asked) == len(first.texts) == 2
    levels = [{skill: one.level(skill) for skill in ("empathy", "initiative", "integrity")} for one in again.texts]
    assert levels == [{"empathy": 4, "initiative": 0, "integrity": None}] * 2


def test_a_text_is_compared_with_those_before_it_so_that_the_first_of_two_copies_is_read(
    kiosk: Kiosk, reader: FakeReader
) -> None:
    own = read_all(kiosk)
    texts = [one.text for one in own.texts]
    assert [others for _, _, others in reader.asked] == [(), (texts[0],)]
    assert [prompt for _, prompt, _ in reader.asked] == [one.prompt.id for one in own.texts]


def test_who_refused_is_never_read_even_where_a_reading_lies_about(tmp_path: Path, reader: FakeReader) -> None:
    kiosk = kiosk_with(tmp_path, reader, computer_reading=False)
    stray = StoredReading("disagreement", 1, kiosk.deps.shipped.sha256(BANK), reading_record(reader.reading))
    kiosk.session.safe.save_reading(kiosk.attempt_id, stray)
    own = read_all(kiosk)
    assert reader.asked == []
    assert [one.reading for one in own.texts] == [None, None]
    assert own_words(own, "empathy", NO_SCORE).shown == 0
    with pytest.raises(AssertionError):
        own_texts.read(kiosk.deps, own, own.texts[0])


def test_a_profile_does_not_tell_who_refused_from_who_wrote_too_little(kiosk: Kiosk, reader: FakeReader) -> None:
    reader.reading = made_reading(guards=["too_short"], silent=True)
    too_short = read_all(kiosk)
    refused = replace(too_short, by_computer=False, texts=tuple(replace(one, reading=None) for one in too_short.texts))
    assert not too_short.waiting and not refused.waiting
    assert own_words(refused, "empathy", NO_SCORE) == own_words(too_short, "empathy", NO_SCORE)


@pytest.mark.parametrize("guard", ["sensitive", "too_short", "other_language", "repeated"])
def test_whatever_asked_for_silence_leaves_the_same_safe(kiosk: Kiosk, reader: FakeReader, guard) -> None:
    """The row of one guard must not be missing where those of others are kept: that alone would tell."""
    reader.reading = replace(made_reading(guards=[guard], silent=True), model=reader.reading.model)
    own = read_all(kiosk)
    assert own.texts[0].reading is not None and own.texts[0].reading.guards == (guard,)
    assert kiosk.session.safe.readings(kiosk.attempt_id) == {}


@pytest.mark.parametrize(
    "change",
    [{"revision": 7}, {"model_sha256": "9" * 64}, {"body": {"model": "x"}}, {"body": {}}],
    ids=["of another text", "by another model", "of another version", "empty"],
)
def test_a_kept_reading_that_does_not_fit_is_made_anew(kiosk: Kiosk, reader: FakeReader, change) -> None:
    read_all(kiosk)
    for kept in kiosk.session.safe.readings(kiosk.attempt_id).values():
        kiosk.session.safe.save_reading(kiosk.attempt_id, replace(kept, **change))
    assert len(own_texts.load(kiosk.deps, kiosk.session, kiosk.attempt_id).waiting) == 2


def test_an_objection_takes_its_reading_out_of_the_line_of_the_skill_and_back(kiosk: Kiosk) -> None:
    read_all(kiosk)
    item = "disagreement"
    objections.object_to(kiosk.deps, kiosk.session, kiosk.attempt_id, item, "empathy", "not_meant", "")
    own = own_texts.load(kiosk.deps, kiosk.session, kiosk.attempt_id)
    line = own_words(own, "empathy", NO_SCORE)
    assert (line.shown, line.of) == (1, 1)
    assert [one.level("empathy") for one in own.texts] == [None, 4]
    assert line.excerpt is not None and line.excerpt.text == own.texts[1].text
    objections.take_back(kiosk.session, kiosk.attempt_id, item, "empathy")
    own = own_texts.load(kiosk.deps, kiosk.session, kiosk.attempt_id)
    line = own_words(own, "empathy", NO_SCORE)
    assert (line.shown, line.of) == (2, 2)


def test_only_an_own_action_counts_as_shown(kiosk: Kiosk) -> None:
    own = read_all(kiosk)
    for level, shown in ((None, 0), (0, 0), (1, 0), (2, 2), (5, 2)):
        evidence = replace(made_reading().evidence, skills={"empathy": made_skill("empathy", level)})  # type: ignore[type-var]
        texts = tuple(replace(one, reading=replace(made_reading(), evidence=evidence)) for one in own.texts)
        assert own_words(replace(own, texts=texts), "empathy", NO_SCORE).shown == shown


def test_what_a_person_found_stands_for_the_computer_and_in_its_place(kiosk: Kiosk) -> None:
    read_all(kiosk)
    for number, level in enumerate((1, 5, 1)):
        rating = HumanRating(
            f"{number:032x}", "disagreement", 1, 1, "rater", "ab" * 32, 1, (RatedSkill("empathy", level, level, 4, ""),)
        )
        record = rating_letters.rating_record(rating)
        kiosk.session.safe.releases.save_rating(rating.id, kiosk.attempt_id, record, 1)
    own = own_texts.load(kiosk.deps, kiosk.session, kiosk.attempt_id)
    assert [one.level("empathy") for one in own.texts] == [1, 4]
    line = own_words(own, "empathy", NO_SCORE)
    assert (line.shown, line.of) == (1, 2)


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=400), st.data())
def test_a_quotation_marks_the_very_words_of_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    first = data.draw(st.integers(start, end - 1))
    last = data.draw(st.integers(first + 1, end))
    quoted, spans = Excerpt(text, Mark("action", start, end, ((first, last),), 1, 0.7)).quote(60)
    assert len(quoted) <= 60 + 4
    for one, other in spans:
        assert quoted[one:other] == text[first:last].replace("\n", " ")
    if last - first <= 15:
        assert spans
