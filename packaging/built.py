"""A built program as a test meets it: in a home of its own, run by nothing but its own files."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

SENTENCE = ("Install the program again.", "Installeer het programma opnieuw.")


class BrokenPromise(Exception):  # noqa: N818 - what is broken is a promise to whoever installs it
    """What the built program does is not what it has to."""


def hold(promise: str, kept: bool, seen: object = "") -> None:
    if not kept:
        raise BrokenPromise(f"{promise}\n{str(seen)[-1500:]}")


class Program:
    """The built program in a home of its own."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder, self.home = folder, home

    def environment(self, **more: str) -> dict[str, str]:
        plain = {"PATH": "/usr/local/bin:/usr/bin:/bin", "HOME": str(self.home), "LANG": "C.UTF-8"}
        return {**plain, "QT_QPA_PLATFORM": "offscreen", **more}

    def run(
        self, *arguments: str, given: str = "", with_what: str = "progrez", **more: str
    ) -> subprocess.CompletedProcess[str]:
        command = [str(self.folder / with_what), *arguments]
        # Not where a checkout is, and not where anything could be found that was forgotten.
        return subprocess.run(
            command,
            input=given,
            capture_output=True,
            text=True,
            cwd=self.home,
            env=self.environment(**more),
            timeout=300,
        )

    def does(self, *arguments: str, given: str = "", says: str = "") -> str:
        done = self.run(*arguments, given=given)
        hold(f"progrez {' '.join(arguments)} succeeds", done.returncode == 0, f"{done.stdout}\n{done.stderr}")
        hold(f"progrez {' '.join(arguments)} says {says!r}", says in done.stdout, done.stdout)
        return done.stdout

    def refuses(self, name: str, *arguments: str, given: str = "", with_what: str = "progrez") -> None:
        done = self.run(*(arguments or ("--version",)), given=given, with_what=with_what)
        hold(f"without {name} whole it refuses with 4", done.returncode == 4, f"{done.returncode} {done.stderr}")
        # By its own name: a library may have a second one, which is missed as well.
        told = Path(name).name in done.stderr and all(one in done.stderr for one in SENTENCE)
        hold(f"it says in both languages that {name} is lost", told, done.stderr)
        hold(f"it does nothing else without {name}", done.stdout == "", done.stdout)


@contextmanager
def running(program: Program, *arguments: str, **more: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [str(program.folder / "progrez"), *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        cwd=program.home,
        env=program.environment(**more),
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def ended(process: subprocess.Popen[str]) -> str:
    return "" if process.poll() is None else f"{process.returncode}: {process.stderr.read() if process.stderr else ''}"


def unpacked(artefact: Path, into: Path) -> Path:
    """Return the folder of the program, copied or unpacked, so that what was built stays as it is."""
    if artefact.is_dir():
        shutil.copytree(artefact, into / "progrez", symlinks=True)
        return into / "progrez"
    if artefact.suffix == ".deb":
        subprocess.run(["dpkg-deb", "--extract", str(artefact), str(into)], check=True)
        return into / "usr" / "lib" / "progrez"
    subprocess.run(["tar", "-xf", str(artefact), "-C", str(into)], check=True)
    return next(into.glob("progrez-*/progrez"))
