"""Fairness is told from joint counts of people who said their group, and is not known where they are too few."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from progrez_desktop.core.model.counting import GroupFacts
from progrez_desktop.core.services import counting_periods, fairness_figures
from progrez_desktop.scoring.fairness import dif, impact
from tests.core.services.counting_house import CountingDevice
from tests.fakes import FakeNoise


def said(chance: random.Random) -> GroupFacts:
    return GroupFacts(gender=chance.choice(("men", "women")))


@pytest.fixture
def device(tmp_path: Path) -> Iterator[CountingDevice]:
    device = CountingDevice(tmp_path / "data", FakeNoise(6))
    yield device
    device.close()


def test_where_nobody_was_counted_nothing_is_known(device: CountingDevice) -> None:
    assert (fairness_figures.dif_tables(device.deps), fairness_figures.impact_tables(device.deps)) == ([], [])
    assert len(fairness_figures.not_looked_at(device.deps)) == 12


def test_where_nobody_said_a_group_nothing_is_known(device: CountingDevice) -> None:
    device.crowd(200)
    device.end_period()
    for table in fairness_figures.dif_tables(device.deps):
        assert {one.why for one in table.found if isinstance(one, dif.NotKnown)} == {"group_too_small"}
    for cut in fairness_figures.impact_tables(device.deps):
        assert all(isinstance(one, impact.NotKnown) for found in cut.cuts.values() for one in found)


def test_few_people_of_each_group_leave_it_unknown(device: CountingDevice) -> None:
    device.crowd(300, facts=said)
    device.end_period()
    found = [one for table in fairness_figures.dif_tables(device.deps) for one in table.found]
    assert found and all(isinstance(one, dif.NotKnown) for one in found)


def test_a_statement_that_is_easier_for_a_group_is_found_among_those_that_are_not(tmp_path: Path) -> None:
    device = CountingDevice(tmp_path / "data", FakeNoise(6))
    period = counting_periods.current(device.deps)
    assert period is not None
    items = [item.id for item in device.deps.scorer.bank.skills[period.skill].items]
    device.crowd(1700, facts=said, easier={items[2]: 1.8})
    device.end_period()
    tables = {table.scale: table for table in fairness_figures.dif_tables(device.deps)}
    told = [one for one in tables[period.skill].found if isinstance(one, dif.Dif)]
    assert [one.item for one in told] == items
    assert {one.item for one in told if one.dif_class != "A"} == {items[2]}
    assert next(one for one in told if one.item == items[2]).effect > 0
    assert tables[period.skill].reference == "men" and tables[period.skill].focal == "women"
    cuts = {table.scale: table.cuts for table in fairness_figures.impact_tables(device.deps)}[period.skill]
    assert list(cuts) == [1, 2, 3]
    for [one] in cuts.values():
        assert isinstance(one, impact.Impact)
        assert one.low < 1.0 < one.high  # both groups have the same thetas
    assert period.skill not in fairness_figures.not_looked_at(device.deps)
    device.close()


def test_a_cut_shows_what_a_gap_between_groups_does(tmp_path: Path) -> None:
    device = CountingDevice(tmp_path / "data", FakeNoise(3))
    counting_periods.watch(device.deps, "resilience", "gender")
    for gender, shift, seed in (("men", 0.5, 1), ("women", 0.0, 2)):
        device.crowd(700, seed=seed, shift=shift, facts=lambda _, gender=gender: GroupFacts(gender))  # type: ignore[misc]
    device.end_period()
    cuts = {table.scale: table.cuts for table in fairness_figures.impact_tables(device.deps)}
    [one] = cuts["resilience"][1]
    assert isinstance(one, impact.Impact)
    assert (one.group, one.against) == ("women", "men")
    assert one.is_below_four_fifths and one.high < 1.0 and one.p < 0.01
    device.close()


def test_ages_are_compared_with_the_middle_ones(device: CountingDevice) -> None:
    counting_periods.watch(device.deps, "empathy", "age")
    device.crowd(60, facts=lambda chance: GroupFacts(age=chance.choice(("16-24", "25-39", "40+"))))
    device.end_period()
    tables = [table for table in fairness_figures.dif_tables(device.deps) if table.scale == "empathy"]
    assert [(table.reference, table.focal) for table in tables] == [("25-39", "16-24"), ("25-39", "40+")]
