"""The machine key is never on disk in the clear, and there is always a way back in."""

import json
from pathlib import Path

import jsonschema_rs
import pytest

from progrez_desktop.core.errors import DataFault, EnvironmentFault, Fault, LockedFault, UsageFault
from progrez_desktop.core.keys import machine_key
from progrez_desktop.core.keys.machine_key import MachineKey, Passphrase
from tests.fakes import FAST_KDF, FakeEntropy, FakeKeyring

WORDS = Passphrase("seven quiet otters", FAST_KDF)


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "machine.json"


def fault_of(action: object, *arguments: object) -> Fault:
    with pytest.raises(Fault) as told:
        action(*arguments)  # type: ignore[operator]
    return told.value


def test_both_ways_in_and_the_printed_code_open_the_same_key(tmp_path: Path) -> None:
    store, entropy = FakeKeyring(), FakeEntropy(1)
    first, code = machine_key.install(tmp_path / "a.json", store, entropy)
    assert machine_key.open_with_os_store(tmp_path / "a.json", store) == first
    assert machine_key.open_with_recovery(tmp_path / "a.json", code.lower()) == first
    second, code = machine_key.install(tmp_path / "b.json", WORDS, entropy)
    assert machine_key.open_with_passphrase(tmp_path / "b.json", WORDS.text) == second
    assert machine_key.open_with_recovery(tmp_path / "b.json", code) == second
    assert first.install_id != second.install_id
    assert first.secret != second.secret


@pytest.mark.parametrize("way_in", [FakeKeyring(), WORDS])
def test_the_key_file_keeps_its_contract_and_no_secret(
    key_file: Path, repo: Path, way_in: FakeKeyring | Passphrase
) -> None:
    machine, code = machine_key.install(key_file, way_in, FakeEntropy(1))
    text = key_file.read_text()
    contract = json.loads((repo / "resources/contracts/machine-key.schema.json").read_text())
    jsonschema_rs.validate(contract, json.loads(text))
    kept = list(way_in.kept.values()) if isinstance(way_in, FakeKeyring) else [way_in.text]
    for secret in (machine.secret.hex(), machine.pepper.hex(), code, code.replace("-", ""), *kept):
        assert secret not in text
        assert secret not in repr(machine)
    assert key_file.stat().st_mode & 0o777 == 0o600


def test_the_derived_keys_differ_from_each_other_and_between_machines() -> None:
    entropy = FakeEntropy(1)
    machines = [machine_key.ephemeral(entropy), machine_key.ephemeral(entropy)]
    labels = ("device-database", "pepper", "directory", "audit", "chain", "key-check")
    keys = {machine.derived(label) for machine in machines for label in labels} | {m.secret for m in machines}  # type: ignore[arg-type]
    assert len(keys) == 2 * len(labels) + 2


def test_an_installed_key_is_never_overwritten(key_file: Path) -> None:
    machine_key.install(key_file, WORDS, FakeEntropy(1))
    before = key_file.read_bytes()
    assert fault_of(machine_key.install, key_file, WORDS, FakeEntropy(2)).code == "already_installed"
    assert key_file.read_bytes() == before


def test_a_wrong_passphrase_or_another_machines_code_is_told_as_such(key_file: Path, tmp_path: Path) -> None:
    machine_key.install(key_file, WORDS, FakeEntropy(1))
    _, other_code = machine_key.install(tmp_path / "other.json", WORDS, FakeEntropy(2))
    assert fault_of(machine_key.open_with_passphrase, key_file, "seven quiet otter").code == "wrong_passphrase"
    assert fault_of(machine_key.open_with_recovery, key_file, other_code).code == "wrong_recovery_code"
    assert fault_of(machine_key.open_with_recovery, key_file, other_code[:-1]).code == "recovery_code_typing"
    assert fault_of(machine_key.open_with_os_store, key_file, FakeKeyring()).code == "no_such_way_in"


def test_each_failing_key_store_is_told_apart_and_the_code_still_opens(key_file: Path) -> None:
    store = FakeKeyring()
    machine, code = machine_key.install(key_file, store, FakeEntropy(1))
    other_kind = FakeKeyring(backend="keyring.backends.kwallet.DBusKeyring", kept=dict(store.kept))
    changed = fault_of(machine_key.open_with_os_store, key_file, other_kind)
    assert (changed.code, changed.params) == ("keyring_changed", {"was": "SecretService", "now": "kwallet"})
    for kept in ({}, *(dict.fromkeys(store.kept, secret) for secret in ("00" * 32, "not hex", ""))):
        assert fault_of(machine_key.open_with_os_store, key_file, FakeKeyring(kept=kept)).code == "keyring_lost"
    locked = FakeKeyring(fault=LockedFault("keyring_locked"))
    assert fault_of(machine_key.open_with_os_store, key_file, locked).code == "keyring_locked"
    assert machine_key.open_with_recovery(key_file, code) == machine


