"""A kiosk that is killed at any byte of what it sends goes on at the next press, and nothing is lost or doubled."""

import json
import os
import random
import signal
import subprocess
import sys
from pathlib import Path

from tests.chaos import sender_child
from tests.chaos.storm import People, final_faults
from tests.chaos.wire import Line, bad_line
from tests.organisation_house import Device
from tests.sending_house import Kiosk
from tests.servers import REPO, OrganisationThere

KILLS = 6


def pressed(root: Path, line: Line, device: Device, kill_at: int | None) -> dict[str, object] | None:
    """Press Send in another process, and kill it as soon as so many bytes have come; return what it told."""
    command = [sys.executable, "-m", "tests.chaos.sender_child", str(root), line.address, sender_child.told(device)]
    child = subprocess.Popen(command, cwd=REPO, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    begin = line.heard

    def kill(heard: int) -> None:
        if kill_at is not None and heard - begin >= kill_at:
            os.kill(child.pid, signal.SIGKILL)

    line.at_byte = kill
    out, err = child.communicate(timeout=60)
    line.at_byte = None
    if child.returncode == -signal.SIGKILL:
        return None
    assert child.returncode == 0, err.decode()
    found: dict[str, object] = json.loads(out)
    return found


def test_a_kiosk_that_is_killed_neither_loses_nor_doubles(
    there: OrganisationThere, device: Device, tmp_path: Path
) -> None:
    people = People(range(50_000, 50_060))
    kiosk = Kiosk.enrolled(tmp_path / "kiosk", device)
    kiosk.queue(people.numbers)
    kiosk.close()
    chance, killed = random.Random("killed client"), 0
    with bad_line(there.server.address) as line:
        # Up to the last bytes of the body, so that the server has it all and nobody is there for its reply.
        for kill_at in sorted(chance.randrange(200, 95_000) for _ in range(KILLS)):
            killed += pressed(tmp_path / "kiosk", line, device, kill_at) is None
        told = pressed(tmp_path / "kiosk", line, device, None)
    assert killed >= 3
    assert told is not None and told["waiting"] == 0, told
    kiosk = Kiosk.opened(tmp_path / "kiosk", device)
    withdrawn = [number for number in people.numbers if people.is_erased(number)]
    kiosk.queue(filter(people.is_twice_and_stays, people.numbers), 2)
    kiosk.withdraw(withdrawn)
    assert kiosk.press(there.server.address).waiting == 0
    assert set(kiosk.states()) == {"done"}
    kiosk.close()
    assert [one for one in final_faults(there, people) if "nobody's" not in one] == []
