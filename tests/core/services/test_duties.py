"""A request that came by mail is done in time, without a password, and nobody but staff reads who asked."""

import email
import json
import time
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from email.policy import default
from io import BytesIO
from pathlib import Path

import jsonschema_rs
import pytest

from progrez_desktop.core import duty as rules
from progrez_desktop.core.errors import DataFault, EnvironmentFault, LockedFault, UsageFault
from progrez_desktop.core.keys import recovery_code, staff_key
from progrez_desktop.core.keys.staff_key import StaffKey
from progrez_desktop.core.model.duty import KINDS, Kind, Request
from progrez_desktop.core.model.retention import Agreement
from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.services import (
    accounts,
    audit,
    duties,
    duty_letters,
    erasing,
    notices,
    own_copy,
    own_package,
    rating_office,
    retention,
    staff,
)
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.store.device_store import DeviceStore
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.documents.pdf_text import text_of
from tests.core.services.rating_house import Bureau, Kiosk, envelope_of
from tests.core.services.term_house import ANNA, PASSWORD, TEN_YEARS, LivedIn, can_sign_in, refusal
from tests.fakes import FAST_KDF, MONDAY_MS, FakeEntropy, there

PASSPHRASE = "three kettles and a drum"
WORDS = Words("en")
ASKED = Request(ANNA.email, "Anneliese Quastenberg", note="a letter with a stamp")


@pytest.fixture
def computer(tmp_path: Path) -> LivedIn:
    return LivedIn.with_anna(tmp_path / "data")


@pytest.fixture
def deps(computer: LivedIn) -> Iterator[Deps]:
    with computer.on() as deps:
        yield deps


@pytest.fixture
def key(deps: Deps) -> StaffKey:
    return staff.set_up(deps, PASSPHRASE)


def answer(tmp_path: Path, text: str = "", **more: object) -> duties.Answer:
    return replace(duties.Answer(tmp_path / "letter.pdf", text), **more)  # type: ignore[arg-type]


def entered(deps: Deps, key: StaffKey, kind: Kind, request: Request = ASKED, *, known: bool = True) -> str:
    number = duties.enter(deps, key, kind, request).number
    if known:
        duties.check_identity(deps, key, number, "called back on the number that we had")
    return number


def letter_of(tmp_path: Path) -> str:
    """What the letter says; the text beside it says the same."""
    pdf, text = text_of((tmp_path / "letter.pdf").read_bytes()), (tmp_path / "letter.txt").read_text("utf-8")
    assert " ".join(text.split()) == " ".join(pdf.split())
    return " ".join(text.split())


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
            made = duties.Duty("a" * 32, "access", None, start, due, None, None, None, None, b"")
            days = {n: rules.state_of(made, date.fromordinal(received.toordinal() + n)) for n in (0, 19, 20, 30, 31)}
            assert days == {0: "open", 19: "open", 20: "reminder", 30: "reminder", 31: "overdue"}
    finally:
        monkeypatch.undo()
        time.tzset()


def test_a_clock_set_back_makes_nothing_less_due(computer: LivedIn) -> None:
    with computer.on() as deps:
        number = entered(deps, staff.set_up(deps, PASSPHRASE), "access")
    with computer.on(MONDAY_MS + 31 * DAY_MS) as deps:
        assert [one.state for one in duties.standings(deps)] == ["overdue"]
    with computer.on(MONDAY_MS - TEN_YEARS) as deps:
        [one] = duties.due_now(duties.standings(deps))
        assert (one.state, one.duty.number) == ("overdue", number)


def test_what_comes_later_can_not_have_been_received(deps: Deps, key: StaffKey) -> None:
    with pytest.raises(UsageFault) as told:
        duties.enter(deps, key, "access", ASKED, date(2026, 11, 24))
    assert told.value.code == "duty_received_later"


# Who may read it


def test_who_asked_is_read_with_the_key_of_staff_alone(deps: Deps, key: StaffKey) -> None:
    number = entered(deps, key, "access")
    rows = repr(deps.device._database.rows("SELECT * FROM duty"))
    for text in (ANNA.last_name, ANNA.email, "stamp", "called back"):
        assert text not in rows
    request = duties.read(staff.opened(deps, PASSPHRASE), duties.find(deps, number))
    assert (request.name, request.note) == (ASKED.name, ASKED.note)
    assert request.identity.startswith("called back")
    other, _ = staff_key.make(deps.machine.install_id, PASSPHRASE, FAST_KDF, FakeEntropy(99))
    with pytest.raises(DataFault) as told:
        duties.read(other, duties.find(deps, number))
    assert told.value.code == "duty_unreadable"


def test_a_record_in_the_place_of_another_is_not_read(deps: Deps, key: StaffKey) -> None:
    entered(deps, key, "access")
    entered(deps, key, "objection")
    one, other = duties.standings(deps)
    with pytest.raises(DataFault):
        duties.read(key, replace(one.duty, sealed=other.duty.sealed))


