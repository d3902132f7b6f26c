"""A sealed file of a safe that a kill left in the middle of a write says the same as the safe does once it is open."""

import random
from pathlib import Path

from progrez_desktop.core.store import sealed_file
from progrez_desktop.core.store.device_store import DeviceStore
from progrez_desktop.core.store.safe_store import SafeStore, open_safe
from tests.core.store.builders import Device, Person
from tests.core.store.test_kill import keys_of, lines_until_killed
from tests.fakes import there

_NAMES_OTHERS = bytes.fromhex("d9d505f920a163d7")
"""The end of a journal of a transaction over several files."""


def unsealed(device: Device, person: Person, data: bytes, root: Path) -> SafeStore:
    """Open what a file holds on a device that never saw it."""
    sealed, other = sealed_file.read(data), Device.installed(root, seed=7)
    path = other.folder.safe_file(person.account.safe_file)
    path.write_bytes(sealed.safe)
    if sealed.journal:
        path.with_name(path.name + "-journal").write_bytes(sealed.journal)
    return open_safe(other.store, there(device.store.account(person.account.id)), person.keys)


def test_a_safe_that_was_cut_short_while_sharing_is_sealed_as_it_will_be_read(
    repo: Path, device: Device, sanne: Person, tmp_path: Path
) -> None:
    keys, chance, shared = keys_of(device, sanne), random.Random(11), 0
    path = device.safe_path(sanne)
    journal = path.with_name(path.name + "-journal")
    device.store.close()
    for number in range(30):
        lines_until_killed(repo, "share", device.folder.root, chance.uniform(0, 0.03), keys + "\n")
        shared += journal.exists() and journal.read_bytes().endswith(_NAMES_OTHERS)
        data = sealed_file.write(sanne.account, sanne.new_key.wraps["recovery"], path, 0)  # before anybody opens it
        device.store = DeviceStore.open(device.folder, device.machine.device_keys())
        # First here: then nothing is left of what held both files together, as on another computer.
        here = device.opened(sanne)
        elsewhere = unsealed(device, sanne, data, tmp_path / f"{number}")
        assert [one.id for one in elsewhere.releases.all_live()] == [one.id for one in here.releases.all_live()]
        elsewhere.close()
        here.close()
        device.store.close()
        if shared >= 3:
            return
    assert shared, "no kill met a write over both files"
