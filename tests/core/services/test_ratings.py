"""A text for a human rater goes out sealed, is rated blind, and comes back to its writer alone."""

import dataclasses
import gzip
import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.services import accounts, objections, rating_carrier, rating_letters, rating_office, ratings
from progrez_desktop.core.services.rating_office import OfficeDeps
from progrez_desktop.core.store.rating_store import SkillLevel
from tests.core.services.rating_house import CANARIES, EMAIL, LEVELS, PASSWORD, Bureau, Kiosk, levels

ORGANISATION = "b0726a4ab9f5770b61a2600c9427808f"


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Bureau]:
    bureau = Bureau(tmp_path / "office", ORGANISATION)
    yield bureau
    bureau.close()


@pytest.fixture
def kiosk(tmp_path: Path, bureau: Bureau) -> Kiosk:
    """Somebody who finished a sitting, permitted a human rating, and asked for it."""
    kiosk = Kiosk.at(tmp_path / "kiosk")
    kiosk.trust(bureau.deps)
    kiosk.grant("human_rating")
    ratings.request(kiosk.deps, kiosk.session, kiosk.attempt_id)
    return kiosk


def envelope_of(kiosk: Kiosk) -> bytes:
    [(_, envelope)] = kiosk.carried().items()
    return envelope


def rate_all(office: OfficeDeps, name: str = "Ria", **given: int) -> list[rating_office.Comparison]:
    rater = rating_office.add_rater(office, name, "psychologist")

    waiting = rating_office.tasks(office, rater)
    return [rating_office.rate(office, rater, task, levels(office, **given)) for task in waiting]


def look_again(office: OfficeDeps, rating_id: str, empathy: SkillLevel) -> rating_office.Comparison:
    """Change one level of a rating that was given 2 for everything else."""
    return rating_office.look_again(
        office, rating_id, {skill: SkillLevel(2) for skill in office.skills} | {"empathy": empathy}
    )


def exported(office: OfficeDeps) -> bytes:
    files: list[bytes] = []
    rating_office.export(office, files.append)
    [file] = files
    return file


def changed(data: bytes, *path: str | int, value: object) -> bytes:
    """Return a JSON document with one value in the place of another."""
    document = json.loads(data)
    part = document
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return json.dumps(document).encode()


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
    kiosk.clock.advance(29 * 86_400_000)
    kiosk.sign_in_again()
    kiosk.clock.wall_ms -= 29 * 86_400_000
    assert ratings.obstacle(kiosk.deps, kiosk.session, kiosk.attempt_id) == "not_granted"
    assert kiosk.carried() == {}


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


# What is on disk and on the way


def test_no_file_of_the_office_and_no_letter_shows_what_is_in_it(kiosk: Kiosk, bureau: Bureau) -> None:
    office = bureau.deps
    letter = envelope_of(kiosk)
    rating_office.take_letter(office, letter)
    found, _ = rate_all(office, empathy=0)
    look_again(office, found.rating_id, SkillLevel(1, "canary-reason"))
    result = exported(office)
    folders = (bureau.root, kiosk.deps.folder.root)
    kept = [path.read_bytes() for folder in folders for path in folder.rglob("*") if path.is_file()]
    for content in (letter, result, *kept):
        for canary in (*CANARIES.values(), "canary-reason", "psychologist", "Tell us about"):
            assert canary.encode() not in content
    assert len(gzip.compress(letter)) > 0.7 * len(letter)  # sealed bytes in base64 hardly shrink


def test_the_reason_and_the_text_are_in_the_office_database_only_under_its_key(kiosk: Kiosk, bureau: Bureau) -> None:
    rating_office.take_letter(bureau.deps, envelope_of(kiosk))
    rows = bureau.deps.store._database.rows("SELECT text FROM answer")
    assert any(CANARIES["text"] in row[0] for row in rows)  # it is there, and the test above did not look in vain


# Bad letters


def test_the_same_envelope_again_is_told_and_not_doubled(kiosk: Kiosk, bureau: Bureau) -> None:
    letter = envelope_of(kiosk)
    assert [rating_office.take_letter(bureau.deps, letter) for _ in range(2)] == ["new", "known"]
    office = bureau.reopened()
    assert rating_office.take_letter(office, letter) == "known"
    assert len(rating_office.tasks(office, rating_office.add_rater(office, "Ria", "rater"))) == 2


