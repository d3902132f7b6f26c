"""What is built of this checkout runs without a network, and refuses to where a part is lost."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.core.services.pack_house import EXAMPLE
from tests.core.services.recruiting import desk_house
from tests.packaging.built_house import BuiltWorkstation

OURS = ("progrez: ", "package: ", "smoke: ")
"""How sentences of our own scripts begin; among what a tool says of an error, each of them is a reason."""
STENS = ((8.0, 4.0), (7.0, 5.0), (6.5, 8.0), (6.0, 7.5), (5.0, 9.0), (3.0, 6.0))


@pytest.mark.timeout(1800)
def test_what_is_built_runs_whole_and_refuses_to_run_in_part(repo: Path, tmp_path: Path):
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("QT_", "PYTEST"))}
    command = [sys.executable, str(repo / "packaging" / "bootstrap.py"), "package", "--quick"]
    built = subprocess.run(command, cwd=repo, env=environment, capture_output=True, text=True, check=False)
    assert built.returncode == 0, why(built.stdout, built.stderr)
    assert "and whole again" in built.stdout
    workstation = BuiltWorkstation(repo / "build" / "package-quick" / "progrez" / "progrez", tmp_path)
    composes_a_team(workstation)
    makes_a_pack(workstation)


def test_what_failed_is_told_before_what_the_tools_said():
    noise = "WARNING: a library of somebody's\n" * 500
    said = why("package:    12 s  one folder\n", f"{noise}package: xz failed with 1: xz -6\n{noise}progrez: No room.\n")
    assert said.startswith("package: xz failed with 1: xz -6\nprogrez: No room.\n")
    assert len(said) < 3000
    broken = "Traceback (most recent call last):\n  File x\nOSError: [Errno 28] No space left on device\n"
    assert why("", noise + broken).startswith("OSError: [Errno 28]")
    promise = "smoke: FAILED: windows: the window of progrez kiosk stays\n-9: \n"
    assert why("smoke:    2.0 s  the network is cut off\n", noise + promise).startswith(promise.splitlines()[0])
    assert why("all that was said\n", "").endswith("all that was said\n")


def why(out: str, error: str) -> str:
    """Return the reason of a build that failed: our own scripts' sentences, else the last line; then the end of all."""
    lines = error.rstrip().splitlines()
    ours = [line for line in lines if line.startswith(OURS)] or lines[-1:]
    return "\n".join([*ours, "", "The last that it said:", f"{out}{error}"[-2000:]])


def makes_a_pack(workstation: BuiltWorkstation) -> None:
    """Out of the folder that docs/packs.md shows, and it finds one that was changed."""
    pack = workstation.root / "trainees.pack"
    for asked in (("make", str(EXAMPLE), "-o", str(pack)), ("check", str(pack))):
        done = workstation.run("pack", *asked)
        assert done.returncode == 0, done.stderr
    pack.write_bytes(pack.read_bytes()[:-1])
    assert workstation.run("pack", "check", str(pack)).returncode == 1


def composes_a_team(workstation: BuiltWorkstation) -> None:
    """Of those who released their profiles for it, by the solver that came along."""
    made = workstation.type("init", "--without-server", "--organisation", "Waterschap")
    assert made.returncode == 0, made.stderr
    people = [
        desk_house.content([desk_house.score("empathy", one), desk_house.score("analytical", other)])
        for one, other in STENS
    ]
    workstation.release(people, ("profile", "teams"))
    composed = workstation.type("team", "compose", "--size", "3", "--keep", "Flood watch")
    assert composed.stdout.startswith("Proven best of 20 possible teams"), composed.stderr
    (kept,) = json.loads(workstation.type("team", "list", "--json").stdout)
    assert len(kept["members"]) == 3
