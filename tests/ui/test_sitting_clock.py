"""The clock of a sitting counts in front of questions alone, is kept every two seconds, and tells whole minutes."""

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from progrez_desktop.ui.sitting_clock import SittingClock
from tests.fakes import FakeClock

MIN = 60_000


class Told(QObject):
    """A clock with everything that it told."""

    def __init__(self, allowed_ms: int, used_ms: int = 0) -> None:
        super().__init__()
        self.time, self.kept, self.minutes, self.said, self.over = FakeClock(), [0], [0], [0], 0
        self.clock = SittingClock(allowed_ms, used_ms, self.time.monotonic_ms, self.kept.append, self)
        self.clock.minute.connect(self.minutes.append)
        self.clock.said.connect(self.said.append)
        self.clock.over.connect(self._end)

    def _end(self) -> None:
        self.over += 1

    def go(self, seconds: int, step_ms: int = 1000) -> None:
        for _ in range(seconds):
            self.time.advance(step_ms)
            self.clock.look()


@pytest.fixture(autouse=True)
def application(qapp: QApplication) -> None:
    """Timers need one."""


def test_of_ten_minutes_each_minute_is_told_once_and_two_are_announced() -> None:
    told = Told(10 * MIN)
    told.clock.run()
    told.go(599)
    assert (told.minutes[1:], told.said[1:], told.over) == ([9, 8, 7, 6, 5, 4, 3, 2, 1], [5, 1], 0)
    told.go(2)
    assert told.over == 2 and told.clock.minutes == 0


def test_a_kill_gives_back_no_more_than_two_seconds_and_takes_none() -> None:
    told = Told(10 * MIN)
    told.clock.run()
    for second in range(1, 300):
        told.go(1)
        assert 0 <= second * 1000 - told.kept[-1] <= 2000


def test_standing_still_counts_nothing_and_a_night_asleep_two_seconds() -> None:
    told = Told(10 * MIN)
    told.clock.run()
    told.go(10)
    told.clock.stand_still()
    told.time.advance(3_600_000)
    told.clock.run()
    told.go(1)
    assert told.clock.used_ms == 11_000
    told.go(1, step_ms=8 * 3_600_000)
    assert told.clock.used_ms == 13_000


def test_all_of_it_is_only_kept_by_whoever_kept_what_was_typed_and_extra_time_goes_on() -> None:
    told = Told(MIN, used_ms=MIN - 1500)
    told.clock.run()
    told.go(4)
    assert told.over == 3 and max(told.kept) < MIN and told.clock.used_ms == MIN - 1
    told.clock.allow(2 * MIN)
    assert (told.clock.is_over, told.clock.minutes) == (False, 1)
