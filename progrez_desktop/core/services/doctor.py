"""What this machine has and lacks to run the application: one small function per check, each gives findings."""

import os
import shlex
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from typing import Literal

from progrez_desktop.core import bundle
from progrez_desktop.core.errors import EnvironmentFault, Fault
from progrez_desktop.core.files import LEAST_FREE_MIB, free_mib, nearest_there
from progrez_desktop.core.resources import font_path
from progrez_desktop.core.services import installed, qt_libraries
from progrez_desktop.core.services.kiosk_check.kept import unsealed_swap
from progrez_desktop.core.services.kiosk_check.machine import Machine

State = Literal["ok", "note", "missing"]

_SUPPORTED = ((3, 11), (3, 13))
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
        *check_bundle(),
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
    of_python = () if bundle.is_packaged() else findings  # a packaged build has no pip; it is installed again
    remove = sorted({package for finding in of_python for package in finding.remove})
    pip = [sys.executable, "-m", "pip"]
    lines = []
    if apt:
        lines.append("sudo apt-get update && sudo " + shlex.join(["apt-get", "install", *apt]))
    if remove:
        lines.append(shlex.join([*pip, "uninstall", "--yes", *remove]))
    if any(finding.pip for finding in of_python):
        lines.append(shlex.join([*pip, "install", "--force-reinstall", *_what_to_install()]))
    return tuple(lines)


def _what_to_install() -> list[str]:
    """A checkout has its lock beside the package; an installed wheel has not."""
    lock = Path(__file__).resolve().parents[3] / "requirements" / "run.txt"
    return ["--require-hashes", "--no-deps", "--requirement", str(lock)] if lock.is_file() else [installed.DISTRIBUTION]


def check_bundle() -> Iterator[Finding]:
    """Every file of a packaged build, read and compared with what it was built as."""
    if not bundle.is_packaged():
        return
    try:
        yield Finding("bundle", "ok", "bundle.ok", {"count": bundle.check_all(bundle.root())})
    except bundle.BrokenError as lost:
        yield Finding("bundle", "missing", "bundle.broken", {"name": lost.name})
    yield from _check_engines()


def _check_engines() -> Iterator[Finding]:
    """What composes teams and what adds noise to counts, each with one small task: a file may be whole and not load."""
    from progrez_desktop.core.noise import OpenDpNoise
    from progrez_desktop.scoring.teams import solving

    try:
        drawn = OpenDpNoise().draw(1.0, 3)
        possible = solving.is_possible(solving.new_model(), 5.0)
    except (Fault, ImportError, OSError):
        drawn, possible = (), None
    works = len(drawn) == 3 and possible
    yield Finding("engines", "ok", "engines.ok") if works else Finding("engines", "missing", "engines.broken")


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
    absent = sorted(name for name, is_here in needed.items() if not is_here)
    if absent:
        yield Finding("packages", "missing", "packages.missing", {"names": ", ".join(absent)}, pip=True)
    else:
        yield Finding("packages", "ok", "packages.ok", {"count": len(needed)})


def _needed_packages() -> dict[str, bool]:
    """Whether each is here, and new enough for whatever asks for it."""
    found: dict[str, bool] = {}
    try:
        for name, here in installed.needed():
            found[name] = here is not None and found.get(name, True)
    except ImportError:
        return {"packaging": False}
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
    there = nearest_there(folder)
    if not there.is_dir():
        yield Finding("data_folder", "missing", "data_folder.is_file", {"folder": str(there)})
        return
    if not os.access(there, os.W_OK | os.X_OK):
        yield Finding("data_folder", "missing", "data_folder.read_only", {"folder": str(there)})
        return
    free = free_mib(there)
    params: dict[str, str | int] = {"folder": str(folder), "free": free, "needed": LEAST_FREE_MIB}
    if free < LEAST_FREE_MIB:
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


def check_swap(machine: Machine | None = None) -> Iterator[Finding]:
    """What is in memory may be written to swap; keys and answers are only as safe there as the disk is."""
    machine = machine or Machine()
    if machine.read("proc/swaps") is None:
        return
    on_disk = unsealed_swap(machine)
    if on_disk:
        yield Finding("swap", "note", "swap.on_disk", {"names": ", ".join(on_disk)})
    else:
        yield Finding("swap", "ok", "swap.none")
