"""The short form of monitors that are plugged in and out: 20 changes. The long form is `make chaos-kiosk` (500)."""

from pathlib import Path

from tests.chaos.kiosk.parts import Limit
from tests.chaos.kiosk.plugs import changed

TIMES = 20


def test_whichever_monitors_are_there_stay_covered(tmp_path: Path) -> None:
    found = changed(tmp_path, Limit(TIMES), "short")
    assert (found.count, found.wrong) == (TIMES, [])
    assert found.plugged and found.of_primary and found.unplugged > found.of_primary
