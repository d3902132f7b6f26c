"""The code on a receipt withdraws without the safe: where it was made, on any other device, and only what it may."""

import hashlib
import json
from pathlib import Path

import pytest

from progrez_desktop.core.errors import LockedFault, UsageFault
from progrez_desktop.core.keys import recovery_code, withdrawal_code
from progrez_desktop.core.keys.withdrawal_code import ENVELOPES
from progrez_desktop.core.model.duty import Request
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.services import (
    access_log,
    accounts,
    consents,
    duties,
    erasing,
    rating_office,
    ratings,
    receipts,
    releasing,
    staff,
    withdrawing,
)
from progrez_desktop.core.store.own_rows import tables
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.documents.pdf_text import squeezed, text_of
from tests.core.services.duty_house import PASSPHRASE, WORDS, answer, entered
from tests.core.services.rating_house import Bureau, Kiosk
from tests.core.services.release_house import Employer, finished_at, outbox_rows
from tests.fakes import FakeEntropy, there


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    kiosk = finished_at(tmp_path / "kiosk", Employer.made())
    kiosk.grant("profile", "contact", "human_rating")
    return kiosk


def code_of(kiosk: Kiosk) -> str:
    return str(there(receipts.latest(kiosk.session))["dpv:hasWithdrawalMethod"]["dct:identifier"])


def send(kiosk: Kiosk) -> None:
    releasing.send(kiosk.deps, kiosk.session, releasing.look(kiosk.deps, kiosk.session))


def signed_out(kiosk: Kiosk) -> Kiosk:
    accounts.sign_out(kiosk.session)
    return kiosk


@pytest.mark.parametrize("left", [False, True])
def test_a_code_withdraws_while_the_safe_is_locked_and_the_safe_learns_of_it(kiosk: Kiosk, *, left: bool) -> None:
    send(kiosk)
    code = code_of(kiosk)
    if left:
        kiosk.deps.device.outbox.mark_sent(outbox_rows(kiosk)[0]["seq"])
    done = withdrawing.by_code(signed_out(kiosk).deps, code.lower().replace("-", " "))
    assert done.state == "withdrawn"
    kinds = [(row["kind"], row["state"]) for row in outbox_rows(kiosk)]
    assert kinds == ([("put", "sent"), ("erase", "waiting")] if left else [])
    assert bool(done.names) == left
    kiosk.sign_in_again()
    assert all(grant.withdrawn_ms == done.at_ms for grant in kiosk.session.safe.grants())
    assert not kiosk.session.safe.releases.all_live()
    told = access_log.checked(kiosk.deps, kiosk.session).lines
    (line,) = (line for line in told if line.action == "consent_withdrawn_by_code")
    assert (line.actor, set(line.params["purposes"])) == ("somebody", {"profile", "contact", "human_rating"})
    assert kiosk.session.safe.rows()["receipt"][-1]["event"] == "withdrawn_by_code"
    assert withdrawing.by_code(kiosk.deps, code).state == "withdrawn_before"


def test_who_is_no_longer_in_touch_with_them_is_not_told_that_they_are_asked(kiosk: Kiosk) -> None:
    send(kiosk)
    (put,) = outbox_rows(kiosk)
    kiosk.deps.device.outbox.mark_sent(put["seq"])
    code, device = code_of(kiosk), signed_out(kiosk).deps.device
    whose = there(kiosk.deps.assessment.organisation).id
    device.organisations.drop(whose, AuditEvent(9, "operator", "organisation_dropped", whose, {}))
    done = withdrawing.by_code(kiosk.deps, code)
    assert (done.state, done.names, done.cut_off) == ("withdrawn", (), True)
    for language in LANGUAGES:
        words = Words(language)
        assert words("withdrawing.told.cut_off") in withdrawing.sentences(done, words)


def test_a_code_works_before_anything_was_sent_and_then_nothing_can_be(kiosk: Kiosk) -> None:
    assert withdrawing.by_code(signed_out(kiosk).deps, code_of_locked(kiosk)).names == ()
    assert outbox_rows(kiosk) == []
    kiosk.sign_in_again()
    with pytest.raises(UsageFault, match="release_nothing_allowed"):
        send(kiosk)


def code_of_locked(kiosk: Kiosk) -> str:
    kiosk.session = accounts.sign_in(kiosk.deps, kiosk.session.details.email, "a long enough one")
    code = code_of(kiosk)
    signed_out(kiosk)
    return code


