"""What a device signs with what leaves it: Ed25519 (RFC 8032)."""

from progrez_desktop.core.model.keys import KEY_BYTES
from progrez_desktop.core.ports import Entropy


def new_signing_key(entropy: Entropy) -> bytes:
    return entropy.bytes(KEY_BYTES)


def sign(private: bytes, message: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(private).sign(message)


def public_of(private: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def has_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Return whether `signature` is this public key's over exactly this message."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except (InvalidSignature, ValueError):  # ValueError: no key
        return False
    return True
