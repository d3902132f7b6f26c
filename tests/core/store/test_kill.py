"""A process that is killed at any moment loses no answer that it called saved, and no account that it made."""

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from progrez_desktop.core.model.keys import DeviceKeys, SafeKeys
from progrez_desktop.core.store.device_store import DeviceStore
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.store.safe_store import open_safe
from tests.core.store.builders import ATTEMPT, Device, Person

KILLS = 20


def lines_until_killed(repo: Path, program: str, root: Path, after_s: float, stdin: str = "") -> list[list[str]]:
    """Start a program, kill it so long after its first line, and return every whole line that it wrote."""
    command = [sys.executable, "-m", "tests.core.store.children", program, str(root)]
    with subprocess.Popen(command, cwd=repo, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None and child.stdout is not None
        child.stdin.write(stdin)
        child.stdin.flush()
        first = child.stdout.readline()
        time.sleep(after_s)
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read()
    assert first, f"the program {program} ended by itself"
    return [line.split() for line in (first + rest).splitlines()]


def keys_of(device: Device, person: Person) -> str:
    return json.dumps(
        {
            "device": device.machine.device_keys().database.hex(),
            "account": person.account.id,
            "safe": person.keys.database.hex(),
            "chain": person.keys.chain.hex(),
        }
    )


def test_no_answer_called_saved_is_lost_in_twenty_kills(repo: Path, device: Device, sanne: Person) -> None:
    keys = keys_of(device, sanne)
    chance, saved = random.Random(20261123), 0
    device.store.close()
    for _ in range(KILLS):
        lines = lines_until_killed(repo, "answer", device.folder.root, chance.uniform(0, 0.1), keys + "\n")
        device.restarted()
        safe = device.opened(sanne)
        found = safe.responses(ATTEMPT.id)
        place = safe.attempt(ATTEMPT.id).position
        events = safe._database.rows("SELECT count(*) FROM response_event")[0][0]
        safe.close()
        device.store.close()
        for item, revision, _ in lines:
            assert found[item].revision >= int(revision)
        last = int(lines[-1][2])
        assert last + 1 <= events <= last + 2  # at most the one that was being called saved
        assert place == events - 1  # the place goes with the answer, in one transaction
        saved = events
    assert saved >= KILLS


def test_details_called_saved_are_there_after_a_kill_and_never_half_of_them(
    repo: Path, device: Device, sanne: Person
) -> None:
    keys, chance, last = keys_of(device, sanne), random.Random(7), 0
    device.store.close()
    for _ in range(KILLS):
        lines = lines_until_killed(repo, "details", device.folder.root, chance.uniform(0, 0.05), keys + "\n")
        device.restarted()
        safe = device.opened(sanne)
        details = safe.own_details.read()
        safe.close()
        device.store.close()
        number = int(details.fact("gender"))
        assert number in (int(lines[-1][0]), int(lines[-1][0]) + 1)
        assert {entry.title for entry in details.entries("work")} == {f"{number}"}
        assert len(details.entries("work")) == number % 7 + 1
        assert number > last
        last = number


def test_nothing_is_shared_or_withdrawn_in_one_place_alone_in_sixty_kills(
    repo: Path, device: Device, sanne: Person
) -> None:
    keys, chance, cut_short = keys_of(device, sanne), random.Random(4), 0
    device.store.close()
    for _ in range(60):
        lines = lines_until_killed(repo, "share", device.folder.root, chance.uniform(0, 0.03), keys + "\n")
        journals = [*device.folder.root.rglob("*-journal")]
        cut_short += any(path.stat().st_size for path in journals)
        device.restarted()
        safe = device.opened(sanne)
        ours = {record.id for record in safe.releases.all_live()}
        theirs = set(device.store.outbox.going_on(sanne.account.id))
        waiting = {one.release_id for one in device.store.outbox.waiting("profile", 0) if one.envelope}
        texts = {one.item_id for one in safe.training.all()}
        safe.close()
        device.store.close()
        assert ours == theirs == waiting == texts
        assert lines[-1][0] in ours or len(ours) == 2  # what was called done is there, or one more withdrew it
    assert cut_short > 10  # or the kills never met a write


def test_an_account_made_before_a_kill_opens_and_none_is_half_made(repo: Path, tmp_path: Path) -> None:
    chance = random.Random(1)
    for number in range(6):
        folder = DataFolder(tmp_path / str(number))
        (_, device_key), *people = lines_until_killed(repo, "enrol", folder.root, chance.uniform(0, 0.15))
        device = DeviceStore.open(folder, DeviceKeys(bytes.fromhex(device_key), b""))
        assert len(people) <= len(device.accounts()) <= len(people) + 1
        for account_id, database_key, chain_key in people:
            account = device.account(account_id)
            assert account is not None
            keys = SafeKeys(bytes.fromhex(database_key), bytes.fromhex(chain_key))
            open_safe(device, account, keys).close()
        names = {file for (file,) in device._database.rows("SELECT safe_file FROM account")}
        assert all(folder.safe_file(name).exists() for name in names)
        device.close()
