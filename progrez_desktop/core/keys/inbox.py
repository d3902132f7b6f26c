"""An inbox: what is sealed to its public half opens with its private half alone (HPKE, RFC 9180).

A safe has one, for what arrives while it is locked, and a rating office has two.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from progrez_desktop.core.keys.primitives import LABEL, x25519_public
from progrez_desktop.core.model.keys import KEY_BYTES
from progrez_desktop.core.ports import Entropy

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.hpke import Suite


@dataclass(frozen=True)
class InboxKeyPair:
    """X25519. Of a safe, the public half is kept in the device database and the private half in the safe."""

    public: bytes
    private: bytes = field(repr=False)


def new_key_pair(entropy: Entropy) -> InboxKeyPair:
    private = entropy.bytes(KEY_BYTES)
    return InboxKeyPair(public=x25519_public(private), private=private)


def can_be_sealed_to(public: bytes) -> bool:
    """Return whether these bytes are a public key; some points of the curve give the same secret to everybody."""
    try:
        seal_to(public, b"", "probe")
    except ValueError:
        return False
    return True


def seal_to(public: bytes, plain: bytes, label: str, bound: bytes = b"") -> bytes:
    """Return `plain` sealed to a public key: 48 bytes longer, X25519 + HKDF-SHA256 + AES-256-GCM.

    Args:
        label: What these bytes are for; bytes sealed for one use don't open as another.
        bound: Authenticated with them and not stored in them, such as the header that travels beside them.
    """
    return seal_with_info(public, plain, _info(label, bound))


def seal_with_info(public: bytes, plain: bytes, info: bytes) -> bytes:
    """Return `plain` sealed as others open it: with these very bytes as the `info` of HPKE (RFC 9180, base mode)."""
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey

    return _suite().encrypt(plain, X25519PublicKey.from_public_bytes(public), info)


def open_sealed(private: bytes, sealed: bytes | memoryview, label: str, bound: bytes = b"") -> bytes | None:
    """Return what was sealed, or None if key, bytes, label or `bound` is not the one that it was sealed with."""
    return SealOpener(private).open(sealed, _info(label, bound))


class SealOpener:
    """Opens many sealed things with one private key, which is made ready once."""

    def __init__(self, private: bytes) -> None:
        from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

        self._private, self._suite = X25519PrivateKey.from_private_bytes(private), _suite()

    def open(self, sealed: bytes | memoryview, info: bytes) -> bytes | None:
        """Return what was sealed with these very bytes as the `info`, or None."""
        from cryptography.exceptions import InvalidTag

        try:
            return self._suite.decrypt(sealed, self._private, info)
        except InvalidTag:
            return None


def _suite() -> "Suite":
    from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def _info(label: str, bound: bytes) -> bytes:
    return f"{LABEL}{label}\0".encode() + bound
