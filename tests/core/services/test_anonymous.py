"""Who agreed is counted once a period, in few cells, on top of noise; who did not is not counted at all."""

import json
import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progrez_desktop.core.counting import KINDS, PERIOD_DAYS, kind_of
from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.attempt import StatementValue
from progrez_desktop.core.model.consent import PURPOSES
from progrez_desktop.core.model.counting import GroupFacts
from progrez_desktop.core.services import (
    accounts,
    anonymous,
    consents,
    counting_periods,
    device_settings,
    results,
    sittings,
)
from progrez_desktop.core.services.deps import Session
from progrez_desktop.core.services.sittings import Answering
from tests.core.services.counting_house import DAY_MS, CountingDevice
from tests.fakes import FakeNoise

STATISTICS = {"begun", "finished", "skipped", "quality", "norms", "situations", "impact", "dif"}
WOMAN = GroupFacts(gender="women")


@pytest.fixture
def device(tmp_path: Path) -> Iterator[CountingDevice]:
    device = CountingDevice(tmp_path / "data")
    yield device
    device.close()


def changed(before: dict[str, list[int]], after: dict[str, list[int]]) -> dict[str, list[int]]:
    """By counter, what was added to its cells, where anything was."""
    assert before.keys() == after.keys()
    steps = {name: [new - old for old, new in zip(before[name], after[name], strict=True)] for name in before}
    return {name: step for name, step in steps.items() if any(step)}


def test_who_agreed_is_counted_in_what_they_agreed_to(device: CountingDevice) -> None:
    session = device.person("anonymous_statistics")
    counted = device.counted(session, facts=WOMAN)
    assert set(counted) == STATISTICS - {"begun"}
    other = device.person("training_data")
    assert device.counted(other, facts=WOMAN) == ("training",)
    assert {kind.name for kind in KINDS} == STATISTICS | {"training"}


def test_a_sitting_is_counted_when_it_is_begun_and_when_it_is_finished(device: CountingDevice) -> None:
    session = device.person("anonymous_statistics")
    attempt = sittings.begin(device.deps, session).attempt
    assert anonymous.count_begun(device.deps, session, attempt, "nl") == ("begun",)
    assert anonymous.count_begun(device.deps, session, attempt, "nl") == ()
    assert "finished" in device.counted(session)


def test_who_did_not_agree_leaves_no_trace_at_all(device: CountingDevice) -> None:
    others = [purpose for purpose in PURPOSES if purpose not in ("anonymous_statistics", "training_data")]
    session = device.person(*others)
    assert device.counted(session, facts=WOMAN) == ()
    assert device.table("counting_period") == device.table("counter") == []
    assert device.noise.drawn == 0


@given(st.lists(st.sampled_from(["grant", "withdraw", "expire", "count", "other"]), max_size=12))
@settings(max_examples=15)
def test_nobody_is_counted_without_a_live_grant(tmp_path_factory: pytest.TempPathFactory, steps: list[str]) -> None:
    device = CountingDevice(tmp_path_factory.mktemp("data"), FakeNoise(silent=True))
    session = device.person()
    organisation = device.deps.assessment.organisation
    assert organisation is not None
    attempt = sittings.begin(device.deps, session).attempt
    is_live, expected, seen = False, 0, set[str]()
    for step in steps:
        if step == "grant":
            consents.allow(device.deps, session, organisation, "anonymous_statistics", "en")
            is_live = True
        elif step == "withdraw":
            consents.withdraw(device.deps, session, organisation, "anonymous_statistics")
            is_live = False
        elif step == "expire":
            device.clock.advance((organisation.retention_days + 1) * DAY_MS)
            is_live = False
        elif step == "other":
            consents.allow(device.deps, session, organisation, "research", "en")
        else:
            anonymous.count_begun(device.deps, session, attempt, "en")
            if is_live:
                period = counting_periods.running(device.deps)
                assert period is not None
                expected += period.id not in seen
                seen.add(period.id)
        assert sum(sum(json.loads(row[5])) for row in device.table("counter")) == expected
    accounts.sign_out(session)
    device.close()


def test_a_clock_set_back_does_not_make_an_ended_grant_live_again(device: CountingDevice) -> None:
    session = device.person("anonymous_statistics")
    profile = device.finish(session)
    device.clock.advance(400 * DAY_MS)
    device.deps.mark_ms()
    device.clock.advance(-400 * DAY_MS)
    assert anonymous.count_result(device.deps, session, profile) == ()


def test_a_person_is_counted_once_in_a_period_and_again_in_the_next(device: CountingDevice) -> None:
    session = device.person("anonymous_statistics")
    assert device.counted(session)
    kept = device.cells()
    assert device.counted(session) == ()
    device.grant(session)
    device.grant(session, "anonymous_statistics")
    assert device.counted(session) == ()
    assert device.cells() == kept
    device.clock.advance(PERIOD_DAYS * DAY_MS)
    device.grant(session, "anonymous_statistics")
    assert device.counted(session)


