"""A registry opens with its passphrase, on its own computer, with what was set beside it, and with nothing less."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pyotp
import pytest
from fido2.ctap import CtapDevice

from progrez_desktop.core.errors import DataFault, EnvironmentFault, Fault, LockedFault, UsageFault
from progrez_desktop.core.json_document import read_json_document
from progrez_desktop.core.keys.machine_key import MachineKey
from progrez_desktop.core.keys.registry_key import RegistryKey
from progrez_desktop.core.keys.second_factor import Factor, FidoKey, NewCode
from progrez_desktop.core.services import registry, registry_factors
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.store.registry_store import RegistryStore
from tests.core.services.registry_house import PASSPHRASE, House, new_house
from tests.fakes import FakeKeyring
from tests.security_key import SoftwareKey


def plugged(*keys: SoftwareKey) -> Factor:
    """A factor with the key that is plugged in, if one is."""

    def find() -> CtapDevice | None:
        return keys[0] if keys else None

    return Factor(key=FidoKey(find))


def refusal(house: House, passphrase: str = PASSPHRASE, factor: Factor | None = None) -> str:
    house.opened.close()
    with pytest.raises(Fault) as refused:
        registry.open_registry(house.parts, None, passphrase, factor)
    return refused.value.code


def add(house: House, key: SoftwareKey, name: str, present: SoftwareKey | None = None) -> None:
    there, new = plugged(*([present] if present else [])).key, plugged(key).key
    assert there is not None and new is not None
    registry_factors.add_key(house.deps, PASSPHRASE, there, new, name)


def test_it_opens_with_its_passphrase_and_with_no_other(house: House) -> None:
    house.reopen()
    assert refusal(house, "vier gele kannen koffie") == "wrong_staff_passphrase"
    assert refusal(house, "") == "registry_passphrase_needed"
    house.reopen()


def test_wrong_tries_slow_down_and_a_right_one_ends_that(house: House) -> None:
    for _ in range(5):
        assert refusal(house, "wrong wrong wrong") == "wrong_staff_passphrase"
    assert refusal(house) == "sign_in_wait"
    house.clock.advance(31_000)
    house.reopen()
    assert refusal(house, "wrong wrong wrong") == "wrong_staff_passphrase"
    house.reopen()


def test_the_files_on_another_computer_open_with_nothing(house: House, tmp_path: Path) -> None:
    """The machine key stays in the key store of the system: passphrase and files alone are not enough."""
    house.opened.close()
    shutil.copytree(house.parts.folder.root, tmp_path / "copy")
    elsewhere = replace(house.parts, folder=DataFolder(tmp_path / "copy"), find_store=lambda _: FakeKeyring())
    with pytest.raises(LockedFault) as refused:
        registry.open_registry(elsewhere, None, PASSPHRASE)
    assert refused.value.code == "keyring_lost"


def test_where_none_was_made_that_is_said(house: House, tmp_path: Path) -> None:
    empty = replace(house.parts, folder=DataFolder(tmp_path / "none"))
    with pytest.raises(UsageFault, match="registry_absent"):
        registry.open_registry(empty, None, PASSPHRASE)


def test_a_damaged_key_file_is_told_and_never_written_over(house: House) -> None:
    path = house.parts.folder.registry_key_file
    document = json.loads(path.read_bytes())
    for broken in (b"", b"{", json.dumps(document | {"salt": "x"}).encode(), json.dumps({"wrap": 1}).encode()):
        path.write_bytes(broken)
        assert refusal(house) == "registry_key_damaged"
        assert path.read_bytes() == broken
    path.write_bytes(json.dumps(document).encode())
    house.reopen()


def test_a_damaged_database_is_told(house: House) -> None:
    house.opened.close()
    path = house.parts.folder.registry_file
    spoilt = bytearray(path.read_bytes())
    spoilt[len(spoilt) // 2] ^= 1
    path.write_bytes(spoilt)
    assert refusal(house) == "registry_damaged"
    path.unlink()
    assert refusal(house) == "registry_missing"


def test_the_database_of_another_registry_does_not_open(house: House, tmp_path: Path) -> None:
    other = new_house(tmp_path / "other", seed=2)
    other.opened.close()
    house.opened.close()
    shutil.copy(other.parts.folder.registry_file, house.parts.folder.registry_file)
    assert refusal(house) == "wrong_key"


# A security key


def test_a_security_key_takes_part_so_that_the_passphrase_alone_opens_nothing(house: House) -> None:
    key = SoftwareKey()
    add(house, key, "Blue")
    assert refusal(house) == "factor_key_needed"
    assert refusal(house, factor=plugged()) == "factor_key_needed"
    assert refusal(house, factor=plugged(SoftwareKey())) == "factor_key_wrong"
    house.reopen(factor=plugged(key))
    assert registry.standing(house.deps).factors == ("fido2",)


def test_the_key_file_keeps_its_contract_with_a_security_key_in_it(house: House) -> None:
    add(house, SoftwareKey(), "Blue")
    read_json_document(house.parts.folder.registry_key_file.read_bytes(), "registry-key")


def test_a_key_file_without_its_security_keys_opens_nothing(house: House) -> None:
    key, path = SoftwareKey(), house.parts.folder.registry_key_file
    add(house, key, "Blue")
    whole = path.read_bytes()
    path.write_text(json.dumps(json.loads(whole) | {"security_keys": []}))
    assert refusal(house) == "wrong_staff_passphrase"
    path.write_bytes(whole)
    house.reopen(factor=plugged(key))


def test_the_key_of_the_database_is_another_one_on_another_machine() -> None:
    key = RegistryKey(bytes(32))
    machines = [MachineKey("ab" * 16, bytes([number]) * 32) for number in (1, 2)]
    assert len({key.database(machine) for machine in machines}) == 2


def test_each_of_two_security_keys_opens_and_either_can_be_taken_away(house: House) -> None:
    blue, red = SoftwareKey(), SoftwareKey()
    add(house, blue, "Blue")
    add(house, red, "Red", present=blue)
    for key in (blue, red):
        house.reopen(factor=plugged(key))
    present = plugged(red).key
    assert present is not None
    registry_factors.remove_key(house.deps, PASSPHRASE, present, "Blue")
    assert refusal(house, factor=plugged(blue)) == "factor_key_wrong"
    house.reopen(factor=plugged(red))
    assert registry_factors.show(house.deps).security_keys == ("Red",)
    registry_factors.remove_key(house.deps, PASSPHRASE, present, "Red")
    house.reopen()


def test_a_wrong_passphrase_with_the_right_key_opens_nothing_and_adds_nothing(house: House) -> None:
    key = SoftwareKey()
    add(house, key, "Blue")
    assert refusal(house, "wrong wrong wrong", plugged(key)) == "wrong_staff_passphrase"
    house.reopen(factor=plugged(key))
    present, new = plugged(key).key, plugged(SoftwareKey()).key
    assert present is not None and new is not None
    with pytest.raises(LockedFault, match="wrong_staff_passphrase"):
        registry_factors.add_key(house.deps, "wrong wrong wrong", present, new, "Red")
    house.reopen(factor=plugged(key))


def test_the_passphrase_changes_with_one_of_the_keys(house: House) -> None:
    blue, red = SoftwareKey(), SoftwareKey()
    add(house, blue, "Blue")
    add(house, red, "Red", present=blue)
    registry_factors.change_passphrase(house.deps, PASSPHRASE, "drie groene stoelen", plugged(red).key)
    assert refusal(house, factor=plugged(blue)) == "wrong_staff_passphrase"
    house.reopen("drie groene stoelen", plugged(blue))


@pytest.mark.parametrize(
    ("key", "code"),
    [
        (SoftwareKey(has_hmac_secret=False), "factor_key_unfit"),
        (SoftwareKey(is_touched=False), "factor_key_refused"),
        (SoftwareKey(is_broken=True), "factor_key_failed"),
    ],
)
def test_a_key_that_can_not_take_part_changes_nothing(house: House, key: SoftwareKey, code: str) -> None:
    with pytest.raises(Fault) as refused:
        add(house, key, "Blue")
    assert refused.value.code == code
    house.reopen()


def test_a_name_is_there_once_and_is_one(house: House) -> None:
    blue = SoftwareKey()
    add(house, blue, "Blue")
    for name, code in (("Blue", "factor_name_known"), (" ", "factor_name"), ("x" * 81, "factor_name")):
        with pytest.raises(UsageFault, match=code):
            add(house, SoftwareKey(), name, present=blue)


# A code of six digits


def code_of(new: NewCode, house: House) -> str:
    return str(pyotp.parse_uri(new.uri).at(house.clock.now_ms() // 1000))  # type: ignore[attr-defined,union-attr]


def test_a_code_is_asked_for_once_one_was_typed_and_each_is_taken_once(house: House) -> None:
    new = registry_factors.new_code(house.deps, "Board")
    with pytest.raises(LockedFault, match="factor_code_wrong"):
        registry_factors.confirm_code(house.deps, new, "000000")
    house.reopen()
    used = code_of(new, house)
    registry_factors.confirm_code(house.deps, new, used[:3] + " " + used[3:])
    assert refusal(house) == "factor_code_needed"
    assert refusal(house, factor=Factor(used)) == "factor_code_wrong"
    house.clock.advance(30_000)
    house.reopen(factor=Factor(code_of(new, house)))
    assert refusal(house, factor=Factor(code_of(new, house))) == "factor_code_wrong"
    house.clock.advance(30_000)
    house.reopen(factor=Factor(code_of(new, house)))
    registry_factors.remove_code(house.deps)
    house.reopen()


def test_wrong_codes_slow_down_as_wrong_passphrases_do(house: House) -> None:
    registry_factors.confirm_code(house.deps, new := registry_factors.new_code(house.deps, "B"), code_of(new, house))
    house.clock.advance(60_000)
    for _ in range(5):
        assert refusal(house, factor=Factor("000000")) == "factor_code_wrong"
    assert refusal(house, factor=Factor(code_of(new, house))) == "sign_in_wait"


def test_a_second_registry_in_the_same_folder_waits_for_the_first(house: House) -> None:
    with pytest.raises(LockedFault, match="second_instance"):
        registry.open_registry(house.parts, None, PASSPHRASE)


def test_a_full_disk_while_a_passphrase_is_changed_leaves_the_old_one(house: House, monkeypatch) -> None:
    from progrez_desktop.core.keys import registry_key

    def full(path: Path, content: bytes) -> None:
        raise EnvironmentFault("disk_full", folder="x")

    monkeypatch.setattr(registry_key, "write_private", full)
    with pytest.raises(EnvironmentFault):
        registry_factors.change_passphrase(house.deps, PASSPHRASE, "drie groene stoelen", None)
    monkeypatch.undo()
    house.reopen()


def test_a_key_file_of_another_registry_is_of_no_use(house: House, tmp_path: Path) -> None:
    other = new_house(tmp_path / "other", seed=2)
    other.opened.close()
    shutil.copy(other.parts.folder.registry_key_file, house.parts.folder.registry_key_file)
    assert refusal(house) in ("wrong_staff_passphrase",)


def test_what_reads_the_database_without_its_key_sees_nothing(house: House) -> None:
    assert house.card.name["en"].encode() not in house.parts.folder.registry_file.read_bytes()
    house.opened.close()
    with pytest.raises(DataFault, match="wrong_key"):
        RegistryStore.open(house.parts.folder, bytes(32), bytes(32))
