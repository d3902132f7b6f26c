"""The device knows accounts by keyed hashes, keeps their wraps, and counts failed sign-ins over a restart."""

import dataclasses
import json

import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.identity.email import email_lookup
from progrez_desktop.core.keys import person_key
from progrez_desktop.core.model.account import ChainHead
from progrez_desktop.core.model.keys import KdfCost
from progrez_desktop.core.store.device_store import DeviceStore
from progrez_desktop.core.store.folder import DataFolder
from tests.core.store.builders import PASSWORD, Device, Person
from tests.fakes import FAST_KDF


def test_an_account_is_found_by_any_spelling_of_its_address_after_a_restart(device: Device) -> None:
    sanne, ben = device.person("Sanne"), device.person("Ben")
    device.restarted()

    def found(address: str) -> object:
        return device.store.find_account(email_lookup(device.machine.directory_key, address))

    assert found("  SANNE@Example.ORG ") == sanne.account
    assert found("ben@example.org") == ben.account
    assert found("anna@example.org") is None
    assert device.store.account(sanne.account.id) == sanne.account
    assert device.store.account("f" * 32) is None
    assert len(device.store.accounts()) == 2


def test_the_stored_wraps_open_with_password_and_code(device: Device) -> None:
    sanne = device.person("Sanne")
    device.restarted()
    wraps = device.store.wraps(sanne.account.id)
    key = person_key.open_with_password(wraps, sanne.account.id, PASSWORD, device.machine.pepper)
    assert key == sanne.new_key.key
    assert person_key.open_with_recovery(wraps, sanne.account.id, sanne.new_key.recovery_code) == key
    assert device.store.wraps("f" * 32) == {}


def test_a_replaced_wrap_leaves_the_other_way_in(device: Device) -> None:
    sanne = device.person("Sanne")
    new = person_key.wrap_password(
        sanne.new_key.key, "quite another one", device.machine.pepper, FAST_KDF, device.entropy
    )
    device.store.replace_wrap(sanne.account.id, new)
    assert device.store.wraps(sanne.account.id) == {"password": new, "recovery": sanne.new_key.wraps["recovery"]}


def test_an_address_in_use_makes_no_second_account_and_no_wrap(device: Device) -> None:
    sanne = device.person("Sanne")
    second = dataclasses.replace(sanne.account, id="e" * 32, safe_file="e" * 32)
    with pytest.raises(DataFault) as told:
        device.store.create_account(second, sanne.new_key.wraps)
    assert told.value.code == "account_exists"
    assert (len(device.store.accounts()), device.store.wraps(second.id)) == (1, {})


def test_the_known_chain_head_only_goes_forward(device: Device, sanne: Person) -> None:
    for seq in (3, 2):
        device.store.keep_chain_head(sanne.account.id, ChainHead(seq, bytes([seq]) * 32))
    account = device.store.account(sanne.account.id)
    assert account is not None
    assert account.chain_head == ChainHead(3, b"\3" * 32)


def test_failed_sign_ins_are_counted_over_a_restart_until_one_works(device: Device) -> None:
    for at_ms in (10, 20, 30):
        device.store.record_sign_in_failure(b"lookup", at_ms)
    device.restarted()
    assert device.store.sign_in_failures(b"lookup") == (3, 30)
    assert device.store.sign_in_failures(b"other") == (0, 0)
    device.store.clear_sign_in_failures(b"lookup")
    assert device.store.sign_in_failures(b"lookup") == (0, 0)


def test_the_time_seen_goes_only_forward(device: Device) -> None:
    start = device.store.high_water_ms()
    assert start == device.clock.now_ms()
    for now_ms in (start + 5, start - 1_000_000, start + 3):
        device.store.raise_high_water(now_ms)
    device.restarted()
    assert device.store.high_water_ms() == start + 5


def test_the_cost_found_at_install_is_remembered(device: Device, tmp_path_factory: pytest.TempPathFactory) -> None:
    assert device.store.kdf_cost() is None
    folder = DataFolder(tmp_path_factory.mktemp("fitted"))
    folder.prepare()
    cost = KdfCost(131072, 5, 2)
    DeviceStore.create(folder, device.machine.device_keys(), device.machine.install_id, 1, cost).close()
    assert DeviceStore.open(folder, device.machine.device_keys()).kdf_cost() == cost


def test_a_wrap_that_was_tampered_with_in_the_database_is_told(device: Device, sanne: Person) -> None:
    spoiled = json.dumps({"version": 1})
    device.store._database.write("UPDATE wrap SET wrap = ? WHERE account_id = ?", (spoiled, sanne.account.id))
    with pytest.raises(DataFault) as told:
        device.store.wraps(sanne.account.id)
    assert told.value.code == "wrap_damaged"


def test_files_and_folders_are_closed_to_others(device: Device, sanne: Person) -> None:
    for path in (device.folder.root, *device.folder.root.rglob("*")):
        assert path.stat().st_mode & 0o077 == 0, path