def test_an_envelope_for_another_office_is_refused(kiosk: Kiosk, tmp_path: Path) -> None:
    other = Bureau(tmp_path / "other", ORGANISATION)
    other.entropy.seed = 78
    with pytest.raises(DataFault, match="rating_other_office"):
        rating_office.take_letter(other.deps, envelope_of(kiosk))
    # And with the address rewritten, it does not open: the header is sealed in.
    forged = changed(envelope_of_again(kiosk), "header", "office_id", value=other.deps.store.office().id)
    with pytest.raises(DataFault, match="rating_envelope_damaged"):
        rating_office.take_letter(other.deps, forged)
    other.close()


def envelope_of_again(kiosk: Kiosk) -> bytes:
    rows = kiosk.deps.device._database.rows("SELECT envelope FROM outbox WHERE kind = 'put'")
    return bytes(rows[0][0])


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("header", "until_ms"), 9_999_999_999_999),
        (("header", "erase_hash"), "0" * 64),
        (("header", "release_id"), "0" * 32),
        (("texts",), "AAAA" * 40),
        (("levels",), ["AAAA" * 40]),
    ],
)
def test_an_envelope_with_one_part_changed_is_not_taken_in(
    kiosk: Kiosk, bureau: Bureau, path: tuple[str, ...], value: object
) -> None:
    with pytest.raises(DataFault, match="rating_envelope_damaged"):
        rating_office.take_letter(bureau.deps, changed(envelope_of(kiosk), *path, value=value))
    assert bureau.deps.store._database.rows("SELECT 1 FROM request") == []


@pytest.mark.parametrize("cut", [0, 1, 100, -2])
def test_a_file_that_is_cut_is_refused_with_a_code(kiosk: Kiosk, bureau: Bureau, cut: int) -> None:
    with pytest.raises(DataFault, match="json_"):
        rating_office.take_letter(bureau.deps, envelope_of(kiosk)[:cut])


@pytest.mark.parametrize(
    "data", [b"[]", b'"x"', b"{}", b"[" * 100_000, b"\xff\xfe", b'{"contract": "progrez.erase/1"}']
)
def test_what_is_no_letter_is_refused_with_a_code(bureau: Bureau, data: bytes) -> None:
    with pytest.raises(DataFault, match="json_"):
        rating_office.take_letter(bureau.deps, data)


def test_a_letter_of_a_later_version_is_refused(kiosk: Kiosk, bureau: Bureau) -> None:
    later = changed(envelope_of(kiosk), "contract", value="progrez.human-rating-envelope/2")
    with pytest.raises(DataFault, match="json_wrong_value"):
        rating_office.take_letter(bureau.deps, later)


def test_levels_of_another_answer_do_not_open_in_its_place(kiosk: Kiosk, bureau: Bureau) -> None:
    letter = json.loads(envelope_of(kiosk))
    letter["levels"].reverse()
    office = bureau.deps
    assert rating_office.take_letter(office, json.dumps(letter).encode()) == "new"
    rater = rating_office.add_rater(office, "Ria", "rater")
    with pytest.raises(DataFault, match="rating_envelope_damaged"):
        rating_office.rate(office, rater, rating_office.tasks(office, rater)[0], levels(office))


# Bad results


def test_a_result_that_was_not_written_by_the_office_is_dropped(kiosk: Kiosk, bureau: Bureau) -> None:
    """Whoever knows the inbox key of a safe can seal to it, and can't tell the secret that was in the envelope."""
    office = bureau.deps
    rating_office.take_letter(office, envelope_of(kiosk))
    rate_all(office)
    office.store._database.write("UPDATE request SET reply_secret = ?", (bytes(32),))
    rating_carrier.deliver(kiosk.deps, exported(office))
    account = kiosk.deps.device.account(kiosk.session.account_id)
    assert account is not None
    found = ratings.take_in(kiosk.deps, kiosk.session)
    assert (found.ratings, found.refused) == ((), 2)
    assert kiosk.deps.device.outbox.mail(account.id, "human_rating") == []