def test_what_a_person_agrees_to_later_in_a_period_is_counted_then(device: CountingDevice) -> None:
    session = device.person("anonymous_statistics")
    assert "training" not in device.counted(session)
    device.grant(session, "anonymous_statistics", "training_data")
    assert device.counted(session) == ("training",)


def test_a_group_is_asked_for_once_and_only_of_who_was_counted_with_that_sitting(device: CountingDevice) -> None:
    session = device.person("anonymous_statistics")
    profile = device.finish(session)
    assert anonymous.question_for(device.deps, session, profile) is None
    assert not anonymous.count_facts(device.deps, session, profile, WOMAN)
    assert device.table("counting_period") == []
    anonymous.count_result(device.deps, session, profile)
    period = counting_periods.running(device.deps)
    assert period is not None
    assert anonymous.question_for(device.deps, session, profile) == period.question == "gender"
    unscored = replace(profile, lines=tuple(line for line in profile.lines if line.skill_id != period.skill))
    assert anonymous.question_for(device.deps, session, unscored) is None
    device.grant(session)
    assert anonymous.question_for(device.deps, session, profile) is None
    assert not anonymous.count_facts(device.deps, session, profile, WOMAN)
    device.grant(session, "anonymous_statistics")
    assert anonymous.count_facts(device.deps, session, profile, WOMAN)
    kept = device.cells()
    assert anonymous.question_for(device.deps, session, profile) is None
    assert not anonymous.count_facts(device.deps, session, profile, WOMAN)
    assert device.cells() == kept


def test_a_sitting_of_an_earlier_period_is_in_no_joint_count_of_a_later_one(device: CountingDevice) -> None:
    session = device.person("anonymous_statistics")
    profile = device.finish(session)
    anonymous.count_result(device.deps, session, profile)
    device.end_period()
    assert anonymous.question_for(device.deps, session, profile) is None
    device.clock.advance(PERIOD_DAYS * DAY_MS)
    device.grant(session, "anonymous_statistics")
    later = device.finish(session)
    anonymous.count_result(device.deps, session, later)
    assert anonymous.question_for(device.deps, session, profile) is None
    assert anonymous.question_for(device.deps, session, later) == "gender"


def test_the_note_that_somebody_said_something_is_the_same_whatever_it_was(device: CountingDevice) -> None:
    notes = []
    for said in (WOMAN, GroupFacts("men"), GroupFacts("other")):
        session = device.person("anonymous_statistics")
        profile = device.finish(session)
        anonymous.count_result(device.deps, session, profile)
        assert anonymous.count_facts(device.deps, session, profile, said)
        period = counting_periods.running(device.deps)
        assert period is not None
        notes.append(session.safe.counted.kinds(period.id))
    assert len(set(notes)) == 1


@given(st.integers(0, 2**32), st.sampled_from([GroupFacts(), WOMAN, GroupFacts("men", "40+"), GroupFacts("other")]))
@settings(max_examples=5)
def test_two_copies_of_the_disk_differ_by_one_persons_few_cells(
    tmp_path_factory: pytest.TempPathFactory, seed: int, facts: GroupFacts
) -> None:
    """What lies on the disk before is noise and others; what lies there after is that and 1 in few cells."""
    device = CountingDevice(tmp_path_factory.mktemp("data"), FakeNoise(seed))
    session = device.person("anonymous_statistics", "training_data")
    profile = device.finish(session, random.Random(seed))
    counting_periods.current(device.deps)
    before, tables = device.cells(), [device.table(name) for name in ("counting_period", "setting", "audit_event")]
    anonymous.count_result(device.deps, session, profile)
    anonymous.count_facts(device.deps, session, profile, facts)
    steps = changed(before, device.cells())
    assert [device.table(name) for name in ("counting_period", "setting", "audit_event")] == tables
    for name, step in steps.items():
        assert sorted(step)[-2:] == [0, 1] and sum(step) == 1, name
    of_kind = {name: kind for _, name, kind, *_ in device.table("counter")}
    for kind in KINDS:
        mine = sum(of_kind[name] == kind.name for name in steps)
        assert mine <= kind.most_cells, kind.name
    assert ("impact" in {of_kind[name] for name in steps}) is (facts.gender in ("men", "women"))
    device.close()


