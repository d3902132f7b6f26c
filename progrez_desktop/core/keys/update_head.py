"""An update of the program as one file: a head that its publisher signed, and behind it the build as a tar in xz.

PROGREZ UPDATE
{"body": {...}, "signature": ...}     one line, contract update-bundle.schema.json
the build, of which the head has size and SHA-256 (packs.update_build)
"""

import json
from pathlib import Path
from typing import Any

from progrez_desktop.core.errors import DataFault, EnvironmentFault
from progrez_desktop.core.json_document import canonical, keep_contract, read_json
from progrez_desktop.core.keys.signed import read_signed, sign_body
from progrez_desktop.core.model.keys import KEY_BYTES
from progrez_desktop.core.model.update import Head

CONTRACT = "update-bundle"
_FIRST_LINE = b"PROGREZ UPDATE\n"
_HEAD_BYTES = 16 << 10


def signed_head(private: bytes, head: Head) -> bytes:
    """Return the beginning of the file: both lines."""
    build = {
        "bytes": head.packed_bytes,
        "sha256": head.sha256,
        "files": head.files,
        "unpacked_bytes": head.unpacked_bytes,
    }
    body = {
        "version": head.version,
        "platform": head.platform,
        "commit": head.commit,
        "at_ms": head.at_ms,
        "device_schema": head.device_schema,
        "safe_schema": head.safe_schema,
        "build": build,
    }
    return _FIRST_LINE + canonical(sign_body(private, CONTRACT, body)).encode() + b"\n"


def read_head(path: Path, publisher: bytes) -> Head:
    """Return what an update says of itself, once the publisher signed it. What is behind it, nobody looked at yet.

    Args:
        publisher: Public key (Ed25519).

    Raises:
        DataFault: "update_other": it is no update, or of a later form; "update_cut", "update_changed";
            "update_signature": unsigned, or signed by another; "file_not_found", "file_not_readable".
    """
    try:
        with path.open("rb") as file:
            beginning = file.read(len(_FIRST_LINE) + _HEAD_BYTES)
    except FileNotFoundError as error:
        raise DataFault("file_not_found", file=path.name) from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise DataFault("file_not_readable", file=path.name) from error
    if not beginning.startswith(_FIRST_LINE):
        raise DataFault("update_other", file=path.name)
    end = beginning.find(b"\n", len(_FIRST_LINE))
    if end < 0:
        raise DataFault("update_cut", file=path.name)
    body = _body(beginning[len(_FIRST_LINE) : end], publisher, path.name)
    build = body["build"]
    return Head(
        version=body["version"],
        platform=body["platform"],
        commit=body["commit"],
        at_ms=body["at_ms"],
        device_schema=body["device_schema"],
        safe_schema=body["safe_schema"],
        packed_bytes=build["bytes"],
        sha256=build["sha256"],
        files=build["files"],
        unpacked_bytes=build["unpacked_bytes"],
        begins=end + 1,
    )


def _body(line: bytes, publisher: bytes, name: str) -> Any:
    try:
        document = read_json(line)
        keep_contract(document, CONTRACT)
    except DataFault as fault:
        later = fault.params.get("place") == "/body/contract"
        raise DataFault("update_other" if later else "update_changed", file=name) from fault
    try:
        return read_signed(document, CONTRACT, publisher)
    except DataFault as fault:
        raise DataFault("update_signature", file=name) from fault


def read_publisher(content: bytes) -> bytes:
    """Return the publisher's public key as it lies beside the versions.

    Raises:
        EnvironmentFault: "publisher_unknown": it is none.
    """
    try:
        key = bytes.fromhex(json.loads(content)["public_key"])
    except (ValueError, KeyError, TypeError) as error:
        raise EnvironmentFault("publisher_unknown") from error
    if len(key) != KEY_BYTES:
        raise EnvironmentFault("publisher_unknown")
    return key
