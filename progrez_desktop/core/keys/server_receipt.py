"""Receipts of an organisation's server: a JWS (EdDSA) by the receipt key of the pinned card; nothing else is one."""

import json
from base64 import urlsafe_b64decode
from collections.abc import Mapping
from typing import Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.json_document import read_json, read_json_document
from progrez_desktop.core.keys.signing import has_signed

_HEADER = {"alg": "EdDSA", "typ": "progrez-receipt+jws"}
_WRONG = "server_receipt_wrong"


def read_receipt(compact: str, public: bytes) -> Mapping[str, Any]:
    """Return what a receipt says, once this key signed it. Contract: server-receipt.schema.json.

    Raises:
        DataFault: "server_receipt_wrong": another key, another kind, or changed.
    """
    try:
        opening, body, signature = compact.split(".")
        header = read_json(_bytes(opening))
        if not isinstance(header, dict) or {name: header.get(name) for name in _HEADER} != _HEADER or "crit" in header:
            raise DataFault(_WRONG)
        if not has_signed(public, f"{opening}.{body}".encode(), _bytes(signature)):
            raise DataFault(_WRONG)
        found: Mapping[str, Any] = read_json_document(_bytes(body), "server-receipt")
    except (ValueError, DataFault) as wrong:
        raise DataFault(_WRONG) from wrong
    return found


def _bytes(text: str) -> bytes:
    return urlsafe_b64decode(text + "=" * (-len(text) % 4))


def claims(compact: str) -> Mapping[str, Any]:
    """Return what a receipt says that was read before, when it was kept."""
    found: Mapping[str, Any] = json.loads(_bytes(compact.split(".")[1]))
    return found
