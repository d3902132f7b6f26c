"""The second factor of whoever of staff is signed in: added and taken away, with their passphrase or PIN once more.

A security key takes part in opening what a member has. A code of six digits is a gate: it keeps out whoever saw the PIN
over a shoulder, and nobody who takes this computer and the passphrase along.
"""

from dataclasses import replace

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.keys import member_key, second_factor
from progrez_desktop.core.keys.member_key import MemberKey
from progrez_desktop.core.keys.second_factor import Factor, NewCode, SecurityKey
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.model.staff import FactorKind, Member, MemberLock
from progrez_desktop.core.services import staff
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.staff_roles import signed_in


def new_code(deps: Deps, label: str) -> NewCode:
    """Return what an app with codes takes; nothing is asked of anybody yet.

    Raises:
        UsageFault: "factor_code_there".
    """
    deps.permit("keep_own_factors")
    if _own(deps).has_code:
        raise UsageFault("factor_code_there")
    return second_factor.new_code(label, deps.entropy)


def confirm_code(deps: Deps, typed: str, new: NewCode, code: str, present: SecurityKey | None = None) -> None:
    """Ask for codes of this app from now on, once it gave a right one: a slip would lock its owner out.

    Args:
        typed: The passphrase or PIN.
        present: A security key, where one takes part.

    Raises:
        LockedFault: "factor_code_wrong", with the time that this computer goes by; as `staff.opened`.
    """
    deps.permit("keep_own_factors")
    step = second_factor.right_step(new.secret, code, deps.clock.now_ms(), ())
    lock, key = staff.unlocked(deps, typed, Factor(key=present))
    _keep(deps, key.with_code(lock, new.secret, deps.entropy), "factor_added", "totp")
    deps.device.roster.code_was_taken(lock.member_id, step)


def remove_code(deps: Deps, typed: str, present: SecurityKey | None = None) -> None:
    """Ask for codes no more.

    Raises:
        UsageFault: "factor_name_unknown". LockedFault: As `staff.opened`.
    """
    deps.permit("keep_own_factors")
    if not _own(deps).has_code:
        raise UsageFault("factor_name_unknown")
    lock, _ = staff.unlocked(deps, typed, Factor(key=present))
    _keep(deps, replace(lock, code=None), "factor_removed", "totp")


def needs_recovery_code(deps: Deps) -> bool:
    """Whether the recovery code of this computer is asked for: an operator may lose their first security key."""
    own = _own(deps)
    return own.role == "operator" and not own.security_keys


def add_key(
    deps: Deps, typed: str, present: SecurityKey | None, new: SecurityKey, name: str, recovery: str = ""
) -> None:
    """Have a security key take part in opening what the member has.

    Args:
        present: One that takes part already, where there is one.
        recovery: The recovery code of this computer, where `needs_recovery_code`: it opens in the place of a lost key.

    Raises:
        UsageFault: "factor_recovery_needed", "recovery_code_typing"; "factor_name", "factor_name_known",
            "factor_key_unfit". LockedFault: "wrong_recovery_code", and as `staff.opened`.
        EnvironmentFault: "factor_key_failed".
    """
    deps.permit("keep_own_factors")
    asks = needs_recovery_code(deps)
    if asks and not recovery:
        raise UsageFault("factor_recovery_needed")
    rescue = staff.rescue_secret(deps, recovery) if asks else None
    lock, key = staff.unlocked(deps, typed, Factor(key=present))
    ring, shared = member_key.ring_of(lock).added(new, name, key.shared, deps.entropy)
    if rescue is not None:
        ring = ring.with_rescue(rescue, shared, deps.entropy)
    lock = replace(lock, keys=ring.keys, rescue=ring.rescue)
    _relock(deps, lock, MemberKey(key.secret, shared), typed, "factor_added")


def remove_key(deps: Deps, typed: str, present: SecurityKey, name: str) -> None:
    """Let a security key take part no more; any that takes part may say so, and also of one that is lost.

    Raises:
        UsageFault: "factor_name_unknown". LockedFault, EnvironmentFault: As `add_key`.
    """
    deps.permit("keep_own_factors")
    if name not in _own(deps).security_keys:
        raise UsageFault("factor_name_unknown")
    lock, key = staff.unlocked(deps, typed, Factor(key=present))
    ring = member_key.ring_of(lock).without(name)
    lock = replace(lock, keys=ring.keys, rescue=ring.rescue)
    _relock(deps, lock, MemberKey(key.secret, key.shared if ring.keys else None), typed, "factor_removed")


def _relock(deps: Deps, lock: MemberLock, key: MemberKey, typed: str, action: str) -> None:
    lock = member_key.locked(lock, key, deps.machine, typed, deps.cost, deps.entropy)
    _keep(deps, lock, action, "fido2")


def _keep(deps: Deps, lock: MemberLock, action: str, kind: FactorKind) -> None:
    event = AuditEvent(deps.clock.now_ms(), "roster", action, lock.member_id, {"kind": kind})
    deps.device.roster.put_lock(lock, event)
    deps.device.acting = signed_in(staff.found(deps, lock.member_id))  # with a factor they may do what they are for


def _own(deps: Deps) -> Member:
    acting = deps.device.acting
    return staff.found(deps, None if acting is None else acting.member.id)
