"""A file that can't be opened says why, stays as it was, and is never taken for an empty one."""

import sqlite3
from pathlib import Path

import pytest

from progrez_desktop.core.errors import DataFault, EnvironmentFault, Fault, LockedFault
from progrez_desktop.core.store import database as database_module
from progrez_desktop.core.store.database import Database, DatabaseKind, file_marker
from progrez_desktop.core.store.device_schema import DEVICE
from progrez_desktop.core.store.migrations import Migration
from progrez_desktop.core.store.outbox import Outbox, Release, Sealed
from progrez_desktop.core.store.safe_schema import SAFE
from progrez_desktop.core.store.safe_store import SafeStore
from tests.core.store.builders import Device, Person

KEY = bytes(range(32))
NOTES = DatabaseKind("device", 7, (Migration("notes", ("CREATE TABLE note (text TEXT UNIQUE) STRICT",)),))


def nothing(_: Database) -> None:
    pass


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "notes.db"
    database = Database.create(path, KEY, NOTES, nothing)
    database.write("INSERT INTO note VALUES ('kept')")
    database.close()
    return path


def fault_on_opening(path: Path, key: bytes = KEY, kind: DatabaseKind = NOTES) -> Fault:
    before = path.read_bytes() if path.exists() else None
    with pytest.raises(Fault) as told:
        Database.open(path, key, kind, path.parent)
    assert (path.read_bytes() if path.exists() else None) == before
    return told.value


def test_the_settings_that_durability_rests_on_are_in_effect(path: Path) -> None:
    expected = {
        "journal_mode": "truncate",
        "synchronous": 3,  # EXTRA
        "secure_delete": 1,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "temp_store": 2,  # memory
    }
    database = Database.open(path, KEY, NOTES, path.parent)
    assert {name: database.rows(f"PRAGMA {name}")[0][0] for name in expected} == expected


def test_another_key_is_told_from_damage(path: Path) -> None:
    told = fault_on_opening(path, key=b"w" * 32)
    assert (type(told), told.code) == (DataFault, "wrong_key")
    content = bytearray(path.read_bytes())
    content[5000] ^= 1
    path.write_bytes(content)
    assert fault_on_opening(path).code == "device_damaged"


def test_damaged_first_bytes_cost_nothing_and_heal(path: Path) -> None:
    path.write_bytes(b"\xff" * 16 + path.read_bytes()[16:])
    database = Database.open(path, KEY, NOTES, path.parent)
    assert database.rows("SELECT text FROM note") == [("kept",)]
    database.write("CREATE TABLE other (id INTEGER)")
    database.close()
    assert path.read_bytes()[:16] == file_marker(KEY)


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "notes.db"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE bookmarks (url TEXT)")
    connection.close()
    told = fault_on_opening(other)
    assert (told.code, told.params) == ("foreign_database", {"file": "notes.db"})


def test_a_file_under_our_key_of_another_kind_is_foreign(path: Path) -> None:
    assert fault_on_opening(path, kind=DEVICE).code == "foreign_database"
    assert fault_on_opening(path, kind=SAFE).code == "foreign_database"


