"""The inbox key pair of a safe: what arrives while the safe is locked is sealed to its public half."""

from dataclasses import dataclass, field

from progrez_desktop.core.keys.primitives import x25519_public
from progrez_desktop.core.model.keys import KEY_BYTES
from progrez_desktop.core.ports import Entropy


@dataclass(frozen=True)
class InboxKeyPair:
    """X25519. The public half is kept in the device database, the private half in the safe."""

    public: bytes
    private: bytes = field(repr=False)


def new_key_pair(entropy: Entropy) -> InboxKeyPair:
    private = entropy.bytes(KEY_BYTES)
    return InboxKeyPair(public=x25519_public(private), private=private)
