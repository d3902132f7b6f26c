"""Several security keys that each open the same thing: they share one random secret, sealed for each of them.

The secret goes into the pepper of a passphrase's wrap, so that a key can be added or taken away with any other, and the
passphrase changed with one of them. A printed code can be one more that opens it.
"""

from dataclasses import dataclass, field, replace
from typing import Literal

from progrez_desktop.core.errors import LockedFault, UsageFault
from progrez_desktop.core.keys.primitives import derive, seal, unseal
from progrez_desktop.core.keys.second_factor import SecurityKey
from progrez_desktop.core.model.keys import KEY_BYTES, Registered
from progrez_desktop.core.ports import Entropy

Purpose = Literal["registry", "member"]
_NONCE_BYTES = 12
LONGEST_NAME = 80


@dataclass(frozen=True)
class Ring:
    """The security keys of one lock. Reading it takes no secret."""

    purpose: Purpose
    subject: str
    """Whose lock it is: a key sealed for another one opens nothing here."""
    salt: bytes
    """What each key is asked with."""
    keys: tuple[Registered, ...] = ()
    rescue: bytes = field(default=b"", repr=False)
    """The shared secret sealed for a printed code, where one was given."""

    def shared(self, present: SecurityKey | None) -> bytes | None:
        """Return what the keys share, which one of them opens; None where there are none.

        Raises:
            LockedFault: "factor_key_needed", "factor_key_wrong", "factor_key_refused".
        """
        if not self.keys:
            return None
        if present is None:
            raise LockedFault("factor_key_needed")
        credential, answer = present.answer([one.credential for one in self.keys], self.salt)
        one = next((one for one in self.keys if one.credential == credential), None)
        found = unseal(self._sealer(answer), one.nonce, one.sealed, self._bound(credential)) if one else None
        if found is None:
            raise LockedFault("factor_key_wrong")
        return found

    def rescued(self, code: bytes) -> bytes | None:
        """Return what the keys share, by the printed code; None where there are no keys.

        Raises:
            LockedFault: "wrong_recovery_code".
        """
        if not self.keys:
            return None
        nonce, sealed = self.rescue[:_NONCE_BYTES], self.rescue[_NONCE_BYTES:]
        found = unseal(self._rescuer(code), nonce, sealed, self._bound(b"")) if self.rescue else None
        if found is None:
            raise LockedFault("wrong_recovery_code")
        return found

    def added(self, new: SecurityKey, name: str, shared: bytes | None, entropy: Entropy) -> tuple["Ring", bytes]:
        """Return the ring with one more key, and what its keys share.

        Args:
            shared: What they shared before, where there were any.

        Raises:
            UsageFault: "factor_name", "factor_name_known", "factor_key_unfit". LockedFault, EnvironmentFault: As the
                key itself.
        """
        called = " ".join(name.split())
        if not (0 < len(called) <= LONGEST_NAME and called.isprintable()):
            raise UsageFault("factor_name", most=LONGEST_NAME)
        if any(one.name == called for one in self.keys):
            raise UsageFault("factor_name_known")
        shared = shared or entropy.bytes(KEY_BYTES)
        credential = new.register(entropy)
        nonce = entropy.bytes(_NONCE_BYTES)
        _, answer = new.answer([credential], self.salt)
        sealed = seal(self._sealer(answer), nonce, shared, self._bound(credential))
        return replace(self, keys=(*self.keys, Registered(called, credential, nonce, sealed))), shared

    def with_rescue(self, code: bytes, shared: bytes, entropy: Entropy) -> "Ring":
        """Return the ring with the printed code as one more that opens it."""
        nonce = entropy.bytes(_NONCE_BYTES)
        return replace(self, rescue=nonce + seal(self._rescuer(code), nonce, shared, self._bound(b"")))

    def without(self, name: str) -> "Ring":
        """Return the ring without a key; after the last one the passphrase opens alone.

        Raises:
            UsageFault: "factor_name_unknown".
        """
        left = tuple(one for one in self.keys if one.name != name)
        if len(left) == len(self.keys):
            raise UsageFault("factor_name_unknown")
        return replace(self, keys=left, rescue=self.rescue if left else b"")

    def pepper(self, machine_pepper: bytes, shared: bytes | None) -> bytes:
        """Return what goes into the passphrase's wrap."""
        if shared is None:
            return machine_pepper
        return derive(machine_pepper, f"{self.purpose}/second-factor", salt=shared)

    def _sealer(self, answer: bytes) -> bytes:
        return derive(answer, f"{self.purpose}/security-key")

    def _rescuer(self, code: bytes) -> bytes:
        return derive(code, f"{self.purpose}/rescue", salt=self.salt)

    def _bound(self, credential: bytes) -> bytes:
        return self.subject.encode() + credential
