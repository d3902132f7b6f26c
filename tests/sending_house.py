"""A kiosk of the product's own parts that is enrolled with an organisation of tests, with releases that wait."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path

from progrez_desktop.core.keys import machine_key
from progrez_desktop.core.keys.organisation_papers import read_card
from progrez_desktop.core.keys.signing import sign
from progrez_desktop.core.model.outgoing import Sent
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.online.guard import Limits
from progrez_desktop.core.online.relay import Relay, web_to
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.ports import Clock
from progrez_desktop.core.services import sending
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.store.device_store import DeviceStore
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.store.organisations import Device as Called
from progrez_desktop.core.store.outbox import Outbox
from progrez_desktop.core.system import SystemClock, SystemEntropy
from tests.core.store.builders import Device as Installed
from tests.fakes import FAST_KDF, FakeEntropy
from tests.organisation_house import Device, now_ms, release_id

SEED = 5
QUICK = Limits(silence_s=3.0, whole_s=6.0)


@dataclass
class Kiosk:
    """`device` is what it is to its organisation; a copy of its folder opens as the same kiosk."""

    deps: Deps
    device: Device
    account_id: str = field(default="")

    @classmethod
    def enrolled(cls, root: Path, device: Device) -> "Kiosk":
        """Install a kiosk, and have it trust the organisation, which has admitted it."""
        installed = Installed.installed(root, SEED)
        account = installed.person().account
        organisation, event = device.organisation, AuditEvent(now_ms(), "operator", "organisation_trusted", "", {})
        card = organisation.card()
        called = Called(device.id, device.signing_key, "kiosk", device.name)
        installed.store.organisations.trust(read_card(card), card, called, event)
        installed.store.organisations.admit(organisation.id, organisation.certificate(device), event)
        installed.store.close()
        return replace(cls.opened(root, device), account_id=account.id)

    @classmethod
    def opened(cls, root: Path, device: Device, clock: Clock | None = None) -> "Kiosk":
        """Open the folder of a kiosk that `enrolled` made."""
        folder, machine = DataFolder(root), machine_key.ephemeral(FakeEntropy(SEED))
        store = DeviceStore.open(folder, machine.device_keys())
        parts = (clock or SystemClock(), SystemEntropy(), folder, FAST_KDF, machine, store)
        account = store._database.rows("SELECT id FROM account")[0][0]
        return cls(Deps(*parts, shipped().assessment(), shipped()), device, account)

    def queue(self, numbers: Iterable[int], version: int = 1, *, days: float = 90) -> None:
        """Let people release, all of them in one transaction."""
        database = self.deps.device._database
        with database.transaction():
            outbox = Outbox(database, "main.")
            for number in numbers:
                release, sealed = self.device.sealed(number, version, days=days)
                outbox.put(replace(release, account_id=self.account_id), sealed)

    def withdraw(self, numbers: Iterable[int]) -> None:
        self.deps.device.outbox.end_all([release_id(number) for number in numbers], now_ms())

    def press(self, address: str, limits: Limits | None = None) -> Sent:
        """Press Send, with a server at this address."""
        with web_to(address, limits=limits) as web:
            key = partial(sign, self.device.signing_key)
            ids = (self.device.organisation.id, self.device.id)
            relay = Relay(web, address, *ids, key, lambda: None, self.deps.clock, self.deps.entropy)
            return sending.press(self.deps, self.device.organisation.id, relay, pause=lambda _: None)

    def states(self) -> dict[str, int]:
        return dict(self.deps.device._database.rows("SELECT state, count(*) FROM outbox GROUP BY state"))

    def close(self) -> None:
        self.deps.device.close()

    def copied(self, root: Path) -> Path:
        """Return a copy of the folder, as a backup of then."""
        shutil.copytree(self.deps.folder.root, root)
        return root
