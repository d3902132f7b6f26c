"""Opens the storage of this device, and sets it up at the first start."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field

from progrez_desktop.core.errors import EnvironmentFault, LockedFault
from progrez_desktop.core.keys import machine_key
from progrez_desktop.core.keys.kdf import calibrate
from progrez_desktop.core.keys.machine_key import MachineKey, Passphrase
from progrez_desktop.core.keys.os_store import SecretStore
from progrez_desktop.core.model.assessment import Assessment
from progrez_desktop.core.model.keys import KdfCost
from progrez_desktop.core.packs.shipped import Shipped, shipped
from progrez_desktop.core.ports import Clock, Entropy, Noise
from progrez_desktop.core.services.deps import Deps, opendp_noise
from progrez_desktop.core.store.device_store import DeviceStore
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.store.instance_lock import instance_lock


@dataclass(frozen=True)
class Parts:
    """The concrete parts of one installation, named in app.py."""

    clock: Clock
    entropy: Entropy
    folder: DataFolder
    cost: KdfCost
    find_store: Callable[[str | None], SecretStore]
    """The key store of the system, the named kind where it still works; raises "keyring_absent" without one."""
    raise_cost: bool = False
    """Fit the cost of new passwords to this computer at its first start, upwards from `cost`."""
    in_memory: bool = False
    """Keep the machine key in memory only: a throw-away run that asks nothing."""
    find_noise: Callable[[], Noise] = opendp_noise
    """What counters begin with; asked when a period of counting is opened."""
    without_packs: bool = False
    """Only look after packs: what is in use may be damaged, and what shipped stands for it meanwhile."""


@dataclass(frozen=True)
class Unlock:
    """What an operator typed, where the key store of the system does not do."""

    passphrase: str = field(default="", repr=False)
    recovery_code: str = field(default="", repr=False)


@dataclass(frozen=True)
class Opened:
    """An installation, held until it is closed."""

    deps: Deps
    machine_recovery_code: str | None
    """Only after the first start: to be shown once and kept nowhere."""
    held: ExitStack
    """The device database and the lock on the folder, let go of in this order."""

    def close(self) -> None:
        self.held.close()


def open_storage(parts: Parts, unlock: Unlock | None = None) -> Opened:
    """Open the device database; at the first start make it, with its machine key.

    Raises:
        LockedFault: "second_instance"; "passphrase_new" or "passphrase_needed" where a passphrase has to be typed;
            "wrong_passphrase"; "keyring_locked", "keyring_changed" or "keyring_lost", where the recovery code helps.
        DataFault, EnvironmentFault: What is wrong with the files or the disk. A pack in use that is missing or damaged
            is one of these: what shipped is not run in its place.
    """
    parts.folder.prepare()
    with ExitStack() as held:
        held.enter_context(instance_lock(parts.folder.lock_file))
        files = shipped()
        if not parts.folder.device_file.exists():
            files.assessment()  # nothing is set up, and no code shown once, where what shipped is damaged
        machine, code = open_machine(parts, unlock)
        device = _device(parts, machine)
        held.callback(device.close)
        if any(path.exists() for path in parts.folder.erased_lists(machine.install_id)):
            from progrez_desktop.core.services import erasing  # few devices ever erased anybody

            erasing.apply(parts.folder, device, machine)
        files, assessment = _running(parts, device, files)
        deps = Deps(
            clock=parts.clock,
            entropy=parts.entropy,
            folder=parts.folder,
            cost=device.kdf_cost() or parts.cost,
            machine=machine,
            device=device,
            assessment=assessment,
            shipped=files,
            find_noise=parts.find_noise,
        )
        return Opened(deps, code, held.pop_all())


def _running(parts: Parts, device: DeviceStore, files: Shipped) -> tuple[Shipped, Assessment]:
    """Return what runs here: what shipped, or a pack in its place."""
    if parts.without_packs or not device.packs_in_use():
        return files, files.assessment()
    from progrez_desktop.core.services import running_packs  # most devices run what shipped

    return running_packs.running(parts.folder, device, files)


def _device(parts: Parts, machine: MachineKey) -> DeviceStore:
    """Open the device database, or make it. Where safes are there and it is not, a new one would shut them for ever."""
    if parts.folder.device_file.exists() or any(parts.folder.safes.glob("*.safe")):
        return DeviceStore.open(parts.folder, machine.device_keys())
    cost = calibrate(parts.clock, parts.cost) if parts.raise_cost else None
    return DeviceStore.create(parts.folder, machine.device_keys(), machine.install_id, parts.clock.now_ms(), cost)


def open_machine(parts: Parts, unlock: Unlock | None) -> tuple[MachineKey, str | None]:
    """Return the machine key of a folder, made at its first start, and then its recovery code. For faults see above."""
    if parts.in_memory:
        return machine_key.ephemeral(parts.entropy), None
    path = parts.folder.key_file
    if not path.exists():
        return _installed(parts, unlock)
    if unlock is not None and unlock.recovery_code:
        machine = machine_key.open_with_recovery(path, unlock.recovery_code)
        machine_key.rewrap(path, machine, _way_in(parts, unlock), parts.entropy)
        return machine, None
    entry = machine_key.read_key_file(path).os_store
    if entry is not None:
        return machine_key.open_with_os_store(path, parts.find_store(entry.backend)), None
    if unlock is None or not unlock.passphrase:
        raise LockedFault("passphrase_needed")
    return machine_key.open_with_passphrase(path, unlock.passphrase), None


def _installed(parts: Parts, unlock: Unlock | None) -> tuple[MachineKey, str]:
    try:
        return machine_key.install(parts.folder.key_file, _way_in(parts, unlock), parts.entropy)
    except LockedFault as fault:
        if fault.code != "keyring_locked":
            raise
        raise LockedFault("keyring_locked_at_first") from fault  # there is no recovery code yet that could help


def _way_in(parts: Parts, unlock: Unlock | None) -> SecretStore | Passphrase:
    """Return the key store of the system, or else the passphrase; without either one has to be chosen."""
    try:
        return parts.find_store(None)
    except EnvironmentFault as absent:
        if unlock is None or not unlock.passphrase:
            raise LockedFault("passphrase_new") from absent
        return Passphrase(unlock.passphrase, parts.cost)
