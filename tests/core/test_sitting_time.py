"""A limit is counted in whole minutes, said twice, and never counts what the program did not see."""

from dataclasses import replace

import pytest

from progrez_desktop.core import sitting_time as times
from progrez_desktop.core.model.accommodations import Accommodations
from progrez_desktop.core.model.time_limit import TimeLimit
from tests.core.store.builders import ATTEMPT

MIN = times.MINUTE_MS


def test_extra_time_is_a_part_of_the_limit_and_what_ships_has_none() -> None:
    assert times.allowed_ms(ATTEMPT) is None and not times.is_over(replace(ATTEMPT, used_ms=10**9))
    limited = replace(ATTEMPT, limit=TimeLimit(40 * MIN), accommodations=Accommodations(extra_time_percent=25))
    assert times.allowed_ms(limited) == 50 * MIN
    assert not times.is_over(replace(limited, used_ms=50 * MIN - 1))
    assert times.is_over(replace(limited, used_ms=50 * MIN))


@pytest.mark.parametrize(
    ("left_ms", "shown"), [(40 * MIN, 40), (40 * MIN - 1, 40), (MIN + 1, 2), (MIN, 1), (1, 1), (0, 0), (-5, 0)]
)
def test_a_begun_minute_is_shown_whole(left_ms: int, shown: int) -> None:
    assert times.minutes(left_ms) == shown


def test_of_a_whole_hour_second_by_second_five_minutes_and_one_are_said_and_nothing_else() -> None:
    said = [times.said_between(left, left - 1000) for left in range(60 * MIN, 0, -1000)]
    assert [one for one in said if one is not None] == [5, 1]
    assert times.said_between(6 * MIN, MIN // 2) == 1  # after a change both lie between: the later one is true
    assert times.said_between(4 * MIN, 4 * MIN) is None


@pytest.mark.parametrize(("gone_ms", "counted"), [(1000, 1000), (0, 0), (-5000, 0), (8 * 3_600_000, 2000)])
def test_a_night_asleep_counts_two_seconds(gone_ms: int, counted: int) -> None:
    assert times.counted_ms(gone_ms) == counted
