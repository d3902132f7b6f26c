"""A pack as one file: a zip whose entries lie in it as they are, in one order, with one time, and nothing else.

Since nothing is compressed, the same folder gives the same bytes with every zlib, and no pack grows when it is opened.
Since there is one way to write it, what is read is written again and has to be the same: links, doubles, passwords,
a comment, or bytes before, between and behind have no place.
"""

import json
import struct
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.packs.manifest import CONTRACT, MANIFEST, Manifest, is_safe_name, read_manifest, sha256_of

SIGNATURE = "signature.json"
MOST_BYTES = 64 << 20
MOST_FILES = 200

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_VERSION, _STORED, _MIDNIGHT, _DAY = 20, 0, 0, (1 << 5) | 1  # 1 January 1980, the first that a zip can name
_UNIX, _PLAIN_FILE = 3 << 8, 0o100644 << 16
_LOCKED, _SIZE_LATER = 1, 8


def written(files: Mapping[str, bytes]) -> bytes:
    """Return the zip of these files: manifest and signature first, the others by name."""
    entries, directory, at = [], [], 0
    for name in sorted(files, key=_order):
        content, spelled = files[name], name.encode("ascii")
        told = (_STORED, _MIDNIGHT, _DAY, zlib.crc32(content), len(content), len(content), len(spelled), 0)
        entry = _LOCAL.pack(b"PK\3\4", _VERSION, 0, *told) + spelled + content
        made_by = _VERSION | _UNIX
        directory.append(
            _CENTRAL.pack(b"PK\1\2", made_by, _VERSION, 0, *told, 0, 0, 0, _PLAIN_FILE, at) + spelled,
        )
        entries.append(entry)
        at += len(entry)
    listed = b"".join(directory)
    end = _END.pack(b"PK\5\6", 0, 0, len(files), len(files), len(listed), at, 0)
    return b"".join((*entries, listed, end))


def _order(name: str) -> tuple[int, str]:
    return ((MANIFEST, SIGNATURE).index(name) if name in (MANIFEST, SIGNATURE) else 2, name)


def made(files: Mapping[str, bytes]) -> bytes:
    """Return an unsigned pack of these files, with the manifest that names them."""
    hashes = {name: sha256_of(content) for name, content in sorted(files.items())}
    manifest = json.dumps({"contract": CONTRACT, "files": hashes}, indent=2) + "\n"
    return written({**files, MANIFEST: manifest.encode()})


def signed(pack: bytes, signature: bytes) -> bytes:
    """Return a pack with this signature and no other.

    Raises:
        DataFault: See `files_in`.
    """
    return written({**files_in(pack), SIGNATURE: signature})


def files_in(pack: bytes) -> dict[str, bytes]:
    """Return every file of a pack by its name, nothing of it looked at yet.

    Raises:
        DataFault: "pack_too_large", "pack_too_many_files", "pack_no_zip", "pack_locked", "pack_compressed",
            "pack_file_twice", "pack_path_unsafe"; "pack_altered": something is in it that `written` does not write.
    """
    if len(pack) > MOST_BYTES:
        raise DataFault("pack_too_large", limit_mib=MOST_BYTES >> 20)
    found: dict[str, bytes] = {}
    at = 0
    while pack[at : at + 4] == b"PK\3\4":
        name, begins, size = _entry(pack[at : at + _LOCAL.size + 512])
        begins += at
        if name in found:
            raise DataFault("pack_file_twice", name=name)
        if len(found) == MOST_FILES:
            raise DataFault("pack_too_many_files", limit=MOST_FILES)
        found[name] = pack[begins : begins + size]
        at = begins + size
    if not found:
        raise DataFault("pack_no_zip")
    if written(found) != pack:
        raise DataFault("pack_altered")
    return found


def _entry(head: bytes) -> tuple[str, int, int]:
    """Return the name of the entry that begins here, where its content does, and how long that is."""
    if len(head) < _LOCAL.size:
        raise DataFault("pack_altered")
    _, _, flags, method, _, _, _, packed, size, named, extra = _LOCAL.unpack_from(head)
    if flags & _LOCKED:
        raise DataFault("pack_locked")
    if method != _STORED or flags & _SIZE_LATER or packed != size:
        raise DataFault("pack_compressed")
    spelled = head[_LOCAL.size : _LOCAL.size + named]
    name = spelled.decode("ascii", "backslashreplace")
    if not is_safe_name(name):
        raise DataFault("pack_path_unsafe", name=ascii(name))
    return name, _LOCAL.size + named + extra, size


@dataclass(frozen=True)
class Held:
    """A pack in memory, as a source of its files."""

    files: Mapping[str, bytes]

    @classmethod
    def of(cls, pack: bytes) -> "Held":
        """For faults see `files_in`."""
        return cls(files_in(pack))

    def read(self, name: str) -> bytes:
        """Return the bytes of a file; DataFault "pack_file_missing", since a pack lacks it and not the program."""
        try:
            return self.files[name]
        except KeyError:
            raise DataFault("pack_file_missing", name=name) from None


def whole(files: Mapping[str, bytes]) -> Manifest:
    """Return the manifest of a pack, once it names exactly the files that are there, each by its hash.

    Raises:
        DataFault: What is wrong with the manifest; "pack_file_missing", "pack_file_changed", or
            "pack_file_unlisted".
    """
    if MANIFEST not in files:
        raise DataFault("pack_file_missing", name=MANIFEST)
    manifest = read_manifest(Held(files), "", sha256_of(files[MANIFEST]))
    for name, sha256 in manifest.files.items():
        if name not in files:
            raise DataFault("pack_file_missing", name=name)
        if sha256_of(files[name]) != sha256:
            raise DataFault("pack_file_changed", name=name)
    if unlisted := sorted(set(files) - {MANIFEST, SIGNATURE, *manifest.files}):
        raise DataFault("pack_file_unlisted", name=unlisted[0])
    return manifest


@dataclass(frozen=True)
class PackFile:
    """A pack on disk, of which one file is read when it is asked for. Whoever asks checks its hash."""

    path: Path

    def manifest(self, sha256: str) -> Manifest:
        """Return the manifest that the hash names, of which the beginning of the file is enough.

        Raises:
            DataFault: See `read_manifest`; "resource_missing" where there is no such file.
        """
        return read_manifest(self, "", sha256)

    def read(self, name: str) -> bytes:
        try:
            with self.path.open("rb") as file:
                for found, begins, size in _walked(file):
                    if found == name:
                        file.seek(begins)
                        return file.read(size)
        except OSError as error:
            raise DataFault("resource_missing", name=self.path.name) from error
        raise DataFault("resource_missing", name=name)


def _walked(file: BinaryIO) -> Iterator[tuple[str, int, int]]:
    at = 0
    for _ in range(MOST_FILES + 1):
        file.seek(at)
        head = file.read(_LOCAL.size + 512)
        if head[:4] != b"PK\3\4":
            return
        name, begins, size = _entry(head)
        yield name, at + begins, size
        at += begins + size
