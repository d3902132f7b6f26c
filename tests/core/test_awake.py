"""The computer stays awake for as long as that is held, and not a moment longer than the program that holds it."""

import subprocess
import sys
import time
from pathlib import Path

import pytest

from progrez_desktop.core.awake import Awake, Held, SleepTry, asleep_ms

_INHIBIT = """#!/bin/sh
# Stands for systemd-inhibit: notes what was asked for, and that it ended.
echo "$1 $2" >> {log}
while [ "${{1#--}}" != "$1" ]; do shift; done
"$@"
echo ended >> {log}
"""


@pytest.fixture
def log(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    program = tmp_path / "systemd-inhibit"
    program.write_text(_INHIBIT.format(log=tmp_path / "log"))
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.delenv("DISPLAY", raising=False)
    return tmp_path / "log"


def test_sleep_is_held_off_once_and_let_go(log: Path) -> None:
    awake = Awake()
    assert awake.held == Held()
    assert awake.hold("A sitting is open.").sleep and awake.hold("again").sleep
    asked = log.read_text().splitlines()
    assert asked == ["--what=sleep:idle:handle-lid-switch --mode=block", "--what=sleep --mode=delay"]
    awake.let_go()
    assert awake.held == Held() and log.read_text().count("ended") == 2


def test_where_nobody_can_be_asked_nothing_is_claimed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("DISPLAY", raising=False)
    assert Awake().hold("why") == Held()
    refuses = tmp_path / "systemd-inhibit"
    refuses.write_text("#!/bin/sh\nexit 1\n")
    refuses.chmod(0o755)
    assert Awake().hold("why") == Held()


def test_several_looks_of_a_self_test_start_one_program_and_a_no_is_asked_again(log: Path) -> None:
    now_s = [100.0]
    may_hold = SleepTry(lambda: now_s[0])
    program = log.parent / "systemd-inhibit"
    text = program.read_text()
    program.write_text("#!/bin/sh\nexit 1\n")
    assert not may_hold() and not log.exists()
    program.write_text(text)
    assert may_hold() and may_hold()
    assert log.read_text().splitlines() == ["--what=sleep:idle:handle-lid-switch --mode=block", "ended"]
    now_s[0] += 31
    assert may_hold() and log.read_text().count("ended") == 2


def test_whoever_is_killed_holds_nothing(log: Path) -> None:
    program = (
        "from progrez_desktop.core.awake import Awake; a = Awake(); a.hold('x'); print('held', flush=True); input()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as child:
        assert child.stdout is not None and child.stdout.readline() == "held\n"
        child.kill()
    end = time.monotonic() + 20
    while log.read_text().count("ended") < 2:
        assert time.monotonic() < end
        time.sleep(0.01)


def test_sleep_is_read_from_the_clocks_of_this_computer() -> None:
    slept = asleep_ms()
    assert slept is None if sys.platform != "linux" else (slept is not None and slept >= 0)
