"""The machine key: 32 random bytes that open the device database, on disk only as wraps in one key file.

Contract of the file: resources/contracts/machine-key.schema.json.
"""

import json
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Literal

from progrez_desktop.core.errors import DataFault, EnvironmentFault, Fault, LockedFault, UsageFault
from progrez_desktop.core.files import disk_faults, write_private
from progrez_desktop.core.keys.kdf import DEFAULT_COST
from progrez_desktop.core.keys.os_store import SecretStore
from progrez_desktop.core.keys.passwords import password_bytes
from progrez_desktop.core.keys.primitives import derive, typed_bytes
from progrez_desktop.core.keys.wraps import make_wrap, open_wrap
from progrez_desktop.core.model.keys import KEY_BYTES, DeviceKeys, KdfCost, Wrap, WrapKind
from progrez_desktop.core.ports import Entropy

FILE_VERSION = 1
_FORMAT = "progrez-machine-key"
_MOST_BYTES = 64 * 1024

DerivedKey = Literal[
    "device-database",
    "rating-database",
    "registry-database",
    "pepper",
    "directory",
    "audit",
    "chain",
    "key-check",
    "signing",
    "move",
]


@dataclass(frozen=True)
class MachineKey:
    """Opens everything on this device but the safes of its people."""

    install_id: str
    secret: bytes = field(repr=False)

    def derived(self, label: DerivedKey) -> bytes:
        return derive(self.secret, f"machine/{label}")

    @property
    def pepper(self) -> bytes:
        """Goes into every password wrap, so that a copied disk alone can't be guessed at."""
        return self.derived("pepper")

    @property
    def directory_key(self) -> bytes:
        """Under which the directory knows an e-mail address (see core.identity.email.email_lookup)."""
        return self.derived("directory")

    def device_keys(self) -> DeviceKeys:
        return DeviceKeys(database=self.derived("device-database"), audit=self.derived("audit"))


@dataclass(frozen=True)
class Passphrase:
    """The way in of a machine without a key store: an operator types it at start."""

    text: str = field(repr=False)
    cost: KdfCost = DEFAULT_COST


WayIn = SecretStore | Passphrase


@dataclass(frozen=True)
class StoreEntry:
    """Where in which key store the wrapping secret is. A new wrap gets a new name, so that the old one lasts until
    the key file is written."""

    backend: str
    name: str


@dataclass(frozen=True)
class KeyFile:
    """What the key file says. Reading it takes no secret."""

    install_id: str
    key_check: bytes
    os_store: StoreEntry | None
    wraps: tuple[Wrap, ...]

    def wrap(self, kind: WrapKind) -> Wrap:
        """Return the wrap of one kind, or say that this machine has no such way in."""
        for wrap in self.wraps:
            if wrap.kind == kind:
                return wrap
        raise UsageFault("no_such_way_in", kind=kind)

    def has(self, kind: WrapKind) -> bool:
        return any(wrap.kind == kind for wrap in self.wraps)


def install(path: Path, way_in: WayIn, entropy: Entropy) -> tuple[MachineKey, str]:
    """Make the machine key of this device and write its key file.

    Args:
        path: The key file, in a folder that exists. A file that is there already is never overwritten.
        way_in: The key store of the system, or a passphrase.

    Returns:
        The key, and the recovery code to be shown and printed once: it is kept nowhere.

    Raises:
        UsageFault: "already_installed", "password_too_short".
        LockedFault, EnvironmentFault: what the key store or the disk says; nothing was written then.
    """
    from progrez_desktop.core.keys import recovery_code  # at the first start alone

    if path.exists():
        raise UsageFault("already_installed")
    machine = ephemeral(entropy)
    code = recovery_code.new_code(entropy)
    recovery = make_wrap("recovery", machine.install_id, machine.secret, code, entropy)
    file = KeyFile(machine.install_id, machine.derived("key-check"), os_store=None, wraps=(recovery,))
    _write(path, _with_way_in(file, machine, way_in, entropy))
    return machine, recovery_code.written(code)


def ephemeral(entropy: Entropy) -> MachineKey:
    """Return a machine key that lives in memory only, for throw-away runs."""
    return MachineKey(install_id=entropy.bytes(16).hex(), secret=entropy.bytes(KEY_BYTES))


def read_key_file(path: Path) -> KeyFile:
    """Return what the key file says.

    Raises:
        DataFault: "key_file_missing", "key_file_damaged" or "key_file_newer".
    """
    try:
        with disk_faults(path.parent), path.open("rb") as file:
            content = file.read(_MOST_BYTES)
    except EnvironmentFault as fault:
        if isinstance(fault.__cause__, FileNotFoundError):
            raise DataFault("key_file_missing") from fault
        raise
    try:
        return _parsed(json.loads(content))
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DataFault("key_file_damaged") from error


