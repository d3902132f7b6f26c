"""The short form of the kills: 100 at random moments of a sitting. The long form is `make chaos` (3,000)."""

from pathlib import Path

import pytest

from tests.chaos.kiosk import kills, visits
from tests.chaos.kiosk.nursery import nursery
from tests.chaos.kiosk.parts import Limit

ANSWERING, VISITING = 70, 30
REOPENED_S = 1.0


def is_soon(times_s: tuple[float, ...] | list[float]) -> bool:
    """The middle one, since other work shares the processor of a test; the long form prints the slowest."""
    return sorted(times_s)[len(times_s) // 2] < REOPENED_S


@pytest.mark.timeout(600)
def test_no_kill_loses_an_answer_that_was_shown_as_saved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = kills.killed(tmp_path, Limit(ANSWERING), "short")
    with capsys.disabled():
        print(f"\n{told.line()}")
    assert (told.kills, told.lost) == (ANSWERING, 0)
    assert told.shown > 2 * ANSWERING
    assert {"situation", "statement", "text"} <= told.kinds
    assert is_soon(told.reopened_s)


@pytest.mark.timeout(600)
def test_no_kill_loses_or_doubles_an_account_a_consent_a_result_or_a_release_that_was_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with nursery(visits.CHILD) as born:
        found = visits.killed(born, Limit(VISITING), "short")
    with capsys.disabled():
        print(f"\n{found.line()}")
    assert found.wrong == []
    assert min(found.told.get(what, 0) for what in ("account", "consent", "saved", "finished", "released")) > 0
    assert is_soon(found.reopened_s)
