"""What is counted is declared with its noise and its purpose, and a year gives away no more than its budget."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.core import counting
from progrez_desktop.core.counting import DAY_MS, KINDS, PERIOD_DAYS, YEAR_DAYS, YEARLY_BUDGET
from progrez_desktop.core.model.counting import ANSWERS, GROUPS, Axis, GroupFacts, Histogram, Period

EPSILON = sum(kind.epsilon for kind in KINDS)


def period(opened_day: int, epsilon: float = EPSILON) -> Period:
    opened = opened_day * DAY_MS
    return Period("p", opened, opened + 1, None, "wt", "ab", "cd", "empathy", "gender", epsilon)


def test_every_kind_is_declared_once_with_a_purpose_for_statistics_or_training() -> None:
    assert len({kind.name for kind in KINDS}) == len(KINDS)
    assert {kind.purpose for kind in KINDS} == {"anonymous_statistics", "training_data"}
    for kind in KINDS:
        assert kind.most_cells >= 1 and kind.noise_scale > 0 and kind.recipients and kind.margins
    assert counting.kind_of("training").purpose == "training_data"
    assert counting.kind_of("training").recipients == ("publisher",)


def test_a_year_has_room_for_the_periods_that_begin_when_the_one_before_ends() -> None:
    assert EPSILON * 2 == YEARLY_BUDGET
    periods = list[Period]()
    for day in range(0, 4 * YEAR_DAYS, PERIOD_DAYS):
        assert counting.may_open_ms(periods, EPSILON, day * DAY_MS) == day * DAY_MS
        periods.append(period(day))


def test_a_third_period_of_a_year_waits_for_the_year_to_pass() -> None:
    periods = [period(0), period(10)]
    assert counting.may_open_ms(periods, EPSILON, 20 * DAY_MS) == YEAR_DAYS * DAY_MS
    assert counting.may_open_ms(periods, EPSILON, YEAR_DAYS * DAY_MS) == YEAR_DAYS * DAY_MS


@given(st.lists(st.integers(0, 2000), max_size=30), st.sampled_from([1.0, 4.0, 6.0, 12.0]))
def test_no_year_spends_more_than_its_budget(tries: list[int], epsilon: float) -> None:
    """Whatever the days on which opening is tried, in the order in which the device sees them."""
    opened = list[Period]()
    for day in sorted(tries):
        if counting.may_open_ms(opened, epsilon, day * DAY_MS) == day * DAY_MS:
            opened.append(period(day, epsilon))
    for last in opened:
        within = [one for one in opened if last.opened_ms - YEAR_DAYS * DAY_MS < one.opened_ms <= last.opened_ms]
        assert sum(one.epsilon for one in within) <= YEARLY_BUDGET + 1e-9


def test_a_period_that_takes_more_than_a_year_has_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="more than a year"):
        counting.may_open_ms([], YEARLY_BUDGET + 1.0, 0)


def test_periods_look_at_skill_after_skill_and_then_at_the_other_question() -> None:
    skills = ("a", "b", "c")
    seen = [counting.looked_at(number, skills) for number in range(7)]
    assert seen[:4] == [("a", "gender"), ("b", "gender"), ("c", "gender"), ("a", "age")]
    assert seen[6] == seen[0]


def test_cells_are_found_by_their_labels_with_the_last_axis_fastest() -> None:
    histogram = Histogram("dif", "dif/s/i", (Axis("group", ("a", "b")), Axis("category", ("1", "2", "3"))))
    assert (histogram.shape, histogram.size) == ((2, 3), 6)
    assert [histogram.cell((group, category)) for group in "ab" for category in "123"] == list(range(6))
    with pytest.raises(ValueError):
        histogram.cell(("a", "4"))


def test_only_groups_that_are_told_apart_are_counted_in() -> None:
    assert GroupFacts("women", "40+").group("gender") == "women"
    assert GroupFacts("women", "40+").group("age") == "40+"
    assert GroupFacts.answering("gender", "women") == GroupFacts("women")
    assert GroupFacts.answering("age", "40+") == GroupFacts(age="40+")
    assert {question: set(said) - {"other"} for question, said in ANSWERS.items()} == {
        question: set(groups) for question, groups in GROUPS.items()
    }
    assert GroupFacts("something else", "15").group("gender") is None
    assert GroupFacts().group("age") is None
    assert all(len(groups) >= 2 for groups in GROUPS.values())