def open_with_os_store(path: Path, store: SecretStore) -> MachineKey:
    """Open the machine key with the key store of the system.

    Raises:
        LockedFault: "keyring_changed" (another kind of store than at install), "keyring_lost" (it has no secret of
            this install, or another one), "keyring_locked". Each time the recovery code is the way in.
    """
    file = read_key_file(path)
    wrap = file.wrap("os_store")
    if file.os_store is None:
        raise DataFault("key_file_damaged")
    if store.backend != file.os_store.backend:
        raise LockedFault("keyring_changed", was=_short(file.os_store.backend), now=_short(store.backend))
    kept = store.read(file.os_store.name)
    try:
        secret = bytes.fromhex(kept or "")
    except ValueError:
        raise LockedFault("keyring_lost") from None
    return _opened(file, wrap, secret)


def open_with_passphrase(path: Path, passphrase: str) -> MachineKey:
    """Open the machine key with the operator's passphrase, or say "wrong_passphrase"."""
    file = read_key_file(path)
    return _opened(file, file.wrap("passphrase"), typed_bytes(passphrase))


def open_with_recovery(path: Path, code: str) -> MachineKey:
    """Open the machine key with the code that was printed at install.

    Raises:
        UsageFault: "recovery_code_typing" with the groups that were mistyped.
        LockedFault: "wrong_recovery_code": well typed, but of another machine.
    """
    from progrez_desktop.core.keys import recovery_code

    file = read_key_file(path)
    return _opened(file, file.wrap("recovery"), recovery_code.read(code))


def rewrap(path: Path, machine: MachineKey, way_in: WayIn, entropy: Entropy) -> None:
    """Give an open machine key another daily way in; the recovery code stays as it is.

    The secret of the old way goes from the key store if it is the same store; elsewhere it opens nothing any more.
    """
    old = read_key_file(path)
    _must_be_of(old, machine.secret, machine.install_id)
    _write(path, _with_way_in(old, machine, way_in, entropy))
    if old.os_store and not isinstance(way_in, Passphrase) and old.os_store.backend == way_in.backend:
        with suppress(Fault):
            way_in.delete(old.os_store.name)


def _with_way_in(file: KeyFile, machine: MachineKey, way_in: WayIn, entropy: Entropy) -> KeyFile:
    recovery = file.wrap("recovery")
    if isinstance(way_in, Passphrase):
        secret = password_bytes(way_in.text)
        wrap = make_wrap("passphrase", machine.install_id, machine.secret, secret, entropy, cost=way_in.cost)
        return replace(file, os_store=None, wraps=(wrap, recovery))
    secret = entropy.bytes(KEY_BYTES)
    entry = StoreEntry(way_in.backend, f"{machine.install_id}/{entropy.bytes(4).hex()}")
    _keep_in_store(way_in, entry.name, secret.hex())
    wrap = make_wrap("os_store", machine.install_id, machine.secret, secret, entropy)
    return replace(file, os_store=entry, wraps=(wrap, recovery))


def _keep_in_store(store: SecretStore, name: str, secret: str) -> None:
    """Write and read back before anything is encrypted: a store that forgets would lose the database for ever."""
    store.write(name, secret)
    if store.read(name) != secret:
        raise EnvironmentFault("keyring_not_kept")


def _opened(file: KeyFile, wrap: Wrap, secret: bytes) -> MachineKey:
    key = open_wrap(wrap, file.install_id, secret)
    _must_be_of(file, key, file.install_id)
    return MachineKey(file.install_id, key)


def _must_be_of(file: KeyFile, key: bytes, install_id: str) -> None:
    machine = MachineKey(install_id, key)
    if file.install_id != install_id or machine.derived("key-check") != file.key_check:
        raise DataFault("key_file_damaged")


def _write(path: Path, file: KeyFile) -> None:
    document = {
        "format": _FORMAT,
        "version": FILE_VERSION,
        "install_id": file.install_id,
        "key_check": file.key_check.hex(),
        "os_store": {"backend": file.os_store.backend, "name": file.os_store.name} if file.os_store else None,
        "wraps": [wrap.to_json() for wrap in file.wraps],
    }
    write_private(path, (json.dumps(document, indent=2) + "\n").encode())


def _parsed(document: Any) -> KeyFile:
    version = document["version"]
    if type(version) is int and version > FILE_VERSION:
        raise DataFault("key_file_newer")
    install_id, store = document["install_id"], document["os_store"]
    check = bytes.fromhex(document["key_check"])
    entry = None if store is None else StoreEntry(backend=store["backend"], name=store["name"])
    texts = (install_id, entry.backend, entry.name) if entry else (install_id,)
    known = (document["format"], version) == (_FORMAT, FILE_VERSION) and len(check) == KEY_BYTES
    if not known or not all(isinstance(text, str) and text for text in texts) or len(install_id) != 32:
        raise DataFault("key_file_damaged")
    try:
        wraps = tuple(Wrap.from_json(wrap) for wrap in document["wraps"])
    except Fault as fault:
        raise DataFault("key_file_damaged") from fault
    return KeyFile(install_id, check, entry, wraps)


def _short(backend: str) -> str:
    """Return the telling part of a backend's name: "SecretService", "Windows"."""
    return backend.removeprefix("keyring.backends.").partition(".")[0]
