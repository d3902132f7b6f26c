"""Runs what was built, as somebody would who installed it: an empty home, no network, and parts that go missing.

    python packaging/smoke.py build/package/progrez          # or a .deb, or a tarball
    python packaging/smoke.py build/package/progrez --sample 12

Standard library only: nothing of this checkout is looked at while the program runs.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import variables
from built import BrokenPromise, Program, ended, hold, running, unpacked

EXAMPLES = Path("_internal/progrez_desktop/resources/contracts/examples")
LIBRARY = re.compile(r"\.so(\.|$)")
ANSWERS = '{"id": "p1", "responses": {' + ", ".join(f'"ipip50_big5/E{n}": {1 + n % 5}' for n in range(1, 11)) + "}}\n"
TEXT = (
    '{"id": "a1", "prompt": "team", "text": "When two colleagues disagreed about the plan I asked both what they '
    "feared, wrote it on the wall and proposed that we try the smaller change first. It worked, and we kept the "
    'habit."}\n'
)


GROUPS = (
    *("settings", "pack", "statistics", "registry", "operator", "duty", "fairness", "norms", "rate", "safe"),
    *("kiosk", "desk", "enrol", "sitting", "update"),
)
OF_OPERATOR = "a long sentence of an operator\n"


def journeys(program: Program) -> None:
    """What people do with it: a sitting with its papers, scores and CVs from files, each group of commands."""
    out = program.home / "out"
    examples = program.folder / EXAMPLES
    program.does("--version", says="progrez ")
    program.does("--language", "nl", "--help", says="Gebruik")
    program.does("demo", "--out", str(out))
    for name in ("cv.pdf", "report.pdf", "profile.png"):
        hold(f"the sitting leaves {name}", (out / name).stat().st_size > 10_000)
    hold("the first page was drawn", any((out / "screens").iterdir()))
    program.does("score", "-", given=ANSWERS, says='"communication"')
    program.does("analyse", "-", given=TEXT, says='"a1"')
    program.does("cv", str(examples / "cv-profile.nl.json"), "-o", str(out / "own.pdf"), "--unsigned")
    program.does("report", str(examples / "result-export.json"), "-o", str(out / "own-report.pdf"))
    program.does("manual", "--out", str(out / "manual.pdf"))
    program.does("about", says="Qt")
    hold("the notices are there", len(program.does("about", "--notices")) > 100_000)
    program.does("about", "--sbom", says='"CycloneDX"')
    for group in GROUPS:
        program.does(group, "--help", says=f"progrez {group}")
    done = program.run("doctor")
    hold("the doctor finds all there", done.returncode == 0, done.stdout + done.stderr)
    hold("it tried what composes teams and what adds noise", "engines" in done.stdout, done.stdout)
    with_secrets(program, examples)


def with_secrets(program: Program, examples: Path) -> None:
    """What needs the storage: it is opened with a passphrase, since there is no key store here."""

    def asked(*arguments: str) -> str:
        reading, writing = os.pipe()
        os.write(writing, OF_OPERATOR.encode() * 2)
        os.close(writing)
        command = [str(program.folder / "progrez"), *arguments, "--passphrase-fd", str(reading)]
        try:
            done = subprocess.run(
                command,
                capture_output=True,
                text=True,
                pass_fds=(reading,),
                cwd=program.home,
                env=program.environment(),
            )
        finally:
            os.close(reading)
        hold(f"progrez {' '.join(arguments)} succeeds", done.returncode == 0, done.stdout + done.stderr)
        return done.stdout

    out = program.home / "out"
    asked("settings", "list")
    asked("statistics")
    asked("cv", str(examples / "cv-profile.en.json"), "-o", str(out / "signed.pdf"))
    asked("verify", str(out / "signed.pdf"))


def windows(program: Program) -> None:
    """The windows of a candidate, an operator and a kiosk open and stay, drawn without a display, at the same time."""
    with ExitStack() as open_ones:
        started = {
            command: open_ones.enter_context(
                running(program, "--data-dir", str(program.home / f"data-{command}"), *command.split())
            )
            for command in ("", "operator", "kiosk")
        }
        time.sleep(6)
        for command, process in started.items():
            hold(f"the window of progrez {command} stays", process.poll() is None, ended(process))


def refusals(program: Program, sample: int | None) -> int:
    """Take each library away in turn; then damage, add and tear. Return how many starts were refused."""
    libraries = sorted(path for path in program.folder.rglob("*") if LIBRARY.search(path.name))
    others = ["progrez-bin", "_internal/base_library.zip", "_internal/manifest.txt"]
    others += [str(path.relative_to(program.folder)) for path in program.folder.rglob("answers.onnx")]
    others += ["_internal/progrez_desktop/resources/translations/errors.json"]
    names = [str(path.relative_to(program.folder)) for path in libraries]
    if sample is not None:
        # What starts before the check itself can is never left out.
        early = [name for name in names if "libpython" in name or "zlib" in name or name.endswith("libz.so.1")]
        names = sorted({*early, *names[:: max(1, len(names) // sample)]})
    for name in [*names, *others]:
        with away(program.folder / name):
            program.refuses(name if name != "_internal/manifest.txt" else "manifest.txt")
    with away(program.folder / "progrez"):  # what looks first is lost itself, and somebody starts what is left
        program.refuses("progrez", with_what="progrez-bin")
    return len(names) + len(others) + 1 + damages(program)


def damages(program: Program) -> int:
    """Change files and leave their size, cut one short, add one; return how many."""
    inside = program.folder / "_internal"
    with changed(inside / "progrez_desktop/resources/translations/errors.json"):
        program.refuses("errors.json")
    with changed(next(inside.glob("sqlcipher3/*.so"))):
        program.refuses("sqlcipher3", "settings", "list", "--passphrase-fd", "0", given=OF_OPERATOR * 2)
    with changed(inside / "progrez_desktop/resources/model/answers.onnx"):
        program.refuses("answers.onnx", "analyse", "-", given=TEXT)
    with changed(next(inside.glob("PySide6/Qt/lib/libQt6Svg.so.6"))), running(program) as process:
        status = process.wait(timeout=120)
        hold("a window ends where a library was changed", status == 4, status)
    manifest = inside / "manifest.txt"
    with kept(manifest):
        manifest.write_bytes(manifest.read_bytes()[:-700])
        program.refuses("")
    with kept(inside / "libpython", missing=True) as planted:
        (planted.parent / "typer.py").write_text("raise SystemExit(0)\n")
        program.refuses("typer.py")
        (planted.parent / "typer.py").unlink()
    return 6


def exchanged(program: Program) -> None:
    """Another library in the place of one is refused; a version of somebody's own runs, once it was entered."""
    name = "_internal/PySide6/Qt/lib/libQt6Svg.so.6"
    library = program.folder / name
    own = library.read_bytes() + b"a version of somebody's own\n"
    with kept(library), kept(program.folder / "_internal/manifest.txt"):
        shutil.copyfile(library.with_name("libQt6DBus.so.6"), library)
        program.refuses(name)
        newer = program.home / "newer.so"
        newer.write_bytes(own)
        subprocess.run([program.folder / "replace-library", name, newer], check=True)
        program.does("demo", "--out", str(program.home / "with-their-own"))
        program.does("doctor")


