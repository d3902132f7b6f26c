"""A safe keeps what its owner did, exactly, and in the words "saved" there is no doubt."""

import dataclasses

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.model.attempt import (
    Response,
    ResponseValue,
    SituationValue,
    SkippedValue,
    StatementValue,
    TextValue,
)
from progrez_desktop.core.model.consent import Grant
from progrez_desktop.core.model.details import Entry, MyDetails
from progrez_desktop.core.model.given import Given, GivenPrompt, GivenSituation, GivenStatement
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.model.profile import QualityLine, StatementsLine
from progrez_desktop.core.store.safe_store import StoredReading
from progrez_desktop.scoring.scores import NotScored, SkillScore
from tests.core.store.builders import ATTEMPT, Device, Person, answer
from tests.profiles import hand_made, made_line

MINUTE_MS = 60_000
storable = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
values = st.one_of(
    st.builds(StatementValue, st.integers(1, 7)),
    st.builds(SituationValue, st.none() | storable, st.none() | storable),
    st.builds(TextValue, storable),
    st.just(SkippedValue()),
)
GRANT = Grant(
    id="1" * 32,
    organisation_id="org",
    purpose="profile",
    fields=("profile", "name"),
    granted_ms=1,
    until_ms=2,
    withdrawn_ms=None,
    notice_sha256="cd" * 32,
    notice_language="nl",
    notice_version="3",
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from("abcd"), values), max_size=25))
def test_the_latest_answer_to_each_item_is_what_a_new_sign_in_finds(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, ResponseValue]]
) -> None:
    device = Device.installed(tmp_path_factory.mktemp("d"))
    person = device.person()
    safe = device.opened(person)
    safe.create_attempt(ATTEMPT)
    expected: dict[str, Response] = {}
    for place, (item, value) in enumerate(steps):
        expected[item] = answer(safe, item, value, position=place, active_ms=place * 10)
        assert expected[item].value == value
    safe.close()
    device.restarted()
    safe = device.opened(person)
    assert safe.responses(ATTEMPT.id) == expected
    if steps:
        found = safe.attempt(ATTEMPT.id)
        assert (found.position, found.active_ms) == (len(steps) - 1, (len(steps) - 1) * 10)
    safe.close()
    device.store.close()


def test_an_attempt_comes_back_as_it_was_begun_with_its_owner(device: Device, sanne: Person) -> None:
    safe = device.opened(sanne)
    whole = dataclasses.replace(ATTEMPT, account_id=sanne.account.id)
    assert safe.attempt(ATTEMPT.id) == whole
    later = dataclasses.replace(
        whole, id="1" * 32, started_ms=whole.started_ms + 1, computer_reading=False, position=7, active_ms=9
    )
    safe.create_attempt(later)
    assert safe.attempts() == [later, whole]


def test_saving_the_same_answer_again_makes_no_second_one(device: Device, sanne: Person) -> None:
    """A save whose outcome is unknown may be repeated: after a kill, or after the device database was full."""
    safe = device.opened(sanne)
    first = answer(safe, "a", 3, at_ms=1_000, position=1)
    again = answer(safe, "a", 3, at_ms=2_000, position=2)
    assert again == first
    assert safe.attempt(ATTEMPT.id).position == 2
    changed = answer(safe, "a", 4, at_ms=3_000)
    assert (changed.revision, changed.at_ms) == (2, 3_000)


def test_the_language_of_an_answer_is_kept_with_it(device: Device, sanne: Person) -> None:
    safe = device.opened(sanne)
    for language in ("en", "nl"):
        safe.save_response(ATTEMPT.id, "a", language, StatementValue(3), position=0, active_ms=0, at_ms=1)
    assert (safe.responses(ATTEMPT.id)["a"].language, safe.responses(ATTEMPT.id)["a"].revision) == ("nl", 2)


def test_a_finished_attempt_takes_no_more_answers_and_stays_where_it_was(device: Device, sanne: Person) -> None:
    safe = device.opened(sanne)
    answer(safe, "a", 3, position=5, active_ms=50)
    finished = safe.finish_attempt(ATTEMPT.id, 99)
    assert (finished.state, finished.finished_ms) == ("finished", 99)
    with pytest.raises(UsageFault) as told:
        answer(safe, "a", 4, position=6)
    assert told.value.code == "attempt_finished"
    safe.keep_place(ATTEMPT.id, 6, 60)
    assert safe.finish_attempt(ATTEMPT.id, 100) == finished
    assert safe.responses(ATTEMPT.id)["a"].value == StatementValue(3)


def test_an_earlier_text_is_gone_and_no_typing_rhythm_is_kept(device: Device, sanne: Person) -> None:
    safe = device.opened(sanne)
    for second, text in enumerate(("I w", "I was wro", "I was right")):
        answer(safe, "prompt", TextValue(text), at_ms=10 * MINUTE_MS + second * 1_700, active_ms=MINUTE_MS + second)
    answer(safe, "prompt", SkippedValue(), at_ms=11 * MINUTE_MS + 5)
    answer(safe, "prompt", TextValue("Back again"), at_ms=11 * MINUTE_MS + 6, active_ms=2 * MINUTE_MS + 6)
    rows = safe._database.rows("SELECT kind, value, at_ms, active_ms FROM response_event ORDER BY seq")
    assert [row[1] for row in rows] == [None, None, None, "{}", '{"text":"Back again"}']
    assert {ms % MINUTE_MS for kind, _, *times in rows if kind == "text" for ms in times} == {0}
    assert safe.responses(ATTEMPT.id)["prompt"].at_ms == 11 * MINUTE_MS
    safe.close()
    device.opened(sanne).close()  # the chain holds without the texts


