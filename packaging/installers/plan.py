"""Where a build lies, which version it is of, and what time it has: that of its commit, so that two are alike."""

import os
import platform
import subprocess
import sys
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

CHECKOUT = Path(__file__).resolve().parents[2]
FROZEN = CHECKOUT / "packaging" / "frozen"
DISTRIBUTION = "progrez-desktop"


@dataclass(frozen=True)
class Plan:
    """One build.

    Args:
        folder: Where everything goes; emptied by whoever makes it.
        version: Of the program.
        commit: What it was made of; empty outside a git checkout. Ends in "+" where files were changed since.
        epoch: Seconds of that commit: the time that all files have.
    """

    folder: Path
    version: str
    commit: str
    epoch: int

    @property
    def platform(self) -> str:
        """Of what this is built on, which is what it runs on: "linux-x86_64"."""
        return f"{platform.system().lower()}-{platform.machine().lower()}"

    @property
    def bundle(self) -> Path:
        return self.folder / "progrez"

    @property
    def inside(self) -> Path:
        return self.bundle / "_internal"

    @property
    def described(self) -> Path:
        """Where the program finds what is told about its build."""
        return self.inside / "progrez_desktop" / "resources" / "build"

    @property
    def work(self) -> Path:
        return self.folder / "work"


def plan_for(folder: Path) -> Plan:
    """Return the plan of a build of this checkout, at the time of its last commit."""
    commit, time = _git("rev-parse", "HEAD"), _git("log", "-1", "--format=%ct")
    changed = "+" if _git("status", "--porcelain", "--untracked-files=no") else ""
    epoch = int(os.environ.get("SOURCE_DATE_EPOCH") or time or 0)
    return Plan(folder, metadata.version(DISTRIBUTION), commit[:12] + changed, epoch)


def _git(*arguments: str) -> str:
    try:
        asked = subprocess.run(["git", *arguments], cwd=CHECKOUT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return asked.stdout.strip() if asked.returncode == 0 else ""


def run(command: list[str], **settings: object) -> None:
    """Run a tool; its failure ends the build with its name."""
    done = subprocess.run(command, check=False, **settings)  # type: ignore[call-overload]
    if done.returncode != 0:
        sys.exit(f"package: {command[0]} failed with {done.returncode}: {' '.join(command)}")
