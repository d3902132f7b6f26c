"""Letters show nothing of what is in them, and one that was changed, cut, repeated or forged is told."""

import gzip
import json
from pathlib import Path
from random import Random

import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.services import accounts, rating_carrier, rating_office, ratings
from progrez_desktop.core.store.rating_store import SkillLevel
from tests.core.services.rating_house import (
    CANARIES,
    EMAIL,
    ORGANISATION,
    PASSWORD,
    Bureau,
    Kiosk,
    changed,
    envelope_of,
    envelope_of_again,
    exported,
    levels,
    look_again,
    rate_all,
)

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


def test_one_wrong_byte_anywhere_is_told_or_changes_nothing(kiosk: Kiosk, bureau: Bureau) -> None:
    letter, random, told = envelope_of(kiosk), Random(1), 0
    for _ in range(200):
        spoilt = bytearray(letter)
        spoilt[random.randrange(len(letter))] = random.randrange(256)
        try:
            rating_office.take_letter(bureau.deps, bytes(spoilt))
        except DataFault:
            told += 1
    assert told > 150
    texts = bureau.deps.store._database.rows("SELECT text FROM answer ORDER BY place")
    # Where a space was hit, the letter is still the same letter; the levels open only later.
    assert texts in ([], [(f"{n}: {CANARIES['text']}, and I asked what was wrong.",) for n in (0, 1)])


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
