"""What was signed, and by whom: canonical JSON and Ed25519. Pure: no clock, no store."""

import base64
import binascii
import json
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def canonical(value: Any) -> bytes:
    """Return a value as everybody writes it before signing: sorted names, no spaces, characters as themselves.

    Raises:
        ValueError: It holds half a character, or a number that JSON has no word for.
    """
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode()


def is_signed_by(public_key: str, what: str, message: bytes, signature: str) -> bool:
    """Tell whether a key signed a message under a name of its use.

    Args:
        public_key: 32 bytes as 64 hexadecimal digits.
        what: The part after "progrez/v1/", so that a signature of one use is worth nothing in another.
        signature: Base64.
    """
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))
        key.verify(base64.b64decode(signature, validate=True), f"progrez/v1/{what}\0".encode() + message)
    except (InvalidSignature, ValueError, binascii.Error):
        return False
    return True


def is_document_of(public_key: str, what: str, document: Mapping[str, Any]) -> bool:
    """Tell whether `signature` is over `body`, by this key. The document has kept its contract before."""
    try:
        message = canonical(document["body"])
    except ValueError:
        return False
    return is_signed_by(public_key, what, message, document["signature"])


class PublicKey:
    """A key that many signatures are checked with; Python's lock is free while it does, so several may at once."""

    def __init__(self, public_key: str) -> None:
        self._key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key))

    def has_signed(self, message: bytes, signature: bytes) -> bool:
        try:
            self._key.verify(signature, message)
        except InvalidSignature:
            return False
        return True
