"""A safe moves in one sealed file that opens with its recovery code; a hostile file is told and leaves nothing."""

import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from progrez_desktop.core.errors import DataFault, EnvironmentFault, Fault, LockedFault, UsageFault
from progrez_desktop.core.keys import person_key
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.model.retention import Choice
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.services import (
    access_log,
    accounts,
    consents,
    erasing,
    notices,
    receipts,
    releasing,
    retention,
    sealed_safe,
    sittings,
    withdrawing,
)
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.store import sealed_file
from progrez_desktop.core.store.forms import canonical
from tests.core.services.rating_house import Kiosk
from tests.core.services.release_house import Employer, finished_at, outbox_rows
from tests.core.store.builders import Device
from tests.fakes import FAST_KDF, there

ANNA = PersonDetails("Anneliese", "Quastenberg", "a.quastenberg@example.org")
PASSWORD, NEW_PASSWORD = "seven herons on a fence", "nine lanterns by the quay"


def computer(root: Path, seed: int) -> Deps:
    device, files = Device.installed(root, seed), shipped()
    parts = (device.clock, device.entropy, device.folder, FAST_KDF, device.machine, device.store)
    return Deps(*parts, files.assessment(), files)


@pytest.fixture
def office(tmp_path: Path) -> Deps:
    return computer(tmp_path / "office", 1)


@pytest.fixture
def home(tmp_path: Path) -> Deps:
    return computer(tmp_path / "home", 2)


@pytest.fixture
def anna(office: Deps) -> accounts.NewAccount:
    made = accounts.create(office, ANNA, PASSWORD)
    consents.decide(office, made.session, there(office.assessment.organisation), ["profile"], "en")
    sittings.begin(office, made.session)
    return made


def files(deps: Deps) -> set[str]:
    """But for emptied journals, which SQLite leaves behind."""
    return {path.name for path in deps.folder.safes.iterdir() if path.stat().st_size}


def test_a_safe_moves_with_its_sittings_choices_and_log(office: Deps, home: Deps, anna: accounts.NewAccount) -> None:
    accounts.sign_out(anna.session)
    sealed = sealed_safe.make(office, anna.session.account_id)
    session = sealed_safe.take_in(home, sealed, anna.recovery_code, NEW_PASSWORD)
    assert session.details == ANNA
    assert there(sittings.standing(home, session)).attempt.state == "open"
    assert [grant.purpose for grant in session.safe.grants()] == ["profile"]
    log = access_log.checked(home, session)
    assert log.is_whole
    assert log.lines[-1].action == "safe_moved_in"
    accounts.sign_out(session)
    for way in (
        lambda: accounts.sign_in(home, ANNA.email, NEW_PASSWORD),
        lambda: accounts.sign_in_with_recovery(home, ANNA.email, anna.recovery_code, PASSWORD),
        lambda: accounts.sign_in(office, ANNA.email, PASSWORD),
    ):
        accounts.sign_out(way())
    with pytest.raises(LockedFault, match="wrong_password"):
        accounts.sign_in(home, ANNA.email, NEW_PASSWORD)


def test_nothing_that_was_typed_is_readable_in_the_file(office: Deps, anna: accounts.NewAccount) -> None:
    sealed = sealed_safe.make(office, anna.session.account_id)
    for typed in (ANNA.first_name, ANNA.last_name, ANNA.email, "quastenberg", anna.recovery_code, PASSWORD):
        assert typed.encode() not in sealed
    assert office.machine.pepper not in sealed


