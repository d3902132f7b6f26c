"""A text for a human rater goes out under its own grant, comes back to its writer alone, and can be taken back."""

import dataclasses
import json
from pathlib import Path

import pytest

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.services import (
    accounts,
    objections,
    rating_carrier,
    rating_letters,
    rating_office,
    ratings,
    retention,
)
from progrez_desktop.core.store.rating_store import SkillLevel
from tests.core.services.rating_house import (
    CANARIES,
    LEVELS,
    Bureau,
    Kiosk,
    changed,
    envelope_of,
    exported,
    look_again,
    rate_all,
)

# The way there and back


def test_a_text_is_rated_and_its_rating_comes_back_to_its_writer(kiosk: Kiosk, bureau: Bureau) -> None:
    office = bureau.deps
    assert rating_office.take_letter(office, envelope_of(kiosk)) == "new"
    first, _ = rate_all(office, empathy=3)
    look_again(office, first.rating_id, SkillLevel(4, "I overlooked the end."))
    delivered = rating_carrier.deliver(kiosk.deps, exported(office))
    assert (delivered.new, delivered.known, delivered.nobodys) == (2, 0, 0)
    assert ratings.ratings_of(kiosk.session, kiosk.attempt_id) == ()
    kiosk.sign_in_again()
    told = {one.item_id: one for one in ratings.ratings_of(kiosk.session, kiosk.attempt_id)}
    assert sorted(told) == ["disagreement", "setback"]
    empathy = {item: next(skill for skill in one.skills if skill.skill == "empathy") for item, one in told.items()}
    assert dataclasses.astuple(empathy["disagreement"]) == ("empathy", 4, 3, LEVELS["empathy"], "I overlooked the end.")
    assert dataclasses.astuple(empathy["setback"]) == ("empathy", 3, 3, LEVELS["empathy"], "")
    assert told["setback"].role == "psychologist"
    assert told["setback"].rubric_sha256 == office.rubric.sha256


def test_a_rater_reads_text_and_prompt_in_the_language_of_the_answer(kiosk: Kiosk, bureau: Bureau) -> None:
    rating_office.take_letter(bureau.deps, envelope_of(kiosk))
    rater = rating_office.add_rater(bureau.deps, "Ria", "rater")
    task, _ = rating_office.tasks(bureau.deps, rater)
    assert task.answer.text.startswith("0: the heron")
    assert (task.answer.language, task.answer.prompt) == (
        "en",
        "Tell us about a disagreement at work or at school that you helped to solve.",
    )


def test_looking_again_after_the_result_left_brings_a_newer_version(kiosk: Kiosk, bureau: Bureau) -> None:
    office = bureau.deps
    rating_office.take_letter(office, envelope_of(kiosk))
    comparison, _ = rate_all(office, empathy=4)
    older = exported(office)
    look_again(office, comparison.rating_id, SkillLevel(5, "Read once more."))
    rating_carrier.deliver(kiosk.deps, exported(office))
    kiosk.sign_in_again()
    rating_carrier.deliver(kiosk.deps, older)  # came late
    kiosk.sign_in_again()
    of_item = {one.item_id: one for one in ratings.ratings_of(kiosk.session, kiosk.attempt_id)}
    assert [skill.level for skill in of_item["disagreement"].skills if skill.skill == "empathy"] == [5]
    assert of_item["disagreement"].version == 2


# What may leave


@pytest.mark.parametrize("prepared", ["nothing", "office", "office and other grants"])
def test_without_an_office_and_its_own_grant_no_envelope_is_made(tmp_path: Path, bureau: Bureau, prepared: str) -> None:
    kiosk = Kiosk.at(tmp_path / "kiosk")
    if "office" in prepared:
        kiosk.trust(bureau.deps)
    if "grants" in prepared:
        kiosk.grant("profile", "contact", "research", "training_data")
    with pytest.raises(UsageFault, match="rating_not_granted" if "office" in prepared else "rating_no_office"):
        ratings.request(kiosk.deps, kiosk.session, kiosk.attempt_id)
    assert kiosk.carried() == {}


