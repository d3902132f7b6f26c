"""What a filter would do to groups comes from the anonymous pool alone, and is not told where too few were counted."""

from dataclasses import dataclass

import pytest

from progrez_desktop.core.json_document import canonical
from progrez_desktop.core.model.statistics import Cut
from progrez_desktop.core.services.recruiting import statistics_fetch
from progrez_desktop.core.services.recruiting.impact import impact_of
from progrez_desktop.scoring.fairness.impact import Impact, NotKnown
from tests.core.services.recruiting.desk_house import content, release, score
from tests.core.services.recruiting.pool_house import impact, period
from tests.core.services.registry_house import House


@dataclass(frozen=True)
class Asked:
    likely: tuple[tuple[str, int], ...] = ()
    reaches: tuple[tuple[str, int], ...] = ()


def count(house: House, *tables, closed: str = "2026-10-30") -> None:
    statistics_fetch.take(house.deps, canonical(period(house, *tables, closed=closed)).encode())


def test_a_filter_that_asks_for_no_skill_cuts_nobody(house: House) -> None:
    shown = impact_of(house.deps, Asked())
    assert not shown.is_cut and not shown.is_known


def test_a_skill_that_nobody_was_counted_for_is_said_to_be_unknown(house: House) -> None:
    release(house, [content([score("empathy", 8.0)]) for _ in range(60)])
    count(house, impact("integrity", (100,) * 5, (100,) * 5))
    shown = impact_of(house.deps, Asked(likely=(("empathy", 6),), reaches=(("empathy", 7),)))
    assert (shown.uncounted, shown.cuts, shown.is_known) == (("empathy",), (), False)


def test_a_cut_between_two_fifths_is_told_by_both(house: House) -> None:
    count(house, impact("empathy", (60, 80, 100, 120, 140), (140, 120, 100, 80, 60)))
    shown = impact_of(house.deps, Asked(likely=(("empathy", 6),)))
    assert [one.upper for one in shown.cuts] == [1, 2]
    (fewer,) = shown.cuts[0].found
    assert isinstance(fewer, Impact) and (fewer.group, fewer.against) == ("women", "men")
    assert fewer.ratio == pytest.approx(60 / 140) and fewer.low < fewer.ratio < fewer.high
    assert shown.is_known and shown.is_below_four_fifths


def test_a_margin_that_reaches_lets_more_stay_than_a_sten_that_is_likely(house: House) -> None:
    count(house, impact("empathy", (100,) * 5, (100,) * 5))
    likely, reaches = (impact_of(house.deps, [Cut("empathy", 6, is_likely)]) for is_likely in (True, False))
    assert max(one.upper for one in likely.cuts) < min(one.upper for one in reaches.cuts)
    assert not likely.is_below_four_fifths


def test_groups_under_thirty_and_cells_under_twenty_are_not_told(house: House) -> None:
    count(house, impact("empathy", (100,) * 5, (None,) * 5))
    cuts = impact_of(house.deps, [Cut("empathy", 6, True)]).cuts
    why = {one.group: one.why for cut in cuts for one in cut.found if isinstance(one, NotKnown)}
    assert why == {"men": "no_other_group", "women": "group_too_small"}
    count(house, impact("empathy", (None,) * 5, (22, 21, 20, 21, 20)), closed="2026-10-31")
    fewest, *_ = impact_of(house.deps, [Cut("empathy", 6, True)]).cuts
    assert [one.why for one in fewest.found if isinstance(one, NotKnown)] == ["cell_too_small"]


def test_periods_are_added_up_and_a_line_with_a_hidden_cell_is_left_out(house: House) -> None:
    count(house, impact("empathy", (50,) * 5, (50, 50, 50, None, None)))
    count(house, impact("empathy", (50,) * 5, (50,) * 5), closed="2026-10-31")
    shown = impact_of(house.deps, [Cut("empathy", 6, True)])
    assert [one.ratio for cut in shown.cuts for one in cut.found if isinstance(one, Impact)] == [1.0, 1.0]


def test_what_was_shown_can_be_kept_beside_a_shortlist(house: House) -> None:
    count(house, impact("empathy", (100,) * 5, (100,) * 5))
    record = impact_of(house.deps, [Cut("empathy", 6, True), Cut("integrity", 5, False)]).record()
    assert canonical(record) and record["uncounted"] == ["integrity"]
    assert record["cuts"][0]["groups"][0]["against"] in ("men", "women")
