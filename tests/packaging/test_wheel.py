"""What is installed is everything that runs: the server's package as well as the desktop's."""

import zipfile
from pathlib import Path

from hatchling.builders.wheel import WheelBuilder


def test_a_wheel_carries_the_server_with_its_contracts_and_migrations(repo: Path, tmp_path: Path):
    built = next(iter(WheelBuilder(str(repo)).build(directory=str(tmp_path), versions=["standard"])))
    with zipfile.ZipFile(built) as wheel:
        names = set(wheel.namelist())
    assert {
        "progrez_server/app.py",
        "progrez_server/resources/contracts/sync-batch.schema.json",
        "progrez_server/store/migrations/env.py",
        "progrez_server/store/migrations/versions/first.py",
        "progrez_desktop/app.py",
        "progrez_desktop/resources/interview/probes.json",
    } <= names
