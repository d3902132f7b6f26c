"""A request that came by mail is done in time, without a password, and nobody but staff reads who asked."""

import email
import time
from dataclasses import replace
from datetime import date
from email.policy import default
from pathlib import Path

import pytest

from progrez_desktop.core import duty as rules
from progrez_desktop.core.errors import EnvironmentFault, UsageFault
from progrez_desktop.core.keys.staff_key import StaffKey
from progrez_desktop.core.model.duty import KINDS, Duty, Kind, Request
from progrez_desktop.core.model.retention import Agreement
from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.services import (
    accounts,
    audit,
    duties,
    duty_letters,
    erasing,
    own_copy,
    rating_office,
    retention,
    staff,
)
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.store.device_store import DeviceStore
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.services.duty_house import ASKED, PASSPHRASE, WORDS, answer, entered, letter_of
from tests.core.services.rating_house import Bureau, Kiosk, envelope_of
from tests.core.services.term_house import ANNA, PASSWORD, TEN_YEARS, LivedIn, can_sign_in, refusal
from tests.fakes import MONDAY_MS, there

# When it is due


@pytest.mark.parametrize(
    ("received", "due"),
    [
        (date(2026, 11, 23), date(2026, 12, 23)),
        (date(2026, 12, 5), date(2027, 1, 4)),  # thirty days
        (date(2026, 1, 31), date(2026, 2, 28)),  # a month of the law that is shorter
        (date(2028, 1, 30), date(2028, 2, 29)),
    ],
)
def test_it_is_due_in_thirty_days_or_the_month_of_the_law(received: date, due: date) -> None:
    assert rules.due_day(received) == due


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="NOT RUN: this system can't change its zone while it runs")
@pytest.mark.parametrize("zone", ["UTC", "Europe/Amsterdam", "Pacific/Kiritimati", "America/St_Johns"])
def test_reminder_and_due_day_are_whole_days_also_where_the_clock_changes_between(
    zone: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        for received in (date(2026, 3, 20), date(2026, 10, 10)):  # summer time begins, or ends, in between
            start, due = rules.start_of(received), rules.start_of(rules.due_day(received))
            made = Duty("a" * 32, "access", None, start, due, None, None, None, None, b"")
            days = {n: rules.state_of(made, date.fromordinal(received.toordinal() + n)) for n in (0, 19, 20, 30, 31)}
            assert days == {0: "open", 19: "open", 20: "reminder", 30: "reminder", 31: "overdue"}
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_clock_set_back_makes_nothing_less_due(computer: LivedIn) -> None:
    with computer.on() as deps:
        number = entered(deps, staff.set_up(deps, PASSPHRASE).key, "access")
    with computer.on(MONDAY_MS + 31 * DAY_MS) as deps:
        assert [one.state for one in duties.standings(deps)] == ["overdue"]
    with computer.on(MONDAY_MS - TEN_YEARS) as deps:
        [one] = duties.due_now(duties.standings(deps))
        assert (one.state, one.duty.number) == ("overdue", number)


def test_what_comes_later_can_not_have_been_received(deps: Deps, key: StaffKey) -> None:
    with pytest.raises(UsageFault) as told:
        duties.enter(deps, key, "access", ASKED, date(2026, 11, 24))
    assert told.value.code == "duty_received_later"


# Entering and confirming


def test_the_same_request_twice_is_one(deps: Deps, key: StaffKey, tmp_path: Path) -> None:
    number = entered(deps, key, "access")
    with pytest.raises(UsageFault) as told:
        duties.enter(deps, key, "access", replace(ASKED, email=f" {ANNA.email.upper()} "))
    assert (told.value.code, told.value.params["number"]) == ("duty_there_already", number)
    entered(deps, key, "objection")  # another request of the same person
    entered(deps, key, "access", Request("somebody.else@example.org"))
    duties.close(deps, key, number, answer(tmp_path), WORDS)
    entered(deps, key, "access")  # and the same once more, later


def test_an_unknown_address_is_taken_and_confirmed_like_any_other(deps: Deps, key: StaffKey, tmp_path: Path) -> None:
    mails = []
    for request in (ASKED, replace(ASKED, email="nobody.here@example.org")):
        made = duties.enter(deps, key, "access", request)
        duties.confirm(deps, key, made.number, tmp_path / "mail.eml")
        mails.append((tmp_path / "mail.eml").read_text("utf-8").replace(request.email, "X").replace(made.number, "N"))
    assert mails[0] == mails[1]


@pytest.mark.parametrize("kind", KINDS)
def test_the_confirmation_is_a_mail_ready_to_be_sent_in_both_languages(
    deps: Deps, key: StaffKey, tmp_path: Path, kind: Kind
) -> None:
    request = Request("élodie@example.org", 'Zoë "Zo" de Vries\r\nBcc: all@example.org', "post@authority.example")
    made = duties.enter(deps, key, kind, request)
    mail_file = tmp_path / "mail.eml"
    duties.confirm(deps, key, made.number, mail_file)
    mail = email.message_from_bytes(mail_file.read_bytes(), policy=default)
    assert mail["Bcc"] is None
    assert [address.addr_spec for address in mail["To"].addresses] == ["post@authority.example"]
    assert mail["X-Unsent"] == "1"
    assert mail.get_content_charset() == "utf-8"
    text = " ".join(mail.get_content().split())
    for language in LANGUAGES:
        words = Words(language)
        assert words(f"duty.kind.{kind}") in text
        assert words.day(date(2026, 12, 23)) in text
    assert made.number in mail["Subject"]
    assert there(duties.find(deps, made.number).confirmed_ms) == MONDAY_MS


def test_an_address_beyond_ascii_is_written_as_it_is(deps: Deps, key: StaffKey) -> None:
    made = duties.enter(deps, key, "access", Request("élodie@example.org", "Élodie"))
    mail = email.message_from_bytes(duty_letters.confirmation(made, duties.read(key, made), MONDAY_MS), policy=default)
    assert "élodie@example.org" in str(mail["To"])


def test_an_order_is_never_confirmed_to_its_subject(deps: Deps, key: StaffKey, tmp_path: Path) -> None:
    made = duties.enter(deps, key, "authority", ASKED)
    with pytest.raises(UsageFault) as told:
        duties.confirm(deps, key, made.number, tmp_path / "mail.eml")
    assert told.value.code == "duty_nobody_to_write_to"
    assert not (tmp_path / "mail.eml").exists()


# Doing it


@pytest.mark.parametrize("kind", ["access", "erasure", "correction", "objection", "withdrawal", "portability"])
def test_nothing_is_done_before_it_is_known_who_asks(deps: Deps, key: StaffKey, tmp_path: Path, kind: Kind) -> None:
    number = entered(deps, key, kind, known=False)
    with pytest.raises(UsageFault) as told:
        duties.close(deps, key, number, answer(tmp_path, "Yes."), WORDS)
    assert told.value.code == "duty_identity_first"
    duties.close(deps, key, number, answer(tmp_path, "We could not find out who you are.", refused=True), WORDS)
    assert "We could not find out" in letter_of(tmp_path)
    assert can_sign_in(deps)


def test_an_erasure_needs_no_password_and_ends_with_a_letter_and_a_line(
    deps: Deps, key: StaffKey, tmp_path: Path
) -> None:
    [account] = deps.device.accounts()
    closed = duties.close(deps, key, entered(deps, key, "erasure"), answer(tmp_path), WORDS)
    assert refusal(deps) == "wrong_password"
    assert deps.device.wraps(account.id) == {}
    assert not deps.folder.safe_file(account.safe_file).exists()
    assert erasing.is_erased(deps, account.id)
    assert "Your account was erased" in letter_of(tmp_path)
    assert closed.duty.closed_ms is not None
    assert closed.outcome == "done"
    told = [event.action for event in deps.device.audit.events() if event.subject_id == account.id]
    assert told == ["duty_entered", "duty_identity_checked", "account_erased", "duty_carried_out", "duty_closed"]
    assert all(one.is_whole for one in audit.of_device(deps))
    with pytest.raises(UsageFault):
        duties.close(deps, key, closed.duty.number, answer(tmp_path), WORDS)


def test_a_child_is_erased_at_once_and_who_has_a_copy_is_told(kiosk: Kiosk, bureau: Bureau, tmp_path: Path) -> None:
    letter = envelope_of(kiosk)
    rating_office.take_letter(bureau.deps, letter)
    deps, address = kiosk.deps, kiosk.session.details.email
    accounts.sign_out(kiosk.session)
    made = duties.enter(
        deps, staff.set_up(deps, PASSPHRASE).key, "under_16", Request(address, reply_to="p@example.org")
    )
    assert made.acted_ms is not None
    assert deps.device.accounts() == []
    assert deps.device._database.rows("SELECT kind, state FROM outbox") == [("erase", "waiting")]
    assert len(kiosk.carried()) == 1
    duties.close(deps, staff.opened(deps, PASSPHRASE).key, made.number, answer(tmp_path), WORDS)
    assert "because it was of a child under 16" in letter_of(tmp_path)


def test_a_withdrawal_ends_what_was_released_and_keeps_the_safe(kiosk: Kiosk, tmp_path: Path) -> None:
    deps, address = kiosk.deps, kiosk.session.details.email
    accounts.sign_out(kiosk.session)
    key = staff.set_up(deps, PASSPHRASE).key
    duties.close(deps, key, entered(deps, key, "withdrawal", Request(address)), answer(tmp_path), WORDS)
    assert deps.device._database.rows("SELECT DISTINCT state FROM release") == [("ended",)]
    assert deps.device._database.rows("SELECT count(*) FROM outbox") == [(0,)]
    assert len(deps.device.accounts()) == 1


@pytest.mark.parametrize("kind", ["correction", "objection"])
def test_what_only_people_can_answer_needs_their_words(deps: Deps, key: StaffKey, tmp_path: Path, kind: Kind) -> None:
    number = entered(deps, key, kind)
    with pytest.raises(UsageFault) as told:
        duties.close(deps, key, number, answer(tmp_path, "  "), WORDS)
    assert told.value.code == "duty_answer_needed"
    duties.close(deps, key, number, answer(tmp_path, "We looked at it with a second rater."), WORDS)
    assert "second rater" in letter_of(tmp_path)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("under_16", "authority")])