def test_wrong_passphrases_wait_longer_each_time_also_after_a_restart_and_a_changed_clock(computer: LivedIn) -> None:
    with computer.on() as deps:
        staff.set_up(deps, PASSPHRASE)
        for _ in range(5):
            with pytest.raises(LockedFault) as told:
                staff.opened(deps, "not that one at all")
            assert told.value.code == "wrong_staff_passphrase"
    for moment in (MONDAY_MS, MONDAY_MS - TEN_YEARS):
        with computer.on(moment) as deps, pytest.raises(LockedFault) as told:
            staff.opened(deps, PASSPHRASE)
        assert (told.value.code, told.value.params["seconds"]) == ("sign_in_wait", 30)
    with computer.on(MONDAY_MS + 30_000) as deps:
        with pytest.raises(LockedFault):
            staff.opened(deps, "not that one at all")
        with pytest.raises(LockedFault) as told:
            staff.opened(deps, PASSPHRASE)
        assert told.value.params["seconds"] == 60
    with computer.on(MONDAY_MS + 90_000) as deps:
        staff.opened(deps, PASSPHRASE)
        assert can_sign_in(deps)  # which is nobody's but theirs


def test_another_passphrase_opens_the_same_records_and_a_lost_one_takes_them_along(deps: Deps, key: StaffKey) -> None:
    number = entered(deps, key, "access")
    with pytest.raises(UsageFault):
        staff.set_up(deps, "another one of them")
    staff.change(deps, key, "another one of them")
    with pytest.raises(LockedFault):
        staff.opened(deps, PASSPHRASE)
    assert duties.read(staff.opened(deps, "another one of them"), duties.find(deps, number)).name == ASKED.name
    staff.start_over(deps, "a third one of them")
    assert duties.standings(deps) == []
    actions = [event.action for event in deps.device.audit.events() if event.actor == "staff"]
    assert (actions[0], actions[-2:]) == ("staff_key_made", ["staff_passphrase_changed", "staff_key_replaced"])


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
    assert closed.closed_ms is not None
    told = [event.action for event in deps.device.audit.events() if event.subject_id == account.id]
    assert told == ["duty_entered", "duty_identity_checked", "account_erased", "duty_carried_out", "duty_closed"]
    assert all(one.is_whole for one in audit.of_device(deps))
    with pytest.raises(UsageFault):
        duties.close(deps, key, closed.number, answer(tmp_path), WORDS)


def test_a_child_is_erased_at_once_and_who_has_a_copy_is_told(kiosk: Kiosk, bureau: Bureau, tmp_path: Path) -> None:
    letter = envelope_of(kiosk)
    rating_office.take_letter(bureau.deps, letter)
    deps, address = kiosk.deps, kiosk.session.details.email
    accounts.sign_out(kiosk.session)
    made = duties.enter(deps, staff.set_up(deps, PASSPHRASE), "under_16", Request(address, reply_to="p@example.org"))
    assert made.acted_ms is not None
    assert deps.device.accounts() == []
    assert deps.device._database.rows("SELECT kind, state FROM outbox") == [("erase", "waiting")]
    assert len(kiosk.carried()) == 1
    duties.close(deps, staff.opened(deps, PASSPHRASE), made.number, answer(tmp_path), WORDS)
    assert "because it was of a child under 16" in letter_of(tmp_path)


def test_a_withdrawal_ends_what_was_released_and_keeps_the_safe(kiosk: Kiosk, tmp_path: Path) -> None:
    deps, address = kiosk.deps, kiosk.session.details.email
    accounts.sign_out(kiosk.session)
    key = staff.set_up(deps, PASSPHRASE)
    duties.close(deps, key, entered(deps, key, "withdrawal", Request(address)), answer(tmp_path), WORDS)
    assert deps.device._database.rows("SELECT state FROM release") == [("ended",)]
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


# The package


@pytest.fixture
def package(computer: LivedIn, tmp_path: Path) -> tuple[bytes, str]:
    """The package of somebody with a sitting, as staff made it, and their recovery code."""
    person = replace(ANNA, email="caro@example.org")
    with computer.on() as deps:
        made = accounts.create(deps, person, PASSWORD)
        accounts.sign_out(made.session)
        key = staff.set_up(deps, PASSPHRASE)
        number = entered(deps, key, "access", Request(person.email))
        duties.close(deps, key, number, answer(tmp_path, package=tmp_path / "package.zip"), WORDS)
    return (tmp_path / "package.zip").read_bytes(), made.recovery_code


def test_at_home_the_recovery_code_opens_everything(package: tuple[bytes, str], tmp_path: Path, repo: Path) -> None:
    content, code = package
    manifest = json.loads(zipfile.ZipFile(BytesIO(content)).read("package.json"))
    jsonschema_rs.validate(json.loads((repo / "resources/contracts/locked-package.schema.json").read_text()), manifest)
    with LivedIn(tmp_path / "home", seed=6).on() as deps:
        opened = own_package.opened_with_code(deps, content, code.lower(), WORDS)
        with pytest.raises(LockedFault) as told:
            own_package.opened_with_password(deps, content, PASSWORD, WORDS)
        assert told.value.code == "wrong_password"
        assert list(deps.folder.root.glob("package-*")) == []
    data = json.loads(zipfile.ZipFile(BytesIO(opened)).read("data.json"))
    assert data["safe"]["person"][0]["email"] == "caro@example.org"
    assert len(data["device"]["account"]) == 1
    assert data["log"]["is_whole"]