@pytest.mark.parametrize("stays", [True, False])
def test_the_person_chooses_whether_it_stays_where_it_was(
    tmp_path: Path, office: Deps, home: Deps, anna: accounts.NewAccount, *, stays: bool
) -> None:
    path = tmp_path / "anna.progrez-safe"
    sealed_safe.export(office, anna.session, path)
    if not stays:
        sealed_safe.leave(office, anna.session)
        assert not files(office)
        assert not office.device.accounts()
    accounts.sign_out(anna.session)
    session = sealed_safe.take_in(home, path.read_bytes(), anna.recovery_code, NEW_PASSWORD)
    assert access_log.checked(home, session).lines[-2].action == "safe_exported"
    if stays:
        accounts.sign_out(accounts.sign_in(office, ANNA.email, PASSWORD))
    else:
        with pytest.raises(LockedFault, match="wrong_password"):
            accounts.sign_in(office, ANNA.email, PASSWORD)
        accounts.sign_out(session)
        back = sealed_safe.make(home, session.account_id)
        again = sealed_safe.take_in(office, back, anna.recovery_code, PASSWORD)  # leaving is not being erased
        assert again.details == ANNA


def test_it_comes_back_newer_and_never_older(office: Deps, home: Deps, anna: accounts.NewAccount) -> None:
    accounts.sign_out(anna.session)
    before = sealed_safe.make(office, anna.session.account_id)
    session = sealed_safe.take_in(home, before, anna.recovery_code, NEW_PASSWORD)
    accounts.sign_out(session)
    newer = sealed_safe.make(home, session.account_id)
    (old_file,) = files(office)
    accounts.sign_out(sealed_safe.take_in(office, newer, anna.recovery_code, NEW_PASSWORD))
    (new_file,) = files(office)
    assert new_file != old_file
    assert len(office.device.accounts()) == 1
    with pytest.raises(DataFault, match="sealed_safe_older"):
        sealed_safe.take_in(office, before, anna.recovery_code, NEW_PASSWORD)
    assert files(office) == {new_file}
    accounts.sign_out(accounts.sign_in(office, ANNA.email, NEW_PASSWORD))


def test_an_erased_account_stays_erased_where_it_was(office: Deps, home: Deps, anna: accounts.NewAccount) -> None:
    sealed = sealed_safe.make(office, anna.session.account_id)
    erasing.erase(office, anna.session, erasing.outlook(office, anna.session))
    with pytest.raises(DataFault, match="sealed_safe_erased"):
        sealed_safe.take_in(office, sealed, anna.recovery_code, NEW_PASSWORD)
    assert not files(office)


def in_header(change: dict[str, object]) -> Callable[[bytes], bytes]:
    def changed(sealed: bytes) -> bytes:
        first, header, rest = sealed.split(b"\n", 2)
        told = json.dumps(json.loads(header) | change, sort_keys=True).encode()
        return b"\n".join((first, told, rest))

    return changed


def flipped(at: float) -> Callable[[bytes], bytes]:
    def changed(sealed: bytes) -> bytes:
        place = int(len(sealed) * at)
        return sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]

    return changed


HOSTILE: dict[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _: b"", "sealed_safe_other"),
    "a picture": (lambda _: b"\x89PNG\r\n\x1a\n" + bytes(5000), "sealed_safe_other"),
    "another contract": (in_header({"contract": "progrez.sealed-safe/2"}), "sealed_safe_other"),
    "a header without an end": (lambda sealed: sealed[:20] + b"{" * 40_000, "sealed_safe_damaged"),
    "cut in the header": (lambda sealed: sealed[:200], "sealed_safe_damaged"),
    "cut in the safe": (lambda sealed: sealed[:-4096], "sealed_safe_damaged"),
    "longer": (lambda sealed: sealed + b"more", "sealed_safe_damaged"),
    "a bit of a page": (flipped(0.7), "sealed_safe_damaged"),
    "another wrap": (
        in_header(
            {"recovery": {"version": 1, "kind": "recovery", "kdf": None, "nonce": "0a" * 12, "ciphertext": "0b" * 48}}
        ),
        "wrong_recovery_code",
    ),
    "another account": (in_header({"account_id": "ab" * 16}), "wrong_recovery_code"),
    "a head that the safe lacks": (in_header({"answers": {"seq": 9, "head": "ab" * 32}}), "sealed_safe_older"),
    "a log that was cut": (in_header({"log": {"seq": 99, "head": "ab" * 32}}), "sealed_safe_older"),
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_file_is_told_and_leaves_nothing(
    office: Deps, home: Deps, anna: accounts.NewAccount, kind: str
) -> None:
    spoil, code = HOSTILE[kind]
    with pytest.raises(Fault, match=code):
        sealed_safe.take_in(
            home, spoil(sealed_safe.make(office, anna.session.account_id)), anna.recovery_code, NEW_PASSWORD
        )
    assert not files(home)
    assert not home.device.accounts()


