"""One person's data key: random, and wrapped under a password (this machine) and a recovery code (any machine).

For the way to another kiosk it is wrapped under the password anew, since the pepper of this machine stays here.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.keys import recovery_code
from progrez_desktop.core.keys.passwords import password_bytes
from progrez_desktop.core.keys.primitives import derive, typed_bytes
from progrez_desktop.core.keys.wraps import make_wrap, open_wrap
from progrez_desktop.core.model.keys import KEY_BYTES, KdfCost, SafeKeys, Wrap, WrapKind
from progrez_desktop.core.ports import Entropy

Wraps = Mapping[WrapKind, Wrap]


@dataclass(frozen=True)
class PersonKey:
    """Opens one safe. It is dropped when the session locks."""

    account_id: str
    secret: bytes = field(repr=False)

    def safe_keys(self) -> SafeKeys:
        return SafeKeys(
            database=derive(self.secret, "person/safe-database"),
            chain=derive(self.secret, "person/answer-chain"),
        )


@dataclass(frozen=True)
class NewPersonKey:
    """A person's key with its wraps. The recovery code is shown once and kept nowhere."""

    key: PersonKey
    wraps: Wraps
    recovery_code: str = field(repr=False)


def make(account_id: str, password: str, pepper: bytes, cost: KdfCost, entropy: Entropy) -> NewPersonKey:
    """Make the data key of a new account.

    Raises:
        UsageFault: "password_too_short".
    """
    key = PersonKey(account_id, entropy.bytes(KEY_BYTES))
    wraps: dict[WrapKind, Wrap] = {"password": wrap_password(key, password, pepper, cost, entropy)}
    wraps["recovery"], code = wrap_recovery(key, entropy)
    return NewPersonKey(key, wraps, code)


def wrap_password(key: PersonKey, password: str, pepper: bytes, cost: KdfCost, entropy: Entropy) -> Wrap:
    """Return the data key under a new password; the safe itself isn't touched."""
    secret = password_bytes(password)
    return make_wrap("password", key.account_id, key.secret, secret, entropy, cost=cost, pepper=pepper)


def wrap_for_move(key: PersonKey, password: str, pepper: bytes, cost: KdfCost, entropy: Entropy) -> Wrap:
    """Return the data key under the password, for a machine whose own pepper nobody here knows.

    Args:
        pepper: 32 random bytes, which travel with the wrap in what is sealed to that machine.
    """
    return make_wrap("move", key.account_id, key.secret, typed_bytes(password), entropy, cost=cost, pepper=pepper)


def open_for_move(wrap: Wrap, account_id: str, password: str, pepper: bytes) -> PersonKey:
    """Return the data key on the machine that it moved to, or say "wrong_password"."""
    return PersonKey(
        account_id, open_wrap(_of_kind({"move": wrap}, "move"), account_id, typed_bytes(password), pepper=pepper)
    )


def wrap_recovery(key: PersonKey, entropy: Entropy) -> tuple[Wrap, str]:
    """Return the data key under a new recovery code, and that code as it is printed."""
    code = recovery_code.new_code(entropy)
    return make_wrap("recovery", key.account_id, key.secret, code, entropy), recovery_code.written(code)


def open_with_password(wraps: Wraps, account_id: str, password: str, pepper: bytes) -> PersonKey:
    """Return the data key, or say "wrong_password"."""
    wrap = _of_kind(wraps, "password")
    return PersonKey(account_id, open_wrap(wrap, account_id, typed_bytes(password), pepper=pepper))


def open_with_recovery(wraps: Wraps, account_id: str, code: str) -> PersonKey:
    """Return the data key; needs no machine key.

    Raises:
        UsageFault: "recovery_code_typing", with the groups that were mistyped.
        LockedFault: "wrong_recovery_code", well typed but not of this account.
    """
    return PersonKey(account_id, open_wrap(_of_kind(wraps, "recovery"), account_id, recovery_code.read(code)))


def _of_kind(wraps: Wraps, kind: WrapKind) -> Wrap:
    wrap = wraps.get(kind)
    if wrap is None or wrap.kind != kind:
        raise DataFault("wrap_damaged")
    return wrap