def test_a_grant_that_ran_out_permits_nothing_though_the_clock_is_set_back(kiosk: Kiosk) -> None:
    retention.choose(kiosk.deps, kiosk.session, "longer")  # of the safe, which outlives the grant then
    kiosk.clock.advance(29 * 86_400_000)
    kiosk.sign_in_again()
    kiosk.clock.wall_ms -= 29 * 86_400_000
    assert ratings.obstacle(kiosk.deps, kiosk.session, kiosk.attempt_id) == "not_granted"
    assert kiosk.carried() == {}


def test_what_waited_too_long_does_not_leave_though_its_safe_is_locked(kiosk: Kiosk) -> None:
    accounts.sign_out(kiosk.session)
    kiosk.clock.advance(28 * 86_400_000)
    assert kiosk.carried() == {}


@pytest.mark.parametrize(("length", "obstacle"), [(40_000, None), (40_001, "too_long")])
def test_the_longest_text_that_may_leave_can_be_taken_in(
    tmp_path: Path, bureau: Bureau, length: int, obstacle: str | None
) -> None:
    kiosk = Kiosk.at(tmp_path / "kiosk", text="\U0001f9ed" * (length - 1) + "\0a")  # four bytes each, and a NUL
    kiosk.trust(bureau.deps)
    kiosk.grant("human_rating")
    assert ratings.obstacle(kiosk.deps, kiosk.session, kiosk.attempt_id) == obstacle
    if obstacle is None:
        ratings.request(kiosk.deps, kiosk.session, kiosk.attempt_id)
        assert rating_office.take_letter(bureau.deps, envelope_of(kiosk)) == "new"


def test_the_same_sitting_is_asked_for_once(kiosk: Kiosk) -> None:
    with pytest.raises(UsageFault, match="rating_asked_already"):
        ratings.request(kiosk.deps, kiosk.session, kiosk.attempt_id)


def test_the_office_opens_texts_prompts_and_levels_and_nothing_else(kiosk: Kiosk, bureau: Bureau) -> None:
    envelope = rating_letters.read_envelope(envelope_of(kiosk))
    store = bureau.deps.store
    request = rating_letters.open_texts(envelope, store.texts_private_key())
    inside = rating_letters._texts_bytes(request).decode()
    assert CANARIES["text"] in inside
    private = store._database.rows("SELECT levels_private FROM office")[0][0]
    for place, sealed in enumerate(envelope.levels):
        opened = rating_letters.open_levels(sealed, envelope.header, place, private)
        assert dict(opened.levels) == LEVELS
        inside += repr(opened)
    everything = inside + json.dumps(dict(envelope.header))
    for kind in ("name", "email", "emotion", "score"):
        assert CANARIES[kind].lower() not in everything.lower(), kind
    assert kiosk.session.account_id not in everything
    assert kiosk.attempt_id not in everything


def test_levels_that_the_person_contests_stay_here(tmp_path: Path, bureau: Bureau) -> None:
    kiosk = Kiosk.at(tmp_path / "kiosk")
    kiosk.trust(bureau.deps)
    kiosk.grant("human_rating")
    objections.object_to(kiosk.deps, kiosk.session, kiosk.attempt_id, "disagreement", "empathy", "not_meant")
    ratings.request(kiosk.deps, kiosk.session, kiosk.attempt_id)
    rating_office.take_letter(bureau.deps, envelope_of(kiosk))
    by_computer = [{one.skill: one.computer for one in found.skills} for found in rate_all(bureau.deps)]
    assert [found["empathy"] for found in by_computer] == [None, LEVELS["empathy"]]
    assert [found["initiative"] for found in by_computer] == [LEVELS["initiative"]] * 2


def test_who_is_not_read_by_the_computer_sends_an_envelope_like_any_other(tmp_path: Path, bureau: Bureau) -> None:
    """Nothing in header, form or length tells an envelope without levels from one with them."""
    envelopes = []
    for number, by_computer in enumerate((True, False)):
        kiosk = Kiosk.at(tmp_path / f"kiosk{number}", computer_reading=by_computer)
        kiosk.trust(bureau.deps)
        kiosk.grant("human_rating")
        ratings.request(kiosk.deps, kiosk.session, kiosk.attempt_id)
        envelopes.append(envelope_of(kiosk))
    read, unread = map(json.loads, envelopes)
    assert read["header"].keys() == unread["header"].keys()
    assert [len(part) for part in read["levels"]] == [len(part) for part in unread["levels"]]
    assert len(envelopes[0]) == len(envelopes[1])
    rating_office.take_letter(bureau.deps, envelopes[1])
    assert all(one.computer is None for found in rate_all(bureau.deps) for one in found.skills)


