"""The short form of the power cuts: 48 of them. The long form is `make chaos` (500)."""

from collections.abc import Sequence

import pytest

from tests.chaos.kiosk import power
from tests.chaos.kiosk.disk import Disk
from tests.chaos.kiosk.parts import Limit
from tests.chaos.kiosk.power import Recording


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Recording]:
    return power.recordings(tmp_path_factory.mktemp("power"), "7")


def test_a_power_cut_loses_nothing_that_was_told_and_leaves_nothing_that_does_not_open(
    recorded: Sequence[Recording],
) -> None:
    found = power.cut(recorded, Limit(48), "short")
    assert (found.cuts, found.wrong) == (48, [])
    assert found.lines > 100


def test_a_visit_writes_into_its_folder_and_nowhere_else(recorded: Sequence[Recording]) -> None:
    assert {one.way: one.elsewhere for one in recorded} == {one.way: frozenset() for one in recorded}


def test_the_simulation_would_see_it_if_nothing_were_synced(
    recorded: Sequence[Recording], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Disk, "_sync", lambda _disk, _path: None)
    assert power.cut(recorded, Limit(24), "short").wrong != []
