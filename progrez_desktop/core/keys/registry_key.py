"""The key of a registry: random, opened by a passphrase with the machine key, and by a security key where there is one.

Contract of the file: resources/contracts/registry-key.schema.json.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from progrez_desktop.core.errors import DataFault, EnvironmentFault, Fault
from progrez_desktop.core.files import disk_faults, write_private
from progrez_desktop.core.json_document import read_json_document
from progrez_desktop.core.keys.machine_key import MachineKey
from progrez_desktop.core.keys.passwords import password_bytes
from progrez_desktop.core.keys.primitives import derive, typed_bytes
from progrez_desktop.core.keys.second_factor import SecurityKey
from progrez_desktop.core.keys.security_keys import Ring
from progrez_desktop.core.keys.wraps import make_wrap, open_wrap
from progrez_desktop.core.model.keys import KEY_BYTES, KdfCost, Registered, Wrap
from progrez_desktop.core.ports import Entropy

CONTRACT = "registry-key"
_MOST_BYTES = 256 * 1024


@dataclass(frozen=True)
class RegistryKey:
    secret: bytes = field(repr=False)

    def database(self, machine: MachineKey) -> bytes:
        """Return the key of the database: neither the passphrase nor this machine's key alone gives it."""
        return derive(self.secret, "registry/database", salt=machine.derived("registry-database"))


@dataclass(frozen=True)
class KeyFile:
    """What the file says. Reading it takes no secret."""

    registry_id: str
    salt: bytes
    wrap: Wrap
    keys: tuple[Registered, ...] = ()

    @property
    def ring(self) -> Ring:
        return Ring("registry", self.registry_id, self.salt, self.keys)

    @property
    def cost(self) -> KdfCost:
        assert self.wrap.kdf is not None  # a registry's wrap is stretched
        return self.wrap.kdf.cost


def make(path: Path, machine: MachineKey, passphrase: str, cost: KdfCost, entropy: Entropy) -> RegistryKey:
    """Make the key of a new registry and write its file.

    Raises:
        UsageFault: "password_too_short". EnvironmentFault: What the disk says.
    """
    key, registry_id = RegistryKey(entropy.bytes(KEY_BYTES)), machine.install_id
    ring = Ring("registry", registry_id, entropy.bytes(KEY_BYTES))
    _write(path, KeyFile(registry_id, ring.salt, _wrapped(key, machine, passphrase, cost, entropy, ring, None)))
    return key


def read_file(path: Path) -> KeyFile:
    """Return what the file says.

    Raises:
        DataFault: "registry_key_missing", "registry_key_damaged".
    """
    try:
        with disk_faults(path.parent), path.open("rb") as file:
            content = file.read(_MOST_BYTES)
    except EnvironmentFault as fault:
        if isinstance(fault.__cause__, FileNotFoundError):
            raise DataFault("registry_key_missing") from fault
        raise
    try:
        return _parsed(read_json_document(content, CONTRACT))
    except Fault as fault:
        raise DataFault("registry_key_damaged") from fault


def open_key(file: KeyFile, machine: MachineKey, passphrase: str, security_key: SecurityKey | None) -> RegistryKey:
    """Open the key of a registry.

    Raises:
        LockedFault: "wrong_staff_passphrase"; "factor_key_needed", "factor_key_wrong", "factor_key_refused".
    """
    return _opened(file, machine, passphrase, file.ring.shared(security_key))


def add_security_key(
    path: Path,
    machine: MachineKey,
    passphrase: str,
    present: SecurityKey,
    new: SecurityKey,
    name: str,
    entropy: Entropy,
) -> None:
    """Have a security key take part from now on, beside those that do.

    Args:
        present: One that takes part already, where there is one.

    Raises:
        As open_key; UsageFault: "factor_key_unfit", "factor_name_known".
    """
    file = read_file(path)
    ring, shared = file.ring, file.ring.shared(present)
    key = _opened(file, machine, passphrase, shared)
    ring, shared = ring.added(new, name, shared, entropy)
    wrap = _wrapped(key, machine, passphrase, file.cost, entropy, ring, shared)
    _write(path, replace(file, wrap=wrap, keys=ring.keys))


def remove_security_key(
    path: Path, machine: MachineKey, passphrase: str, present: SecurityKey, name: str, entropy: Entropy
) -> None:
    """Let a security key take part no more; any of them may say so. After the last one the passphrase opens alone.

    Raises:
        As open_key; UsageFault: "factor_name_unknown".
    """
    file = read_file(path)
    ring, shared = file.ring.without(name), file.ring.shared(present)
    key = _opened(file, machine, passphrase, shared)
    wrap = _wrapped(key, machine, passphrase, file.cost, entropy, ring, shared if ring.keys else None)
    _write(path, replace(file, wrap=wrap, keys=ring.keys))


def change_passphrase(
    path: Path, machine: MachineKey, old: str, new: str, present: SecurityKey | None, cost: KdfCost, entropy: Entropy
) -> None:
    """Give a registry another passphrase; the old one opens nothing but earlier copies of the file from then on.

    Raises:
        As open_key; UsageFault: "password_too_short".
    """
    file = read_file(path)
    shared = file.ring.shared(present)
    key = _opened(file, machine, old, shared)
    _write(path, replace(file, wrap=_wrapped(key, machine, new, cost, entropy, file.ring, shared)))


def _opened(file: KeyFile, machine: MachineKey, passphrase: str, shared: bytes | None) -> RegistryKey:
    pepper = file.ring.pepper(machine.pepper, shared)
    return RegistryKey(open_wrap(file.wrap, file.registry_id, typed_bytes(passphrase), pepper=pepper))


def _wrapped(
    key: RegistryKey,
    machine: MachineKey,
    passphrase: str,
    cost: KdfCost,
    entropy: Entropy,
    ring: Ring,
    shared: bytes | None,
) -> Wrap:
    secret, pepper = password_bytes(passphrase), ring.pepper(machine.pepper, shared)
    return make_wrap("registry", machine.install_id, key.secret, secret, entropy, cost=cost, pepper=pepper)


def _write(path: Path, file: KeyFile) -> None:
    document = {
        "contract": f"progrez.{CONTRACT}/1",
        "registry_id": file.registry_id,
        "salt": file.salt.hex(),
        "wrap": file.wrap.to_json(),
        "security_keys": [
            {
                "name": one.name,
                "credential": one.credential.hex(),
                "nonce": one.nonce.hex(),
                "sealed": one.sealed.hex(),
            }
            for one in file.keys
        ],
    }
    write_private(path, (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode())


def _parsed(document: Any) -> KeyFile:
    keys: Sequence[Any] = document["security_keys"]
    return KeyFile(
        document["registry_id"],
        bytes.fromhex(document["salt"]),
        Wrap.from_json(document["wrap"]),
        tuple(
            Registered(
                one["name"],
                bytes.fromhex(one["credential"]),
                bytes.fromhex(one["nonce"]),
                bytes.fromhex(one["sealed"]),
            )
            for one in keys
        ),
    )
