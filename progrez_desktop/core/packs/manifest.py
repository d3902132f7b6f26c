"""A pack's manifest: its files by SHA-256. Nothing of a file is used before its bytes were checked here."""

import hashlib
import json
import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from progrez_desktop.core.errors import DataFault

CONTRACT = "progrez.pack-manifest/1"
MANIFEST = "manifest.json"

_PART = r"[a-z0-9][a-z0-9._-]*"
_SAFE_NAME = re.compile(rf"{_PART}(?:/{_PART})*")
"""Plain lower-case parts: no "..", root, drive or back-slash, and no two names that Windows takes for one."""
_LONGEST_NAME = 200
_HASH = re.compile("[0-9a-f]{64}")


class Source(Protocol):
    """Where bytes come from: a folder, or the file of a pack."""

    def read(self, name: str) -> bytes:
        """Return the bytes of `name`, with "/" between its parts.

        Raises:
            DataFault: `resource_missing`.
        """
        ...


@dataclass(frozen=True)
class Folder:
    """A source whose names are paths below one folder."""

    root: Path

    def read(self, name: str) -> bytes:
        try:
            return self.root.joinpath(*name.split("/")).read_bytes()
        except OSError as error:
            raise DataFault("resource_missing", name=name) from error


@dataclass(frozen=True)
class Manifest:
    """`files` maps names below `folder` to SHA-256; `sha256` is that of the manifest itself and names the pack."""

    folder: str
    sha256: str
    files: Mapping[str, str]


def is_safe_name(name: str) -> bool:
    return len(name) <= _LONGEST_NAME and _SAFE_NAME.fullmatch(name) is not None


def sha256_of(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def read_verified(source: Source, name: str, sha256: str) -> bytes:
    """Return the bytes of `name`, once they are the ones that `sha256` names.

    Raises:
        DataFault: `resource_missing` or `resource_changed`, with the name.
    """
    data = source.read(name)
    if sha256_of(data) != sha256:
        raise DataFault("resource_changed", name=name)
    return data


def read_manifest(source: Source, folder: str, sha256: str) -> Manifest:
    """Return the manifest of the pack in `folder`, once it is the one that `sha256` names.

    Raises:
        DataFault: `resource_missing`, `resource_changed`, `pack_manifest_invalid`, or `pack_path_unsafe` for an entry
            that could point outside the pack.
    """
    name = posixpath.join(folder, MANIFEST)
    document = _document(read_verified(source, name, sha256), name)
    for entry in document["files"]:
        if not is_safe_name(entry):
            raise DataFault("pack_path_unsafe", name=ascii(entry))
    return Manifest(folder, sha256, document["files"])


def read_pack(source: Source, manifest: Manifest) -> dict[str, bytes]:
    """Return every file of a pack by its name, all of them verified.

    Raises:
        DataFault: `resource_missing` or `resource_changed`.
    """
    return {
        name: read_verified(source, posixpath.join(manifest.folder, name), sha256)
        for name, sha256 in manifest.files.items()
    }


def _document(data: bytes, name: str) -> dict[str, Any]:
    # Checked by hand: the first screen waits for this, and building a schema validator takes longer than the rest.
    try:
        document = json.loads(data)
        files = document["files"]
        sound = document["contract"] == CONTRACT and all(_HASH.fullmatch(sha256) for sha256 in files.values())
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError) as error:
        raise DataFault("pack_manifest_invalid", name=name) from error
    if not sound:
        raise DataFault("pack_manifest_invalid", name=name)
    return dict(document)
