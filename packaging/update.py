"""Makes an update that kiosks believe: the publisher's key, once, and a signed file around each build after that.

    .venv/bin/python packaging/update.py key publisher.pem           asks for a passphrase; prints the public half
    .venv/bin/python packaging/update.py sign build/package/progrez publisher.pem -o progrez-1.1.0.update

The public half goes beside the versions of each installation, as `publisher.json`; the private half stays with the
publisher, away from every computer that a kiosk can reach.
"""

from __future__ import annotations

import argparse
import getpass
import hashlib
import io
import json
import sys
import tarfile
from collections.abc import Iterable
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from progrez_desktop.core import bundle
from progrez_desktop.core.documents.writing import save_whole
from progrez_desktop.core.errors import Fault
from progrez_desktop.core.keys.signing import public_of
from progrez_desktop.core.keys.update_head import signed_head
from progrez_desktop.core.model.update import Head
from progrez_desktop.core.services.updating import build_in
from progrez_desktop.core.words import Words

_SHORTEST = 10


def new_key(place: Path, passphrase: bytes) -> str:
    """Write a new private key, sealed under a passphrase, and return what `publisher.json` says of its public half."""
    key = Ed25519PrivateKey.generate()
    sealed = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.BestAvailableEncryption(passphrase),
    )
    with place.open("xb") as file:
        place.chmod(0o600)
        file.write(sealed)
    return json.dumps({"public_key": key.public_key().public_bytes_raw().hex()}) + "\n"


def read_key(place: Path, passphrase: bytes) -> bytes:
    key = serialization.load_pem_private_key(place.read_bytes(), passphrase)
    assert isinstance(key, Ed25519PrivateKey)
    return key.private_bytes_raw()


def signed(folder: Path, private: bytes) -> bytes:
    """Return the update of a build, whose every file is as its manifest says. The same build gives the same bytes."""
    bundle.check_all(folder)
    told, paths = build_in(folder), sorted(folder.rglob("*"))
    packed = _packed(folder, paths)
    head = Head(
        version=told.version,
        platform=told.platform,
        commit=told.commit,
        at_ms=int(max(path.lstat().st_mtime for path in paths)) * 1000,
        device_schema=told.device_schema,
        safe_schema=told.safe_schema,
        packed_bytes=len(packed),
        sha256=hashlib.sha256(packed).hexdigest(),
        files=len(paths),
        unpacked_bytes=sum(path.stat().st_size for path in paths if path.is_file() and not path.is_symlink()),
        begins=0,
    )
    return signed_head(private, head) + packed


def _packed(folder: Path, paths: Iterable[Path]) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w|xz", format=tarfile.PAX_FORMAT) as archive:
        for path in paths:
            entry = archive.gettarinfo(path, path.relative_to(folder).as_posix())
            entry.uid = entry.gid = 0
            entry.uname = entry.gname = ""
            entry.mtime = int(path.lstat().st_mtime)
            if entry.isreg():
                with path.open("rb") as file:
                    archive.addfile(entry, file)
            else:
                archive.addfile(entry)
    return made.getvalue()


def asked(*, is_new: bool) -> bytes:
    """Return the passphrase that somebody types; one that is new, twice: a slip would show at the first update only."""
    typed = getpass.getpass("Passphrase of the publisher's key: ")
    if is_new and len(typed) < _SHORTEST:
        sys.exit(f"update: a passphrase has {_SHORTEST} signs or more")
    if is_new and getpass.getpass("The same once more: ") != typed:
        sys.exit("update: these were two different ones; no key was made")
    return typed.encode()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0], allow_abbrev=False)
    ways = parser.add_subparsers(dest="way", required=True)
    for name in ("key", "sign"):
        way = ways.add_parser(name)
        if name == "sign":
            way.add_argument("folder", type=Path)
            way.add_argument("-o", "--out", type=Path, required=True)
        way.add_argument("key", type=Path)
    chosen = parser.parse_args()
    try:
        make(chosen)
    except bundle.BrokenError as lost:
        sys.exit(f"update: {chosen.folder} is not a whole build: {lost}. Make it anew with make package")
    except Fault as fault:
        sys.exit(f"update: {Words('en').of_fault(fault)}")
    except OSError as error:
        sys.exit(f"update: {error.filename}: {error.strerror}")
    return 0


def make(chosen: argparse.Namespace) -> None:
    if chosen.way == "key":
        if chosen.key.exists():
            sys.exit(f"update: {chosen.key} is there already; a new key would be believed by no installation of before")
        print(new_key(chosen.key, asked(is_new=True)), end="")
        return
    try:
        private = read_key(chosen.key, asked(is_new=False))
    except ValueError:
        sys.exit(f"update: this passphrase does not open {chosen.key}")
    save_whole(chosen.out, signed(chosen.folder, private))
    chosen.out.chmod(0o644)  # anybody may read it, and nobody believes it for that
    print(json.dumps({"public_key": public_of(private).hex()}))


if __name__ == "__main__":
    sys.exit(main())
