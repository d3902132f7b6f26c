"""Updates of an installation: checked offline, put beside what runs, tried out, taken into use, and taken back.

    lib/progrez/versions/1.0.0/     what was installed
    lib/progrez/versions/1.1.0/     an update, put there once its every file was checked
    lib/progrez/current             a link to the one that starts next time
    lib/progrez/previous            a link to the one before, for the way back

Only an installation of this form updates itself. A package of the system is updated by the system, and says so.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from progrez_desktop.core import bundle
from progrez_desktop.core.errors import DataFault, EnvironmentFault, UsageFault
from progrez_desktop.core.files import disk_faults, sync_folder
from progrez_desktop.core.json_document import read_json
from progrez_desktop.core.keys.update_head import read_head, read_publisher
from progrez_desktop.core.model.update import Build, Head
from progrez_desktop.core.packs.update_build import copy_whole, must_be_whole, unpack
from progrez_desktop.core.places import default_roots

PUBLISHER = "publisher.json"
"""Beside the versions and out of everybody's data: whoever may write it may replace the program as well."""
_TRIED_FOR_S = 300


@dataclass(frozen=True)
class Installation:
    """Where versions lie side by side, and which one this is."""

    root: Path
    running: Build

    @property
    def versions(self) -> Path:
        return self.root / "versions"

    @property
    def current(self) -> Path:
        return self.root / "current"

    @property
    def previous(self) -> Path:
        return self.root / "previous"

    def folder(self, version: str) -> Path:
        return self.versions / version

    def named(self, link: Path) -> str | None:
        """Return the version that a link names, where it is there."""
        return link.resolve().name if link.is_symlink() and link.exists() else None


@dataclass(frozen=True)
class Version:
    """One version that lies here."""

    version: str
    is_current: bool
    is_previous: bool
    is_running: bool

    @property
    def marks(self) -> tuple[str, ...]:
        """What is said of it, by the keys of words: "current", "previous", "running", or "there" where it is none."""
        marks = (("current", self.is_current), ("previous", self.is_previous), ("running", self.is_running))
        return tuple(mark for mark, holds in marks if holds) or ("there",)


def installation() -> Installation:
    """Return the installation that this program is of.

    Raises:
        UsageFault: "update_by_system": a package of the system, or a checkout.
    """
    folder = bundle.root()
    if not bundle.is_packaged() or folder.parent.name != "versions":
        raise UsageFault("update_by_system")
    return Installation(folder.parent.parent, build_in(folder))


def build_in(folder: Path) -> Build:
    """Return what the build in a folder says of itself.

    Raises:
        DataFault: "update_changed".
    """
    try:
        told = read_json(next(folder.glob("_internal/progrez_desktop/resources/build/build.json")).read_bytes())
        return Build(told["version"], told["commit"], told["platform"], told["device_schema"], told["safe_schema"])
    except (OSError, StopIteration, DataFault, KeyError, TypeError) as error:
        raise DataFault("update_changed", file="build.json") from error


def listed(here: Installation) -> tuple[Version, ...]:
    """Return the versions that lie here, the oldest first."""
    now, before = here.named(here.current), here.named(here.previous)
    with disk_faults(here.versions):
        there = [path.name for path in here.versions.iterdir() if path.is_dir() and not path.name.startswith(".")]
    return tuple(Version(one, one == now, one == before, one == here.running.version) for one in sorted(there, key=_of))


def check(here: Installation, path: Path) -> Head:
    """Return what an update is, once this installation may take it.

    Raises:
        EnvironmentFault: "publisher_unknown": this installation was told of no publisher.
        DataFault: "update_platform", "update_older"; as keys.update_head.read_head and
            packs.update_build.must_be_whole.
    """
    head = read_head(path, _publisher(here))
    must_be_whole(path, head)
    if head.platform != here.running.platform:
        raise DataFault("update_platform", platform=head.platform)
    if _of(head.version) <= _of(here.running.version):
        raise DataFault("update_older", version=head.version, running=here.running.version)
    return head


def take(here: Installation, path: Path) -> Head:
    """Put an update beside what runs, which goes on running. The same once more is fine.

    Raises:
        Fault: As `check`.
        EnvironmentFault: What the disk says; "update_room". Nothing of it is left then.
    """
    head = check(here, path)
    place = here.folder(head.version)
    if place.is_dir():
        return head
    packed, part = (here.versions / f".{head.version}.{what}" for what in ("packed", "part"))
    with disk_faults(here.versions):
        for what in ("packed", "part"):  # of whoever was stopped on the way, also with another version
            for one in here.versions.glob(f".*.{what}"):
                shutil.rmtree(one, ignore_errors=True)
                one.unlink(missing_ok=True)
        needed = head.packed_bytes + head.unpacked_bytes
        if shutil.disk_usage(here.versions).free < needed + (64 << 20):
            raise EnvironmentFault("update_room", mib=needed >> 20)
    try:
        copy_whole(path, head, packed)
        unpack(packed, head, part)
        _must_be(part, head)
        with disk_faults(here.versions):
            _sync(part)
            part.rename(place)
            sync_folder(here.versions)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    finally:
        with suppress(OSError):
            packed.unlink()
    return head


