"""An account that was deleted is gone: keys, safe and copies; and no older backup brings it back."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from progrez_desktop.core.errors import EnvironmentFault, LockedFault
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.services import accounts, anonymous, audit, consents, erasing, opening, rating_office, ratings
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.opening import Opened, Parts
from progrez_desktop.core.store.device_store import DeviceStore
from progrez_desktop.core.store.erased_list import Erased, Why
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.documents.pdf_text import text_of
from tests.core.services.rating_house import Bureau, Kiosk, envelope_of
from tests.core.services.sending_house import Sender
from tests.fakes import FAST_KDF, FakeClock, FakeEntropy, FakeKeyring, FakeNoise, there

ANNA = PersonDetails("Anneliese", "Quastenberg", "a.quastenberg@example.org")
BORIS = PersonDetails("Boris", "Vlinderveld", "b.vlinderveld@example.org")
PASSWORD = "seven herons on a fence"


class Computer:
    """An installation that can be switched off and on, and whose folder can be put aside and back."""

    def __init__(self, root: Path) -> None:
        self.root, self.keyring, self.entropy = root, FakeKeyring(), FakeEntropy(5)

    @contextmanager
    def running(self) -> Iterator[Deps]:
        parts = Parts(FakeClock(), self.entropy, DataFolder(self.root), FAST_KDF, lambda _: self.keyring)
        opened: Opened = opening.open_storage(parts)
        try:
            yield opened.deps
        finally:
            opened.close()

    def backup(self, to: Path) -> Path:
        shutil.copytree(self.root, to)
        return to

    def put_back(self, backup: Path) -> None:
        shutil.rmtree(self.root)
        shutil.copytree(backup, self.root)

    def files(self) -> set[str]:
        return {str(path.relative_to(self.root)) for path in self.root.rglob("*") if path.is_file()}


@pytest.fixture
def computer(tmp_path: Path) -> Computer:
    computer = Computer(tmp_path / "data")
    with computer.running() as deps:
        for person in (ANNA, BORIS):
            accounts.sign_out(accounts.create(deps, person, PASSWORD).session)
    return computer


def erase(deps: Deps, session: Session) -> erasing.Gone:
    return erasing.erase(deps, session, erasing.outlook(deps, session))


def erase_anna(computer: Computer) -> str:
    with computer.running() as deps:
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        assert erase(deps, session).is_complete
        return session.account_id


def is_gone(deps: Deps) -> bool:
    with pytest.raises(LockedFault) as told:
        accounts.sign_in(deps, ANNA.email, PASSWORD)
    return told.value.code == "wrong_password"


def test_keys_safe_and_all_that_the_device_knew_are_gone_and_the_others_stay(computer: Computer) -> None:
    with computer.running() as deps:
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        account = there(deps.device.account(session.account_id))
        erase(deps, session)
        accounts.sign_out(session)  # as the lock does that nobody waited for
        assert is_gone(deps)
        assert deps.device.account(account.id) is None
        assert deps.device.wraps(account.id) == {}
        assert not deps.folder.safe_file(account.safe_file).exists()
        accounts.sign_out(accounts.sign_in(deps, BORIS.email, PASSWORD))
        told = deps.device.rows_of(account)
        left = {table: rows for table, rows in told.items() if rows}
        assert set(left) == {"audit_event", "sign_in_failure"}  # that it was done, and the try of this test
    with computer.running() as deps:
        assert is_gone(deps)


def test_the_same_address_may_begin_anew_with_nothing_of_before(computer: Computer) -> None:
    erase_anna(computer)
    with computer.running() as deps:
        made = accounts.create(deps, ANNA, PASSWORD)
        assert made.session.safe.attempts() == []
        accounts.sign_out(made.session)
    with computer.running() as deps:  # and the list of erased accounts doesn't take the new one
        accounts.sign_out(accounts.sign_in(deps, ANNA.email, PASSWORD))


def test_the_whole_folder_put_back_from_before_brings_nobody_back(computer: Computer, tmp_path: Path) -> None:
    before = computer.backup(tmp_path / "backup")
    erase_anna(computer)
    gone = computer.files()
    computer.put_back(before)
    assert any(name.endswith(".safe") for name in computer.files() - gone)
    with computer.running() as deps:
        assert is_gone(deps)
        accounts.sign_out(accounts.sign_in(deps, BORIS.email, PASSWORD))
    assert len([name for name in computer.files() if name.endswith(".safe")]) == 1


@pytest.mark.parametrize("beside", [True, False])
def test_an_older_database_and_safe_alone_bring_nobody_back(
    computer: Computer, tmp_path: Path, *, beside: bool
) -> None:
    """Also where only the list inside the folder is left."""
    before = computer.backup(tmp_path / "backup")
    account_id = erase_anna(computer)
    shutil.copy(before / "device.db", computer.root / "device.db")
    shutil.copytree(before / "safes", computer.root / "safes", dirs_exist_ok=True)
    if not beside:
        shutil.rmtree(tmp_path / "data-state")
    with computer.running() as deps:
        assert deps.device.account(account_id) is None
        assert is_gone(deps)


def test_without_any_list_the_backup_would_bring_the_person_back(computer: Computer, tmp_path: Path) -> None:
    """What the list is for; and where its promise ends: a backup that is put back where the list is not."""
    before = computer.backup(tmp_path / "backup")
    erase_anna(computer)
    computer.put_back(before)
    shutil.rmtree(tmp_path / "data-state")
    with computer.running() as deps:
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        assert session.details == ANNA
        accounts.sign_out(session)


def test_copies_from_before_a_migration_go_too(computer: Computer) -> None:
    with computer.running() as deps:
        account = there(deps.device.account(accounts.sign_in(deps, ANNA.email, PASSWORD).account_id))
        for name in (f"{account.safe_file}-schema-5.safe", "device-schema-3.db", "other-schema-5.safe"):
            (deps.folder.backups / name).write_bytes(b"a copy")
    erase_anna(computer)
    assert {name for name in computer.files() if name.startswith("backups")} == {"backups/other-schema-5.safe"}


@pytest.mark.parametrize("step", ["keys", "files"])
def test_killed_in_the_middle_the_rest_is_done_at_the_next_start(
    computer: Computer, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    class KilledError(BaseException):
        pass

    def kill(*_: object, **__: object) -> None:
        raise KilledError

    with computer.running() as deps:
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        with monkeypatch.context() as patch:
            if step == "keys":
                patch.setattr(DeviceStore, "forget_accounts", kill)
            else:
                patch.setattr(DataFolder, "remove_safes", kill)
            with pytest.raises(KilledError):
                erase(deps, session)
    with computer.running() as deps:
        assert deps.device.account(session.account_id) is None
        assert is_gone(deps)
    assert len([name for name in computer.files() if name.endswith(".safe")]) == 1


def test_a_disk_that_takes_no_change_keeps_nothing_open(computer: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise EnvironmentFault("disk_full", folder="")

    with computer.running() as deps:
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        with monkeypatch.context() as patch:
            patch.setattr(DeviceStore, "forget_accounts", full)
            assert not erase(deps, session).is_complete
        assert is_gone(deps)
    with computer.running() as deps:
        assert deps.device.account(session.account_id) is None


def test_where_the_list_can_not_be_written_nothing_is_erased(
    computer: Computer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise EnvironmentFault("read_only", folder="")

    with computer.running() as deps:
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        with monkeypatch.context() as patch:
            patch.setattr("progrez_desktop.core.store.erased_list.write_private", full)
            with pytest.raises(EnvironmentFault):
                erase(deps, session)
        assert session.safe.details() == ANNA
        accounts.sign_out(session)
        accounts.sign_out(accounts.sign_in(deps, ANNA.email, PASSWORD))


def test_beside_a_folder_that_nobody_may_write_in_the_list_inside_does(computer: Computer, tmp_path: Path) -> None:
    (tmp_path / "data-state").write_bytes(b"not a folder")
    account_id = erase_anna(computer)
    with computer.running() as deps:
        assert [one.account_id for one in erasing.erased_list(deps.folder, deps.machine).entries()] == [account_id]


def test_a_folder_named_by_a_dot_has_its_list_beside_it_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "data").mkdir()
    monkeypatch.chdir(tmp_path / "data")
    inside, beside = DataFolder(Path()).erased_lists("i")
    assert inside == tmp_path / "data/state/erased-i.json"
    assert beside == tmp_path / "data-state/erased-i.json"


def test_it_works_for_who_came_with_the_recovery_code(computer: Computer) -> None:
    with computer.running() as deps:
        made = accounts.create(deps, PersonDetails("Caro", "Zwaan", "c.zwaan@example.org"), PASSWORD)
        accounts.sign_out(made.session)
        session = accounts.sign_in_with_recovery(deps, "c.zwaan@example.org", made.recovery_code, "another long one")
        erase(deps, session)
        with pytest.raises(LockedFault):
            accounts.sign_in_with_recovery(deps, "c.zwaan@example.org", made.recovery_code, "another long one")


def test_what_waits_is_dropped_and_what_left_is_followed(kiosk: Kiosk, bureau: Bureau) -> None:
    letter = envelope_of(kiosk)
    rating_office.take_letter(bureau.deps, letter)
    ahead = erasing.outlook(kiosk.deps, kiosk.session)
    assert ahead.told_later == 1
    erasing.erase(kiosk.deps, kiosk.session, ahead)
    database = kiosk.deps.device._database
    assert database.rows("SELECT kind, state, envelope FROM outbox") == [("erase", "waiting", None)]
    assert database.rows("SELECT state FROM account") == [("erased",)]  # a row for that request to hang on
    account = there(kiosk.deps.device.account(kiosk.session.account_id))
    assert kiosk.deps.device.wraps(account.id) == {}
    assert (account.safe_file, account.inbox_public_key, account.log_head) == (account.id, b"", None)
    assert len(kiosk.deps.device.accounts()) == 0
    (withdrawal,) = kiosk.carried().values()
    rating_office.take_letter(bureau.deps, withdrawal)
    rater = rating_office.add_rater(bureau.deps, "Ria", "trainer")
    assert rating_office.tasks(bureau.deps, rater) == []
    erasing.apply(kiosk.deps.folder, kiosk.deps.device, kiosk.deps.machine)  # at the next start nothing is left of it
    assert database.rows("SELECT count(*) FROM account") == [(0,)]
    assert database.rows("SELECT count(*) FROM release") == [(0,)]


@pytest.mark.parametrize(("why", "reason"), [("", "deleted"), ("duty", "duty"), ("under_age", "under_age")])
def test_what_an_older_database_takes_for_waiting_is_followed_too_with_its_reason(
    why: Why, reason: str, tmp_path: Path
) -> None:
    sender = Sender.at(tmp_path)
    sender.enrolled(None)
    release_id = sender.release(1)  # and it left, after this copy of the database was made
    deps, account = sender.deps, sender.person.account
    erasing.erased_list(deps.folder, deps.machine).add(Erased(account.id, account.safe_file, 9, why))
    erasing.apply(deps.folder, deps.device, deps.machine)
    found = deps.device._database.rows("SELECT release_id, kind, state, erase_reason FROM outbox")
    assert found == [(release_id, "erase", "waiting", reason)]


def test_a_request_that_never_left_leaves_nothing_to_tell(kiosk: Kiosk) -> None:
    ahead = erasing.outlook(kiosk.deps, kiosk.session)
    assert ahead.told_later == 0
    erasing.erase(kiosk.deps, kiosk.session, ahead)
    assert kiosk.deps.device._database.rows("SELECT count(*) FROM outbox") == [(0,)]
    assert kiosk.carried() == {}


def test_counts_without_names_stay_as_they_were(tmp_path: Path) -> None:
    kiosk = Kiosk.at(tmp_path)
    object.__setattr__(kiosk.deps, "find_noise", lambda: FakeNoise(silent=True))
    organisation = there(kiosk.deps.assessment.organisation)
    consents.decide(kiosk.deps, kiosk.session, organisation, ["anonymous_statistics"], "en")
    attempt = kiosk.session.safe.attempt(kiosk.attempt_id)
    assert anonymous.count_begun(kiosk.deps, kiosk.session, attempt, "en")
    before = kiosk.deps.device._database.rows("SELECT * FROM counter ORDER BY name")
    erase(kiosk.deps, kiosk.session)
    assert kiosk.deps.device._database.rows("SELECT * FROM counter ORDER BY name") == before


def test_the_list_names_nobody_and_a_changed_one_is_found_out(computer: Computer, tmp_path: Path) -> None:
    account_id = erase_anna(computer)
    places = [*computer.root.glob("state/*.json"), *(tmp_path / "data-state").glob("*.json")]
    assert len(places) == 2
    for place in places:
        text = place.read_text()
        assert account_id in text
        assert not [one for one in (ANNA.first_name, ANNA.last_name, ANNA.email) if one in text]
        assert place.stat().st_mode & 0o777 == 0o600
    with computer.running() as deps:
        assert all(one.is_whole for one in audit.of_device(deps))
        for change in (lambda rows: rows[0].update(at_ms=1), lambda rows: rows.clear()):
            document = json.loads(places[0].read_text())
            change(document["erased"])
            for place in places:
                place.write_text(json.dumps(document))
            operators, erased, safes = audit.of_device(deps)
            assert operators.is_whole and safes.is_whole
            assert not erased.is_whole


@pytest.mark.parametrize("content", [b"", b"{", b"[]", b'{"erased": [1]}', b"\xff\xfe"])
def test_a_list_that_can_not_be_read_stops_nobody_and_is_told(computer: Computer, content: bytes) -> None:
    erase_anna(computer)
    (place,) = computer.root.glob("state/*.json")
    place.write_bytes(content)
    with computer.running() as deps:
        assert is_gone(deps)
        accounts.sign_out(accounts.sign_in(deps, BORIS.email, PASSWORD))
        assert not audit.of_device(deps)[1].is_whole
        erasing.erased_list(deps.folder, deps.machine).add(Erased("f" * 32, "e" * 32, 9))
        assert audit.of_device(deps)[1].is_whole  # the next entry mends it, from the other place


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_receipt_has_a_reference_and_no_name(kiosk: Kiosk, language: str) -> None:
    words, deps = Words(language), kiosk.deps
    ratings.withdraw(deps, kiosk.session, kiosk.attempt_id)
    ahead = erasing.outlook(deps, kiosk.session)
    before = text_of(erasing.paper(ahead, None, deps.today(), words))
    gone = erasing.erase(deps, kiosk.session, ahead)
    after = text_of(erasing.paper(ahead, gone.at_ms, deps.today(), words))
    for text in (before, after):
        assert ahead.reference in text
        assert kiosk.session.details.first_name not in text
        assert kiosk.session.details.email not in text
    assert words("erasing.paper.after.title") in after
    assert words.moment(gone.at_ms) in after