def test_where_it_was_made_the_password_opens_the_same_as_signing_in(
    computer: LivedIn, package: tuple[bytes, str]
) -> None:
    with computer.on() as deps:
        opened = own_package.opened_with_password(deps, package[0], PASSWORD, WORDS)
        session = accounts.sign_in(deps, "caro@example.org", PASSWORD)
        directly = own_copy.document(deps, session, WORDS)
        accounts.sign_out(session)
    data = json.loads(zipfile.ZipFile(BytesIO(opened)).read("data.json"))
    assert data["safe"]["person"] == directly["safe"]["person"]
    assert data["safe"]["attempt"] == directly["safe"]["attempt"]


def test_nobody_else_reads_a_word_of_it(package: tuple[bytes, str], computer: LivedIn) -> None:
    content, _ = package
    packed = zipfile.ZipFile(BytesIO(content))
    for name in packed.namelist():
        for text in (b"caro@example.org", b"Quastenberg"):
            assert text not in packed.read(name)
    with computer.on() as deps:
        for wrong in ("wrong_password", "wrong_recovery_code"):
            with pytest.raises(LockedFault) as told:
                if wrong == "wrong_password":
                    own_package.opened_with_password(deps, content, "not that one at all", WORDS)
                else:
                    own_package.opened_with_code(deps, content, recovery_code.written(bytes(20)), WORDS)
            assert told.value.code == wrong


@pytest.mark.parametrize("spoilt", [b"", b"PK", b"not a zip at all", None, "swapped", "no safe", "odd"])
def test_a_package_that_was_changed_is_told_and_leaves_nothing(
    package: tuple[bytes, str], tmp_path: Path, spoilt: bytes | str | None
) -> None:
    content, code = package
    if spoilt is None:
        content = content[: len(content) // 2]
    elif isinstance(spoilt, bytes):
        content = spoilt
    else:
        content = changed(content, spoilt)
    with LivedIn(tmp_path / "home", seed=6).on() as deps:
        with pytest.raises(DataFault) as told:
            own_package.opened_with_code(deps, content, code, WORDS)
        assert told.value.code in ("package_damaged", "safe_damaged")
        assert list(deps.folder.root.glob("package-*")) == []


def changed(content: bytes, how: str) -> bytes:
    before, made = zipfile.ZipFile(BytesIO(content)), BytesIO()
    with zipfile.ZipFile(made, "w") as after:
        for name in before.namelist():
            one = before.read(name)
            if how == "swapped" and name == "data.safe":
                one = one[:5000] + bytes([one[5000] ^ 1]) + one[5001:]
            if how == "odd" and name == "package.json":
                one = json.dumps(json.loads(one) | {"account_id": ["../../etc"]}).encode()
            if not (how == "no safe" and name == "data.safe"):
                after.writestr(name, one)
    return made.getvalue()


def test_its_owner_hears_of_it_at_the_next_sign_in_once(computer: LivedIn, package: tuple[bytes, str]) -> None:
    with computer.on(MONDAY_MS + DAY_MS) as deps:
        session = accounts.sign_in(deps, "caro@example.org", PASSWORD)
        [news] = notices.news(session)
        for language in LANGUAGES:
            assert news.body["number"] in notices.sentence(news, Words(language))
        [line] = [one for one in session.safe.log.checked(None).lines if one.action == "package_made"]
        assert line.actor == "operator"
        notices.were_told(deps, session, [news])
        accounts.sign_out(session)
        session = accounts.sign_in(deps, "caro@example.org", PASSWORD)
        assert notices.news(session) == []
        accounts.sign_out(session)


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
        key = staff.set_up(deps, PASSPHRASE)
        number = entered(deps, key, kind) if kind == "erasure" else ""
        where = {"keys": (DeviceStore, "forget_accounts"), "files": (erasing, "_files")}
        patch.setattr(*where.get(step, (duty_letters, "as_pdf")), kill)
        with pytest.raises(KilledError):
            if kind == "under_16":
                number = duties.enter(deps, key, kind, ASKED).number
            duties.close(deps, key, number, answer(tmp_path), WORDS)
    with computer.on() as deps:
        assert deps.device.accounts() == []
        [one] = duties.standings(deps)
        assert one.state == "open"
        duties.close(deps, staff.opened(deps, PASSPHRASE), one.duty.number, answer(tmp_path), WORDS)
        assert "was erased" in letter_of(tmp_path)
        assert list(deps.folder.safes.glob("*.safe")) == []


# Afterwards


def test_thirty_days_after_it_was_closed_it_is_wiped_and_not_by_a_wrong_clock(
    computer: LivedIn, tmp_path: Path
) -> None:
    with computer.on() as deps:
        key = staff.set_up(deps, PASSPHRASE)
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
