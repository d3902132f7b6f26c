"""The server's own key, with which it says what it did with which releases."""

import base64
from collections.abc import Mapping
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from progrez_server.signed import canonical


class ReceiptKey:
    def __init__(self, private: bytes) -> None:
        self._private = Ed25519PrivateKey.from_private_bytes(private)

    @property
    def public(self) -> bytes:
        return self._private.public_key().public_bytes_raw()

    def sign(self, payload: Mapping[str, Any]) -> str:
        """Return a payload as a JWS in compact form. Contract of the payload: server-receipt.schema.json."""
        told = f"{_HEADER}.{_base64url(canonical(payload))}"
        return f"{told}.{_base64url(self._private.sign(told.encode()))}"


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


_HEADER = _base64url(canonical({"alg": "EdDSA", "typ": "progrez-receipt+jws"}))