def test_a_page_that_was_changed_with_its_sum_is_found_by_the_safe(
    office: Deps, home: Deps, anna: accounts.NewAccount
) -> None:
    sealed = flipped(0.7)(sealed_safe.make(office, anna.session.account_id))
    safe = sealed.split(b"\n", 2)[2]
    forged = in_header({"safe": {"bytes": len(safe), "sha256": hashlib.sha256(safe).hexdigest()}})(sealed)
    with pytest.raises(DataFault, match="sealed_safe_damaged"):
        sealed_safe.take_in(home, forged, anna.recovery_code, NEW_PASSWORD)
    assert not files(home)


def test_a_wrong_code_and_a_mistyped_one_are_told_apart(office: Deps, home: Deps, anna: accounts.NewAccount) -> None:
    sealed = sealed_safe.make(office, anna.session.account_id)
    other = accounts.create(home, replace(ANNA, email="b@example.org"), PASSWORD).recovery_code
    with pytest.raises(LockedFault, match="wrong_recovery_code"):
        sealed_safe.take_in(home, sealed, other, NEW_PASSWORD)
    with pytest.raises(UsageFault, match="groups=1"):
        sealed_safe.take_in(home, sealed, "AAAAA" + anna.recovery_code[5:], NEW_PASSWORD)


def test_two_people_with_one_address_are_never_mixed(office: Deps, home: Deps, anna: accounts.NewAccount) -> None:
    accounts.create(home, ANNA, PASSWORD)
    there_before = files(home)
    with pytest.raises(DataFault, match="account_exists"):
        sealed_safe.take_in(home, sealed_safe.make(office, anna.session.account_id), anna.recovery_code, NEW_PASSWORD)
    assert files(home) == there_before


def interrupted(office: Deps, session: Session, to: Path) -> None:
    """Copy the safe as a kill leaves it in the middle of a write: pages half new, and the journal hot beside them."""
    path = next(office.folder.safes.glob("*.safe"))
    database = session.safe._database
    database.write("PRAGMA cache_size=2")  # so that pages are written before the end
    database.write("BEGIN IMMEDIATE")
    for number in range(200):
        database.write("INSERT INTO notice VALUES (?, 'k', ?, 1, NULL)", (f"half-{number}", "x" * 3000))
    for one in office.folder.safes.glob(f"{path.name}*"):
        shutil.copy(one, to / one.name)
    database.write("ROLLBACK")


def test_a_write_that_was_cut_short_is_taken_back_elsewhere(
    tmp_path: Path, office: Deps, home: Deps, anna: accounts.NewAccount
) -> None:
    aside = tmp_path / "aside"
    aside.mkdir()
    interrupted(office, anna.session, aside)
    accounts.sign_out(anna.session)
    for one in aside.iterdir():
        shutil.copy(one, office.folder.safes / one.name)
    assert any(one.name.endswith("-journal") and one.stat().st_size for one in aside.iterdir())
    sealed = sealed_safe.make(office, anna.session.account_id)
    session = sealed_safe.take_in(home, sealed, anna.recovery_code, NEW_PASSWORD)
    assert session.safe._database.row("SELECT count(*) FROM notice WHERE kind = 'k'") == (0,)
    assert access_log.checked(home, session).is_whole


