"""One of staff comes in: by passphrase or PIN, with a second factor, and slower to try after wrong ones."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import TypeVar

from progrez_desktop.core.errors import EnvironmentFault, LockedFault, UsageFault
from progrez_desktop.core.keys import machine_key, member_key, recovery_code, second_factor, staff_key
from progrez_desktop.core.keys.member_key import MemberKey
from progrez_desktop.core.keys.second_factor import Factor
from progrez_desktop.core.keys.staff_key import StaffKey
from progrez_desktop.core.model.duty import Deed
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.model.staff import Member, MemberLock, SignedInMember
from progrez_desktop.core.services import tries
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.staff_roles import signed_in

T = TypeVar("T")
_WRONG = frozenset(
    {"wrong_staff_passphrase", "wrong_staff_pin", "factor_key_wrong", "factor_code_wrong", "wrong_recovery_code"}
)


@dataclass(frozen=True)
class StaffSession:
    """Who came in, and what they opened."""

    who: SignedInMember
    staff_key: StaffKey | None = field(repr=False)
    """None but for an operator."""

    @property
    def key(self) -> StaffKey:
        """What opens the records of staff.

        Raises:
            UsageFault: "staff_may_not".
        """
        if self.staff_key is None:
            raise UsageFault("staff_may_not", role=self.who.member.role)
        return self.staff_key


def members(deps: Deps) -> list[Member]:
    """Return everybody who is a member now, operators first."""
    return [member for member in deps.device.roster.members() if member.dropped_ms is None]


def is_set_up(deps: Deps) -> bool:
    return any(member.role == "operator" for member in members(deps))


def set_up(deps: Deps, passphrase: str, name: str = "") -> StaffSession:
    """Make the key of staff, and the first operator with it.

    Raises:
        UsageFault: "staff_key_there", "password_too_short".
    """
    if is_set_up(deps):
        raise UsageFault("staff_key_there")
    lock, staff = _first_lock(deps, passphrase)
    deps.device.roster.add(name, lock, _event(deps, "staff_key_made"))
    return _entered(deps, lock.member_id, staff)


def opened(deps: Deps, typed: str, factor: Factor | None = None, member_id: str | None = None) -> StaffSession:
    """Let one of staff in.

    Args:
        typed: Their passphrase; an invigilator's PIN.
        factor: What they bring beside it.
        member_id: Who they say they are; may be left out where there is one member alone.

    Raises:
        UsageFault: "staff_key_missing": nobody is a member yet; "staff_who": several are.
        LockedFault: "wrong_staff_passphrase", "wrong_staff_pin"; "factor_code_needed", "factor_code_wrong";
            "factor_key_needed", "factor_key_wrong", "factor_key_refused"; "sign_in_wait" after five wrong tries,
            longer each time.
        DataFault: "staff_roster_damaged". The other members come in all the same.
    """
    member, factor = found(deps, member_id), factor or Factor()
    if member.has_code and not factor.code:
        raise LockedFault("factor_code_needed")
    if member.security_keys and factor.key is None:
        raise LockedFault("factor_key_needed")

    def open_it(lock: MemberLock) -> StaffKey | None:
        shared = member_key.ring_of(lock).shared(factor.key)
        key, staff = _opened(deps, lock, typed, shared)
        secret = key.code_secret(lock)
        if secret is not None:
            used = deps.device.roster.code_steps(member.id)
            step = second_factor.right_step(secret, factor.code, deps.clock.now_ms(), used)
            deps.device.roster.code_was_taken(member.id, step)
        return staff

    return _entered(deps, member.id, _counted(deps, member, open_it))


def recovered(deps: Deps, passphrase: str, code: str, member_id: str | None = None) -> StaffSession:
    """Let an operator in whose second factor is lost, by the recovery code of this computer; the factor is none then.

    Raises:
        UsageFault: "staff_recover_operator"; "recovery_code_typing". LockedFault: "wrong_recovery_code", and as
            `opened`.
    """
    member = found(deps, member_id)
    if member.role != "operator":
        raise UsageFault("staff_recover_operator")

    def open_it(lock: MemberLock) -> StaffKey | None:
        shared = member_key.ring_of(lock).rescued(rescue_secret(deps, code))
        key, staff = _opened(deps, lock, passphrase, shared)
        if member.factors:
            bare = replace(deps.device.roster.lock(member.id), keys=(), rescue=b"", code=None)
            key = replace(key, shared=None)
            lock = member_key.locked(bare, key, deps.machine, passphrase, deps.cost, deps.entropy)
            deps.device.roster.put_lock(lock, _dropped(deps, member))
        return staff

    return _entered(deps, member.id, _counted(deps, member, open_it))


def rescue_secret(deps: Deps, code: str) -> bytes:
    """Return what the recovery code of this computer says, once it was tried that it is that.

    Raises:
        UsageFault: "recovery_code_typing". LockedFault: "wrong_recovery_code".
    """
    machine_key.open_with_recovery(deps.folder.key_file, code)
    return recovery_code.read(code)


def signed_out(deps: Deps) -> None:
    """Nobody of staff is here any more."""
    deps.device.acting = None


def found(deps: Deps, member_id: str | None = None) -> Member:
    """Return a member by their id, or the only one.

    Raises:
        UsageFault: "staff_key_missing", "staff_who".
    """
    there = members(deps)
    if not there:
        raise UsageFault("staff_key_missing")
    matching = [member for member in there if member_id in (None, member.id)]
    if len(matching) != 1:
        raise UsageFault("staff_who")
    return matching[0]


def change(deps: Deps, old: str, new: str, factor: Factor | None = None) -> None:
    """Give whoever is signed in another passphrase or PIN; the old one opens nothing from then on.

    Raises:
        UsageFault: "password_too_short", "pin_not_digits", "pin_too_simple". LockedFault: As `opened`.
    """
    deps.permit("keep_own_factors")
    lock, key = unlocked(deps, old, factor)
    lock = member_key.locked(lock, key, deps.machine, new, deps.cost, deps.entropy)
    deps.device.roster.put_lock(lock, _event(deps, "staff_passphrase_changed"))


def unlocked(deps: Deps, typed: str, factor: Factor | None = None) -> tuple[MemberLock, MemberKey]:
    """Open the lock of whoever is signed in once more, before something of it is changed.

    Raises:
        LockedFault: As `opened`, but that no code is asked for again.
    """
    acting = deps.device.acting
    if acting is None:
        raise LockedFault("staff_nobody")
    member = acting.member

    def open_it(lock: MemberLock) -> tuple[MemberLock, MemberKey]:
        if lock.is_of_one_passphrase:  # the disk was full as it was to be renewed
            made, key, _ = _remade(deps, lock, typed)
            return made, key
        shared = member_key.ring_of(lock).shared(factor.key if factor else None)
        return lock, member_key.open_lock(lock, deps.machine, typed, shared)

    return _counted(deps, member, open_it)


def start_over(deps: Deps, passphrase: str) -> StaffSession:
    """Make a new key of staff where every operator's passphrase is lost.

    What the old key had sealed can be read by nobody and goes, and so do the operators; other members stay.
    """
    gone = [member.id for member in members(deps) if member.role == "operator"]
    lock, staff = _first_lock(deps, passphrase)
    deps.device.roster.begin_anew("", lock, gone, _event(deps, "staff_key_replaced"))
    return _entered(deps, lock.member_id, staff)


def _first_lock(deps: Deps, passphrase: str) -> tuple[MemberLock, StaffKey]:
    staff = staff_key.make(deps.entropy)
    lock, _ = member_key.make(deps.new_id(), "operator", deps.machine, passphrase, deps.cost, deps.entropy, staff)
    return lock, staff


def _entered(deps: Deps, member_id: str, staff: StaffKey | None) -> StaffSession:
    """Say who is signed in, as the roster tells them by now."""
    who = deps.device.acting = signed_in(found(deps, member_id))
    return StaffSession(who, staff)


def _counted(deps: Deps, member: Member, open_it: Callable[[MemberLock], T]) -> T:
    """Try to open a member's lock, where they have not to wait for that."""
    lookup = tries_of(member.id)
    tries.checked(deps, lookup)
    try:
        result = open_it(deps.device.roster.lock(member.id))
    except LockedFault as fault:
        if fault.code in _WRONG:
            tries.failed(deps, lookup)
        raise
    tries.succeeded(deps, lookup)
    return result


