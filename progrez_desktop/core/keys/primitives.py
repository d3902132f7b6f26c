"""The four building blocks that every key here is made with: HKDF, Argon2id, AES-256-GCM and X25519."""

import unicodedata

from progrez_desktop.core.errors import DataFault, EnvironmentFault
from progrez_desktop.core.model.keys import KEY_BYTES, Kdf

LABEL = "progrez/v1/"
"""Opens the HKDF info of every derived key. Changing it would mean new keys in live safes."""


def derive(key: bytes, label: str, *, salt: bytes = b"", length: int = KEY_BYTES) -> bytes:
    """Return HKDF-SHA256 of a key under a label; two labels give two unrelated keys (RFC 5869)."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(SHA256(), length, salt or None, (LABEL + label).encode()).derive(key)


def stretch(secret: bytes, kdf: Kdf) -> bytes:
    """Return 32 bytes of Argon2id version 1.3 (RFC 9106)."""
    from argon2.exceptions import HashingError
    from argon2.low_level import Type, hash_secret_raw

    cost = kdf.cost
    try:
        return hash_secret_raw(
            secret, kdf.salt, cost.time_cost, cost.memory_kib, cost.parallelism, KEY_BYTES, Type.ID, version=19
        )
    except HashingError as error:  # with bounded costs, the one cause left is memory
        raise EnvironmentFault("out_of_memory", needed_mib=cost.memory_kib // 1024) from error


def seal(key: bytes, nonce: bytes, plain: bytes, bound: bytes) -> bytes:
    """Return AES-256-GCM ciphertext and tag; `bound` is authenticated with it and not stored in it."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    return AESGCM(key).encrypt(nonce, plain, bound)


def unseal(key: bytes, nonce: bytes, sealed: bytes, bound: bytes) -> bytes | None:
    """Return what was sealed, or None if key, nonce, bytes or `bound` is not the one that it was sealed with."""
    from cryptography.exceptions import InvalidTag
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    try:
        return AESGCM(key).decrypt(nonce, sealed, bound)
    except InvalidTag:
        return None


def x25519_public(private: bytes) -> bytes:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def typed_bytes(text: str) -> bytes:
    """Return a typed secret as UTF-8 of its composed form, so that every keyboard gives the same bytes for é."""
    try:
        return unicodedata.normalize("NFC", text).encode("utf-8")
    except UnicodeEncodeError:
        # `from None`: the exception of Python holds the text, and this text is a secret.
        raise DataFault("text_not_storable") from None
