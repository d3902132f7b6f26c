"""The script of the tarball: versions side by side, the one before kept, nothing of anybody else touched."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.core.services.test_updating import made_build


class Unpacked:
    """A tarball of a version, unpacked, and somebody's home."""

    def __init__(self, repo: Path, root: Path) -> None:
        self.repo, self.root, self.home = repo, root, root / "home"
        self.home.mkdir()

    def tool(self, name: str, script: str) -> None:
        """Put another program of that name before the system's own."""
        (self.root / "tools").mkdir(exist_ok=True)
        (self.root / "tools" / name).write_text(f"#!/bin/sh\n{script}\n")
        (self.root / "tools" / name).chmod(0o755)

    def run(self, version: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        folder = self.root / version
        if not folder.exists():
            made_build(folder / "progrez", version)
            (folder / "VERSION").write_text(f"{version}\n")
            (folder / "share/applications").mkdir(parents=True)
            (folder / "kiosk").mkdir()
            (folder / "kiosk/install.sh").write_text(version)
            (folder / "share/applications/progrez.desktop").write_text("[Desktop Entry]\nExec=progrez\n")
            script = (self.repo / "packaging/linux/install.sh").read_text()
            # As for somebody who is not root, whoever runs the tests.
            (folder / "install.sh").write_text(script.replace("$(id -u)", "1000"))
        environment = {"PATH": f"{self.root / 'tools'}:{os.environ['PATH']}", "HOME": str(self.home)}
        command = ["sh", str(folder / "install.sh"), *arguments]
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)

    def says(self) -> str:
        """What starts when somebody types its name."""
        program = [str(self.home / ".local/bin/progrez")]
        return subprocess.run(program, capture_output=True, text=True, check=True).stdout.strip()


@pytest.fixture
def unpacked(repo: Path, tmp_path: Path) -> Unpacked:
    assert shutil.which("sh")
    return Unpacked(repo, tmp_path)


def test_a_version_is_installed_updated_and_removed(unpacked: Unpacked) -> None:
    kept = unpacked.home / ".local/share/progrez/safes"
    kept.mkdir(parents=True)
    before = set(unpacked.home.rglob("*"))
    assert unpacked.run("1.0.0").returncode == 0
    assert unpacked.says() == "1.0.0"
    assert unpacked.run("1.1.0").returncode == 0
    assert unpacked.says() == "1.1.0"
    lib = unpacked.home / ".local/lib/progrez"
    assert (lib / "current").readlink() == Path("versions/1.1.0")
    assert (lib / "previous").readlink() == Path("versions/1.0.0")
    entry = (unpacked.home / ".local/share/applications/progrez.desktop").read_text()
    assert f"Exec={unpacked.home}/.local/bin/progrez" in entry
    assert (lib / "kiosk/install.sh").read_text() == "1.1.0"
    theirs = unpacked.home / ".local/share/applications/theirs.desktop"
    theirs.write_text("theirs")
    assert unpacked.run("1.1.0", "--uninstall").returncode == 0
    assert set(unpacked.home.rglob("*")) == {*before, theirs.parent, theirs}


def test_nothing_of_whoever_unpacked_it_comes_along(unpacked: Unpacked) -> None:
    share = unpacked.home / ".local/share"
    share.mkdir(parents=True)
    share.chmod(0o700)
    assert unpacked.run("1.0.0").returncode == 0
    assert share.stat().st_mode & 0o777 == 0o700
    made_build(unpacked.root / "1.1.0/progrez", "1.1.0")
    for path in (unpacked.root / "1.1.0/progrez").rglob("*"):
        path.chmod(0o777)
        if os.geteuid() == 0:
            os.chown(path, 60987, 60987)
    shutil.copytree(unpacked.root / "1.0.0", unpacked.root / "1.1.0", ignore=lambda *_: ["progrez"], dirs_exist_ok=True)
    (unpacked.root / "1.1.0/VERSION").write_text("1.1.0\n")
    assert unpacked.run("1.1.0").returncode == 0
    installed = [path.stat() for path in (unpacked.home / ".local/lib/progrez/versions/1.1.0").rglob("*")]
    assert installed and {one.st_uid for one in installed} == {os.geteuid()}
    assert not any(one.st_mode & 0o022 for one in installed)


def test_a_disk_without_room_is_told_before_anything_is_installed(unpacked: Unpacked) -> None:
    unpacked.tool("df", "echo head; echo /dev/disk 900000 880000 20000 98% /")
    told = unpacked.run("1.0.0")
    assert told.returncode == 1
    (line,) = told.stderr.splitlines()
    assert "too little room" in line and "64 MiB are needed, and 19 are free" in line
    assert list(unpacked.home.iterdir()) == []


def test_a_disk_that_fills_up_meanwhile_costs_nothing_that_was_there(unpacked: Unpacked) -> None:
    assert unpacked.run("1.0.0").returncode == 0
    before = set(unpacked.home.rglob("*"))
    full = 'mkdir -p "$4"; for n in $(seq 2000); do echo "cp: $n: No space left on device" >&2; done; exit 1'
    unpacked.tool("cp", full)
    told = unpacked.run("1.1.0")
    assert told.returncode == 1
    reason, sentence = told.stderr.splitlines()
    assert reason.endswith("No space left on device") and "as it was" in sentence
    assert set(unpacked.home.rglob("*")) == before
    assert unpacked.says() == "1.0.0"


def test_the_same_once_more_is_fine(unpacked: Unpacked) -> None:
    for _ in range(2):
        assert unpacked.run("1.0.0").returncode == 0
    assert unpacked.says() == "1.0.0"
    assert not os.path.lexists(unpacked.home / ".local/lib/progrez/previous")


def test_somebody_else_s_program_of_that_name_is_left(unpacked: Unpacked) -> None:
    other = unpacked.home / ".local/bin/progrez"
    other.parent.mkdir(parents=True)
    other.write_text("theirs")
    told = unpacked.run("1.0.0")
    assert told.returncode == 1 and "something else" in told.stderr
    assert other.read_text() == "theirs"