def test_no_exact_count_rests_on_the_disk(tmp_path: Path) -> None:
    """A device on which nobody was counted, with other noise, is in no bit another one: whatever the disk holds of
    counting is explained as well by noise alone."""
    counting = CountingDevice(tmp_path / "counting", FakeNoise(5))
    session = counting.person("anonymous_statistics", "training_data")
    profile = counting.finish(session)
    began = counting_periods.current(counting.deps)
    assert began is not None
    noise = counting.cells()
    anonymous.count_result(counting.deps, session, profile)
    assert anonymous.count_facts(counting.deps, session, profile, WOMAN)
    held, shown = counting.cells(), counting.table("counting_period")

    class OtherNoise(FakeNoise):
        """Draws what on the other device is noise and a person."""

        def draw(self, scale: float, n: int) -> tuple[int, ...]:
            name = list(noise)[self.drawn]
            self.drawn += 1
            assert len(held[name]) == n
            return tuple(held[name])

    idle = CountingDevice(tmp_path / "idle", OtherNoise())
    counting_periods.current(idle.deps)
    assert idle.cells() == held
    assert [row[1:] for row in idle.table("counting_period")] == [row[1:] for row in shown]
    assert held != noise
    for device in (counting, idle):
        device.close()


def test_every_cell_begins_with_noise_of_its_kind(device: CountingDevice) -> None:
    counting_periods.current(device.deps)
    for _, name, kind, axes, scale, cells in device.table("counter"):
        assert scale == kind_of(kind).noise_scale, name
        size = 1
        for _, *labels in json.loads(axes):
            size *= len(labels)
        assert len(json.loads(cells)) == size
        assert size < 12 or any(json.loads(cells)), name


def test_nothing_of_who_was_counted_or_when_is_on_the_device(device: CountingDevice) -> None:
    session = device.person("anonymous_statistics")
    device.counted(session)
    told = json.dumps([device.table(name) for name in ("counting_period", "counter")])
    assert session.account_id not in told
    [period] = device.table("counting_period")
    assert period[1] % DAY_MS == period[2] % DAY_MS == 0
    assert session.safe.counted.claim(period[0], ["norms"]) == ()


def test_a_kill_between_person_and_counter_counts_nobody(
    device: CountingDevice, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = device.person("anonymous_statistics")
    profile = device.finish(session)
    counting_periods.current(device.deps)
    before = device.cells()
    with monkeypatch.context() as patched:
        patched.setattr(type(device.deps.device.counters), "add", lambda *_: (_ for _ in ()).throw(KeyboardInterrupt()))
        with pytest.raises(KeyboardInterrupt):
            anonymous.count_result(device.deps, session, profile)
    assert anonymous.count_result(device.deps, session, profile) == ()
    assert device.cells() == before


def test_a_disk_that_takes_no_more_disturbs_nobody(device: CountingDevice, monkeypatch: pytest.MonkeyPatch) -> None:
    session = device.person("anonymous_statistics")
    profile = device.finish(session)

    def full(*_: object) -> None:
        raise EnvironmentFault("disk_full", folder="")

    monkeypatch.setattr(type(device.deps.device.counters), "open", full)
    assert anonymous.count_result(device.deps, session, profile) == ()


def test_without_an_organisation_nobody_is_counted(device: CountingDevice) -> None:
    session = device.person("anonymous_statistics")
    profile = device.finish(session)
    nobodys = replace(device.deps, assessment=replace(device.deps.assessment, organisation=None))
    assert anonymous.count_result(nobodys, session, profile) == ()


def test_more_cells_than_one_person_may_be_in_are_drawn_from(device: CountingDevice) -> None:
    cells = {"dif": [(f"dif/{n}", ("a",)) for n in range(16)]}
    drawn = [tuple(anonymous._bounded(device.deps, "dif", cells)) for _ in range(8)]  # type: ignore[arg-type]
    assert {len(set(one)) for one in drawn} == {kind_of("dif").most_cells}
    assert len({frozenset(one) for one in drawn}) > 1


def test_the_adaptive_form_is_counted_on_its_own_scales(device: CountingDevice) -> None:
    device_settings.choose(device.deps, "form", "adaptive")
    session = device.person("anonymous_statistics")
    attempt = sittings.begin(device.deps, session).attempt
    answer_to_the_end(device, session)
    profile = results.finish(device.deps, session, attempt.id)
    counting_periods.current(device.deps)
    before = device.cells()
    anonymous.count_result(device.deps, session, profile)
    norms = [name for name in changed(before, device.cells()) if name.startswith("norms/")]
    assert "norms/empathy_x" in norms and "norms/empathy" not in norms
    assert len(norms) == 12


def answer_to_the_end(device: CountingDevice, session: Session) -> None:
    standing = sittings.standing(device.deps, session)
    assert standing is not None
    route, position = standing.route, 0
    while position < len(route.items) and "/" in route.items[position].id:
        asked = Answering(route.items[position].id, StatementValue(3), "en", position + 1, 0)
        route = sittings.keep(device.deps, session, standing.attempt.id, asked).route
        position += 1
