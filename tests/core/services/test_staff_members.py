"""Members of staff come in with what is theirs alone, do what their role is for, and are never all locked out."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from progrez_desktop.core.errors import LockedFault, UsageFault
from progrez_desktop.core.keys.second_factor import NewCode
from progrez_desktop.core.keys.wraps import make_wrap
from progrez_desktop.core.model.duty import Request
from progrez_desktop.core.services import duties, staff, staff_factors, staff_log, staff_roster
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.store.database import Database
from progrez_desktop.core.store.device_schema import DEVICE
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.services.staff_house import PASSPHRASE, PIN, Office, come_in, member_of, plugged, refusal
from tests.fakes import FAST_KDF, MONDAY_MS, FakeEntropy
from tests.security_key import SoftwareKey

YEAR = 366 * 86_400_000


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path / "kiosk")


@pytest.fixture
def deps(office: Office) -> Iterator[Deps]:
    with office.on() as deps:
        yield deps


def test_an_invigilator_does_nothing_before_there_is_a_second_factor_and_their_own_after_it(
    deps: Deps, office: Office
) -> None:
    mieke = member_of(deps, staff.set_up(deps, PASSPHRASE, "Omar"), "Mieke", "invigilator")
    session = come_in(deps, mieke, PIN)
    assert session.who.deeds == {"keep_own_factors"}
    assert refusal(lambda: deps.permit("unlock_kiosk")) == "staff_may_not"
    new = office.with_code(deps, PIN)
    deps.permit("unlock_kiosk")
    mieke = staff.found(deps, mieke.id)
    assert refusal(lambda: come_in(deps, mieke, PIN)) == "factor_code_needed"
    session = come_in(deps, mieke, PIN, office.code(new))
    assert session.who.may("unlock_kiosk") and not session.who.may("send")
    assert refusal(lambda: session.key) == "staff_may_not"


def test_a_second_operator_reads_what_the_first_one_wrote_with_an_own_passphrase(deps: Deps) -> None:
    first = staff.set_up(deps, PASSPHRASE)
    made = duties.enter(deps, first.key, "access", Request("x@example.org", "Sanne"))
    other = member_of(deps, first, "Noor", "operator", "another one of them")
    assert duties.read(come_in(deps, other, "another one of them").key, made).name == "Sanne"
    assert refusal(lambda: come_in(deps, other, PASSPHRASE)) == "wrong_staff_passphrase"


def test_a_code_is_taken_once_and_half_a_minute_early_or_late(deps: Deps, office: Office) -> None:
    mieke = member_of(deps, staff.set_up(deps, PASSPHRASE), "Mieke", "invigilator")
    come_in(deps, mieke, PIN)
    new = office.with_code(deps, PIN)
    mieke = staff.found(deps, mieke.id)
    for ms, answer in ((-30_000, ""), (0, ""), (-60_000, "factor_code_wrong"), (90_000, "factor_code_wrong")):
        code = office.code(new)
        office.clock.wall_ms += ms  # the phone showed it as many seconds ago, or shows it too soon
        assert refusal(partial(come_in, deps, mieke, PIN, code)) == answer
        if not answer:
            assert refusal(partial(come_in, deps, mieke, PIN, code)) == "factor_code_wrong"
            come_in(deps, mieke, PIN, _later(office, new))
        office.clock.wall_ms += 600_000


def _later(office: Office, new: NewCode) -> str:
    """A right code ends the wrong tries, so that the next case begins without any."""
    office.clock.advance(120_000)
    return office.code(new)


def test_a_code_that_was_taken_while_the_clock_was_years_ahead_keeps_nobody_out(deps: Deps, office: Office) -> None:
    mieke = member_of(deps, staff.set_up(deps, PASSPHRASE), "Mieke", "invigilator")
    come_in(deps, mieke, PIN)
    office.clock.wall_ms = MONDAY_MS + YEAR
    new = office.with_code(deps, PIN)
    mieke = staff.found(deps, mieke.id)
    office.clock.wall_ms = MONDAY_MS
    used = office.code(new)
    come_in(deps, mieke, PIN, used)
    assert refusal(lambda: come_in(deps, mieke, PIN, used)) == "factor_code_wrong"


def test_a_wrong_code_tells_the_time_that_this_computer_goes_by(deps: Deps, office: Office) -> None:
    mieke = member_of(deps, staff.set_up(deps, PASSPHRASE), "Mieke", "invigilator")
    come_in(deps, mieke, PIN)
    office.with_code(deps, PIN)
    with pytest.raises(LockedFault) as told:
        come_in(deps, staff.found(deps, mieke.id), PIN, "000000")
    for language in LANGUAGES:
        assert str(told.value.params["clock"]) in Words(language).of_fault(told.value)


def test_five_wrong_pins_make_one_member_wait_and_no_other_also_after_a_restart(office: Office) -> None:
    with office.on() as deps:
        first = staff.set_up(deps, PASSPHRASE, "Omar")
        mieke, jan = (member_of(deps, first, name, "invigilator") for name in ("Mieke", "Jan"))
        for _ in range(5):
            assert refusal(lambda: come_in(deps, mieke, "999111")) == "wrong_staff_pin"
        assert refusal(lambda: come_in(deps, mieke, PIN)) == "sign_in_wait"
        come_in(deps, jan, PIN)
    for ms in (0, -YEAR):
        office.clock.wall_ms += ms
        with office.on() as deps:
            assert refusal(lambda: come_in(deps, mieke, PIN)) == "sign_in_wait"
            come_in(deps, jan, PIN)
    office.clock.advance(31_000)
    with office.on() as deps:
        come_in(deps, mieke, PIN)


# A security key


def test_a_security_key_takes_part_and_the_recovery_code_stands_in_for_one_that_is_lost(office: Office) -> None:
    blue, green = SoftwareKey(), SoftwareKey()
    with office.on() as deps:
        first = staff.set_up(deps, PASSPHRASE, "Omar")
        made = duties.enter(deps, first.key, "access", Request("x@example.org", "Sanne"))
        assert refusal(lambda: staff_factors.add_key(deps, PASSPHRASE, None, plugged(blue), "Blue")) == (
            "factor_recovery_needed"
        )
        other = "0" * 40
        assert refusal(lambda: staff_factors.add_key(deps, PASSPHRASE, None, plugged(blue), "Blue", other))
        staff_factors.add_key(deps, PASSPHRASE, None, plugged(blue), "Blue", office.recovery_code)
        staff_factors.add_key(deps, PASSPHRASE, plugged(blue), plugged(green), "Green")
        omar = staff.found(deps)
        assert refusal(lambda: come_in(deps, omar, PASSPHRASE)) == "factor_key_needed"
        assert refusal(lambda: come_in(deps, omar, PASSPHRASE, key=SoftwareKey())) == "factor_key_wrong"
        for key in (blue, green):
            assert duties.read(come_in(deps, omar, PASSPHRASE, key=key).key, made).name == "Sanne"
        staff_factors.remove_key(deps, PASSPHRASE, plugged(green), "Blue")
        assert refusal(lambda: come_in(deps, omar, PASSPHRASE, key=blue)) == "factor_key_wrong"
        # The row alone, with the key and its secret taken out of it, opens nothing either.
        bare = replace(deps.device.roster.lock(omar.id), keys=(), rescue=b"")
        deps.device.roster.put_lock(bare, None)
        assert refusal(lambda: come_in(deps, staff.found(deps), PASSPHRASE)) == "wrong_staff_passphrase"


def test_whoever_lost_the_key_comes_in_with_passphrase_and_recovery_code_and_keeps_what_was_written(
    office: Office,
) -> None:
    with office.on() as deps:
        first = staff.set_up(deps, PASSPHRASE, "Omar")
        made = duties.enter(deps, first.key, "access", Request("x@example.org", "Sanne"))
        staff_factors.add_key(deps, PASSPHRASE, None, plugged(SoftwareKey()), "Blue", office.recovery_code)
    with office.on() as deps:
        assert refusal(lambda: staff.recovered(deps, "not that one at all", office.recovery_code)) == (
            "wrong_staff_passphrase"
        )
        assert duties.read(staff.recovered(deps, PASSPHRASE, office.recovery_code).key, made).name == "Sanne"
        assert staff.found(deps).factors == ()
    with office.on() as deps:
        assert duties.read(staff.opened(deps, PASSPHRASE).key, made).name == "Sanne"
        assert [event.action for event in deps.device.audit.events()][-1] == "factors_dropped"


def test_the_recovery_code_lets_in_no_invigilator_and_an_operator_does(deps: Deps, office: Office) -> None:
    first = staff.set_up(deps, PASSPHRASE, "Omar")
    mieke = member_of(deps, first, "Mieke", "invigilator")
    come_in(deps, mieke, PIN)
    office.with_code(deps, PIN)
    assert refusal(lambda: staff.recovered(deps, PIN, office.recovery_code, mieke.id)) == "staff_recover_operator"
    for _ in range(6):
        refusal(lambda: come_in(deps, mieke, "999111"))
    session = come_in(deps, staff.members(deps)[0], PASSPHRASE)
    staff_roster.renew(deps, session, mieke.id, "invigilator", "730164")
    come_in(deps, staff.found(deps, mieke.id), "730164")
    assert refusal(lambda: come_in(deps, mieke, PIN)) in ("wrong_staff_pin", "factor_code_needed")


# The roster


def test_the_last_operator_is_never_dropped_nor_made_something_else(deps: Deps) -> None:
    first = staff.set_up(deps, PASSPHRASE, "Omar")
    omar = first.who.member
    member_of(deps, first, "Mieke", "invigilator")
    assert refusal(lambda: staff_roster.drop(deps, omar.id)) == "staff_last_operator"
    assert refusal(lambda: staff_roster.renew(deps, first, omar.id, "auditor", PASSPHRASE)) == "staff_last_operator"
    member_of(deps, first, "Noor", "operator")
    staff_roster.drop(deps, omar.id)
    assert [one.name for one in staff.members(deps)] == ["Noor", "Mieke"]
    assert refusal(lambda: come_in(deps, omar, PASSPHRASE)) == "staff_who"


def test_an_invigilator_who_becomes_an_operator_reads_what_operators_wrote_and_one_who_no_longer_is_does_not(
    deps: Deps,
) -> None:
    first = staff.set_up(deps, PASSPHRASE, "Omar")
    mieke = member_of(deps, first, "Mieke", "invigilator")
    staff_roster.renew(deps, first, mieke.id, "operator", "another one of them")
    assert come_in(deps, mieke, "another one of them").key == first.key
    staff_roster.renew(deps, first, mieke.id, "auditor", "another one of them")
    assert come_in(deps, mieke, "another one of them").staff_key is None


@pytest.mark.parametrize("name", ["", " ", "x" * 61, "a\nb\u0007", " omar "])
def test_a_member_has_a_name_of_their_own(deps: Deps, name: str) -> None:
    first = staff.set_up(deps, PASSPHRASE, "Omar")
    with pytest.raises(UsageFault, match="staff_name"):
        member_of(deps, first, name, "auditor")


def test_what_is_damaged_of_one_member_keeps_no_other_out(deps: Deps) -> None:
    first = staff.set_up(deps, PASSPHRASE, "Omar")
    mieke, jan = (member_of(deps, first, name, "invigilator") for name in ("Mieke", "Jan"))
    for broken in ("", "{", '{"version": 1}', "[" * 5000):
        deps.device._database.write("UPDATE staff_member SET wrap = ? WHERE id = ?", (broken, mieke.id))
        assert refusal(lambda: come_in(deps, mieke, PIN)) == "staff_roster_damaged"
    come_in(deps, jan, PIN)
    staff_roster.renew(deps, come_in(deps, first.who.member, PASSPHRASE), mieke.id, "invigilator", PIN)
    come_in(deps, mieke, PIN)


def test_everything_stands_in_the_list_with_the_number_of_who_did_it_and_is_told_by_name(deps: Deps) -> None:
    first = staff.set_up(deps, PASSPHRASE, "Omar")
    mieke = member_of(deps, first, "Mieke", "invigilator")
    staff_roster.rename(deps, mieke.id, "Mieke V.")
    staff_roster.renew(deps, first, mieke.id, "auditor", PASSPHRASE)
    staff_roster.drop(deps, mieke.id)
    events = [event for event in deps.device.audit.events() if event.actor == "roster"]
    assert [event.action for event in events] == ["member_added", "member_renamed", "member_renewed", "member_dropped"]
    assert {event.params["by"] for event in events} == {first.who.member.id}
    assert "Mieke" not in repr(events)
    for language in LANGUAGES:
        told = [sentence for _, sentence in staff_log.told(deps, Words(language))]
        assert len(told) == len(events)
        assert all("Omar" in sentence and "Mieke V." in sentence for sentence in told)
    come_in(deps, member_of(deps, first, "Jan", "invigilator"), PIN)
    assert refusal(lambda: list(staff_log.told(deps, Words("en")))) == "staff_may_not"


# One passphrase, as before


def test_the_one_passphrase_of_before_becomes_the_first_operator_with_all_that_it_opened(office: Office) -> None:
    with office.on() as deps:
        made = duties.enter(deps, staff.set_up(deps, PASSPHRASE).key, "access", Request("x@example.org", "Sanne"))
        key, machine = staff.opened(deps, PASSPHRASE).key, deps.machine
        file = deps.folder.device_file
    file.unlink()
    old = replace(DEVICE, migrations=DEVICE.migrations[:7])
    before = Database.create(file, machine.device_keys().database, old, _install(machine.install_id))
    wrap = make_wrap("staff", machine.install_id, key.secret, PASSPHRASE.encode(), FakeEntropy(9), cost=FAST_KDF)
    before.write("INSERT INTO staff_key (id, wrap, made_ms) VALUES (1, ?, 5)", (json.dumps(wrap.to_json()),))
    before.write("INSERT INTO sign_in_failure VALUES (CAST('staff' AS BLOB), 5, ?)", (office.clock.now_ms(),))
    before.close()
    with office.on() as deps:
        assert [(one.name, one.role, one.factors) for one in staff.members(deps)] == [("", "operator", ())]
        assert refusal(lambda: staff.opened(deps, PASSPHRASE)) == "sign_in_wait"
        office.clock.advance(31_000)
        assert refusal(lambda: staff.opened(deps, "not that one at all")) == "wrong_staff_passphrase"
        office.clock.advance(61_000)
        assert duties.read(staff.opened(deps, PASSPHRASE).key, made).name == "Sanne"
        assert deps.device.roster.lock(staff.found(deps).id).wrap.kind == "member"
    with office.on() as deps:
        assert duties.read(staff.opened(deps, PASSPHRASE).key, made).name == "Sanne"


def _install(install_id: str) -> Callable[[Database], None]:
    def first_row(database: Database) -> None:
        database.write(
            "INSERT INTO install (id, install_id, created_ms, time_high_water_ms) VALUES (1, ?, ?, ?)",
            (install_id, MONDAY_MS, MONDAY_MS),
        )

    return first_row


def test_a_second_start_of_the_same_key_is_refused_and_starting_over_ends_the_operators_alone(deps: Deps) -> None:
    first = staff.set_up(deps, PASSPHRASE, "Omar")
    mieke = member_of(deps, first, "Mieke", "invigilator")
    assert refusal(lambda: staff.set_up(deps, PASSPHRASE)) == "staff_key_there"
    assert staff.start_over(deps, "a third one of them").key != first.key
    assert [one.role for one in staff.members(deps)] == ["operator", "invigilator"]
    come_in(deps, mieke, PIN)