def test_an_address_that_nobody_has_ends_with_a_letter_that_says_so(
    deps: Deps, key: StaffKey, tmp_path: Path, kind: Kind
) -> None:
    number = entered(deps, key, kind, Request("nobody.here@example.org"))
    duties.close(deps, key, number, answer(tmp_path, "We looked everywhere."), WORDS)
    assert WORDS("known.nobody") in letter_of(tmp_path)
    assert can_sign_in(deps)


def test_access_without_a_package_ends_with_what_is_known_and_unreadable(
    deps: Deps, key: StaffKey, tmp_path: Path
) -> None:
    duties.close(deps, key, entered(deps, key, "access"), answer(tmp_path), WORDS)
    told = letter_of(tmp_path)
    assert "It was made on 23 November 2026." in told
    assert "Its safe is kept until 21 December 2026." in told
    assert WORDS("duty.unreadable") in told
    assert ANNA.last_name not in told


def test_every_end_of_every_request_has_its_words() -> None:
    ends = {
        "access": ("package", "letter", "nobody", "refused"),
        "portability": ("package", "letter", "nobody", "refused"),
        "authority": ("refused",),
    }
    for language in LANGUAGES:
        for kind in KINDS:
            for outcome in ends.get(kind, ("done", "nobody", "refused")):
                assert Words(language)(f"duty.done.{kind}.{outcome}")


