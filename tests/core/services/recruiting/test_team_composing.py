"""Composing keeps to its time: the best, others as good and the draws together, however many people there are."""

import time

from progrez_desktop.core.model.team import Ask
from progrez_desktop.core.services.recruiting import teams
from progrez_desktop.core.services.recruiting.teams import Gathered
from progrez_desktop.core.store.recruiting.teams import TeamRow
from tests.scoring.teams.made import made_people


def test_composing_of_very_many_with_all_wishes_keeps_to_its_time():
    people = made_people(3_000)
    rows = tuple(
        TeamRow(f"{n:032x}", f"{n:05}", "working-together", "profile teams", "scores", b"", {}, "")
        for n in range(3_000)
    )
    told: list[int] = []
    begun = time.perf_counter()
    found = teams.compose(Gathered(Ask(limit_s=4.0), "screen", rows, people), lambda done, _: told.append(done))
    assert time.perf_counter() - begun < 7
    assert not found.is_proven
    assert found.draws == 200
    assert told == sorted(told)
    assert len({one for one in told if 0 < one < 10}) > 3
