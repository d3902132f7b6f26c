"""Nobody reads anothers safe: not the next person, not the operator, not who has the disk."""

import itertools
from pathlib import Path

import pytest

from progrez_desktop.core.errors import DataFault, LockedFault
from progrez_desktop.core.keys import person_key
from progrez_desktop.core.model.attempt import TextValue
from progrez_desktop.core.model.details import Entry, MyDetails
from progrez_desktop.core.store.safe_store import open_safe
from tests.core.store.builders import ATTEMPT, Device, Person, answer

CANARY = "Xylophagouskwartz"


@pytest.fixture(scope="module")
def crowd(tmp_path_factory: pytest.TempPathFactory) -> tuple[Device, list[Person]]:
    """Ten people with a word in their safes that occurs nowhere else. Made once; each test gets a copy."""
    device, people = Device.installed(tmp_path_factory.mktemp("crowd") / "data"), []
    for number in range(10):
        person = device.person(f"{CANARY}{number}", password=f"password of {number}")
        safe = device.opened(person)
        safe.create_attempt(ATTEMPT)
        answer(safe, "prompt", TextValue(f"{CANARY} text of {number}"))
        safe.own_details.keep(MyDetails({"address": CANARY}, {"work": (Entry(CANARY),)}), 1)
        safe.close()
        people.append(person)
    return device, people


@pytest.fixture
def device(crowd: tuple[Device, list[Person]], tmp_path: Path) -> Device:
    return crowd[0].copied(tmp_path / "data")


@pytest.fixture
def ten(crowd: tuple[Device, list[Person]]) -> list[Person]:
    return crowd[1]


def test_ten_people_open_ten_safes_and_nobody_anothers(device: Device, ten: list[Person]) -> None:
    for reader, owner in itertools.product(ten, ten):
        account = device.store.account(owner.account.id)
        assert account is not None
        if reader is owner:
            assert open_safe(device.store, account, reader.keys).details() == reader.details
        else:
            with pytest.raises(DataFault) as told:
                open_safe(device.store, account, reader.keys)
            assert told.value.code == "safe_damaged"


def test_ten_passwords_unwrap_ten_keys_and_no_other(device: Device, ten: list[Person]) -> None:
    for (number, reader), owner in itertools.product(enumerate(ten), ten):
        wraps = device.store.wraps(owner.account.id)
        password, pepper = f"password of {number}", device.machine.pepper
        if reader is owner:
            key = person_key.open_with_password(wraps, owner.account.id, password, pepper)
            assert key == owner.new_key.key
            continue
        with pytest.raises(LockedFault):
            person_key.open_with_password(wraps, owner.account.id, password, pepper)
        with pytest.raises(LockedFault):
            person_key.open_with_recovery(wraps, owner.account.id, reader.new_key.recovery_code)
        with pytest.raises(LockedFault):  # wraps exchanged in the database by somebody who has its key
            person_key.open_with_password(device.store.wraps(reader.account.id), owner.account.id, password, pepper)


def test_an_operator_with_the_device_key_reads_nothing_about_anybody(device: Device, ten: list[Person]) -> None:
    database = device.store._database
    tables = [name for (name,) in database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    everything = repr([database.rows(f"SELECT * FROM {table}") for table in tables])  # noqa: S608
    assert ten[0].account.id in everything  # the search itself works
    for person in ten:
        for told in (person.details.first_name, person.details.email, person.details.email.casefold(), CANARY):
            assert told not in everything
    assert "de Vries" not in everything


def files_with(root: Path, needle: str) -> list[Path]:
    forms = (needle.encode(), needle.encode("utf-16-le"), needle.casefold().encode(), needle.encode().hex().encode())
    files = [path for path in root.rglob("*") if path.is_file()]
    return [path for path in files if any(form in path.read_bytes() for form in forms)]


def test_no_word_of_anybody_is_on_the_disk_in_the_clear(device: Device, ten: list[Person], tmp_path: Path) -> None:
    """In no file: databases, journals in the middle of a transaction, backups, lock."""
    (tmp_path / "control").write_text(CANARY)
    assert files_with(tmp_path, CANARY) == [tmp_path / "control"]
    (tmp_path / "control").unlink()
    safe = device.opened(ten[0])
    safe._database.rows("PRAGMA cache_size = 2")
    with safe._database.transaction():
        answer_in_progress = TextValue(f"{CANARY} " * 5_000)
        safe._database.write("UPDATE cv_draft SET body = ?", (answer_in_progress.text,))
        safe._database.write("UPDATE response_event SET language = 'xx'")
        assert safe._database.path.with_name(safe._database.path.name + "-journal").stat().st_size > 0
        assert files_with(tmp_path, CANARY) == []
    safe._database.copy_to(device.folder.backups / "copy.safe", ten[0].keys.database)
    for secret in (CANARY, "de Vries", "example.org", ten[0].keys.database.hex(), ten[0].new_key.recovery_code):
        assert files_with(tmp_path, secret) == []


def test_keys_are_not_on_the_disk_either(device: Device, ten: list[Person]) -> None:
    secrets = [device.machine.secret, device.machine.device_keys().database, device.machine.pepper]
    for person in ten:
        secrets += [person.new_key.key.secret, person.keys.database, person.keys.chain]
    content = b"".join(path.read_bytes() for path in device.folder.root.rglob("*") if path.is_file())
    for secret in secrets:
        assert secret not in content
        assert secret.hex().encode() not in content


def test_a_recovery_code_opens_a_copied_safe_on_another_machine(
    device: Device, ten: list[Person], tmp_path: Path
) -> None:
    """Without the first machine's key: its pepper has no part in a recovery wrap."""
    person = ten[3]
    wraps = device.store.wraps(person.account.id)
    key = person_key.open_with_recovery(wraps, person.account.id, person.new_key.recovery_code)
    other = Device.installed(tmp_path / "other", seed=2)
    account = device.store.account(person.account.id)
    assert account is not None
    other.safe_path(person).write_bytes(device.safe_path(person).read_bytes())
    other.store.create_account(account, wraps)
    assert open_safe(other.store, account, key.safe_keys()).details() == person.details