def use(here: Installation, version: str, *, has_data: bool, tried: Callable[[Path], bool] | None = None) -> None:
    """Have a version start from the next time on, once it was tried: a whole sitting in a throw-away folder.

    Args:
        has_data: As `back`.

    Raises:
        UsageFault: "update_unknown"; "update_data_newer".
        DataFault: "update_changed": a file of it is not as it was built; "update_fails": it does not run here. What
            starts next stays what it was.
        EnvironmentFault: What the disk says.
    """
    folder = _whole(here, version)
    _must_read_data(here, folder, has_data)
    if not (tried or runs_here)(folder):
        raise DataFault("update_fails", version=version)
    now = here.named(here.current)
    with disk_faults(here.root):
        if now is not None and now != version:
            _point(here.previous, now)
        _point(here.current, version)
    for one in listed(here):
        if not (one.is_current or one.is_previous or one.is_running):
            shutil.rmtree(here.folder(one.version), ignore_errors=True)


def back(here: Installation, has_data: bool) -> str:
    """Have the version before start from the next time on, and return which.

    Args:
        has_data: Whether there is data of people here: what a newer version brought up to its own form, an older one
            refuses to open.

    Raises:
        UsageFault: "update_no_way_back"; "update_data_newer".
        DataFault, EnvironmentFault: As `use`.
    """
    before = here.named(here.previous)
    if before is None:
        raise UsageFault("update_no_way_back")
    _must_read_data(here, _whole(here, before), has_data)
    now = here.named(here.current)
    with disk_faults(here.root):
        _point(here.current, before)
        if now is not None:
            _point(here.previous, now)
    return before


def runs_here(folder: Path) -> bool:
    """Whether a build performs a whole sitting on this computer, with a home of its own that goes afterwards."""
    program = folder / ("progrez.exe" if sys.platform == "win32" else "progrez")
    with tempfile.TemporaryDirectory(prefix="progrez-update-") as home:
        kept = {name: os.environ[name] for name in ("PATH", "LANG", "SYSTEMROOT") if name in os.environ}
        asked = [str(program), "demo", "--out", str(Path(home) / "out")]
        with suppress(OSError, subprocess.TimeoutExpired):
            environment = {**kept, "HOME": home, "TMPDIR": home, "QT_QPA_PLATFORM": "offscreen"}
            done = subprocess.run(
                asked, env=environment, cwd=home, capture_output=True, timeout=_TRIED_FOR_S, check=False
            )
            return done.returncode == 0
    return False


def anybody_has_data(own: Path) -> bool:
    """Whether there is data of people here: in one's own folder, or in that of any home that one may look into.

    Root, who keeps the program for everybody, has none of their own.
    """
    for folder in (own, *default_roots()):
        with suppress(OSError):
            if any(folder.iterdir()):
                return True
    return False


def _must_read_data(here: Installation, folder: Path, has_data: bool) -> None:
    """Raise UsageFault where a build is older than what runs and can't read what that writes."""
    other = build_in(folder)
    written = (here.running.device_schema, here.running.safe_schema)
    is_older = _of(here.running.version) > _of(other.version)
    if has_data and is_older and (other.device_schema, other.safe_schema) != written:
        raise UsageFault("update_data_newer", version=other.version)


def _publisher(here: Installation) -> bytes:
    try:
        return read_publisher((here.root / PUBLISHER).read_bytes())
    except OSError as error:
        raise EnvironmentFault("publisher_unknown") from error


def _whole(here: Installation, version: str) -> Path:
    folder = here.folder(version)
    if version not in {one.version for one in listed(here)}:
        raise UsageFault("update_unknown", version=version)
    try:
        bundle.check_all(folder)
    except bundle.BrokenError as lost:
        raise DataFault("update_changed", file=lost.name) from lost
    return folder


def _must_be(folder: Path, head: Head) -> None:
    """Hold an unpacked build against its own manifest, and what it says of itself against the head."""
    try:
        bundle.check_all(folder)
    except bundle.BrokenError as lost:
        raise DataFault("update_changed", file=lost.name) from lost
    told = build_in(folder)
    said = (head.version, head.platform, head.device_schema, head.safe_schema)
    if (told.version, told.platform, told.device_schema, told.safe_schema) != said:
        raise DataFault("update_changed", file="build.json")


def _point(link: Path, version: str) -> None:
    """Have a link name a version, the old one or the new one at every moment."""
    new = link.with_name(f".{link.name}.new")
    new.unlink(missing_ok=True)
    new.symlink_to(Path("versions") / version)
    new.replace(link)
    sync_folder(link.parent)


def _sync(folder: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as file:
                os.fsync(file.fileno())
        elif path.is_dir() and not path.is_symlink():
            sync_folder(path)
    sync_folder(folder)


def _of(version: str) -> tuple[int, ...]:
    """Return a version as numbers to compare; what is none comes first."""
    try:
        return tuple(int(part) for part in version.split("."))
    except ValueError:
        return ()
