"""What is signed, and over which bytes: documents with a body, and releases. Ed25519, each use under its own name."""

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.json_document import canonical, keep_contract
from progrez_desktop.core.keys.primitives import LABEL
from progrez_desktop.core.keys.signing import has_signed, sign


def signed_bytes(contract: str, body: Mapping[str, Any]) -> bytes:
    """Return what the signature of a document is over."""
    return f"{LABEL}{contract}\0".encode() + canonical(body).encode()


def sign_body(private: bytes, contract: str, body: Mapping[str, Any]) -> dict[str, Any]:
    """Return a document of a contract, signed.

    Args:
        body: Without its contract's name, which is added.
    """
    whole = {"contract": f"progrez.{contract}/1", **body}
    return {"body": whole, "signature": b64encode(sign(private, signed_bytes(contract, whole))).decode()}


def read_signed(document: Any, contract: str, public: bytes) -> Mapping[str, Any]:
    """Return the body of a document that this key signed, as this contract and no other.

    Raises:
        DataFault: "signature_wrong": changed on the way, or somebody else's; what core.json_document says of contracts.
    """
    keep_contract(document, contract)
    body: Mapping[str, Any] = document["body"]
    if not has_signed(public, signed_bytes(contract, body), b64decode(document["signature"])):
        raise DataFault("signature_wrong")
    return body


def release_message(header: str, envelope: bytes, receipt: bytes) -> bytes:
    """Return what a device signs of a release (docs/sync.md): none of its parts can be another's."""
    parts = (header.encode(), envelope, receipt)
    return f"{LABEL}release\0".encode() + b"".join(hashlib.sha256(part).digest() for part in parts)
