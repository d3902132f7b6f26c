"""The short form of a disk that refuses: 20 points, each call with each error once. `make chaos` has 200."""

from pathlib import Path

from tests.chaos.kiosk import trouble
from tests.chaos.kiosk.nursery import nursery
from tests.chaos.kiosk.parts import Limit

POINTS = len(trouble.CALLS) * len(trouble.ERRORS)


def test_a_disk_that_refuses_is_told_kindly_and_costs_no_earlier_answer_and_no_secret(tmp_path: Path) -> None:
    with nursery(trouble.CHILD) as born:
        found = trouble.refused(born, tmp_path, Limit(POINTS), "short")
    assert (found.points, found.wrong) == (POINTS, [])
    assert found.refused > POINTS // 2
    assert {"disk_full", "read_only", "disk_failed"} <= set(found.sentences)
