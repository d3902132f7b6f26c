"""How large what is installed is, and how soon its first page is on the screen, cold and warm, beside a bare window.

    .venv/bin/python -m benchmarks.artefact build/package

After `make package`, as root, with Xvfb. A start is over when the middle of the screen is no longer an empty one's, for
the built program as for the bare window of the same PySide6, which is run by Python and not built.
Cold: the pages of all files were let go of (/proc/sys/vm/drop_caches); where that is not allowed, it says so and fails.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from progrez_desktop.core import bundle

ROUNDS = {"cold": 3, "warm": 7}
MOST_S = 120
LOOK_MS = 30
_BARE = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication(["bare"])
window = QWidget()
window.resize(1280, 800)
window.show()
app.exec()
"""
Grab = Callable[[], tuple[int, ...]]


@contextmanager
def screen() -> Iterator[Grab]:
    """Give what looks at a screen of its own, on which the programs draw (DISPLAY)."""
    if shutil.which("Xvfb") is None:
        sys.exit("artefact: Xvfb is missing (apt-get install xvfb)")
    reading, writing = os.pipe()
    server = subprocess.Popen(
        ["Xvfb", "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp"],
        pass_fds=(writing,),
        stderr=subprocess.DEVNULL,
    )
    os.close(writing)
    try:
        with os.fdopen(reading) as told:
            os.environ["DISPLAY"] = f":{told.readline().strip()}"
        os.environ["QT_QPA_PLATFORM"] = "xcb"
        yield _grabber()
    finally:
        server.kill()
        server.wait()


def _grabber() -> Grab:
    from PySide6.QtGui import QGuiApplication

    app = QGuiApplication.instance() or QGuiApplication(["looks"])

    def grab() -> tuple[int, ...]:
        assert isinstance(app, QGuiApplication)
        picture = app.primaryScreen().grabWindow(0, 320, 200, 640, 400).toImage()
        return tuple(picture.pixel(x, y) for x in range(0, 640, 40) for y in range(0, 400, 40))

    return grab


def start_s(command: list[str], grab: Grab, home: Path) -> float:
    """Return the seconds until a program has drawn something."""
    while len(set(empty := grab())) > 1:  # the one before is still going
        time.sleep(0.01)
    environment = {"PATH": os.defpath, "HOME": str(home), "DISPLAY": os.environ["DISPLAY"], "LANG": "C.UTF-8"}
    began = time.monotonic()
    process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    try:
        while grab() == empty:
            if time.monotonic() - began > MOST_S or process.poll() is not None:
                sys.exit(f"artefact: {command[0]} drew nothing (status {process.poll()})")
            time.sleep(0.002)
        return time.monotonic() - began
    finally:
        process.kill()
        process.wait()


def let_go_of_files() -> None:
    os.sync()
    try:
        Path("/proc/sys/vm/drop_caches").write_text("3\n")
    except OSError as refused:
        sys.exit(f"artefact: a cold start can't be made here: {refused}")


def sizes(folder: Path) -> None:
    for path in sorted(folder.glob("progrez*")):
        files = [path] if path.is_file() else [one for one in path.rglob("*") if one.is_file() and not one.is_symlink()]
        print(f"{path.name:40}{sum(one.stat().st_size for one in files) / 2**20:8.0f} MiB{len(files):8} files")
    for name, mib, count in largest(folder / "progrez" / "_internal"):
        print(f"  of it {name:34}{mib:8.0f} MiB{count:8} files")


def largest(inside: Path) -> list[tuple[str, float, int]]:
    """Return the three packages of a build that take most, in MiB and in files."""
    found = []
    for package in (one for one in inside.iterdir() if one.is_dir() and not one.is_symlink()):
        files = [one for one in package.rglob("*") if one.is_file() and not one.is_symlink()]
        found.append((package.name, sum(one.stat().st_size for one in files) / 2**20, len(files)))
    return sorted(found, key=lambda one: -one[1])[:3]


def looking(folder: Path) -> bool:
    """Print what a start spends on looking whether the build is whole; return whether that is within its budget."""
    times = []
    for _ in range(ROUNDS["warm"]):
        begun = time.process_time()
        manifest = bundle.check_start(folder)
        times.append(time.process_time() - begun)
    hashed = sum(manifest.files[name].size for name in manifest.of(bundle.AT_START))
    spent_ms = 1000 * statistics.median(times)
    print(f"whole: {len(manifest.files):,} files, {hashed / 1e6:.1f} MB hashed, {spent_ms:.0f} ms of a processor, warm")
    return spent_ms <= LOOK_MS


def main() -> int:
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "build/package").resolve()
    program = folder / "progrez" / "progrez"
    if not program.is_file():
        sys.exit(f"artefact: {program} is not there; make package makes it")
    sizes(folder)
    is_kept = looking(program.parent)
    load = os.getloadavg()[0]
    print(f"\n{os.cpu_count()} processors, load {load:.1f}; seconds until something is on the screen, median (fastest)")
    with tempfile.TemporaryDirectory() as home, screen() as grab:
        ways = {"a bare window": [sys.executable, "-c", _BARE], "the built program": [str(program)]}
        for how, rounds in ROUNDS.items():
            found: dict[str, list[float]] = {name: [] for name in ways}
            for _ in range(rounds):
                for name, command in ways.items():
                    if how == "cold":
                        let_go_of_files()
                    found[name].append(start_s(command, grab, Path(home)))
            bare = statistics.median(found["a bare window"])
            for name, times in found.items():
                middle = statistics.median(times)
                print(f"{how:6}{name:34}{middle:8.2f} ({min(times):.2f}){middle / bare:8.2f} times the bare window")
    return 0 if is_kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
