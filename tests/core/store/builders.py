"""A device with people on it, made from the real parts with fast key derivation and a seed."""

import shutil
from dataclasses import dataclass, field, replace
from pathlib import Path

from progrez_desktop.core.identity.email import email_lookup
from progrez_desktop.core.keys import inbox, machine_key, person_key
from progrez_desktop.core.keys.machine_key import MachineKey
from progrez_desktop.core.keys.person_key import NewPersonKey
from progrez_desktop.core.model.account import Account
from progrez_desktop.core.model.attempt import Attempt, Response, ResponseValue, StatementValue
from progrez_desktop.core.model.keys import SafeKeys
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.store.device_store import DeviceStore
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.store.safe_store import SafeStore, create_safe, open_safe
from tests.fakes import FAST_KDF, FakeClock, FakeEntropy

PASSWORD = "a long enough one"


@dataclass(frozen=True)
class Person:
    account: Account
    new_key: NewPersonKey
    details: PersonDetails

    @property
    def keys(self) -> SafeKeys:
        return self.new_key.key.safe_keys()


@dataclass
class Device:
    """One installed device; `person` adds somebody, `opened` opens their safe as signing in does."""

    folder: DataFolder
    machine: MachineKey
    store: DeviceStore
    entropy: FakeEntropy
    clock: FakeClock = field(default_factory=FakeClock)

    @classmethod
    def installed(cls, root: Path, seed: int = 1) -> "Device":
        folder, entropy, clock = DataFolder(root), FakeEntropy(seed), FakeClock()
        folder.prepare()
        machine = machine_key.ephemeral(entropy)
        store = DeviceStore.create(folder, machine.device_keys(), machine.install_id, clock.now_ms())
        return cls(folder, machine, store, entropy, clock)

    def copied(self, root: Path) -> "Device":
        """Return the same device in a folder of its own, so that a test may spoil it."""
        shutil.copytree(self.folder.root, root)
        store = DeviceStore.open(DataFolder(root), self.machine.device_keys())
        return Device(DataFolder(root), self.machine, store, replace(self.entropy), replace(self.clock))

    def restarted(self) -> None:
        self.store.close()
        self.store = DeviceStore.open(self.folder, self.machine.device_keys())

    def person(self, name: str = "Sanne", password: str = PASSWORD) -> Person:
        details = PersonDetails(name, "de Vries", f"{name}@example.org")
        account_id = self.entropy.bytes(16).hex()
        new_key = person_key.make(account_id, password, self.machine.pepper, FAST_KDF, self.entropy)
        pair = inbox.new_key_pair(self.entropy)
        account = Account(
            id=account_id,
            email_lookup=email_lookup(self.machine.directory_key, details.email),
            state="active",
            created_ms=self.clock.now_ms(),
            safe_file=self.entropy.bytes(16).hex(),
            inbox_public_key=pair.public,
            chain_head=None,
        )
        create_safe(self.folder, account, new_key.key.safe_keys(), details, pair.private)
        self.store.create_account(account, new_key.wraps)
        return Person(account, new_key, details)

    def opened(self, person: Person) -> SafeStore:
        account = self.store.account(person.account.id)
        assert account is not None
        return open_safe(self.store, account, person.keys)

    def safe_path(self, person: Person) -> Path:
        return self.folder.safe_file(person.account.safe_file)


ATTEMPT = Attempt(
    id="0" * 32,
    account_id="",
    assessment_id="working-together",
    pack_sha256="ab" * 32,
    state="open",
    started_ms=FakeClock().now_ms(),
    finished_ms=None,
    position=0,
    active_ms=0,
    computer_reading=True,
)


def answer(
    safe: SafeStore, item_id: str, value: ResponseValue | int, *, at_ms: int = 0, position: int = 0, active_ms: int = 0
) -> Response:
    """Save one answer to ATTEMPT; a number is a statement's category."""
    if isinstance(value, int):
        value = StatementValue(value)
    return safe.save_response(
        ATTEMPT.id, item_id, "en", value, position=position, active_ms=active_ms, at_ms=at_ms or FakeClock().now_ms()
    )
