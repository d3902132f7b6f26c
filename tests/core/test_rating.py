"""When a level has to be explained."""

import pytest

from progrez_desktop.core.rating import is_whole, needs_reason


@pytest.mark.parametrize(
    ("first", "level", "computer", "asked"),
    [
        (3, 3, 3, False),
        (3, 3, None, False),
        (3, 3, 2, False),  # one step apart is no override
        (3, 3, 1, True),
        (0, 0, 5, True),
        (3, 4, 4, True),  # changed towards the computer
        (3, 2, None, True),
    ],
)
def test_a_change_and_a_wide_gap_need_a_reason(first: int, level: int, computer: int | None, asked: bool) -> None:
    assert needs_reason(first, level, computer) is asked


@pytest.mark.parametrize(
    ("levels", "whole"),
    [({"a": 0, "b": 5}, True), ({"a": 0}, False), ({"a": 0, "b": 6}, False), ({"a": 0, "c": 1}, False)],
)
def test_a_rating_is_whole_with_a_level_for_each_skill(levels: dict[str, int], whole: bool) -> None:
    assert is_whole(levels, ("a", "b")) is whole
