"""The build behind the head of an update: copied here and hashed whole before it is unpacked, and that within bounds.

So no stranger's archive is ever opened; what is in it is held against limits and names all the same.
"""

import hashlib
import shutil
import tarfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.files import disk_faults
from progrez_desktop.core.model.update import Head

_CHUNK = 1 << 20


def must_be_whole(path: Path, head: Head) -> None:
    """Let a file pass that holds behind its head what that names.

    Raises:
        DataFault: "update_cut", "update_changed"; "file_not_readable".
    """
    for _ in _parts(path, head):
        pass


def copy_whole(path: Path, head: Head, to: Path) -> None:
    """Copy a build to a place of ours and hash what is copied: a stick may give other bytes each time it is read.

    Raises:
        DataFault: As `must_be_whole`; what was copied may be there then. EnvironmentFault: What the disk says.
    """
    with disk_faults(to.parent), to.open("xb") as file:
        for part in _parts(path, head):
            file.write(part)


def unpack(build: Path, head: Head, folder: Path) -> None:
    """Unpack a build that `copy_whole` copied into a folder that is made for it; a part may be there after a fault.

    Raises:
        DataFault: "update_changed": more, other or elsewhere than the head says.
        EnvironmentFault: What the disk says.
    """
    with disk_faults(folder):
        folder.mkdir(parents=True)
        with build.open("rb") as file:
            try:
                with tarfile.open(fileobj=file, mode="r|xz") as archive:
                    for member in _bounded(archive, head):
                        _put(archive, member, folder)
            except (tarfile.TarError, EOFError) as error:
                raise DataFault("update_changed", file=build.name) from error


def _parts(path: Path, head: Head) -> Iterator[bytes]:
    """Yield what is behind the head, no more than may be there, and refuse it at its end if it is something else."""
    digest, size = hashlib.sha256(), 0
    try:
        with path.open("rb") as file:
            file.seek(head.begins)
            while size <= head.packed_bytes and (part := file.read(min(_CHUNK, head.packed_bytes + 1 - size))):
                digest.update(part)
                size += len(part)
                yield part
    except OSError as error:
        raise DataFault("file_not_readable", file=path.name) from error
    if size < head.packed_bytes:
        raise DataFault("update_cut", file=path.name)
    if size > head.packed_bytes or digest.hexdigest() != head.sha256:
        raise DataFault("update_changed", file=path.name)


def _bounded(archive: tarfile.TarFile, head: Head) -> Iterator[tarfile.TarInfo]:
    files = unpacked = 0
    seen: set[str] = set()
    for member in archive:
        files, unpacked = files + 1, unpacked + member.size
        if files > head.files or unpacked > head.unpacked_bytes or member.name in seen or not _is_safe(member):
            raise DataFault("update_changed", file=member.name)
        seen.add(member.name)
        yield member


def _is_safe(member: tarfile.TarInfo) -> bool:
    """Whether an entry is a file, a folder, or a link to a file beside or below it."""
    parts = PurePosixPath(member.name).parts
    inside = bool(parts) and not member.name.startswith("/") and ".." not in parts and "\\" not in member.name
    if member.issym():
        return inside and not member.linkname.startswith("/") and ".." not in PurePosixPath(member.linkname).parts
    return inside and (member.isreg() or member.isdir())


def _put(archive: tarfile.TarFile, member: tarfile.TarInfo, folder: Path) -> None:
    place = folder / member.name
    if member.isdir():
        place.mkdir(parents=True, exist_ok=True)
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    if member.issym():
        place.symlink_to(member.linkname)
        return
    content = archive.extractfile(member)
    assert content is not None
    with place.open("xb") as file:
        shutil.copyfileobj(content, file, _CHUNK)
    place.chmod(0o755 if member.mode & 0o100 else 0o644)
