"""Who does not agree with a reading has it taken out, with a reason that stays theirs, and may take that back."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from progrez_desktop.core.model.attempt import TextValue
from progrez_desktop.core.model.objection import REASONS
from progrez_desktop.core.services import objections
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.store.safe_store import StoredReading
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.store.builders import ATTEMPT, Device, Person, answer
from tests.fakes import FakeClock


class Clocked:
    """As much of the opened installation as objecting needs."""

    def __init__(self) -> None:
        self.clock = FakeClock()


@pytest.fixture
def device(tmp_path: Path) -> Device:
    return Device.installed(tmp_path / "data")


@pytest.fixture
def person(device: Device) -> Person:
    return device.person("Sanne")


@pytest.fixture
def session(device: Device, person: Person) -> Iterator[Session]:
    """Somebody whose two texts were read."""
    safe = device.opened(person)
    safe.create_attempt(ATTEMPT)
    for item in ("first", "second"):
        answer(safe, item, TextValue(f"the {item} text"))
        safe.save_reading(ATTEMPT.id, StoredReading(item, 1, "cd" * 32, {}))
    yield Session(person.account.id, person.details, safe)
    safe.close()


DEPS: Deps = Clocked()  # type: ignore[assignment]


def test_an_objection_names_the_reading_and_keeps_why(session: Session) -> None:
    made = objections.object_to(DEPS, session, ATTEMPT.id, "first", "empathy", "wrong_words", "  zo bedoelde ik het \n")
    assert (made.model_sha256, made.words) == ("cd" * 32, "zo bedoelde ik het")
    assert objections.objections(session, ATTEMPT.id) == (made,)
    assert objections.contested(session, ATTEMPT.id) == {("first", "empathy")}


def test_each_skill_of_each_answer_is_contested_for_itself(session: Session) -> None:
    for item, skill in (("first", "empathy"), ("first", "initiative"), ("second", "empathy")):
        objections.object_to(DEPS, session, ATTEMPT.id, item, skill, "other")
    objections.take_back(session, ATTEMPT.id, "first", "empathy")
    assert objections.contested(session, ATTEMPT.id) == {("first", "initiative"), ("second", "empathy")}


def test_objecting_again_replaces_the_reason(session: Session) -> None:
    objections.object_to(DEPS, session, ATTEMPT.id, "first", "empathy", "not_meant", "one")
    objections.object_to(DEPS, session, ATTEMPT.id, "first", "empathy", "overlooked", "two")
    assert [(one.reason, one.words) for one in objections.objections(session, ATTEMPT.id)] == [("overlooked", "two")]


def test_an_objection_holds_for_a_later_reading_of_the_same_text(session: Session) -> None:
    objections.object_to(DEPS, session, ATTEMPT.id, "first", "empathy", "not_meant")
    session.safe.save_reading(ATTEMPT.id, StoredReading("first", 1, "ef" * 32, {}))
    assert objections.contested(session, ATTEMPT.id) == {("first", "empathy")}


def test_what_was_taken_back_is_gone_with_its_words(session: Session, device: Device, person: Person) -> None:
    objections.object_to(DEPS, session, ATTEMPT.id, "first", "empathy", "other", "said in confidence")
    objections.take_back(session, ATTEMPT.id, "first", "empathy")
    session.safe.close()
    reopened = device.opened(person)
    assert reopened.objections.of_attempt(ATTEMPT.id) == ()
    assert reopened._database.rows("SELECT count(*) FROM reading_objection") == [(0,)]


def test_an_objection_is_there_at_the_next_sign_in(session: Session, device: Device, person: Person) -> None:
    made = objections.object_to(DEPS, session, ATTEMPT.id, "first", "empathy", "other", "é 🙂 ‮rtl")
    session.safe.close()
    assert device.opened(person).objections.of_attempt(ATTEMPT.id) == (made,)


def test_a_flood_of_words_is_cut_and_not_refused(session: Session) -> None:
    made = objections.object_to(DEPS, session, ATTEMPT.id, "first", "empathy", "other", "a" * 100_000)
    assert len(made.words) == objections.LONGEST_WORDS


def test_what_the_person_wrote_is_in_no_representation_that_a_log_could_hold(session: Session) -> None:
    made = objections.object_to(DEPS, session, ATTEMPT.id, "first", "empathy", "other", "said in confidence")
    assert "confidence" not in repr(made)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_its_words(language: str) -> None:
    assert all(Words(language)(f"objection.{reason}") for reason in REASONS)
