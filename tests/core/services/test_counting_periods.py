"""Periods open with noise as far as the year's budget goes: across restarts, and whatever is done to the clock."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progrez_desktop.core.counting import PERIOD_DAYS, YEAR_DAYS, YEARLY_BUDGET, spent
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.services import counting_periods
from progrez_desktop.core.services.counting_periods import Watched
from tests.core.services.counting_house import DAY_MS, CountingDevice
from tests.fakes import FakeNoise


@pytest.fixture
def device(tmp_path: Path) -> Iterator[CountingDevice]:
    device = CountingDevice(tmp_path / "data", FakeNoise(silent=True))
    yield device
    device.close()


def test_a_period_stays_open_until_its_end_and_across_restarts(device: CountingDevice) -> None:
    first = counting_periods.current(device.deps)
    assert first is not None
    assert counting_periods.current(device.restarted()) == first
    device.clock.advance((PERIOD_DAYS - 1) * DAY_MS)
    assert counting_periods.current(device.deps) == first
    device.clock.advance(DAY_MS)
    second = counting_periods.current(device.deps)
    assert second is not None and second.id != first.id
    closed = [period for period in device.deps.device.counters.periods() if period.closed_ms is not None]
    assert [(period.id, period.closed_ms) for period in closed] == [(first.id, first.ends_ms)]


def test_closing_early_gives_no_third_period_in_a_year(device: CountingDevice) -> None:
    for _ in range(2):
        assert counting_periods.current(device.deps) is not None
        counting_periods.close(device.deps)
        device.clock.advance(30 * DAY_MS)
    assert counting_periods.current(device.deps) is None
    assert counting_periods.current(device.restarted()) is None
    budget = counting_periods.budget(device.deps)
    assert (budget.spent, budget.yearly) == (YEARLY_BUDGET, YEARLY_BUDGET)
    device.clock.advance(budget.next_ms - device.clock.now_ms() - 1)
    assert counting_periods.current(device.deps) is None
    device.clock.advance(1)
    assert counting_periods.current(device.deps) is not None


def test_a_clock_set_back_gives_no_other_period(device: CountingDevice) -> None:
    first = counting_periods.current(device.deps)
    device.clock.advance(-1000 * DAY_MS)
    assert counting_periods.current(device.restarted()) == first
    counting_periods.close(device.deps)
    second = counting_periods.current(device.deps)
    assert second is not None and first is not None and second.opened_ms == first.opened_ms
    counting_periods.close(device.deps)
    assert counting_periods.current(device.deps) is None


def test_a_clock_that_was_far_ahead_stops_counting_rather_than_counting_more(device: CountingDevice) -> None:
    counting_periods.current(device.deps)
    device.clock.advance(20_000 * DAY_MS)
    ahead = counting_periods.current(device.deps)
    device.clock.advance(-20_000 * DAY_MS)
    assert counting_periods.current(device.restarted()) == ahead
    device.clock.advance(YEAR_DAYS * DAY_MS)
    assert counting_periods.current(device.deps) == ahead


@given(st.lists(st.tuples(st.integers(-400, 400), st.booleans(), st.booleans()), max_size=12))
@settings(max_examples=10)
def test_no_year_of_the_device_spends_more_than_its_budget(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[int, bool, bool]]
) -> None:
    """Whatever the clock does, however often it is restarted and whatever an operator closes."""
    device = CountingDevice(tmp_path_factory.mktemp("data"), FakeNoise(silent=True))
    for days, closes, restarts in steps:
        device.clock.advance(days * DAY_MS)
        if restarts:
            device.restarted()
        if counting_periods.current(device.deps) is not None and closes:
            counting_periods.close(device.deps)
    periods = device.deps.device.counters.periods()
    opened = [period.opened_ms for period in periods]
    assert opened == sorted(opened)
    for number, period in enumerate(periods):
        assert spent(periods[: number + 1], period.opened_ms) <= YEARLY_BUDGET
    device.close()


def test_what_a_period_spent_is_what_the_noise_gives_away(device: CountingDevice) -> None:
    period = counting_periods.current(device.deps)
    assert period is not None and period.epsilon == pytest.approx(YEARLY_BUDGET / 2)


def test_another_pack_or_bank_ends_the_period(device: CountingDevice) -> None:
    first = counting_periods.current(device.deps)
    assert first is not None
    other = replace(device.deps, assessment=replace(device.deps.assessment, pack_sha256="00" * 32))
    second = counting_periods.current(other)
    assert second is not None and second.id != first.id
    assert counting_periods.running(device.deps) is None  # and back again: not the period that was closed


def test_closing_what_is_not_open_is_refused_and_closing_is_told_in_the_trail(device: CountingDevice) -> None:
    with pytest.raises(UsageFault) as refused:
        counting_periods.close(device.deps)
    assert refused.value.code == "no_period"
    period = counting_periods.current(device.deps)
    assert period is not None
    counting_periods.close(device.deps)
    [event] = device.deps.device.audit.events()
    assert (event.action, event.subject_id) == ("counting_period_closed", period.id)


def test_what_the_next_period_looks_at_may_be_chosen(device: CountingDevice) -> None:
    skills = [skill.id for skill in device.deps.assessment.skills]
    assert counting_periods.next_watched(device.deps) == Watched(skills[0], "gender")
    going = counting_periods.current(device.deps)
    assert counting_periods.next_watched(device.deps) == Watched(skills[1], "gender")
    assert counting_periods.watch(device.deps, "composure", "age") == Watched("composure", "age")
    assert counting_periods.current(device.restarted()) == going
    counting_periods.close(device.deps)
    opened = counting_periods.current(device.deps)
    assert opened is not None and (opened.skill, opened.question) == ("composure", "age")
    names = device.cells()
    assert "impact/composure" in names and "situations/" + situation_of(device, "composure") in names
    assert device.deps.device.audit.events()[0].action == "watched_skill_chosen"


@pytest.mark.parametrize(
    ("skill", "question", "code"), [("nothing", "gender", "skill_unknown"), ("empathy", "shoes", "question_unknown")]
)
def test_what_is_not_there_can_not_be_looked_at(device: CountingDevice, skill: str, question: str, code: str) -> None:
    with pytest.raises(UsageFault) as refused:
        counting_periods.watch(device.deps, skill, question)
    assert refused.value.code == code
    assert device.deps.device.audit.events() == []


def situation_of(device: CountingDevice, skill: str) -> str:
    return next(key.situation_id for key in device.deps.assessment.keys if key.skill == skill)