def test_what_was_released_is_withdrawn_from_where_the_safe_is_now(tmp_path: Path) -> None:
    employer = Employer.made()
    office, home = finished_at(tmp_path / "office", employer), finished_at(tmp_path / "home", employer, seed=9)
    erasing.erase(home.deps, home.session, erasing.outlook(home.deps, home.session))
    office.grant("profile", "contact")
    releasing.send(office.deps, office.session, releasing.look(office.deps, office.session))
    (put,) = outbox_rows(office)
    code = there(receipts.latest(office.session))["dpv:hasWithdrawalMethod"]["dct:identifier"]
    recovery = person_key.wrap_recovery(_key(office), office.deps.entropy)
    office.deps.device.replace_wrap(office.session.account_id, recovery[0])
    accounts.sign_out(office.session)
    sealed = sealed_safe.make(office.deps, office.session.account_id)
    session = sealed_safe.take_in(home.deps, sealed, recovery[1], NEW_PASSWORD)
    assert erasing.outlook(home.deps, session).told_later == 1
    organisation = there(home.deps.assessment.organisation)
    consents.withdraw(home.deps, session, organisation, "contact")  # nothing can be sealed anew where nothing was sent
    (erase,) = outbox_rows(home)
    assert (erase["kind"], erase["release_id"]) == ("erase", put["release_id"])
    assert hashlib.sha256(erase["erase_secret"]).hexdigest() == json.loads(put["header"])["erase_hash"]
    assert [one.purpose for one in session.safe.grants() if one.withdrawn_ms is None] == ["profile"]
    assert withdrawing.by_code(home.deps, str(code)).state == "withdrawn"  # what is still allowed


def test_a_code_works_where_the_safe_is_now(
    tmp_path: Path, office: Deps, home: Deps, anna: accounts.NewAccount
) -> None:
    code = there(receipts.latest(anna.session))["dpv:hasWithdrawalMethod"]["dct:identifier"]
    accounts.sign_out(anna.session)
    sealed = sealed_safe.make(office, anna.session.account_id)
    accounts.sign_out(sealed_safe.take_in(home, sealed, anna.recovery_code, NEW_PASSWORD))
    assert withdrawing.by_code(home, str(code)).state == "withdrawn"
    session = accounts.sign_in(home, ANNA.email, NEW_PASSWORD)
    assert [one for one in session.safe.grants() if one.withdrawn_ms is None] == []


def _key(kiosk: Kiosk) -> person_key.PersonKey:
    wraps = kiosk.deps.device.wraps(kiosk.session.account_id)
    pepper = kiosk.deps.machine.pepper
    return person_key.open_with_password(wraps, kiosk.session.account_id, "a long enough one", pepper)


