"""Requests by mail stay due and are wiped in time, whatever the clock showed when they came or were closed."""

from datetime import timedelta
from pathlib import Path

import pytest

from progrez_desktop.core import duty as rules
from progrez_desktop.core.model.duty import Request
from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.services import accounts, duties, notices, retention, staff
from progrez_desktop.core.services.deps import Deps
from tests.core.services.duty_house import PASSPHRASE, WORDS, answer, entered
from tests.core.services.term_house import ANNA, PASSWORD, TEN_YEARS, LivedIn
from tests.fakes import MONDAY_MS


@pytest.fixture
def computer(tmp_path: Path) -> LivedIn:
    computer = LivedIn.with_anna(tmp_path / "data")
    with computer.on() as deps:
        staff.set_up(deps, PASSPHRASE)
    return computer


def numbers(deps: Deps) -> list[str]:
    return [one.duty.number for one in duties.standings(deps)]


def test_what_came_under_a_clock_ten_years_ahead_is_due_in_thirty_days_once_it_is_put_right(computer: LivedIn) -> None:
    with computer.on(MONDAY_MS + TEN_YEARS) as deps:
        number = duties.enter(deps, staff.opened(deps, PASSPHRASE).key, "access", Request("x@example.org")).number
    with computer.on(MONDAY_MS + DAY_MS) as deps:
        retention.trust_clock(deps)
        today = rules.day_of(MONDAY_MS + DAY_MS)
        found = duties.find(deps, number)
        assert rules.day_of(found.received_ms) == today
        assert rules.day_of(found.due_ms) == today + timedelta(days=30)


@pytest.mark.parametrize("wrong", [TEN_YEARS, -TEN_YEARS])
def test_what_was_closed_under_a_wrong_clock_is_wiped_thirty_days_later_and_not_before(
    computer: LivedIn, tmp_path: Path, wrong: int
) -> None:
    with computer.on(MONDAY_MS + wrong) as deps:
        key = staff.opened(deps, PASSPHRASE).key
        duties.close(deps, key, entered(deps, key, "access"), answer(tmp_path), WORDS)
    with computer.on(MONDAY_MS) as deps:
        if wrong > 0:
            retention.trust_clock(deps)
    computer.live(29, first_ms=MONDAY_MS)
    with computer.on() as deps:
        assert len(numbers(deps)) == 1
    computer.live(2, first_ms=MONDAY_MS + 30 * DAY_MS)
    with computer.on() as deps:
        assert numbers(deps) == []


def test_what_staff_did_under_a_clock_far_ahead_is_told_once_it_is_put_right(computer: LivedIn, tmp_path: Path) -> None:
    with computer.on(MONDAY_MS + TEN_YEARS) as deps:
        key = staff.opened(deps, PASSPHRASE).key
        made = answer(tmp_path, package=tmp_path / "package.zip")
        duties.close(deps, key, entered(deps, key, "access"), made, WORDS)
    with computer.on(MONDAY_MS + DAY_MS) as deps:
        retention.trust_clock(deps)
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        assert [one.body["action"] for one in notices.news(session)] == ["package_made"]
        accounts.sign_out(session)
