"""A process that is killed while it counts counts everybody whom it called counted, and nobody twice."""

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from progrez_desktop.core.services import accounts, anonymous, counting_periods, sittings
from tests.core.services.counting_child import PASSWORD
from tests.core.services.counting_house import CountingDevice
from tests.fakes import FakeNoise

KILLS = 12


def lines_until_killed(repo: Path, root: Path, secrets: str, after_s: float) -> list[list[str]]:
    command = [sys.executable, "-m", "tests.core.services.counting_child", str(root)]
    with subprocess.Popen(command, cwd=repo, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdin is not None and child.stdout is not None
        child.stdin.write(secrets + "\n")
        child.stdin.flush()
        first = child.stdout.readline()
        time.sleep(after_s)
        child.send_signal(signal.SIGKILL)
        rest = child.stdout.read()
    assert first, "the program ended by itself"
    return [line.split() for line in (first + rest).splitlines()]


def test_kills_lose_at_most_one_person_each_and_count_nobody_twice(repo: Path, tmp_path: Path) -> None:
    device = CountingDevice(tmp_path / "data", FakeNoise(silent=True))
    counting_periods.current(device.deps)
    [(name, secret)] = device.keyring.kept.items()
    device.close()
    chance, counted, begun, lost = random.Random(20261123), 0, set[str](), set[str]()
    for _ in range(KILLS):
        lines = lines_until_killed(repo, device.root, f"{name} {secret}", chance.uniform(0.0, 0.25))
        done = {email for word, email in lines if word == "counted"}
        begun |= {email for word, email in lines}
        lost |= {email for word, email in lines} - done
        counted += len(done)
    held = sum(device.cells()["begun"])
    assert counted <= held <= len(begun)
    assert len(begun) >= KILLS
    again = [email for email in sorted(lost) if _counted_again(device, email)]
    # Whoever was not claimed yet when the kill came is counted now, once; whoever was is not, counted or lost.
    assert held + len(again) == sum(device.cells()["begun"]) <= len(begun)
    assert not [email for email in sorted(begun) if _counted_again(device, email)]
    device.close()


def _counted_again(device: CountingDevice, email: str) -> bool:
    session = accounts.sign_in(device.deps, email, PASSWORD)
    attempt = sittings.begin(device.deps, session).attempt
    try:
        return bool(anonymous.count_begun(device.deps, session, attempt, "en"))
    finally:
        session.safe.close()
