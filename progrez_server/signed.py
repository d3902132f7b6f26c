"""What is signed and checked here, Ed25519 (RFC 8032): documents, releases, and receipts of our own."""

import base64
import binascii
import hashlib
from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from progrez_server.canonical import canonical

_RELEASE = b"progrez/v1/release\0"
_RECEIPT_TYPE = "progrez-receipt+jws"


def is_signed_by(public_key: bytes, message: bytes, signature: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public_key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def is_document_of(public_key: bytes, contract: str, document: Mapping[str, Any]) -> bool:
    """Return whether `signature` is of this key over `body`; the document keeps its contract already."""
    message = f"progrez/v1/{contract}\0".encode() + canonical(document["body"]).encode()
    return is_signed_by(public_key, message, base64.b64decode(document["signature"]))


def release_message(header: bytes, envelope: bytes, receipt: bytes) -> bytes:
    """Return what a device signs of a release."""
    return _RELEASE + b"".join(hashlib.sha256(part).digest() for part in (header, envelope, receipt))


class ReceiptKey:
    """The server's own key, with which it says what it did with which releases."""

    def __init__(self, private: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(private)

    @property
    def public(self) -> bytes:
        return self._private.public_key().public_bytes_raw()

    def sign(self, payload: Mapping[str, Any]) -> str:
        """Return a payload as a JWS in compact form. Contract of the payload: server-receipt.schema.json."""
        told = f"{_JWS_HEADER}.{_base64url(canonical(payload).encode())}"
        return f"{told}.{_base64url(self._private.sign(told.encode()))}"


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


_JWS_HEADER = _base64url(canonical({"alg": "EdDSA", "typ": _RECEIPT_TYPE}).encode())


def read_base64(text: str) -> bytes | None:
    """Return what a text in base64 stands for; None where it is none."""
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return None
