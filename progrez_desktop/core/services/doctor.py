"""What this machine has and lacks to run the application: one small function per check, each gives findings."""

import os
import shlex
import shutil
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Literal

from progrez_desktop.core.errors import EnvironmentFault, Fault
from progrez_desktop.core.resources import font_path
from progrez_desktop.core.services import qt_libraries

State = Literal["ok", "note", "missing"]

_DISTRIBUTION = "progrez-desktop"
_SUPPORTED = ((3, 11), (3, 13))
_ROOM_MIB = 200
"""A safe takes a few MiB; this leaves room for backups before every migration."""

SWAPS = Path("/proc/swaps")
"""Where Linux lists what it swaps to."""

_NEVER_INSTALLED = frozenset({"huggingface-hub", "sentence-transformers"})
"""Asked for by a package that we use in part only: pyproject.toml, which overrides them away, says why for each."""

_SQLCIPHERS = ("sqlcipher3", "sqlcipher3-binary", "sqlcipher3-wheels", "pysqlcipher3")


@dataclass(frozen=True)
class Finding:
    """One thing that was looked at. A note never keeps the application from running; what is missing does.

    `message` names the sentence `doctor.<message>`. What mends it: the Debian packages `apt`, the removal of the
    Python packages `remove`, or, with `pip`, the locked Python packages once more.
    """

    check: str
    state: State
    message: str
    params: Mapping[str, str | int] = field(default_factory=dict)
    apt: tuple[str, ...] = ()
    remove: tuple[str, ...] = ()
    pip: bool = False


def examine(data_folder: Path) -> tuple[Finding, ...]:
    """Return what every check finds, in the order in which a person would mend it."""
    return (
        *check_python(),
        *check_packages(),
        *check_sqlcipher(),
        *check_key_store(),
        *check_qt(qt_libraries.platform_in_use()),
        *check_fonts(),
        *check_resources(),
        *check_data_folder(data_folder),
        *check_authorities(),
        *check_swap(),
    )


def commands_for(findings: tuple[Finding, ...]) -> tuple[str, ...]:
    """Return the commands to type, in order, that mend what is missing."""
    apt = sorted({package for finding in findings for package in finding.apt})
    remove = sorted({package for finding in findings for package in finding.remove})
    pip = [sys.executable, "-m", "pip"]
    lines = []
    if apt:
        lines.append("sudo apt-get update && sudo " + shlex.join(["apt-get", "install", *apt]))
    if remove:
        lines.append(shlex.join([*pip, "uninstall", "--yes", *remove]))
    if any(finding.pip for finding in findings):
        lines.append(shlex.join([*pip, "install", "--force-reinstall", *_what_to_install()]))
    return tuple(lines)


def _what_to_install() -> list[str]:
    """A checkout has its lock beside the package; an installed wheel has not."""
    lock = Path(__file__).resolve().parents[3] / "requirements" / "run.txt"
    return ["--require-hashes", "--no-deps", "--requirement", str(lock)] if lock.is_file() else [_DISTRIBUTION]


def check_python() -> Iterator[Finding]:
    version = sys.version.split()[0]
    lowest, highest = _SUPPORTED
    if lowest <= sys.version_info[:2] <= highest:
        yield Finding("python", "ok", "python.ok", {"version": version})
    else:
        yield Finding("python", "missing", "python.unsupported", {"version": version})


def check_packages() -> Iterator[Finding]:
    """Every package that this one needs, with those that they need in turn."""
    needed = _needed_packages()
    absent = sorted(name for name, version in needed.items() if version is None)
    if absent:
        yield Finding("packages", "missing", "packages.missing", {"names": ", ".join(absent)}, pip=True)
    else:
        yield Finding("packages", "ok", "packages.ok", {"count": len(needed)})


def _needed_packages() -> dict[str, str | None]:
    """The installed version of each, or None for one that is absent or too old for what asks for it."""
    try:
        from packaging.requirements import Requirement
        from packaging.utils import canonicalize_name
    except ImportError:
        return {"packaging": None}
    found: dict[str, str | None] = {}
    todo = [_DISTRIBUTION]
    while todo:
        requirement = Requirement(todo.pop())
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        name = canonicalize_name(requirement.name)
        if name in _NEVER_INSTALLED:
            continue
        try:
            distribution = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            found[name] = None
            continue
        if not requirement.specifier.contains(distribution.version, prereleases=True):
            found[name] = None
        elif name not in found:
            found[name] = distribution.version
            todo += distribution.requires or []
    return found


