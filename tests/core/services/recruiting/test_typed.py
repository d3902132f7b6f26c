"""What is typed at the desk is kept as it is spelt, and means one thing or is asked again."""

import pytest

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.services.recruiting import saved_filters, typed
from progrez_desktop.core.services.recruiting.reader import name_reader
from tests.core.services.registry_house import House

SPELT = "می\u200cخواهم"
"""Two words in one with a joiner of no width, without which it is misspelt."""
THERE = (("a1f0", "Team lead"), ("a1f7", "Planner"), ("b200", "planner"))


def test_a_name_keeps_the_joiners_that_it_is_spelt_with_wherever_it_is_typed(house: House) -> None:
    assert name_reader(house.deps, SPELT).name == SPELT
    assert saved_filters.save(house.deps, SPELT, Query()).name == SPELT


@pytest.mark.parametrize(
    ("start", "found"), [("a1f0", "a1f0"), (" B2 ", "b200"), ("team LEAD", "a1f0"), ("", None), ("A1", None)]
)
def test_a_number_may_be_cut_short_and_a_name_may_not(start: str, found: str | None) -> None:
    if found is None:
        with pytest.raises(UsageFault, match=r"^(none|many)$"):
            typed.meant(start, THERE, lambda one: one, "none", "many")
    else:
        assert typed.meant(start, THERE, lambda one: one, "none", "many")[0] == found


def test_a_name_that_two_have_is_asked_again() -> None:
    with pytest.raises(UsageFault, match=r"^many$"):
        typed.meant("planner", THERE, lambda one: one, "none", "many")
    with pytest.raises(UsageFault, match=r"^none$"):
        typed.meant("plan", THERE, lambda one: one, "none", "many")
