"""The key of one member of staff: opened by their passphrase or PIN on this computer, with a security key if any.

Under it lie the key of staff, where they are an operator, and the secret of their codes, which are a gate alone.
"""

from dataclasses import dataclass, field, replace

from progrez_desktop.core.errors import DataFault, LockedFault
from progrez_desktop.core.keys.machine_key import MachineKey
from progrez_desktop.core.keys.passwords import password_bytes, pin_bytes
from progrez_desktop.core.keys.primitives import derive, seal, typed_bytes, unseal
from progrez_desktop.core.keys.security_keys import Ring
from progrez_desktop.core.keys.staff_key import StaffKey
from progrez_desktop.core.keys.wraps import make_wrap, open_wrap
from progrez_desktop.core.model.keys import KEY_BYTES, KdfCost, Wrap
from progrez_desktop.core.model.staff import MemberLock, Role
from progrez_desktop.core.ports import Entropy

_NONCE_BYTES = 12


@dataclass(frozen=True)
class MemberKey:
    """What a member's passphrase or PIN opened."""

    secret: bytes = field(repr=False)
    shared: bytes | None = field(default=None, repr=False)
    """What their security keys share, where there are any."""

    def staff_key(self, lock: MemberLock) -> StaffKey | None:
        """Return the key of staff, where the member has it.

        Raises:
            DataFault: "staff_roster_damaged".
        """
        return None if lock.staff_key is None else StaffKey(self._unsealed(lock, "staff-key", lock.staff_key))

    def code_secret(self, lock: MemberLock) -> bytes | None:
        return None if lock.code is None else self._unsealed(lock, "code", lock.code)

    def with_staff_key(self, lock: MemberLock, key: StaffKey, entropy: Entropy) -> MemberLock:
        return replace(lock, staff_key=self._sealed(lock, "staff-key", key.secret, entropy))

    def with_code(self, lock: MemberLock, secret: bytes, entropy: Entropy) -> MemberLock:
        return replace(lock, code=self._sealed(lock, "code", secret, entropy))

    def _sealed(self, lock: MemberLock, label: str, content: bytes, entropy: Entropy) -> bytes:
        nonce = entropy.bytes(_NONCE_BYTES)
        return nonce + seal(derive(self.secret, f"member/{label}"), nonce, content, lock.member_id.encode())

    def _unsealed(self, lock: MemberLock, label: str, sealed: bytes) -> bytes:
        nonce, content = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        key, bound = derive(self.secret, f"member/{label}"), lock.member_id.encode()
        found = unseal(key, nonce, content, bound) if len(nonce) == _NONCE_BYTES else None
        if found is None:
            raise DataFault("staff_roster_damaged")
        return found


def make(
    member_id: str,
    role: Role,
    machine: MachineKey,
    typed: str,
    cost: KdfCost,
    entropy: Entropy,
    staff: StaffKey | None = None,
) -> tuple[MemberLock, MemberKey]:
    """Make the key of a member, and the lock on it.

    Args:
        typed: A passphrase; of an invigilator a PIN.
        staff: What an operator is given along.

    Raises:
        UsageFault: "password_too_short", "pin_not_digits", "pin_too_simple".
    """
    key, salt = MemberKey(entropy.bytes(KEY_BYTES)), entropy.bytes(KEY_BYTES)
    wrap = _wrapped(key, machine, Ring("member", member_id, salt), role, typed, cost, entropy)
    lock = MemberLock(member_id, role, wrap, salt)
    return (lock if staff is None else key.with_staff_key(lock, staff, entropy)), key


def ring_of(lock: MemberLock) -> Ring:
    return Ring("member", lock.member_id, lock.salt, lock.keys, lock.rescue)


def open_lock(lock: MemberLock, machine: MachineKey, typed: str, shared: bytes | None) -> MemberKey:
    """Open the key of a member.

    Args:
        shared: What their security keys share, from `ring_of`.

    Raises:
        LockedFault: "wrong_staff_passphrase", "wrong_staff_pin".
    """
    pepper = ring_of(lock).pepper(machine.pepper, shared)
    try:
        secret = open_wrap(lock.wrap, _subject(machine, lock.member_id, lock.role), typed_bytes(typed), pepper=pepper)
    except LockedFault as fault:
        if lock.role != "invigilator":
            raise
        raise LockedFault("wrong_staff_pin") from fault
    return MemberKey(secret, shared)


def locked(
    lock: MemberLock, key: MemberKey, machine: MachineKey, typed: str, cost: KdfCost, entropy: Entropy
) -> MemberLock:
    """Return the lock under another passphrase or PIN, or with what `key.shared` says of security keys.

    Raises:
        UsageFault: As `make`.
    """
    return replace(lock, wrap=_wrapped(key, machine, ring_of(lock), lock.role, typed, cost, entropy))


def open_one_passphrase(lock: MemberLock, machine: MachineKey, typed: str) -> StaffKey:
    """Return the key of staff, where the passphrase opens it as before there were members.

    Raises:
        LockedFault: "wrong_staff_passphrase".
    """
    return StaffKey(open_wrap(lock.wrap, machine.install_id, typed_bytes(typed)))


def _wrapped(
    key: MemberKey, machine: MachineKey, ring: Ring, role: Role, typed: str, cost: KdfCost, entropy: Entropy
) -> Wrap:
    secret = pin_bytes(typed) if role == "invigilator" else password_bytes(typed)
    pepper, subject = ring.pepper(machine.pepper, key.shared), _subject(machine, ring.subject, role)
    return make_wrap("member", subject, key.secret, secret, entropy, cost=cost, pepper=pepper)


def _subject(machine: MachineKey, member_id: str, role: Role) -> str:
    return f"{machine.install_id}/{member_id}/{role}"