def test_a_full_disk_takes_nothing_along_and_tells_nothing(
    tmp_path: Path, office: Deps, anna: accounts.NewAccount, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> bytes:
        raise EnvironmentFault("disk_full", folder="")

    with monkeypatch.context() as patch:
        patch.setattr(sealed_file, "write", full)
        with pytest.raises(EnvironmentFault):
            sealed_safe.export(office, anna.session, tmp_path / "anna.progrez-safe")
    assert not list(tmp_path.glob("anna*"))
    assert "safe_exported" not in [line.action for line in access_log.checked(office, anna.session).lines]


@pytest.mark.parametrize("where", ["create_account", "keep_log_head"])
def test_a_full_disk_brings_nobody_in_half(
    office: Deps, home: Deps, anna: accounts.NewAccount, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    def full(*_: object) -> None:
        raise EnvironmentFault("disk_full", folder="")

    sealed = sealed_safe.make(office, anna.session.account_id)
    with monkeypatch.context() as patch:
        patch.setattr(home.device, where, full)
        if where == "create_account":
            with pytest.raises(EnvironmentFault):
                sealed_safe.take_in(home, sealed, anna.recovery_code, NEW_PASSWORD)
            assert not files(home)
            assert not home.device.accounts()
            return
        accounts.sign_out(sealed_safe.take_in(home, sealed, anna.recovery_code, NEW_PASSWORD))
    accounts.sign_out(accounts.sign_in(home, ANNA.email, NEW_PASSWORD))


def test_a_safe_that_came_is_kept_no_longer_than_the_organisation_here_wants(
    office: Deps, home: Deps, anna: accounts.NewAccount
) -> None:
    organisation = replace(there(home.assessment.organisation), retention_days=10)
    home = replace(home, assessment=replace(home.assessment, organisation=organisation))
    sealed = sealed_safe.make(office, anna.session.account_id)
    session = sealed_safe.take_in(home, sealed, anna.recovery_code, NEW_PASSWORD)
    assert there(retention.look(home, session)).term.until_ms == home.clock.now_ms() + 10 * DAY_MS


@pytest.mark.parametrize("choice", ["sooner", "longer"])
def test_how_long_a_safe_is_kept_stays_chosen_where_it_comes_back_to(
    office: Deps, home: Deps, anna: accounts.NewAccount, choice: Choice
) -> None:
    retention.choose(office, anna.session, choice)
    chosen = there(retention.look(office, anna.session)).term
    accounts.sign_out(anna.session)
    sealed = sealed_safe.make(office, anna.session.account_id)
    session = sealed_safe.take_in(office, sealed, anna.recovery_code, NEW_PASSWORD)
    assert there(retention.look(office, session)).term == chosen


def test_who_brings_a_safe_in_is_told_what_staff_did(office: Deps, anna: accounts.NewAccount) -> None:
    account = there(office.device.account(anna.session.account_id))
    notices.leave(office, account, "disclosed", {"authority": "a court", "fields": []}, number="ab" * 8)
    accounts.sign_out(anna.session)
    sealed = sealed_safe.make(office, account.id)
    session = sealed_safe.take_in(office, sealed, anna.recovery_code, NEW_PASSWORD)
    assert [one.body["action"] for one in notices.news(session)] == ["disclosed"]


def test_who_brings_a_safe_in_has_shown_to_keep_its_code(office: Deps, home: Deps, anna: accounts.NewAccount) -> None:
    sealed = sealed_safe.make(office, anna.session.account_id)
    accounts.sign_out(sealed_safe.take_in(home, sealed, anna.recovery_code, NEW_PASSWORD))
    back = accounts.come_back(home, ANNA.email, NEW_PASSWORD)
    assert back.recovery_code is None  # a new one would shut out the file and the computer that it came from
    accounts.sign_out(back.session)


def with_journal(sealed: bytes, names: Path) -> bytes:
    """A sealed file with a journal that takes nothing back and says that another file holds it together."""
    first, line, safe = sealed.split(b"\n", 2)
    header, page = json.loads(line), 4096
    name = str(names).encode()
    beginning = bytes.fromhex("d9d505f920a163d7") + b"".join(
        number.to_bytes(4, "big") for number in (0, 0, len(safe) // page, 512, page)
    )
    end = b"".join(number.to_bytes(4, "big") for number in (len(name), sum(name)))
    journal = beginning.ljust(512, b"\0") + (1).to_bytes(4, "big") + name + end + bytes.fromhex("d9d505f920a163d7")
    header["journal"] = {"bytes": len(journal), "sha256": hashlib.sha256(journal).hexdigest()}
    return b"\n".join((first, canonical(header).encode(), safe + journal))


def test_a_journal_that_names_another_file_destroys_nothing(
    office: Deps, home: Deps, anna: accounts.NewAccount, tmp_path: Path
) -> None:
    accounts.sign_out(anna.session)
    other = tmp_path / "a letter of somebody else"
    other.write_bytes(b"a letter")
    hostile = with_journal(sealed_safe.make(office, anna.session.account_id), other)
    with pytest.raises(DataFault, match="sealed_safe_damaged"):
        sealed_safe.take_in(home, hostile, anna.recovery_code, NEW_PASSWORD)
    assert other.read_bytes() == b"a letter"
    assert not files(home)
