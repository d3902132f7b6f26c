"""Kills while a person types about themselves: nothing is lost that the screen showed as saved."""

import os
import random
import subprocess
import sys
from pathlib import Path

from progrez_desktop.core.services import accounts, own_cv
from tests.journeys.driving import ANNA, PASSWORD, parts_of, storage
from tests.journeys.test_my_data import with_profile

KILLS = 12


def number_in(line: str) -> int:
    return int(line.split()[1]) if line else 0


def shown_and_killed(root: Path, after: int) -> str:
    """Return what was shown as saved last, by a process that is killed soon after so many lines."""
    command = [sys.executable, "-m", "tests.journeys.typing_child", str(root)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(after)]
        process.kill()
        lines += process.stdout.readlines()
    return [line for line in lines if line.endswith("\n")][-1].strip()


def test_no_kill_loses_details_that_were_shown_as_saved(tmp_path: Path) -> None:
    parts, chance = parts_of(tmp_path / "data"), random.Random("details")
    with_profile(parts)
    for _ in range(KILLS):
        shown = shown_and_killed(parts.folder.root, chance.randint(1, 6))
        with storage(parts) as opened:
            session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
            kept = own_cv.own_cv(session).details.fact("address")
            accounts.sign_out(session)
        assert number_in(kept) in (number_in(shown), number_in(shown) + 1), "the next one may be there already"