def test_a_closed_answer_keeps_its_exact_time_and_its_earlier_value(device: Device, sanne: Person) -> None:
    safe = device.opened(sanne)
    answer(safe, "a", 3, at_ms=1_234, active_ms=567)
    answer(safe, "a", 4, at_ms=2_345, active_ms=678)
    rows = safe._database.rows("SELECT value, at_ms, active_ms FROM response_event ORDER BY seq")
    assert rows == [('{"category":3}', 1_234, 567), ('{"category":4}', 2_345, 678)]


@pytest.mark.parametrize("text", ["a\0b", "🙂", "\u202eright to left", "e\u0301", "x" * 1_000_000, "<b>&\"'", "\r\n\t"])
def test_any_whole_text_comes_back_exactly(device: Device, sanne: Person, text: str) -> None:
    safe = device.opened(sanne)
    answer(safe, "prompt", TextValue(text))
    safe.save_details(PersonDetails(text, text, "sanne@example.org"), 1)
    safe.own_details.keep(MyDetails({"gender": text}, {"work": (Entry(text, text=text),)}), 1)
    safe.close()
    safe = device.opened(sanne)
    assert safe.responses(ATTEMPT.id)["prompt"].value == TextValue(text)
    assert (safe.details().first_name, safe.details().last_name) == (text, text)
    assert safe.own_details.read() == MyDetails({"gender": text}, {"work": (Entry(text, text=text),)})


def test_half_a_character_is_refused_without_repeating_it_and_nothing_is_lost(device: Device, sanne: Person) -> None:
    safe = device.opened(sanne)
    answer(safe, "prompt", TextValue("before"), position=1)
    half = "secret \ud800 words"
    draft = MyDetails({"drivers_licence": half})
    for refused in (
        lambda: answer(safe, "prompt", TextValue(half), position=2),
        lambda: answer(safe, half, 3),
        lambda: safe.save_details(PersonDetails(half, "b", "c"), 1),
        lambda: safe.own_details.keep(draft, 1),
    ):
        with pytest.raises(DataFault) as told:
            refused()
        assert told.value.code == "text_not_storable"
        assert "secret" not in repr(told.value)
        assert told.value.__cause__ is None
        assert told.value.__suppress_context__
    assert safe.responses(ATTEMPT.id)["prompt"].value == TextValue("before")
    assert safe.attempt(ATTEMPT.id).position == 1
    assert safe.details() == sanne.details


def test_a_name_with_half_a_character_makes_no_account(device: Device) -> None:
    with pytest.raises(DataFault) as told:
        device.person("Half\ud800")
    assert told.value.code == "text_not_storable"
    assert list(device.folder.safes.iterdir()) == []
    assert len(device.store.accounts()) == 0


def test_a_profile_comes_back_bit_by_bit(device: Device, sanne: Person) -> None:
    score = SkillScore(
        theta=0.1 + 0.2,
        se=1 / 3,
        se_printed=2 / 3,
        sten=6,
        low=5,
        high=7,
        sten_exact=6.000000000000001,
        low_exact=1.0,
        high_exact=9.99,
        percentile=63,
        percentile_low=50,
        percentile_high=70,
        answered=10,
        of=10,
        norm_id="n",
        norm_n=1234,
    )
    lines = (
        made_line("empathy", score, statements=StatementsLine("empathy_x", 12, 5, 5, 1), situations="differs"),
        made_line("x", NotScored("norm_too_small", 3, 9)),
    )
    profile = hand_made(lines, ATTEMPT.id, QualityLine("with_care", ("pace", "pattern"), "ab" * 32))
    safe = device.opened(sanne)
    assert safe.result(ATTEMPT.id) is None
    answers = Given(
        "adaptive",
        (GivenStatement("a", 3, 2.517), GivenStatement("b", None, None)),
        (GivenSituation("s", "a", None),),
        (GivenPrompt("p", True),),
    )
    safe.save_result(dataclasses.replace(profile, id="earlier"), dataclasses.replace(answers, form="fixed"), 1)
    safe.save_result(profile, answers, 2)
    safe.close()
    opened = device.opened(sanne)
    assert (opened.result(ATTEMPT.id), opened.given(ATTEMPT.id)) == (profile, answers)


def test_grants_keep_every_field_and_a_withdrawn_one_stays(device: Device, sanne: Person) -> None:
    safe = device.opened(sanne)
    other = dataclasses.replace(GRANT, id="2" * 32, purpose="contact", granted_ms=3)
    safe.save_grant(other)
    safe.save_grant(GRANT)
    safe.save_grant(dataclasses.replace(GRANT, withdrawn_ms=9))
    assert safe.grants() == [dataclasses.replace(GRANT, withdrawn_ms=9), other]


def test_a_reading_goes_with_the_text_that_it_quotes(device: Device, sanne: Person) -> None:
    safe = device.opened(sanne)
    for item in ("p1", "p2"):
        answer(safe, item, TextValue("old"))
        safe.save_reading(ATTEMPT.id, StoredReading(item, 1, "ef" * 32, {"quote": "old", "tone": 0.25}))
    assert safe.readings(ATTEMPT.id)["p1"] == StoredReading("p1", 1, "ef" * 32, {"quote": "old", "tone": 0.25})
    answer(safe, "p1", TextValue("new"))
    answer(safe, "p2", TextValue("old"))
    assert set(safe.readings(ATTEMPT.id)) == {"p2"}


def test_an_answer_to_an_attempt_that_is_not_there_is_our_mistake(device: Device) -> None:
    safe = device.opened(device.person("Ben"))
    with pytest.raises(LookupError):
        answer(safe, "a", 3)
