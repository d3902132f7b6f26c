"""Sittings with twenty planted canaries each, and a search of everything around after each person signed out.

The kiosk runs with folders of its own for home, temporary files, cache, settings and what runs; every file there is
searched but the stick that the person took along, and its memory as far as the kernel shows it. Memory that was freed
keeps its bytes until something else is written there, which no Python program can help: what is found there is counted
and told, and is no fault; what the window, a clipboard, a screen reader or a file still tells is one.
"""

import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from tests.chaos.kiosk.canary_child import STEM, Canaries
from tests.chaos.kiosk.nursery import REPO
from tests.chaos.kiosk.parts import Limit
from tests.journeys.driving import parts_of, set_up

A_RUN = 50
"""Sittings until the kiosk is started anew."""
MEMORY_EACH = 10
FOLDERS = {
    "HOME": "home",
    "TMPDIR": "tmp",
    "XDG_CACHE_HOME": "cache",
    "XDG_CONFIG_HOME": "config",
    "XDG_DATA_HOME": "share",
    "XDG_STATE_HOME": "state",
    "XDG_RUNTIME_DIR": "run",
}
CRASHES = ("/var/crash", "/var/lib/systemd/coredump", "/var/lib/apport/coredump")
_IN_BYTES = re.compile(b"|".join(re.escape(STEM.encode(code)) for code in ("utf-8", "utf-16-le")), re.IGNORECASE)


@dataclass
class Searched:
    sittings: int = 0
    files: int = 0
    dumps: int = 0
    """Crash dumps of this machine that were written meanwhile."""
    memory_looks: int = 0
    left_of_last: list[int] = field(default_factory=list)
    """How many of the twenty of who just left were still somewhere in memory, at each look."""
    left_of_earlier: list[float] = field(default_factory=list)
    """Which share of the words of everybody before was."""
    swapped_kb: int = 0
    wrong: list[str] = field(default_factory=list)

    def with_those_of(self, other: "Searched") -> "Searched":
        return Searched(
            self.sittings + other.sittings,
            self.files + other.files,
            self.dumps + other.dumps,
            self.memory_looks + other.memory_looks,
            self.left_of_last + other.left_of_last,
            self.left_of_earlier + other.left_of_earlier,
            self.swapped_kb + other.swapped_kb,
            self.wrong + other.wrong,
        )

    def line(self) -> str:
        last, earlier = self.left_of_last or [0], self.left_of_earlier or [0.0]
        return (
            f"{self.sittings:,} sittings with 20 canaries each, {self.files:,} looks into files of data, home, temp, "
            f"cache, settings, crashes and what runs, and the window, its clipboards and what is read aloud: "
            f"{len(self.wrong)} found after signing out. In freed memory of the process, which is not wiped and in "
            f"which the test itself typed, at {self.memory_looks} looks: {sum(last) / len(last):.0f} of 20 of who just "
            f"left, {100 * sum(earlier) / len(earlier):.0f} % of those before; {self.swapped_kb} kB of it swapped"
        )


def side_by_side(place: Path, limit: Limit) -> Searched:
    """The same at two kiosks."""
    places, half = (place / "one", place / "two"), limit.count // 2
    for one in places:
        one.mkdir()
    with ThreadPoolExecutor(2) as kiosks:
        limits = (replace(limit, count=half), replace(limit, count=limit.count - half))
        here, there = kiosks.map(searched, places, limits)
    return here.with_those_of(there)


def searched(place: Path, limit: Limit) -> Searched:
    """Seat so many people after each other, and search after each."""
    found = Searched()
    for folder in (*FOLDERS.values(), "cwd", "stick"):
        (place / folder).mkdir(mode=0o700)
    set_up(parts_of(place / "data"))
    crashes = set(_crashes())
    for first in range(0, limit.count, A_RUN):
        if not limit.is_over:
            with _kiosk(place, first, min(A_RUN, limit.count - first)) as process:
                _seat(place, process, limit, found)
    found.dumps = len(set(_crashes()) - crashes)
    found.wrong += ["a crash was written down"] * found.dumps
    return found


def _seat(place: Path, process: "subprocess.Popen[str]", limit: Limit, found: Searched) -> None:
    assert process.stdout is not None and process.stdin is not None and process.stderr is not None
    for text in process.stdout:
        _look(place, process.pid, json.loads(text), found)
        if limit.is_over:
            return
        process.stdin.write("\n")
        process.stdin.flush()
    if process.wait() != 0:
        raise AssertionError(process.stderr.read())


@contextmanager
def _kiosk(place: Path, first: int, count: int) -> "Iterator[subprocess.Popen[str]]":
    arguments = [str(place / "data"), str(place / "stick"), str(first), str(count)]
    command = [sys.executable, "-m", "tests.chaos.kiosk.canary_child", *arguments]
    own = {name: str(place / folder) for name, folder in FOLDERS.items()}
    environment = os.environ | own | {"PYTHONPATH": str(REPO), "QT_QPA_PLATFORM": "offscreen"}
    pipe = subprocess.PIPE
    with subprocess.Popen(
        command, cwd=place / "cwd", env=environment, stdin=pipe, stdout=pipe, stderr=pipe, text=True
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def _look(place: Path, pid: int, line: dict[str, object], found: Searched) -> None:
    canaries = Canaries(int(str(line["number"])))
    found.sittings += 1
    found.wrong += [f"{word} in the window or a clipboard" for word in _words(line["window"])]
    for path in place.rglob("*"):
        if path.is_file() and not path.is_relative_to(place / "stick"):
            found.files += 1
            if _IN_BYTES.search(path.read_bytes()) or STEM in path.name.lower():
                found.wrong.append(f"a canary in {path.relative_to(place)}, after {canaries.number}")
    if found.sittings % MEMORY_EACH == 0:
        found.memory_looks += 1
        left = in_memory(pid)
        found.left_of_last.append(sum(word in left for word in canaries.all))
        before = range(canaries.number - canaries.number % A_RUN, canaries.number)
        earlier = [word for number in before for word in Canaries(number).all]
        found.left_of_earlier.append(sum(word in left for word in earlier) / len(earlier))
        found.swapped_kb += _swapped_kb(pid)


def _words(found: object) -> list[str]:
    return list(found) if isinstance(found, list) else []


def in_memory(pid: int) -> set[str]:
    """Return the canaries of anybody in the memory of a process, in either way of writing."""
    found: set[str] = set()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text().splitlines():
            span, access, *_ = line.split()
            start, end = (int(part, 16) for part in span.split("-"))
            if not access.startswith("rw") or line.endswith("[vvar]"):
                continue
            try:
                memory.seek(start)
                found |= canaries_in(memory.read(end - start))
            except OSError:
                continue  # a part that the kernel keeps to itself
    return found


def canaries_in(content: bytes) -> set[str]:
    length = len(Canaries(0).word(0))
    found = set()
    for hit in _IN_BYTES.finditer(content):
        width = len(hit.group(0)) // len(STEM)
        word = content[hit.start() : hit.start() + width * length]
        found.add(word.decode("utf-16-le" if width == 2 else "utf-8", "replace").lower())
    return found


def _swapped_kb(pid: int) -> int:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmSwap"))


def _crashes() -> list[Path]:
    return [path for folder in CRASHES for path in Path(folder).glob("*")]