def test_a_result_delivered_twice_is_one_rating(kiosk: Kiosk, bureau: Bureau) -> None:
    office = bureau.deps
    rating_office.take_letter(office, envelope_of(kiosk))
    rate_all(office)
    result = exported(office)
    rating_carrier.deliver(kiosk.deps, result)
    assert rating_carrier.deliver(kiosk.deps, result).known == 2
    kiosk.sign_in_again()
    rating_carrier.deliver(kiosk.deps, result)
    kiosk.sign_in_again()
    assert len(ratings.ratings_of(kiosk.session, kiosk.attempt_id)) == 2


def test_a_result_for_somebody_else_finds_no_inbox(kiosk: Kiosk, bureau: Bureau, tmp_path: Path) -> None:
    rating_office.take_letter(bureau.deps, envelope_of(kiosk))
    rate_all(bureau.deps)
    other = Kiosk.at(tmp_path / "elsewhere", seed=9)
    assert rating_carrier.deliver(other.deps, exported(bureau.deps)).nobodys == 2
    other.sign_in_again()
    assert ratings.ratings_of(other.session, other.attempt_id) == ()


def test_a_bad_letter_in_the_inbox_does_not_keep_anybody_from_signing_in(kiosk: Kiosk) -> None:
    account = kiosk.session.account_id
    entry = {"header": {"release_id": "0" * 32}, "sealed": "AAAA" * 20}
    nearly = json.dumps({"contract": "progrez.human-rating-result/1", "results": [entry]}).encode()
    for number, sealed in enumerate((b"{}", b"not json", nearly)):
        kiosk.deps.device.outbox.deliver(f"mail-{number}", account, "human_rating", sealed, kiosk.clock.now_ms())
    accounts.sign_out(kiosk.session)
    kiosk.session = accounts.sign_in(kiosk.deps, EMAIL, PASSWORD)
    assert kiosk.deps.device.outbox.mail(account, "human_rating") == []


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


# Blind


def test_before_a_rating_is_saved_the_office_has_no_way_to_the_computers_levels(kiosk: Kiosk, bureau: Bureau) -> None:
    office = bureau.deps
    rating_office.take_letter(office, envelope_of(kiosk))
    rater = rating_office.add_rater(office, "Ria", "rater")
    task = rating_office.tasks(office, rater)[0]
    for guess in ("", task.release_id, rater.id, "0" * 32):
        with pytest.raises(LookupError):
            office.store.sealed_levels(guess)
        with pytest.raises(LookupError):
            rating_office.compare(office, guess)
    stored = office.store._database.rows("SELECT levels_sealed FROM answer")
    texts_key = office.store.texts_private_key()
    for place, (sealed,) in enumerate(stored):
        header = json.loads(office.store.request(task.release_id).header)  # type: ignore[union-attr]
        with pytest.raises(DataFault):
            rating_letters.open_levels(sealed, header, place, texts_key)
    assert rating_office.rate(office, rater, task, levels(office)).skills[1].computer == LEVELS["empathy"]


def test_one_statement_hands_out_the_key_to_the_levels_and_it_begins_at_a_saved_rating(repo: Path) -> None:
    source = (repo / "progrez_desktop/core/store/rating_store.py").read_text()
    selecting = [part for part in source.split("self._database.") if "SELECT" in part and "levels_private" in part]
    assert len(selecting) == 1
    assert "FROM rating r" in selecting[0].replace('"\n            "', "")


def test_one_raters_rating_opens_nothing_for_another(kiosk: Kiosk, bureau: Bureau) -> None:
    office = bureau.deps
    rating_office.take_letter(office, envelope_of(kiosk))
    rate_all(office, "Ria")
    tom = rating_office.add_rater(office, "Tom", "rater")
    tasks = rating_office.tasks(office, tom)
    assert len(tasks) == 2
    assert not any(
        "level" in field.name for field in dataclasses.fields(tasks[0]) + dataclasses.fields(tasks[0].answer)
    )


