"""A process that is killed while it fetches has what it said it has, whole pages of it, and nothing twice."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.services import registry
from tests.core.services.registry_house import House, new_house, server_of
from tests.fakes import FakeKeyring

KILLS, PROFILES = 5, 150


def fetched_until_killed(repo: Path, root: Path, changes: Path, secrets: str, after_s: float) -> int:
    """Return the number that the program said it had reached when the kill came; it may have been quicker."""
    command = [sys.executable, "-m", "tests.core.services.registry_child", str(root), str(changes)]
    with subprocess.Popen(command, cwd=repo, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None and child.stdout is not None
        child.stdin.write(secrets + "\n")
        child.stdin.flush()
        first = child.stdout.readline()
        time.sleep(after_s)
        child.send_signal(signal.SIGKILL)
        lines = (first + child.stdout.read()).split()
    assert first, "the program ended by itself"
    return max((int(line) for line in lines if line.isdigit()), default=0)


def test_kills_while_fetching_lose_nothing_and_double_nothing(repo: Path, tmp_path: Path) -> None:
    house = new_house(tmp_path / "registry")
    kiosk = house.device()
    server = server_of(house, kiosk)
    ones = [house.sealed(kiosk) for _ in range(PROFILES)]
    server.puts(*ones)
    gone = ones[::7]
    for one in gone:
        server.erases(one)
    changes = tmp_path / "changes.json"
    told = {"organisation_id": server.organisation_id, "changes": server.changes, "devices": server.devices}
    changes.write_text(json.dumps(told | {"seq": server.seq}))
    keyring = house.parts.find_store(None)
    assert isinstance(keyring, FakeKeyring)
    [(name, secret)] = keyring.kept.items()
    chance = random.Random(20261126)
    for _ in range(KILLS):
        house.opened.close()
        said = fetched_until_killed(
            repo, house.parts.folder.root, changes, f"{name} {secret}", chance.uniform(0.0, 0.06)
        )
        house.reopen()
        reached = house.deps.store.heard().change_seq
        assert reached >= said
        assert listed(house) == {
            change["release_id"] for change in server.changes if change["seq"] <= reached and change["kind"] == "put"
        }
    registry.fetch(house.deps, server)
    assert listed(house) == {one.release_id for one in ones} - {one.release_id for one in gone}
    house.opened.close()


def listed(house: House) -> set[str]:
    return {row.release_id for row in registry.rows(house.deps, Query(limit=1000))}
