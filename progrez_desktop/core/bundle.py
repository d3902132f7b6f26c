"""Whether a packaged build is whole, and that nothing but its own files says how it runs.

Only what starts first uses it: it loads nothing heavy and asks no words of a file, since those may be what is lost.
"""

import os
import sys
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import NoReturn

MANIFEST = "manifest.txt"
_TITLE = "progrez bundle 1"
AT_START = "start"
"""The group of what is hashed before anything else; the others are named for the module that needs them."""

_KEPT = frozenset(
    {
        *("QT_ACCESSIBILITY", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON", "QT_IM_MODULE", "QT_IM_MODULES"),
        *("QT_SCALE_FACTOR", "QT_SCREEN_SCALE_FACTORS", "QT_FONT_DPI", "QT_ENABLE_HIGHDPI_SCALING"),
        "QT_QPA_PLATFORM",
    }
)
"""What a desktop or a kiosk sets for all its programs, and none of which loads code from elsewhere."""
_PLATFORMS = frozenset({"xcb", "wayland", "offscreen"})
_NO_SAY = ("PYTHON", "QT_", "QML", "PROGREZ_", "LD_", "KEYRING_", "OPENSSL_", "OPENDP_", "GIO_", "GTK_", "_PYI_", "PYI")
_NO_SAY_BY_NAME = frozenset({"SSLKEYLOGFILE", "GCONV_PATH", "QT_PLUGIN_PATH", "MALLOC_TRACE"})
_OF_LOADER = ("LD_PRELOAD", "LD_AUDIT", "LD_LIBRARY_PATH_ORIG")
"""What the system's loader took before we could; in the last one the first process of a build leaves what it found."""


def is_packaged() -> bool:
    """Whether this is a build that was installed, and no checkout or wheel."""
    return bool(getattr(sys, "frozen", False))


def root() -> Path:
    """Return the folder of the build: what its manifest names is relative to it."""
    return Path(sys.executable).parent


def broken(name: str) -> str:
    """Return the one sentence for a part that is lost or changed, in both languages."""
    return (
        f"A part of this program is missing or damaged: {name}. Install the program again. / "
        f"Een onderdeel van dit programma ontbreekt of is beschadigd: {name}. Installeer het programma opnieuw."
    )


@dataclass(frozen=True)
class Entry:
    """One bundled file: its hash, its size, and whose first use asks for its hash."""

    sha256: str
    size: int
    groups: tuple[str, ...]


@dataclass(frozen=True)
class Manifest:
    files: Mapping[str, Entry]

    def of(self, group: str) -> Iterator[str]:
        return (name for name, entry in self.files.items() if group in entry.groups)


class BrokenError(Exception):
    """A part of the build is not as it was built; `name` says which."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.name = name


def written(files: Mapping[str, Entry]) -> str:
    """Return the manifest as text. Its first line has the hash of the others, so that a torn one is known."""
    lines = (f"{one.sha256} {one.size} {','.join(one.groups) or '-'} {name}\n" for name, one in sorted(files.items()))
    body = "".join(lines)
    return f"{_TITLE} {_digest(body.encode())}\n{body}"


def read(text: str) -> Manifest:
    """Return what a text says as a manifest; whether it is a whole one, `check_itself` knows.

    Raises:
        ValueError: It is none.
    """
    lines = (line.split(" ", 3) for line in text.splitlines()[1:])
    return Manifest({name: Entry(sha, int(size), tuple(groups.split(","))) for sha, size, groups, name in lines})


def check_itself(text: str) -> None:
    """Raise BrokenError unless the text is a whole manifest."""
    title, _, body = text.partition("\n")
    if title != f"{_TITLE} {_digest(body.encode())}":
        raise BrokenError(MANIFEST)


def check_presence(folder: Path, manifest: Manifest) -> None:
    """Hold the files against the manifest by name and size.

    Raises:
        BrokenError: One is missing, of another size, or not from this build.
    """
    there = dict(_listed(str(folder), ""))
    for name, entry in manifest.files.items():
        if there.pop(name, None) != entry.size:
            raise BrokenError(name)
    there.pop(_place_of_manifest(folder), None)
    if there:
        raise BrokenError(min(there))


def check_hash(folder: Path, name: str, entry: Entry) -> None:
    """Raise BrokenError unless the file has the hash that it was built with."""
    from hashlib import file_digest

    try:
        with (folder / name).open("rb") as file:
            found = file_digest(file, "sha256").hexdigest()
    except OSError:
        found = ""
    if found != entry.sha256:
        raise BrokenError(name)


def check_start(folder: Path) -> Manifest:
    """Look at what each start looks at, and return the manifest.

    Raises:
        BrokenError: The first that is not as it was built.
    """
    manifest = _present(folder)
    for name in manifest.of(AT_START):
        check_hash(folder, name, manifest.files[name])
    return manifest


def check_all(folder: Path) -> int:
    """Hash every file of a build and return how many there are.

    Raises:
        BrokenError: The first that is not as it was built.
    """
    manifest = _present(folder)
    for name, entry in manifest.files.items():
        check_hash(folder, name, entry)
    return len(manifest.files)


def cleaned(environment: Mapping[str, str]) -> dict[str, str]:
    """Return what of an environment a packaged build lets in."""
    return {name: value for name, value in environment.items() if not _has_no_say(name, value)}


def _has_no_say(name: str, value: str) -> bool:
    if name == "QT_QPA_PLATFORM":
        return not set(value.split(";")) <= _PLATFORMS
    return name not in _KEPT and (name in _NO_SAY_BY_NAME or name.startswith(_NO_SAY))


def begin() -> None:
    """Let a packaged build run only whole, and only as its own files say. The first thing that it does."""
    _take_no_orders(os.environ)
    folder = root()
    try:
        manifest = check_start(folder)
    except BrokenError as lost:
        refuse(lost.name)
    sys.meta_path.insert(0, _AtFirstUse(folder, manifest))  # it gives no spec, ever


@cache
def look_at_the_rest() -> None:
    """Hash every file of a packaged build, once and on a thread of its own; end the program where one was changed."""
    if not is_packaged():
        return
    from threading import Thread

    Thread(target=refuse_where_broken, name="bundle", daemon=True).start()


def refuse_where_broken() -> None:
    """Hash every file of a packaged build, and end the program where one is lost or changed."""
    if not is_packaged():
        return
    try:
        check_all(root())
    except BrokenError as lost:
        refuse(lost.name)


def refuse(name: str) -> NoReturn:
    """Say which part is lost and end the process, from whatever thread this is."""
    sentence = f"progrez: {broken(name)}\n"
    # Straight to the descriptor: what writes to sys.stderr may be the part that is lost.
    os.write(2, sentence.encode())
    _show(broken(name))
    os._exit(4)


def _show(sentence: str) -> None:
    """Show a sentence to somebody who started us from a menu, with what their desktop has. Qt may be what is lost."""
    if len(sys.argv) > 1 or os.isatty(2) or not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        return
    ways = (["zenity", "--error", f"--text={sentence}"], ["kdialog", "--error", sentence], ["xmessage", sentence])
    import shutil
    import subprocess

    for way in ways:
        if shutil.which(way[0]):
            subprocess.run(way, check=False, timeout=600)
            return


def _take_no_orders(environment: MutableMapping[str, str]) -> None:
    """Let go of the variables that have no say. What the loader already followed needs a new beginning."""
    followed = sys.platform == "linux" and any(name in environment for name in _OF_LOADER)
    let_in = cleaned(environment)
    if followed:
        os.execve(sys.executable, [sys.executable, *sys.argv[1:]], let_in)  # noqa: S606 - ourselves, once more
    for name in [name for name in environment if name not in let_in]:
        # Also LD_LIBRARY_PATH, which the build sets for itself: programs of the system are not to load our libraries.
        del environment[name]


class _AtFirstUse:
    """A finder that finds nothing: it hashes what a module brings along the first time that somebody imports it."""

    def __init__(self, folder: Path, manifest: Manifest) -> None:
        self._folder, self._manifest = folder, manifest
        self._due = {group for entry in manifest.files.values() for group in entry.groups} - {AT_START, "-"}
        self._seen: set[str] = set(manifest.of(AT_START))

    def find_spec(self, name: str, _path: Sequence[str] | None = None, _target: ModuleType | None = None) -> None:
        top = name.partition(".")[0]
        if top not in self._due:
            return
        self._due.discard(top)
        for file in self._manifest.of(top):
            if file not in self._seen:
                self._seen.add(file)
                self._check(file)

    def _check(self, file: str) -> None:
        try:
            check_hash(self._folder, file, self._manifest.files[file])
        except BrokenError as lost:
            refuse(lost.name)


def _present(folder: Path) -> Manifest:
    """Return the manifest of a build of which every file is there, with its size."""
    place = folder / _place_of_manifest(folder)
    try:
        text = place.read_text("utf-8")
        manifest = read(text)
    except (OSError, ValueError) as error:
        raise BrokenError(MANIFEST) from error
    # Before anything is hashed: the library that hashes is one of those that are looked for.
    check_presence(folder, manifest)
    check_itself(text)
    return manifest


def _place_of_manifest(folder: Path) -> str:
    inside = Path(getattr(sys, "_MEIPASS", folder / "_internal"))
    return f"{inside.name}/{MANIFEST}"


def _listed(folder: str, before: str) -> Iterator[tuple[str, int]]:
    """Yield every file below a folder with its size. Walked by hand: os.walk would ask the disk for each file twice."""
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                name = f"{before}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    yield from _listed(entry.path, f"{name}/")
                else:
                    yield name, _size(entry)
    except OSError:
        return


def _size(entry: "os.DirEntry[str]") -> int:
    try:
        return entry.stat().st_size
    except OSError:  # a link to nothing
        return -1


def _digest(body: bytes) -> str:
    from hashlib import sha256

    return sha256(body).hexdigest()