@pytest.mark.parametrize("content", [b"", b"x", b"x" * 15])
def test_an_empty_or_stubby_file_is_damaged_and_not_new(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert fault_on_opening(path).code == "device_damaged"


@pytest.mark.parametrize("content", [b"x" * 16, b"\0" * 8192, b"%PDF-1.7\n" * 3000, bytes(range(256)) * 64])
def test_any_other_file_is_not_of_this_key(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    assert fault_on_opening(path).code == "wrong_key"


def test_a_missing_file_is_told_and_not_made(tmp_path: Path) -> None:
    assert fault_on_opening(tmp_path / "notes.db").code == "device_missing"
    assert list(tmp_path.iterdir()) == []


def test_a_newer_schema_is_refused_untouched(path: Path) -> None:
    database = Database.open(path, KEY, NOTES, path.parent)
    database.write("PRAGMA user_version = 9")
    database.close()
    told = fault_on_opening(path)
    assert (told.code, told.params) == ("newer_schema", {"file": "notes.db", "found": 9, "known": 1})


def test_a_database_held_by_another_is_told_as_locked(path: Path) -> None:
    one, two = (Database.open(path, KEY, NOTES, path.parent) for _ in range(2))
    with one.transaction(), pytest.raises(LockedFault) as told:
        one.write("INSERT INTO note VALUES ('first')")
        two.write("INSERT INTO note VALUES ('refused')")
    assert (told.value.code, told.value.params) == ("database_locked", {"file": "notes.db"})
    two.write("INSERT INTO note VALUES ('later')")
    assert one.rows("SELECT text FROM note") == [("kept",), ("first",), ("later",)]


def test_a_database_is_never_made_over_a_file(path: Path) -> None:
    before = path.read_bytes()
    with pytest.raises(EnvironmentFault):
        Database.create(path, KEY, NOTES, nothing)
    assert path.read_bytes() == before


def test_a_database_whose_first_rows_fail_never_gets_its_name(tmp_path: Path) -> None:
    def fails(_: Database) -> None:
        raise DataFault("text_not_storable")

    with pytest.raises(DataFault):
        Database.create(tmp_path / "notes.db", KEY, NOTES, fails)
    assert list(tmp_path.iterdir()) == []


def test_a_failed_transaction_leaves_nothing_behind(path: Path) -> None:
    database = Database.open(path, KEY, NOTES, path.parent)
    with pytest.raises(KeyboardInterrupt), database.transaction():
        database.write("INSERT INTO note VALUES ('lost')")
        raise KeyboardInterrupt
    assert database.rows("SELECT text FROM note") == [("kept",)]


def test_our_own_mistake_is_no_fault_and_repeats_no_value(path: Path) -> None:
    database = Database.open(path, KEY, NOTES, path.parent)
    for statement in ("INSERT INTO note VALUES ('kept')", "SELECT 1 FROM nowhere"):
        with pytest.raises(RuntimeError) as told:
            database.rows(statement)
        assert "kept" not in str(told.value)


def test_without_encryption_nothing_is_opened_or_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Plain SQLite under SQLCipher's name would otherwise write every answer readable."""
    monkeypatch.setattr(database_module, "_module", lambda: sqlite3)
    with pytest.raises(EnvironmentFault) as told:
        Database.create(tmp_path / "notes.db", KEY, NOTES, nothing)
    assert told.value.code == "sqlcipher_missing"
    with pytest.raises(EnvironmentFault) as told:
        database_module.cipher_version()
    assert told.value.code == "sqlcipher_missing"
    assert list(tmp_path.iterdir()) == []


def test_the_cipher_tells_its_version_and_provider() -> None:
    cipher, provider = database_module.cipher_version()
    assert cipher.startswith("4.")
    assert provider.startswith("OpenSSL")


def test_damage_is_not_shouted_on_stderr(path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path.write_bytes(path.read_bytes()[:16] + b"\0" * 8192)
    fault_on_opening(path)
    assert capfd.readouterr() == ("", "")


def test_two_keys_of_one_bit_difference_have_different_markers() -> None:
    other = bytes([KEY[0] ^ 1]) + KEY[1:]
    assert file_marker(KEY) != file_marker(other)
    assert len(file_marker(KEY)) == 16


def both(device: Device, sanne: Person) -> tuple[SafeStore, int]:
    safe = device.opened(sanne)
    return safe, len(safe._database.rows("SELECT * FROM notice"))


def test_a_block_over_two_files_is_in_both_or_in_none(device: Device, sanne: Person) -> None:
    safe, before = both(device, sanne)
    release = Release("r", sanne.account.id, "o", ("profile",), (), 9, 1, b"secret")

    def write(outbox: Outbox) -> None:
        safe._database.write("INSERT INTO notice VALUES ('n', 'k', '{}', 1, NULL)")
        outbox.put(release, Sealed("{}", b"sealed", b"hash"))

    def in_both() -> tuple[int, int]:
        return len(safe._database.rows("SELECT * FROM notice")) - before, len(device.store.outbox.waiting("profile", 0))

    with pytest.raises(KeyError), safe.transaction_with(device.store) as outbox:
        write(outbox)
        raise KeyError
    assert in_both() == (0, 0)
    with safe.transaction_with(device.store) as outbox:
        write(outbox)
        assert device.store.account(sanne.account.id) is not None  # its own connection may read meanwhile
    assert in_both() == (1, 1)


def test_nothing_stays_attached_and_each_file_has_its_own_settings(device: Device, sanne: Person) -> None:
    safe, _ = both(device, sanne)
    with safe.transaction_with(device.store):
        for setting, value in (("journal_mode", "truncate"), ("synchronous", 3), ("secure_delete", 1)):
            assert safe._database.row(f"PRAGMA device.{setting}") == (value,), setting
    assert [name for _, name, _ in safe._database.rows("PRAGMA database_list") if name != "temp"] == ["main"]
    device.store.outbox.end("nobody's", 1)  # nothing is held any more


def test_another_key_attaches_nothing(device: Device, sanne: Person) -> None:
    safe, before = both(device, sanne)
    with pytest.raises(DataFault), safe._database.transaction_with(device.store._database, bytes(32), "device"):
        safe._database.write("INSERT INTO notice VALUES ('n', 'k', '{}', 1, NULL)")
    assert len(safe._database.rows("SELECT * FROM notice")) == before
    with safe.transaction_with(device.store):
        pass