@pytest.mark.parametrize("sent", [False, True])
def test_a_code_works_after_the_safe_was_swept(kiosk: Kiosk, *, sent: bool) -> None:
    if sent:
        send(kiosk)
        kiosk.deps.device.outbox.mark_sent(outbox_rows(kiosk)[0]["seq"])
    code, account_id = code_of(kiosk), kiosk.session.account_id
    deps = signed_out(kiosk).deps
    erasing.erase_over(deps, [(account_id, there(deps.device.account(account_id)).safe_file)])
    erasing.apply(deps.folder, deps.device, deps.machine)  # as at every start
    assert withdrawing.by_code(deps, code).state == "withdrawn"
    assert [row["kind"] for row in outbox_rows(kiosk)] == (["put", "erase"] if sent else [])


def test_a_code_of_before_does_not_touch_what_was_allowed_since(kiosk: Kiosk) -> None:
    old = code_of(kiosk)
    kiosk.grant()
    kiosk.grant("profile")
    send(kiosk)
    assert code_of(kiosk) != old
    assert withdrawing.by_code(kiosk.deps, old).state == "withdrawn_before"
    assert [row["kind"] for row in outbox_rows(kiosk)] == ["put"]


def test_a_code_reaches_what_goes_on_after_the_profile_alone_was_withdrawn(tmp_path: Path, kiosk: Kiosk) -> None:
    kiosk.grant("profile", "research")
    send(kiosk)
    code, research = code_of(kiosk), outbox_rows(kiosk)[1]["release_id"]
    for row in outbox_rows(kiosk):
        kiosk.deps.device.outbox.mark_sent(row["seq"])
    kiosk.grant("research")
    assert code_of(kiosk) == code  # so that no paper of before says less than it did
    other = finished_at(tmp_path / "other", Employer.made(), seed=9)
    withdrawing.by_code(other.deps, code)
    assert research in {row["release_id"] for row in outbox_rows(other)}
    assert withdrawing.by_code(signed_out(kiosk).deps, code).state == "withdrawn"
    assert outbox_rows(kiosk)[-1]["kind"] == "erase"
    assert outbox_rows(kiosk)[-1]["release_id"] == research
    kiosk.sign_in_again()
    assert not [grant for grant in kiosk.session.safe.grants() if grant.withdrawn_ms is None]


def test_another_device_passes_on_what_the_receivers_can_honour(tmp_path: Path, kiosk: Kiosk) -> None:
    bureau = Bureau(tmp_path / "office", there(kiosk.deps.assessment.organisation).id)
    kiosk.trust(bureau.deps)
    ratings.request(kiosk.deps, kiosk.session, kiosk.attempt_id)
    send(kiosk)
    rating_put, profile_put = outbox_rows(kiosk)
    for data in kiosk.carried().values():
        rating_office.take_letter(bureau.deps, data)
    other = finished_at(tmp_path / "other", Employer.made(), seed=9)
    other.trust(bureau.deps)
    other.grant("profile")
    send(other)
    done = withdrawing.by_code(other.deps, code_of(kiosk))
    assert done.state == "passed_on"
    asked = {row["release_id"]: row for row in outbox_rows(other) if row["kind"] == "erase"}
    erase = asked[profile_put["release_id"]]
    assert hashlib.sha256(erase["erase_secret"]).hexdigest() == json.loads(profile_put["header"])["erase_hash"]
    assert erase["version"] == 2**31 - 1
    assert rating_put["release_id"] in asked
    taken = [rating_office.take_letter(bureau.deps, data) for data in other.carried().values()]
    assert taken.count("erased") == 1
    assert set(taken) == {"erased", "noted"}
    bureau.close()


@pytest.mark.parametrize("released", [False, True])
def test_a_withdrawal_by_mail_ends_every_choice_and_its_owner_reads_how(
    tmp_path: Path, kiosk: Kiosk, *, released: bool
) -> None:
    if released:
        send(kiosk)
    code, deps = code_of(kiosk), signed_out(kiosk).deps
    key = staff.set_up(deps, PASSPHRASE).key
    asked = entered(deps, key, "withdrawal", Request(kiosk.session.details.email))
    kiosk.clock.advance(3_600_000)
    duties.close(deps, key, asked, answer(tmp_path), WORDS)
    assert withdrawing.by_code(deps, code).state == "withdrawn_before"
    kiosk.sign_in_again()
    assert not [grant for grant in kiosk.session.safe.grants() if grant.withdrawn_ms is None]
    assert not kiosk.session.safe.releases.all_live()
    with pytest.raises(UsageFault, match="release_nothing_allowed"):
        send(kiosk)
    log = access_log.checked(kiosk.deps, kiosk.session).lines
    (line,) = (line for line in log if line.action == "consent_withdrawn_by_mail")
    assert (line.actor, len(line.params["purposes"])) == ("operator", 3)
    assert not [line for line in log if line.action == "consent_withdrawn_by_code"]
    assert kiosk.session.safe.rows()["receipt"][-1]["event"] == "withdrawn_by_mail"