def test_nothing_is_written_where_the_key_store_fails_or_forgets(key_file: Path) -> None:
    forgetful = FakeKeyring(forgets=True)
    assert fault_of(machine_key.install, key_file, forgetful, FakeEntropy(1)).code == "keyring_not_kept"
    locked = FakeKeyring(fault=LockedFault("keyring_locked"))
    assert fault_of(machine_key.install, key_file, locked, FakeEntropy(1)).code == "keyring_locked"
    short = Passphrase("too short", FAST_KDF)
    assert fault_of(machine_key.install, key_file, short, FakeEntropy(1)).code == "password_too_short"
    assert list(key_file.parent.iterdir()) == []


def test_another_way_in_replaces_the_old_one_and_keeps_the_code(key_file: Path) -> None:
    store, entropy = FakeKeyring(), FakeEntropy(1)
    machine, code = machine_key.install(key_file, store, entropy)
    machine_key.rewrap(key_file, machine, WORDS, entropy)
    assert machine_key.open_with_passphrase(key_file, WORDS.text) == machine
    assert fault_of(machine_key.open_with_os_store, key_file, store).code == "no_such_way_in"
    machine_key.rewrap(key_file, machine, store, entropy)
    assert machine_key.open_with_os_store(key_file, store) == machine
    assert machine_key.open_with_recovery(key_file, code) == machine


def test_a_new_secret_in_the_same_key_store_leaves_no_old_one_there(key_file: Path) -> None:
    store, entropy = FakeKeyring(), FakeEntropy(1)
    machine, _ = machine_key.install(key_file, store, entropy)
    before = dict(store.kept)
    machine_key.rewrap(key_file, machine, store, entropy)
    assert len(store.kept) == 1
    assert store.kept.items().isdisjoint(before.items())
    assert machine_key.open_with_os_store(key_file, store) == machine


def test_a_rewrap_that_could_not_be_written_leaves_the_old_way_in(
    key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store, entropy = FakeKeyring(), FakeEntropy(1)
    machine, _ = machine_key.install(key_file, store, entropy)

    def full(*_: object) -> None:
        raise EnvironmentFault("disk_full", folder="")

    monkeypatch.setattr(machine_key, "write_private", full)
    assert fault_of(machine_key.rewrap, key_file, machine, store, entropy).code == "disk_full"
    assert machine_key.open_with_os_store(key_file, store) == machine


def test_a_key_of_another_machine_may_not_be_wrapped_into_the_file(key_file: Path) -> None:
    machine_key.install(key_file, WORDS, FakeEntropy(1))
    before = key_file.read_bytes()
    stranger = machine_key.ephemeral(FakeEntropy(2))
    assert fault_of(machine_key.rewrap, key_file, stranger, WORDS, FakeEntropy(3)).code == "key_file_damaged"
    assert key_file.read_bytes() == before


def test_a_missing_newer_or_damaged_key_file_is_told_apart(key_file: Path) -> None:
    assert fault_of(machine_key.read_key_file, key_file).code == "key_file_missing"
    machine_key.install(key_file, WORDS, FakeEntropy(1))
    good = json.loads(key_file.read_text())
    key_file.write_text(json.dumps(good | {"version": 2}))
    assert fault_of(machine_key.read_key_file, key_file).code == "key_file_newer"
    for bad in (b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 5000, b"{}", b'{"format": "other"}', b"x" * 200_000):
        key_file.write_bytes(bad)
        assert fault_of(machine_key.read_key_file, key_file).code == "key_file_damaged", bad[:20]
    for name in good:
        values: tuple[object, ...] = (None, 0, "", [], {}, "zz")
        for value in values:
            if (name, value) != ("os_store", None):
                key_file.write_text(json.dumps(good | {name: value}))
                told = fault_of(machine_key.open_with_passphrase, key_file, WORDS.text)
                assert isinstance(told, DataFault | UsageFault), (name, value)


def test_every_cut_of_the_key_file_is_refused(key_file: Path) -> None:
    machine_key.install(key_file, WORDS, FakeEntropy(1))
    whole = key_file.read_bytes().rstrip()
    for length in range(0, len(whole), 7):
        key_file.write_bytes(whole[:length])
        assert fault_of(machine_key.read_key_file, key_file).code == "key_file_damaged"


def test_a_key_check_of_another_machine_is_found(key_file: Path) -> None:
    machine, _ = machine_key.install(key_file, WORDS, FakeEntropy(1))
    document = json.loads(key_file.read_text())
    stranger = MachineKey(machine.install_id, b"s" * 32)
    key_file.write_text(json.dumps(document | {"key_check": stranger.derived("key-check").hex()}))
    assert fault_of(machine_key.open_with_passphrase, key_file, WORDS.text).code == "key_file_damaged"


def test_a_key_folder_that_is_a_file_is_told_as_such(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    told = fault_of(machine_key.install, tmp_path / "file" / "machine.json", WORDS, FakeEntropy(1))
    assert (told.code, type(told)) == ("folder_is_file", EnvironmentFault)
