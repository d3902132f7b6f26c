"""The key of staff: made once, opened with a passphrase, and slower to try after wrong ones."""

from progrez_desktop.core.errors import LockedFault, UsageFault
from progrez_desktop.core.keys import staff_key
from progrez_desktop.core.keys.staff_key import StaffKey
from progrez_desktop.core.model.duty import Deed
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.services import tries
from progrez_desktop.core.services.deps import Deps

_TRIES = b"staff"
"""Where wrong tries are counted. No account has it: theirs are keyed hashes of 32 bytes."""


def is_set_up(deps: Deps) -> bool:
    return deps.device.duties.staff_wrap() is not None


def set_up(deps: Deps, passphrase: str) -> StaffKey:
    """Make the key of staff under its first passphrase.

    Raises:
        UsageFault: "staff_key_there", "password_too_short".
    """
    if is_set_up(deps):
        raise UsageFault("staff_key_there")
    key, wrap = staff_key.make(deps.machine.install_id, passphrase, deps.cost, deps.entropy)
    deps.device.duties.put_staff_wrap(wrap, _event(deps, "staff_key_made"))
    return key


def opened(deps: Deps, passphrase: str) -> StaffKey:
    """Open the key of staff.

    Raises:
        UsageFault: "staff_key_missing": nobody chose a passphrase yet.
        LockedFault: "wrong_staff_passphrase"; "sign_in_wait" after five wrong tries, longer each time.
    """
    wrap = deps.device.duties.staff_wrap()
    if wrap is None:
        raise UsageFault("staff_key_missing")
    tries.checked(deps, _TRIES)
    try:
        key = staff_key.open_with_passphrase(wrap, deps.machine.install_id, passphrase)
    except LockedFault:
        tries.failed(deps, _TRIES)
        raise
    tries.succeeded(deps, _TRIES)
    return key


def change(deps: Deps, key: StaffKey, passphrase: str) -> None:
    """Give an open key another passphrase; the old one opens nothing from then on."""
    wrap = staff_key.wrap(key, deps.machine.install_id, passphrase, deps.cost, deps.entropy)
    deps.device.duties.put_staff_wrap(wrap, _event(deps, "staff_passphrase_changed"))


def start_over(deps: Deps, passphrase: str) -> StaffKey:
    """Make a new key where the passphrase is lost: what the old one had sealed can be read by nobody and goes."""
    key, wrap = staff_key.make(deps.machine.install_id, passphrase, deps.cost, deps.entropy)
    deps.device.duties.put_staff_wrap(wrap, _event(deps, "staff_key_replaced"), start_over=True)
    tries.succeeded(deps, _TRIES)
    return key


def _event(deps: Deps, action: Deed) -> AuditEvent:
    return AuditEvent(deps.clock.now_ms(), "staff", action, None, {})