def test_a_code_that_nobody_could_know_changes_nothing(tmp_path: Path) -> None:
    kiosk = finished_at(tmp_path, None)
    unknown = withdrawal_code.make(FakeEntropy(3)).written
    for _ in range(5):
        with pytest.raises(LockedFault, match="wrong_withdrawal_code"):
            withdrawing.by_code(kiosk.deps, unknown)
    with pytest.raises(LockedFault, match="sign_in_wait"):
        withdrawing.by_code(kiosk.deps, unknown)
    kiosk.clock.advance(-3_600_000)
    with pytest.raises(LockedFault, match="sign_in_wait"):
        withdrawing.by_code(kiosk.deps, unknown)
    kiosk.clock.advance(3_600_000 + 31_000)
    with pytest.raises(LockedFault, match="wrong_withdrawal_code"):
        withdrawing.by_code(kiosk.deps, unknown)


def test_a_time_far_ahead_that_was_seen_once_keeps_no_code_waiting_until_it_comes(tmp_path: Path) -> None:
    kiosk = finished_at(tmp_path, None)
    unknown = withdrawal_code.make(FakeEntropy(3)).written
    kiosk.deps.device.raise_high_water(kiosk.deps.clock.now_ms() + 365 * 86_400_000)
    for _ in range(5):
        with pytest.raises(LockedFault, match="wrong_withdrawal_code"):
            withdrawing.by_code(kiosk.deps, unknown)
    kiosk.clock.advance(31_000)
    with pytest.raises(LockedFault, match="wrong_withdrawal_code"):
        withdrawing.by_code(kiosk.deps, unknown)


def test_a_device_where_nothing_was_sent_yet_is_in_touch_with_the_organisation_of_its_assessment(
    tmp_path: Path, kiosk: Kiosk
) -> None:
    other = finished_at(tmp_path / "other", Employer.made(), seed=9)
    assert withdrawing.by_code(other.deps, code_of(kiosk)).state == "passed_on"
    assert len(outbox_rows(other)) == len(ENVELOPES)


def test_who_tried_codes_keeps_nobody_from_their_own(kiosk: Kiosk) -> None:
    unknown = [withdrawal_code.make(FakeEntropy(number)).written for number in range(6)]
    assert {withdrawing.by_code(kiosk.deps, code).state for code in unknown[:5]} == {"passed_on"}
    with pytest.raises(LockedFault, match="sign_in_wait"):
        withdrawing.by_code(kiosk.deps, unknown[5])
    assert withdrawing.by_code(kiosk.deps, code_of(kiosk)).state == "withdrawn"


def test_mistyped_groups_are_named_and_a_recovery_code_is_none(kiosk: Kiosk) -> None:
    code = code_of(kiosk)
    other = "A" if code[0] != "A" else "B"
    with pytest.raises(UsageFault, match=r"withdrawal_code_typing \(groups=1\)"):
        withdrawing.by_code(kiosk.deps, other + code[1:])
    with pytest.raises(UsageFault, match="groups=1, 2, 3, 4, 5, 6, 7, 8"):
        withdrawing.by_code(kiosk.deps, recovery_code.written(withdrawal_code.read(code).bits))


def test_the_device_does_not_hold_the_code(kiosk: Kiosk) -> None:
    send(kiosk)
    code, database = code_of(kiosk), kiosk.deps.device._database
    bits = withdrawal_code.read(code).bits
    held = [value for table in tables(database) for row in database.rows(f'SELECT * FROM "{table}"') for value in row]  # noqa: S608
    assert not [value for value in held if isinstance(value, bytes) and bits in value]
    assert not [value for value in held if isinstance(value, str) and (code in value or bits.hex() in value)]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("state", ["withdrawn", "withdrawn_before", "passed_on"])
def test_the_receipt_says_what_came_of_it(kiosk: Kiosk, language: str, state: withdrawing.State) -> None:
    words = Words(language)
    for names in ((), ({"en": "Example", "nl": "Voorbeeld"},)):
        done = withdrawing.Withdrawn("ab" * 16, state, kiosk.clock.now_ms(), names)
        paper = squeezed(text_of(withdrawing.paper(done, kiosk.deps.today(), words)))
        assert all(squeezed(sentence) in paper for sentence in withdrawing.sentences(done, words))
        assert "{" not in paper
        assert not names or state == "withdrawn_before" or squeezed(names[0][language]) in paper


def test_consent_after_a_code_was_used_has_a_new_one(kiosk: Kiosk) -> None:
    old = code_of(kiosk)
    withdrawing.by_code(signed_out(kiosk).deps, old)
    kiosk.sign_in_again()
    consents.allow(kiosk.deps, kiosk.session, there(kiosk.deps.assessment.organisation), "profile", "en")
    assert code_of(kiosk) != old
