"""What staff wrote is read with their passphrase alone, which is slower to try after wrong ones."""

from dataclasses import replace

import pytest

from progrez_desktop.core.errors import DataFault, LockedFault, UsageFault
from progrez_desktop.core.keys import staff_key
from progrez_desktop.core.keys.staff_key import StaffKey
from progrez_desktop.core.services import (
    duties,
    staff,
)
from progrez_desktop.core.services.deps import Deps
from tests.core.services.duty_house import ASKED, PASSPHRASE, entered
from tests.core.services.term_house import ANNA, TEN_YEARS, LivedIn, can_sign_in
from tests.fakes import MONDAY_MS, FakeEntropy


def test_who_asked_is_read_with_the_key_of_staff_alone(deps: Deps, key: StaffKey) -> None:
    number = entered(deps, key, "access")
    rows = repr(deps.device._database.rows("SELECT * FROM duty"))
    for text in (ANNA.last_name, ANNA.email, "stamp", "called back"):
        assert text not in rows
    request = duties.read(staff.opened(deps, PASSPHRASE).key, duties.find(deps, number))
    assert (request.name, request.note) == (ASKED.name, ASKED.note)
    assert request.identity.startswith("called back")
    other = staff_key.make(FakeEntropy(99))
    with pytest.raises(DataFault) as told:
        duties.read(other, duties.find(deps, number))
    assert told.value.code == "duty_unreadable"


def test_a_record_in_the_place_of_another_is_not_read(deps: Deps, key: StaffKey) -> None:
    entered(deps, key, "access")
    entered(deps, key, "objection")
    one, other = duties.standings(deps)
    with pytest.raises(DataFault):
        duties.read(key, replace(one.duty, sealed=other.duty.sealed))


def test_no_clock_that_was_wrong_keeps_staff_out_for_longer_than_the_wait(computer: LivedIn) -> None:
    """Tried while the clock was far ahead, and after a time far ahead was seen: both end once the clock is right."""
    with computer.on(MONDAY_MS + TEN_YEARS) as deps:
        staff.set_up(deps, PASSPHRASE)
        tried_five_times(deps)
    with computer.on(MONDAY_MS) as deps:
        with pytest.raises(LockedFault, match="sign_in_wait"):
            staff.opened(deps, PASSPHRASE)
        computer.clock.advance(30_000)
        tried_five_times(deps)
        with pytest.raises(LockedFault, match="sign_in_wait"):
            staff.opened(deps, PASSPHRASE)
        computer.clock.advance(15 * 60_000)
        staff.opened(deps, PASSPHRASE)


def test_a_clock_set_ahead_ends_no_wait_while_the_program_runs(computer: LivedIn) -> None:
    with computer.on() as deps:
        staff.set_up(deps, PASSPHRASE)
        tried_five_times(deps)
        computer.clock.wall_ms += TEN_YEARS
        with pytest.raises(LockedFault, match="sign_in_wait"):
            staff.opened(deps, PASSPHRASE)
        computer.clock.advance(30_000)
        staff.opened(deps, PASSPHRASE)


def tried_five_times(deps: Deps) -> None:
    """As often as one may; where each wrong try lengthens the wait, as long as that takes."""
    for _ in range(5):
        with pytest.raises(LockedFault) as told:
            staff.opened(deps, "not that one at all")
        if told.value.code == "sign_in_wait":
            return


def test_wrong_passphrases_wait_longer_each_time_also_after_a_restart_and_a_changed_clock(computer: LivedIn) -> None:
    with computer.on() as deps:
        staff.set_up(deps, PASSPHRASE)
        for _ in range(5):
            with pytest.raises(LockedFault) as told:
                staff.opened(deps, "not that one at all")
            assert told.value.code == "wrong_staff_passphrase"
    for moment in (MONDAY_MS, MONDAY_MS - TEN_YEARS):
        with computer.on(moment) as deps, pytest.raises(LockedFault) as told:
            staff.opened(deps, PASSPHRASE)
        assert (told.value.code, told.value.params["seconds"]) == ("sign_in_wait", 30)
    with computer.on(MONDAY_MS + 30_000) as deps:
        with pytest.raises(LockedFault):
            staff.opened(deps, "not that one at all")
        with pytest.raises(LockedFault) as told:
            staff.opened(deps, PASSPHRASE)
        assert told.value.params["seconds"] == 60
    with computer.on(MONDAY_MS + 90_000) as deps:
        staff.opened(deps, PASSPHRASE)
        assert can_sign_in(deps)  # which is nobody's but theirs


def test_another_passphrase_opens_the_same_records_and_a_lost_one_takes_them_along(deps: Deps, key: StaffKey) -> None:
    number = entered(deps, key, "access")
    with pytest.raises(UsageFault):
        staff.set_up(deps, "another one of them")
    staff.change(deps, PASSPHRASE, "another one of them")
    with pytest.raises(LockedFault):
        staff.opened(deps, PASSPHRASE)
    assert duties.read(staff.opened(deps, "another one of them").key, duties.find(deps, number)).name == ASKED.name
    staff.start_over(deps, "a third one of them")
    assert duties.standings(deps) == []
    actions = [event.action for event in deps.device.audit.events() if event.actor == "staff"]
    assert (actions[0], actions[-2:]) == ("staff_key_made", ["staff_passphrase_changed", "staff_key_replaced"])