def test_the_first_levels_can_never_be_changed(kiosk: Kiosk, bureau: Bureau) -> None:
    office = bureau.deps
    rating_office.take_letter(office, envelope_of(kiosk))
    found, _ = rate_all(office, empathy=1)
    for statement in ("UPDATE rating_skill SET level = 4", "UPDATE rating SET rated_ms = 0"):
        with pytest.raises(RuntimeError):
            office.store._database.write(statement)
    compared = look_again(office, found.rating_id, SkillLevel(4, "Convinced."))
    empathy = next(one for one in compared.skills if one.skill == "empathy")
    assert (empathy.first, empathy.level, empathy.computer, empathy.reason) == (1, 4, 4, "Convinced.")
    assert [rating.skills["empathy"].level for rating in office.store.versions(found.rating_id)] == [1, 4]


def test_a_change_after_seeing_both_needs_its_reason(kiosk: Kiosk, bureau: Bureau) -> None:
    office = bureau.deps
    rating_office.take_letter(office, envelope_of(kiosk))
    found, _ = rate_all(office, empathy=3)
    with pytest.raises(UsageFault, match="rating_reason_missing"):
        look_again(office, found.rating_id, SkillLevel(4, "  "))
    assert len(office.store.versions(found.rating_id)) == 1


def test_looking_without_changing_anything_makes_no_new_version(kiosk: Kiosk, bureau: Bureau) -> None:
    office = bureau.deps
    rating_office.take_letter(office, envelope_of(kiosk))
    found, _ = rate_all(office, empathy=3)
    assert look_again(office, found.rating_id, SkillLevel(3)).version == 1


@pytest.mark.parametrize("given", [{}, {"empathy": 6}, {"empathy": -1}, {"no_such_skill": 1}])
def test_a_rating_is_whole_or_is_not_kept(kiosk: Kiosk, bureau: Bureau, given: dict[str, int]) -> None:
    office = bureau.deps
    rating_office.take_letter(office, envelope_of(kiosk))
    rater = rating_office.add_rater(office, "Ria", "rater")
    task = rating_office.tasks(office, rater)[0]
    with pytest.raises(UsageFault, match="rating_not_whole"):
        rating_office.rate(office, rater, task, levels(office) | given if given else {"empathy": 2})
    assert len(rating_office.tasks(office, rater)) == 2


# The office's own doors


def test_an_office_opens_with_its_key_store_and_is_made_once(bureau: Bureau) -> None:
    office_id = bureau.deps.store.office().id
    assert bureau.reopened().store.office().id == office_id
    bureau.close()
    with pytest.raises(UsageFault, match="rating_office_exists"):
        rating_office.set_up(bureau.parts, None, ORGANISATION, "Another")


def test_a_folder_without_an_office_says_so(tmp_path: Path) -> None:
    with pytest.raises(UsageFault, match="rating_office_missing"):
        rating_office.open_office(Bureau(tmp_path / "none", ORGANISATION).parts)


@pytest.mark.parametrize(("organisation", "name"), [(" ", "Bureau"), (ORGANISATION, " ")])
def test_an_office_without_a_name_is_not_made(tmp_path: Path, organisation: str, name: str) -> None:
    with pytest.raises(UsageFault, match="rating_office_no_name"):
        rating_office.set_up(Bureau(tmp_path / "none", organisation).parts, None, organisation, name)
    assert not (tmp_path / "none").exists()


def test_two_raters_have_two_names(bureau: Bureau) -> None:
    rating_office.add_rater(bureau.deps, " Ria ", "rater")
    with pytest.raises(UsageFault, match="rater_known"):
        rating_office.add_rater(bureau.deps, "Ria", "psychologist")
    with pytest.raises(UsageFault, match="rater_no_name"):
        rating_office.add_rater(bureau.deps, "  ", "rater")


def test_a_card_whose_key_everybody_can_read_is_refused(kiosk: Kiosk, bureau: Bureau) -> None:
    card = changed(rating_office.card(bureau.deps), "texts_key", value="0" * 64)
    with pytest.raises(DataFault, match="rating_key_not_usable"):
        rating_carrier.pin_office(kiosk.deps, card)
