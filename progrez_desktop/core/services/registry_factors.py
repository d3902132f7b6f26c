"""The second factors of a registry: added, taken away and shown, each with the passphrase typed once more.

A security key takes part in opening. A code of six digits is a gate: it keeps out whoever sits down at this
workstation, and nobody who takes its files and the passphrase along.
"""

from dataclasses import dataclass

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.keys import registry_key, second_factor
from progrez_desktop.core.keys.second_factor import NewCode, SecurityKey
from progrez_desktop.core.services.registry_deps import RegistryDeps


@dataclass(frozen=True)
class Shown:
    """What stands beside the passphrase."""

    security_keys: tuple[str, ...]
    """By the names that staff gave them."""
    has_code: bool


def show(deps: RegistryDeps) -> Shown:
    keys = registry_key.read_file(deps.folder.registry_key_file).keys
    return Shown(tuple(one.name for one in keys), deps.store.totp_secret() is not None)


def add_key(deps: RegistryDeps, passphrase: str, present: SecurityKey, new: SecurityKey, name: str) -> None:
    """Have a security key take part in opening from now on.

    Args:
        present: One that takes part already, where there is one.

    Raises:
        UsageFault: "factor_name", "factor_name_known", "factor_key_unfit".
        LockedFault: "wrong_staff_passphrase"; as keys.second_factor. EnvironmentFault: "factor_key_failed".
    """
    path = deps.folder.registry_key_file
    registry_key.add_security_key(path, deps.machine, passphrase, present, new, name, deps.entropy)
    _noted(deps, "factor_added", "fido2")


def remove_key(deps: RegistryDeps, passphrase: str, present: SecurityKey, name: str) -> None:
    """Let a security key take part no more; any that takes part may say so, and also one that is lost.

    Raises:
        UsageFault: "factor_name_unknown". LockedFault, EnvironmentFault: As `add_key`.
    """
    path = deps.folder.registry_key_file
    registry_key.remove_security_key(path, deps.machine, passphrase, present, name, deps.entropy)
    _noted(deps, "factor_removed", "fido2")


def new_code(deps: RegistryDeps, label: str) -> NewCode:
    """Return what an app with codes takes; nothing is asked of anybody yet.

    Raises:
        UsageFault: "factor_code_there".
    """
    if deps.store.totp_secret() is not None:
        raise UsageFault("factor_code_there")
    return second_factor.new_code(label, deps.entropy)


def confirm_code(deps: RegistryDeps, new: NewCode, typed: str) -> None:
    """Ask for codes of this app from now on, once it gave a right one: a slip would lock everybody out.

    Raises:
        LockedFault: "factor_code_wrong".
    """
    step = second_factor.right_step(new.secret, typed, deps.clock.now_ms(), ())
    with deps.store.transaction():
        deps.store.put_totp_secret(new.secret)
        deps.store.totp_was_used(step)
        deps.note("factor_added", None, kind="totp")


def remove_code(deps: RegistryDeps) -> None:
    """Ask for codes no more.

    Raises:
        UsageFault: "factor_name_unknown".
    """
    if deps.store.totp_secret() is None:
        raise UsageFault("factor_name_unknown")
    with deps.store.transaction():
        deps.store.put_totp_secret(None)
        deps.note("factor_removed", None, kind="totp")


def change_passphrase(deps: RegistryDeps, old: str, new: str, present: SecurityKey | None) -> None:
    """Give the registry another passphrase; the old one opens nothing but earlier copies of the folder from then on.

    Raises:
        UsageFault: "password_too_short". LockedFault: "wrong_staff_passphrase", "factor_key_needed" and others.
    """
    path = deps.folder.registry_key_file
    registry_key.change_passphrase(path, deps.machine, old, new, present, deps.cost, deps.entropy)
    with deps.store.transaction():
        deps.note("staff_passphrase_changed")


def _noted(deps: RegistryDeps, action: str, kind: str) -> None:
    with deps.store.transaction():
        deps.note(action, None, kind=kind)
