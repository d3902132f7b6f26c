"""What every test shares: the folder of outside data, where it is there, and a disk that is soon full."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.at_rest import no_window_is_left as no_window_is_left
from tests.at_rest import the_process_is_as_it_was as the_process_is_as_it_was

REPO = Path(__file__).resolve().parent.parent
SHARED = REPO.parent / "shared"


@pytest.fixture(scope="session")
def repo() -> Path:
    return REPO


@pytest.fixture(scope="session")
def shared_dir() -> Path:
    """The folder with data and fixtures of others, which only development machines have."""
    if not (SHARED / "data").is_dir():
        pytest.skip("NOT RUN: the folder ../shared with outside data is not on this machine")
    return SHARED


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(disk)]
    if os.name == "nt" or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("NOT RUN: only a user who may mount can make a disk small enough to fill")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)
