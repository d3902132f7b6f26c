"""Documents that somebody signed: a body and an Ed25519 signature over its contract's name and its one spelling."""

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