# What goes wrong in between


def test_a_full_disk_under_the_letter_keeps_the_request_open_and_the_next_try_ends_it(
    deps: Deps, key: StaffKey, tmp_path: Path, small_disk: Path
) -> None:
    (small_disk / "filler").write_bytes(bytes(60 * 1024))
    number = entered(deps, key, "erasure")
    with pytest.raises(EnvironmentFault) as told:
        duties.close(deps, key, number, duties.Answer(small_disk / "letter.pdf"), WORDS)
    assert told.value.code == "disk_full"
    assert {path.name for path in small_disk.iterdir()} == {"filler"}
    assert duties.find(deps, number).closed_ms is None
    duties.close(deps, key, number, answer(tmp_path), WORDS)
    assert "Your account was erased" in letter_of(tmp_path)


def test_a_place_that_takes_no_letter_is_told_before_anything_is_done(
    deps: Deps, key: StaffKey, tmp_path: Path
) -> None:
    number = entered(deps, key, "erasure")
    with pytest.raises(UsageFault):
        duties.close(deps, key, number, duties.Answer(tmp_path / "nowhere" / "letter.pdf"), WORDS)
    assert can_sign_in(deps)


@pytest.mark.parametrize("step", ["keys", "files", "letter"])
@pytest.mark.parametrize("kind", ["erasure", "under_16"])
def test_killed_in_the_middle_of_a_deletion_the_next_start_and_the_next_try_end_it(
    computer: LivedIn, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, kind: Kind
) -> None:
    class KilledError(BaseException):
        pass

    def kill(*_: object, **__: object) -> None:
        raise KilledError

    with computer.on() as deps, monkeypatch.context() as patch:
        key = staff.set_up(deps, PASSPHRASE).key
        number = entered(deps, key, kind) if kind == "erasure" else ""
        where: dict[str, tuple[object, str]] = {
            "keys": (DeviceStore, "forget_accounts"),
            "files": (DataFolder, "remove_safes"),
            "letter": (duty_letters, "as_pdf"),
        }
        patch.setattr(*where[step], kill)
        with pytest.raises(KilledError):
            if kind == "under_16":
                number = duties.enter(deps, key, kind, ASKED).number
            duties.close(deps, key, number, answer(tmp_path), WORDS)
    with computer.on() as deps:
        assert deps.device.accounts() == []
        [one] = duties.standings(deps)
        assert one.state == "open"
        duties.close(deps, staff.opened(deps, PASSPHRASE).key, one.duty.number, answer(tmp_path), WORDS)
        assert "was erased" in letter_of(tmp_path)
        assert list(deps.folder.safes.glob("*.safe")) == []