@contextmanager
def away(path: Path) -> Iterator[None]:
    """A file is elsewhere: beside it, it would be one that is too many."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / path.name
        shutil.move(path, place)
        try:
            yield
        finally:
            shutil.move(place, path)


@contextmanager
def kept(path: Path, missing: bool = False) -> Iterator[Path]:
    """Put a file back as it was, with its time."""
    content, times = (None, None) if missing else (path.read_bytes(), path.stat())
    try:
        yield path
    finally:
        if content is not None and times is not None:
            path.write_bytes(content)
            os.utime(path, ns=(times.st_atime_ns, times.st_mtime_ns))


@contextmanager
def changed(path: Path) -> Iterator[None]:
    """One bit of a file is another one, in its middle."""
    with kept(path):
        content = bytearray(path.read_bytes())
        content[len(content) // 2] ^= 1
        path.write_bytes(content)
        yield


WITHOUT_ZONES = '[ ! -d /usr/share/zoneinfo ] || mount -t tmpfs none /usr/share/zoneinfo && exec "$@"'
"""Small systems have no time zones."""


def without_network(arguments: list[str]) -> int | None:
    """Run this script again where there is no network but the empty one of a new namespace; None where there is."""
    if os.environ.get("SMOKE_CUT_OFF") == "1":
        return None
    environment = {**os.environ, "SMOKE_CUT_OFF": "1"}
    again = ["sh", "-c", WITHOUT_ZONES, "sh", sys.executable, __file__, *arguments]
    for who in ([], ["--user", "--map-root-user"]):
        way = ["unshare", *who, "--net", "--mount", "--"]
        if shutil.which("unshare") and subprocess.run([*way, "true"], capture_output=True).returncode == 0:
            return subprocess.call([*way, *again], env=environment)
    print("smoke: FAILED: the network can't be cut off here (unshare --net is not allowed)", file=sys.stderr)
    return 1


def is_cut_off() -> bool:
    lines = Path("/proc/net/dev").read_text().splitlines()[2:]
    return [line.split(":")[0].strip() for line in lines] == ["lo"]


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0], allow_abbrev=False)
    parser.add_argument("artefact", type=Path, help="the folder, the .deb or the tarball")
    parser.add_argument("--sample", type=int, help="take about so many libraries away instead of all")
    chosen = parser.parse_args()
    status = without_network(sys.argv[1:])
    if status is not None:
        return status
    with tempfile.TemporaryDirectory(prefix="progrez-smoke-") as made:
        home = Path(made) / "home"
        home.mkdir()
        program = Program(unpacked(chosen.artefact.resolve(), Path(made)), home)
        steps: tuple[tuple[str, Callable[[], object]], ...] = (
            ("the network is cut off", lambda: hold("only the loopback is there", is_cut_off())),
            ("a sitting, papers, scores, each group of commands", lambda: journeys(program)),
            ("windows of a candidate, an operator and a kiosk", lambda: windows(program)),
            ("variables of the environment", lambda: variables.tried(program)),
            ("a library that is another one", lambda: exchanged(program)),
            ("parts that are missing or changed", lambda: refusals(program, chosen.sample)),
            ("and whole again", lambda: program.does("--version")),
        )
        for what, step in steps:
            began = time.monotonic()
            try:
                count = step()
            except (BrokenPromise, subprocess.TimeoutExpired) as broken:
                print(f"smoke: FAILED: {what}: {broken}", file=sys.stderr)
                return 1
            number = f" ({count})" if isinstance(count, int) else ""
            print(f"smoke: {time.monotonic() - began:6.1f} s  {what}{number}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
