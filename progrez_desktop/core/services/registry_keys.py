"""The organisation's keys of a registry: a copy that the printed code opens, and one for another workstation."""

from progrez_desktop.core.files import write_private
from progrez_desktop.core.keys import organisation_keys
from progrez_desktop.core.keys.organisation_keys import Keyring
from progrez_desktop.core.services.registry_deps import RegistryDeps
from progrez_desktop.core.store.folder import DataFolder


def keyring(deps: RegistryDeps) -> Keyring:
    identity = deps.store.identity()
    return Keyring(identity.card, identity.recovery_public, deps.store.seal_keys(), identity.organisation_key)


def write_copy(folder: DataFolder, keys: Keyring) -> None:
    """Write the copy that the printed code opens into the registry's folder, to be kept elsewhere as well."""
    write_private(folder.organisation_keys_file, organisation_keys.for_recovery(keys))


def export(deps: RegistryDeps, passphrase: str) -> bytes:
    """Return the keys for another workstation, under a passphrase that its staff are told by another way.

    Raises:
        UsageFault: "password_too_short".
    """
    data = organisation_keys.under_passphrase(keyring(deps), passphrase, deps.cost, deps.entropy)
    with deps.store.transaction():
        deps.note("keys_exported")
    return data