def test_a_child_whose_erasing_was_cut_off_before_it_began_is_erased_by_the_next_command(
    deps: Deps, key: StaffKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    class KilledError(BaseException):
        pass

    def kill(*_: object, **__: object) -> None:
        raise KilledError

    with monkeypatch.context() as patch, pytest.raises(KilledError):
        patch.setattr(erasing, "erase_locked", kill)
        duties.enter(deps, key, "under_16", ASKED)
    assert can_sign_in(deps)
    duties.carry_out_pending(deps)
    assert refusal(deps) == "wrong_password"
    [one] = duties.standings(deps)
    assert one.duty.acted_ms is not None


def test_what_the_disk_kept_is_no_erasure_yet(
    deps: Deps, key: StaffKey, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise EnvironmentFault("disk_full", folder="")

    number = entered(deps, key, "erasure")
    with monkeypatch.context() as patch, pytest.raises(EnvironmentFault) as told:
        patch.setattr(DeviceStore, "forget_accounts", full)
        duties.close(deps, key, number, answer(tmp_path), WORDS)
    assert told.value.code == "duty_not_complete"
    assert list(tmp_path.glob("letter.*")) == []
    assert refusal(deps) == "wrong_password"  # nobody opens it any more
    duties.close(deps, key, number, answer(tmp_path), WORDS)


def test_text_and_data_are_never_written_over_the_letter(tmp_path: Path) -> None:
    for name in ("letter.pdf", "letter.txt", "letter.json", "letter"):
        places = {duties.beside(tmp_path / name, ending) for ending in (".txt", ".json")}
        assert len(places | {tmp_path / name}) == 3


# Afterwards


def test_thirty_days_after_it_was_closed_it_is_wiped_and_not_by_a_wrong_clock(
    computer: LivedIn, tmp_path: Path
) -> None:
    with computer.on() as deps:
        key = staff.set_up(deps, PASSPHRASE).key
        duties.close(deps, key, entered(deps, key, "access"), answer(tmp_path), WORDS)
        open_one = entered(deps, key, "objection")
    with computer.on(MONDAY_MS + TEN_YEARS) as deps:
        retention.sweep(deps)
        assert len(duties.standings(deps)) == 2
    with computer.on(MONDAY_MS) as deps:
        retention.trust_clock(deps)
    computer.live(29, first_ms=MONDAY_MS)
    with computer.on() as deps:
        assert len(duties.standings(deps)) == 2
    computer.live(2, first_ms=MONDAY_MS + 30 * DAY_MS)
    with computer.on() as deps:
        assert [one.duty.number for one in duties.standings(deps)] == [open_one]
        assert "duty_wiped" in [event.action for event in deps.device.audit.events()]


def test_the_own_copy_of_a_person_tells_that_there_was_a_request_and_not_what_staff_wrote(
    deps: Deps, key: StaffKey
) -> None:
    entered(deps, key, "access")
    deps.device.retention.keep_look(Agreement(0, 0), MONDAY_MS)
    session = accounts.sign_in(deps, ANNA.email, PASSWORD)
    [row] = own_copy.document(deps, session, WORDS)["device"]["duty"]
    assert set(row["sealed"]) == {"bytes", "sha256"}
    assert "stamp" not in repr(row)
    accounts.sign_out(session)
