"""Looks at a pack before it is handed on: signed by the organisation, with the files that it names and no others."""

import hashlib
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import IO, Any

from progrez_server.contracts import keeps
from progrez_server.problems import Problem
from progrez_server.signed import is_signed_by

_MANIFEST, _SIGNATURE, _PACK = "manifest.json", "signature.json", "pack.json"
_MOST_FILES = 1002
_MOST_JSON = 1 << 20
_CHUNK = 64 << 10
_LOCKED = 1


@dataclass(frozen=True)
class Pack:
    """What a list tells of a pack."""

    assessment_id: str
    version: str


def read_pack(file: IO[bytes], size: int, org: str, signing_key: str) -> Pack:
    """Return what a pack says of itself, once the organisation has signed all of it.

    Raises:
        Problem: pack_broken, pack_signature.
    """
    try:
        with zipfile.ZipFile(file) as archive:
            entries = _entries(archive, size)
            manifest = _json(archive, entries, _MANIFEST)
            _check_signature(_json(archive, entries, _SIGNATURE), manifest, org, signing_key)
            _check_files(archive, entries, manifest)
            return _told(_json(archive, entries, _PACK))
    # What zipfile has to say of a file that is none has many names.
    except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError, KeyError) as wrong:
        raise Problem("pack_broken") from wrong


def _entries(archive: zipfile.ZipFile, size: int) -> Mapping[str, zipfile.ZipInfo]:
    """Nothing is packed, so nothing grows; no two entries share their bytes, so all of them fit into the file."""
    listed = archive.infolist()
    entries = {one.filename: one for one in listed}
    if len(listed) > _MOST_FILES or len(entries) != len(listed) or sum(one.file_size for one in listed) > size:
        raise Problem("pack_broken")
    for one in listed:
        if one.compress_type != zipfile.ZIP_STORED or one.flag_bits & _LOCKED or one.file_size != one.compress_size:
            raise Problem("pack_broken")
    return entries


def _json(archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo], name: str) -> bytes:
    one = entries.get(name)
    if one is None or one.file_size > _MOST_JSON:
        raise Problem("pack_broken")
    return archive.read(one)


def _check_signature(told: bytes, manifest: bytes, org: str, signing_key: str) -> None:
    signature = _document(told, "pack-signature")
    if (signature["organisation_id"], signature["signing_key"]) != (org, signing_key):
        raise Problem("pack_signature")
    is_same = signature["manifest_sha256"] == hashlib.sha256(manifest).hexdigest()
    if not is_same or not is_signed_by(signing_key, "pack", manifest, signature["signature"]):
        raise Problem("pack_signature")


def _check_files(archive: zipfile.ZipFile, entries: Mapping[str, zipfile.ZipInfo], manifest: bytes) -> None:
    files = _document(manifest, "pack-manifest")["files"]
    if set(entries) != {*files, _MANIFEST, _SIGNATURE}:
        raise Problem("pack_broken")
    for name, sha256 in files.items():
        digest = hashlib.sha256()
        with archive.open(entries[name]) as content:
            while part := content.read(_CHUNK):
                digest.update(part)
        if digest.hexdigest() != sha256:
            raise Problem("pack_broken")


def _told(told: bytes) -> Pack:
    document = _loaded(told)
    found = (document.get("id"), document.get("version")) if isinstance(document, dict) else (None, None)
    if not all(isinstance(one, str) and 0 < len(one) <= 200 and one.isprintable() for one in found):
        raise Problem("pack_broken")
    return Pack(str(found[0]), str(found[1]))


def _document(told: bytes, contract: str) -> Any:
    document = _loaded(told)
    if not keeps(contract, document):
        raise Problem("pack_broken")
    return document


def _loaded(told: bytes) -> Any:
    try:
        return json.loads(told)
    except RecursionError:
        raise Problem("pack_broken") from None
