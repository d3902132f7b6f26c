"""What every test shares: the folder of outside data, where it is there."""

from pathlib import Path

import pytest

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