# Taking it back


def test_taking_the_choice_back_before_it_left_leaves_nothing_to_send(kiosk: Kiosk) -> None:
    kiosk.grant("profile")
    assert kiosk.carried() == {}
    assert ratings.obstacle(kiosk.deps, kiosk.session, kiosk.attempt_id) == "not_granted"


def test_taking_the_choice_back_makes_the_office_erase_and_refuse(kiosk: Kiosk, bureau: Bureau) -> None:
    office = bureau.deps
    letter = envelope_of(kiosk)
    rating_office.take_letter(office, letter)
    rate_all(office)
    kiosk.grant()
    [(name, withdrawal)] = kiosk.carried().items()
    assert name.startswith("withdrawal-")
    assert rating_office.take_letter(office, withdrawal) == "erased"
    for table in ("request", "answer", "rating", "rating_skill"):
        assert office.store._database.rows(f"SELECT 1 FROM {table}") == [], table  # noqa: S608
    assert rating_office.take_letter(office, letter) == "withdrawn"
    assert rating_office.take_letter(office, withdrawal) == "noted"


def test_a_withdrawal_that_is_faster_than_its_envelope_wins(kiosk: Kiosk, bureau: Bureau) -> None:
    letter = envelope_of(kiosk)
    ratings.withdraw(kiosk.deps, kiosk.session, kiosk.attempt_id)
    [(_, withdrawal)] = kiosk.carried().items()
    assert rating_office.take_letter(bureau.deps, withdrawal) == "noted"
    assert rating_office.take_letter(bureau.deps, letter) == "withdrawn"


def test_nobody_else_can_take_a_request_back(kiosk: Kiosk, bureau: Bureau) -> None:
    letter = envelope_of(kiosk)
    rating_office.take_letter(bureau.deps, letter)
    ratings.withdraw(kiosk.deps, kiosk.session, kiosk.attempt_id)
    [(_, withdrawal)] = kiosk.carried().items()
    forged = changed(withdrawal, "erase_secret", value="1" * 64)
    assert rating_office.take_letter(bureau.deps, forged) == "noted"
    assert rating_office.take_letter(bureau.deps, letter) == "known"


def test_keeping_the_choice_when_choosing_again_keeps_the_request(kiosk: Kiosk, bureau: Bureau) -> None:
    kiosk.grant("profile", "human_rating")
    assert ratings.obstacle(kiosk.deps, kiosk.session, kiosk.attempt_id) == "asked_already"
    assert rating_office.take_letter(bureau.deps, envelope_of(kiosk)) == "new"


def test_a_rating_that_comes_after_the_withdrawal_is_not_taken_in(kiosk: Kiosk, bureau: Bureau) -> None:
    rating_office.take_letter(bureau.deps, envelope_of(kiosk))
    rate_all(bureau.deps)
    result = exported(bureau.deps)
    ratings.withdraw(kiosk.deps, kiosk.session, kiosk.attempt_id)
    assert rating_carrier.deliver(kiosk.deps, result).nobodys == 2


def test_when_its_time_is_over_the_office_holds_nothing_of_it(kiosk: Kiosk, bureau: Bureau) -> None:
    letter = envelope_of(kiosk)
    rating_office.take_letter(bureau.deps, letter)
    rate_all(bureau.deps)
    bureau.clock.advance(29 * 86_400_000)
    office = bureau.reopened()
    assert office.store._database.rows("SELECT 1 FROM request") == []
    assert rating_office.take_letter(office, letter) == "ended"
    bureau.clock.wall_ms -= 29 * 86_400_000
    assert rating_office.take_letter(bureau.reopened(), letter) == "ended"


def test_a_request_that_the_safe_knows_and_the_device_does_not_can_be_taken_back(kiosk: Kiosk) -> None:
    """A kill between the two databases leaves a request that never leaves."""
    kiosk.deps.device._database.write("DELETE FROM outbox")
    kiosk.deps.device._database.write("DELETE FROM release")
    ratings.withdraw(kiosk.deps, kiosk.session, kiosk.attempt_id)
    ratings.request(kiosk.deps, kiosk.session, kiosk.attempt_id)
    assert len(kiosk.carried()) == 1