def check_sqlcipher() -> Iterator[Finding]:
    """Two packages with SQLCipher overwrite each other's module, so exactly one may be there, and it must encrypt."""
    from progrez_desktop.core.store.database import cipher_version

    present = tuple(name for name in _SQLCIPHERS if _version(name) is not None)
    if not present:
        yield Finding("sqlcipher", "missing", "sqlcipher.none", pip=True)
    elif len(present) > 1:
        names = {"names": ", ".join(present)}
        yield Finding("sqlcipher", "missing", "sqlcipher.several", names, remove=present, pip=True)
    else:
        package = {"package": present[0], "version": _version(present[0]) or ""}
        try:
            cipher, provider = cipher_version()
            yield Finding("sqlcipher", "ok", "sqlcipher.ok", {**package, "cipher": cipher, "provider": provider})
        except Fault:
            yield Finding("sqlcipher", "missing", "sqlcipher.broken", package, pip=True)


def _version(name: str) -> str | None:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return None


def check_key_store() -> Iterator[Finding]:
    """Without one the application asks for an operator passphrase, so its absence is a note."""
    from progrez_desktop.core.keys.os_store import find_store

    try:
        yield Finding("key_store", "ok", "key_store.ok", {"name": find_store().backend})
    except Fault:
        yield Finding("key_store", "note", "key_store.none")


def check_qt(platform: str) -> Iterator[Finding]:
    """The system's libraries for windows on this display; for drawing without one where there is none."""
    if sys.platform == "linux":
        absent = qt_libraries.missing_libraries(platform)
        known = {name: qt_libraries.PACKAGE_OF.get(name) for name in absent or ()}
        if absent is None:
            yield Finding("qt", "note", "qt.unknown")
        elif absent:
            apt = tuple(sorted({package for package in known.values() if package}))
            yield Finding("qt", "missing", "qt.missing", {"names": ", ".join(absent), "platform": platform}, apt=apt)
        else:
            yield Finding("qt", "ok", "qt.ok", {"platform": platform})
    if platform == "offscreen":
        yield Finding("display", "note", "display.none")
    else:
        yield Finding("display", "ok", "display.ok", {"platform": platform})


def check_fonts() -> Iterator[Finding]:
    try:
        present = all(font_path(face).is_file() for face in ("Regular", "Semibold", "Bold", "It"))
    except EnvironmentFault:
        present = False
    yield Finding("fonts", "ok", "fonts.ok") if present else Finding("fonts", "missing", "fonts.missing", pip=True)


def check_resources() -> Iterator[Finding]:
    """Every pinned file, read and compared with its pin; and the pack, whose manifest pins its own files."""
    from progrez_desktop.core.packs.shipped import shipped

    files = shipped()
    try:
        for name in files.pins:
            files.read(name)
        files.assessment()
        yield Finding("resources", "ok", "resources.ok", {"count": len(files.pins)})
    except Fault as fault:
        yield Finding("resources", "missing", "resources.damaged", {"name": fault.params.get("name", fault.code)})


def check_data_folder(folder: Path) -> Iterator[Finding]:
    """The folder itself, or the nearest one above it that exists: the doctor makes nothing."""
    there = next(place for place in (folder, *folder.parents) if place.exists())
    if not there.is_dir():
        yield Finding("data_folder", "missing", "data_folder.is_file", {"folder": str(there)})
        return
    if not os.access(there, os.W_OK | os.X_OK):
        yield Finding("data_folder", "missing", "data_folder.read_only", {"folder": str(there)})
        return
    free_mib = shutil.disk_usage(there).free >> 20
    params: dict[str, str | int] = {"folder": str(folder), "free": free_mib, "needed": _ROOM_MIB}
    if free_mib < _ROOM_MIB:
        yield Finding("data_folder", "missing", "data_folder.full", params)
    else:
        yield Finding("data_folder", "ok", "data_folder.ok", params)


def check_authorities() -> Iterator[Finding]:
    """The system's list of whom to believe over https. Without it nothing can be sent or fetched; all else works."""
    import ssl

    if sys.platform == "linux":
        known = ssl.get_default_verify_paths()
        there = known.cafile is not None or (known.capath is not None and any(Path(known.capath).iterdir()))
        yield Finding("authorities", "ok" if there else "note", f"authorities.{'ok' if there else 'none'}")


def check_swap() -> Iterator[Finding]:
    """What is in memory may be written to swap; keys and answers are only as safe there as the disk is."""
    if not SWAPS.is_file():
        return
    in_use = [line.split()[0] for line in SWAPS.read_text().splitlines()[1:]]
    on_disk = [name for name in in_use if not name.startswith(("/dev/zram", "/dev/dm-", "/dev/mapper/"))]
    if on_disk:
        yield Finding("swap", "note", "swap.on_disk", {"names": ", ".join(on_disk)})
    else:
        yield Finding("swap", "ok", "swap.none")