def _opened(deps: Deps, lock: MemberLock, typed: str, shared: bytes | None) -> tuple[MemberKey, StaffKey | None]:
    if lock.is_of_one_passphrase:
        made, key, staff = _remade(deps, lock, typed)
        with suppress(EnvironmentFault):  # on a full disk it is renewed the next time
            deps.device.roster.put_lock(made, None)
        return key, staff
    key = member_key.open_lock(lock, deps.machine, typed, shared)
    return key, key.staff_key(lock)


def _remade(deps: Deps, lock: MemberLock, passphrase: str) -> tuple[MemberLock, MemberKey, StaffKey]:
    """Return a member's lock on what the one passphrase of staff opened."""
    staff = member_key.open_one_passphrase(lock, deps.machine, passphrase)
    own, role = lock.member_id, lock.role
    return (*member_key.make(own, role, deps.machine, passphrase, deps.cost, deps.entropy, staff), staff)


def tries_of(member_id: str) -> bytes:
    """Return where wrong tries are counted. No account has it: theirs are keyed hashes of 32 bytes."""
    return f"staff/{member_id}".encode()


def _event(deps: Deps, action: Deed) -> AuditEvent:
    return AuditEvent(deps.clock.now_ms(), "staff", action, None, {})


def _dropped(deps: Deps, member: Member) -> AuditEvent:
    """Tell of it as what the member did, who is not called signed in yet."""
    return AuditEvent(deps.clock.now_ms(), "roster", "factors_dropped", member.id, {"by": member.id})
