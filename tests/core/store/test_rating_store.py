"""The database of a rating office refuses what is not its own, and says which kind of wrong it is."""

from pathlib import Path

import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.keys.inbox import new_key_pair
from progrez_desktop.core.model.rating import Office
from progrez_desktop.core.store.database import Database
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.store.rating_schema import RATING
from progrez_desktop.core.store.rating_store import NewOffice, RatingStore
from tests.core.store.builders import Device
from tests.fakes import MONDAY_MS, FakeEntropy

KEY = bytes(range(32))


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    """A folder with a closed rating database."""
    folder = DataFolder(tmp_path / "office")
    folder.prepare()
    texts, levels = new_key_pair(FakeEntropy(1)), new_key_pair(FakeEntropy(2))
    new = NewOffice(Office("organisation", "Bureau", texts.public, levels.public), texts.private, levels.private)
    RatingStore.create(folder, KEY, new, MONDAY_MS).close()
    return folder


def refusal(folder: DataFolder, key: bytes = KEY) -> str:
    with pytest.raises(DataFault) as refused:
        RatingStore.open(folder, key)
    return refused.value.code


def test_it_opens_with_its_own_key_alone(folder: DataFolder) -> None:
    store = RatingStore.open(folder, KEY)
    assert store.office().name == "Bureau"
    store.close()
    assert refusal(folder, bytes(32)) == "wrong_key"


def test_a_file_that_is_gone_cut_or_spoilt_is_told(folder: DataFolder) -> None:
    whole = folder.rating_file.read_bytes()
    folder.rating_file.write_bytes(whole[: len(whole) // 2])
    assert refusal(folder) == "rating_damaged"
    spoilt = bytearray(whole)
    spoilt[len(whole) // 2] ^= 1
    folder.rating_file.write_bytes(spoilt)
    assert refusal(folder) == "rating_damaged"
    folder.rating_file.unlink()
    assert refusal(folder) == "rating_missing"


def test_a_database_of_a_device_is_not_taken_for_an_office(folder: DataFolder, device: Device) -> None:
    device.store.close()
    folder.rating_file.write_bytes(device.folder.device_file.read_bytes())
    assert refusal(folder, device.machine.device_keys().database) == "foreign_database"


def test_a_database_of_a_later_program_is_left_alone(folder: DataFolder) -> None:
    database = Database.open(folder.rating_file, KEY, RATING, folder.backups)
    database.write("PRAGMA user_version = 2")
    database.close()
    assert refusal(folder) == "newer_schema"


def test_a_rating_has_to_follow_the_one_before(folder: DataFolder) -> None:
    store = RatingStore.open(folder, KEY)
    store._database.write("INSERT INTO rater VALUES ('r', 'Ria', 'rater')")
    store._database.write("INSERT INTO request VALUES ('q', '{}', 'a', 'p', 0, 1, 'h', x'00', x'00', 0)")
    store._database.write("INSERT INTO answer VALUES ('q', 0, 'i', 1, 'en', 'p', 'g', 't', x'00')")
    with pytest.raises(RuntimeError):  # a second version without a first would be a rating that was never blind
        store._database.write("INSERT INTO rating VALUES ('x', 2, 'q', 0, 'r', 's', 0)")
    store._database.write("INSERT INTO rating VALUES ('x', 1, 'q', 0, 'r', 's', 0)")
    with pytest.raises(RuntimeError):  # nor a second blind one of the same rater
        store._database.write("INSERT INTO rating VALUES ('y', 1, 'q', 0, 'r', 's', 0)")
    store._database.write("INSERT INTO rating VALUES ('x', 2, 'q', 0, 'r', 's', 0)")
    store.close()
