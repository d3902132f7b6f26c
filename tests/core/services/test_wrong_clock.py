"""A clock that is wrong hides what seems to be over, lengthens nothing, and destroys nothing."""

import os
import time
from pathlib import Path

import pytest

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.services import (
    accounts,
    device_settings,
    releasing,
    results,
    retention,
    sittings,
)
from tests.core.services import rating_house
from tests.core.services.release_house import Employer, finished_at
from tests.core.services.term_house import ANNA, BORIS, HOUR, PASSWORD, TEN_YEARS, LivedIn, can_sign_in, refusal, until
from tests.fakes import MONDAY_MS


@pytest.mark.parametrize("years", [10, 73])
def test_a_clock_set_far_ahead_hides_and_destroys_nothing(computer: LivedIn, years: int) -> None:
    computer.live(10)
    ahead = MONDAY_MS + years * 365 * DAY_MS
    for moment in (ahead, ahead + HOUR, ahead + 2 * DAY_MS):
        with computer.on(moment) as deps:
            assert refusal(deps) == "term_over"
            assert retention.sweep(deps) == retention.Swept(destroyed=0, left=1)
    assert len(list((computer.root / "safes").glob("*.safe"))) == 1


@pytest.mark.parametrize("days", [1, 5, 7, 20, 31])
def test_a_clock_set_ahead_by_days_or_weeks_destroys_nothing_too_early(computer: LivedIn, days: int) -> None:
    assert computer.live(24) == 0
    assert computer.live(3, first_ms=MONDAY_MS + (24 + days) * DAY_MS) == 0  # the last day of the term has come
    with computer.on(MONDAY_MS + 28 * DAY_MS) as deps:
        if retention.clock(deps).is_behind:
            retention.trust_clock(deps)
    assert len(list((computer.root / "safes").glob("*.safe"))) == 1


def test_set_right_again_by_an_operator_nothing_was_lost(computer: LivedIn) -> None:
    computer.live(10)
    with computer.on(MONDAY_MS + TEN_YEARS) as deps:
        assert refusal(deps) == "term_over"
        accounts.sign_out(accounts.create(deps, BORIS, PASSWORD).session)
    with computer.on(MONDAY_MS + 11 * DAY_MS) as deps:
        assert refusal(deps) == "term_over"  # the latest time ever seen counts, until an operator says otherwise
        assert retention.sweep(deps).destroyed == 0
        assert retention.clock(deps).is_behind
        retention.trust_clock(deps)
        assert can_sign_in(deps)
        assert can_sign_in(deps, BORIS)
        by_id = {term.until_ms for term in deps.device.retention.terms()}
        assert by_id == {MONDAY_MS + 28 * DAY_MS, MONDAY_MS + 39 * DAY_MS}  # and nobody is kept for ten years
        assert retention.clock(deps).destroyed_before_ms is None
        [event] = [one for one in device_settings.changes(deps) if one.action == "clock_trusted"]
        assert int(event.params["to"]) < int(event.params["from"])
        with pytest.raises(UsageFault) as told:
            retention.trust_clock(deps)
        assert told.value.code == "clock_not_behind"
    assert computer.live(45, first_ms=MONDAY_MS + 12 * DAY_MS) == 2


@pytest.mark.parametrize("back", [DAY_MS, TEN_YEARS])
def test_a_clock_set_back_lengthens_nothing_and_destroys_nothing(computer: LivedIn, back: int) -> None:
    with computer.on(MONDAY_MS + 28 * DAY_MS) as deps:
        assert refusal(deps) == "term_over"
    with computer.on(MONDAY_MS + 28 * DAY_MS - back) as deps:
        assert refusal(deps) == "term_over"
        assert retention.sweep(deps).destroyed == 0
    assert computer.live(16, first_ms=MONDAY_MS + 29 * DAY_MS) == 1  # once it has caught up


def test_a_clock_set_back_in_the_middle_of_a_sitting_counts_from_the_latest_time_seen(computer: LivedIn) -> None:
    with computer.on(MONDAY_MS + DAY_MS) as deps:
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        begun = sittings.begin(deps, session)
        computer.clock.wall_ms -= TEN_YEARS
        results.finish(deps, session, begun.attempt.id)
        assert until(deps) == MONDAY_MS + 29 * DAY_MS
        accounts.sign_out(session)
    with computer.on(MONDAY_MS + 2 * DAY_MS) as deps:
        assert can_sign_in(deps)
        assert until(deps) == MONDAY_MS + 29 * DAY_MS


def test_a_clock_set_ahead_in_the_middle_of_a_sitting_is_known_and_can_be_put_right(computer: LivedIn) -> None:
    with computer.on(MONDAY_MS + DAY_MS) as deps:
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        begun = sittings.begin(deps, session)
        computer.clock.wall_ms += TEN_YEARS
        results.finish(deps, session, begun.attempt.id)
        accounts.sign_out(session)
    with computer.on(MONDAY_MS + 2 * DAY_MS) as deps:
        assert retention.clock(deps).is_behind
        retention.trust_clock(deps)
        assert can_sign_in(deps)  # whose safe still says that it was finished in ten years
        assert until(deps) == MONDAY_MS + 30 * DAY_MS


@pytest.mark.skipif(not hasattr(time, "tzset"), reason="NOT RUN: this system can't change its zone while it runs")
@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "Pacific/Kiritimati", "America/St_Johns"])
def test_summer_time_and_zones_change_no_term(computer: LivedIn, zone: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", zone)
    time.tzset()
    try:
        with computer.on(1_774_746_000_000) as deps:  # 29 March 2026, 01:00 UTC: the clocks go forward
            retention.trust_clock(deps)
            session = accounts.sign_in(deps, ANNA.email, PASSWORD)
            sittings.begin(deps, session)
            accounts.sign_out(session)
            assert until(deps) == 1_774_746_000_000 + 28 * DAY_MS
    finally:
        monkeypatch.undo()
        os.environ.pop("TZ", None)
        time.tzset()


def test_what_was_allowed_under_a_clock_far_ahead_lasts_no_longer_than_it_was_to_last(tmp_path: Path) -> None:
    kiosk = finished_at(tmp_path / "kiosk", Employer.made())
    kiosk.clock.wall_ms = MONDAY_MS + TEN_YEARS
    kiosk.grant("profile")
    releasing.send(kiosk.deps, kiosk.session, releasing.look(kiosk.deps, kiosk.session))
    retention.clock(kiosk.deps)
    accounts.sign_out(kiosk.session)
    kiosk.clock.wall_ms = MONDAY_MS + DAY_MS
    retention.trust_clock(kiosk.deps)
    kiosk.session = accounts.sign_in(kiosk.deps, kiosk.session.details.email, rating_house.PASSWORD)
    [grant] = kiosk.session.safe.grants()
    assert (grant.granted_ms, grant.until_ms) == (MONDAY_MS + DAY_MS, MONDAY_MS + 29 * DAY_MS)
    [(until_ms,)] = kiosk.deps.device._database.rows("SELECT until_ms FROM release")
    assert until_ms == grant.until_ms
