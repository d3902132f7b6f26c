"""A term ends when it was told to, and a clock is believed after seven days of going along with what was seen."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.core import retention
from progrez_desktop.core.model.retention import Agreement, Limits
from tests.fakes import MONDAY_MS

DAY, HOUR = retention.DAY_MS, 3_600_000
PRESETS = Limits(usual_days=28, longer_days=365)


def seen(*clocks: int, start: Agreement | None = None, mark: int = MONDAY_MS) -> Agreement:
    """Look at each of these times in turn, as a device does: the mark is the latest of those before."""
    agreement = start or Agreement(mark, 0)
    for clock in clocks:
        agreement = retention.looked(agreement, clock, mark)
        mark = max(mark, clock)
    return agreement


def believed(agreement: Agreement) -> bool:
    before = retention.destroyed_before_ms(agreement, MONDAY_MS)
    assert before in (None, MONDAY_MS - 7 * DAY)  # what is over waits for as long as the clock has to be believed
    return before is not None


def daily(days: int, start: int = MONDAY_MS, step: int = DAY) -> list[int]:
    return [start + n * step for n in range(days + 1)]


def test_the_presets_are_four_weeks_and_with_consent_a_year() -> None:
    assert retention.until_ms(0, "usual", PRESETS) == 28 * DAY
    assert retention.until_ms(0, "longer", PRESETS) == 365 * DAY
    assert retention.until_ms(0, "sooner", PRESETS) == 7 * DAY


def test_an_organisation_only_shortens() -> None:
    strict = Limits(usual_days=1, longer_days=None)
    assert [retention.days_of(choice, strict) for choice in ("sooner", "usual", "longer")] == [1, 1, 1]


def test_seven_days_of_going_along_are_believed_and_six_are_not() -> None:
    assert not believed(seen(*daily(6)))
    assert believed(seen(*daily(7)))
    assert believed(seen(*daily(7 * 24, step=HOUR)))


def test_an_office_that_is_closed_at_weekends_is_believed() -> None:
    working = [MONDAY_MS + day * DAY for day in range(11) if day % 7 < 5]
    assert believed(seen(*working))


@pytest.mark.parametrize("years", [1, 10, 73])
def test_a_clock_set_years_ahead_has_to_be_believed_anew(years: int) -> None:
    ahead = MONDAY_MS + years * 365 * DAY
    assert believed(seen(*daily(30)))
    assert seen(*daily(30), ahead).counted_ms == 0
    assert seen(*daily(30), ahead, ahead + 6 * HOUR).counted_ms == 6 * HOUR


def test_setting_it_forward_in_small_jumps_counts_a_day_for_each_look_at_most() -> None:
    jumps = [MONDAY_MS + n * 7 * DAY for n in range(1, 7)]
    assert not believed(seen(*jumps))


def test_a_computer_that_is_used_once_a_week_is_believed_and_destroys_nothing_too_early() -> None:
    weekly = [MONDAY_MS + n * 7 * DAY + (n % 2) * HOUR for n in range(8)]
    assert believed(seen(*weekly))
    ahead = weekly[-1] + 7 * DAY
    before = retention.destroyed_before_ms(seen(*weekly, ahead), ahead)
    assert before is not None
    assert before <= weekly[-1]  # whether it was off for a week or set a week ahead


@pytest.mark.parametrize("back", [2 * HOUR, DAY, 10 * 365 * DAY])
def test_a_clock_set_back_is_not_believed_until_it_has_caught_up_and_seven_days_more(back: int) -> None:
    usual = daily(10)
    behind = [usual[-1] - back, usual[-1] - back + HOUR // 2]
    assert seen(*usual, *behind).counted_ms == 0
    after = daily(7, start=usual[-1] + HOUR)
    assert not believed(seen(*usual, *behind, *after[:-1]))
    assert believed(seen(*usual, *behind, *after))


def test_an_hour_back_in_autumn_or_a_corrected_second_changes_nothing() -> None:
    usual = daily(10)
    assert believed(seen(*usual, usual[-1] - HOUR, usual[-1] - 1000, usual[-1]))


@given(st.lists(st.integers(min_value=-(10**12), max_value=10**13), max_size=30))
def test_a_clock_is_never_believed_on_fewer_than_seven_looks_since_it_last_went_astray(steps: list[int]) -> None:
    clocks = [MONDAY_MS]
    for step in steps:
        clocks.append(max(0, clocks[-1] + step))
    agreement, mark, looks = Agreement(MONDAY_MS, 0), MONDAY_MS, 0
    for before, clock in pairwise(clocks):
        agreement = retention.looked(agreement, clock, mark)
        astray = clock < mark - HOUR or (
            clock - before > retention._LONGEST_STEP_MS and clock > mark + retention._LONGEST_STEP_MS
        )
        looks = 0 if astray else looks + 1
        mark = max(mark, clock)
        assert not believed(agreement) or looks >= 7
        assert 0 <= agreement.counted_ms <= retention.AGREED_MS


@pytest.mark.parametrize(("since", "due"), [(0, False), (DAY - 1, False), (DAY, True), (-1, True)])
def test_a_sweep_is_due_once_a_day_by_the_mark(since: int, *, due: bool) -> None:
    assert retention.is_sweep_due(MONDAY_MS - since, MONDAY_MS) is due
