"""A saved filter asks again what it asked, holds nothing that was typed, and says what it asks for that is no more."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.services.recruiting import saved_filters
from tests.core.services.recruiting.desk_house import content, release, score
from tests.core.services.registry_house import House, new_house

ASKED = Query(
    assessment="working-together",
    purpose="teams",
    reaches=(("empathy", 6),),
    likely=(("initiative", 7), ("empathy", 3)),
    quality="as_usual",
    ends_within_days=30,
    is_read=False,
    order="code",
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = new_house(tmp_path / "registry")
    yield house
    house.opened.close()


def test_a_saved_filter_asks_the_same_after_the_registry_was_closed(house: House) -> None:
    saved_filters.save(house.deps, "  Hydrologist\n2027 ", ASKED)
    house.reopen()
    (one,) = saved_filters.saved(house.deps)
    assert (one.name, one.query) == ("Hydrologist 2027", ASKED)
    assert saved_filters.named(house.deps, "HYDROLOGIST 2027") == one


def test_what_was_typed_and_who_was_chosen_is_not_kept(house: House) -> None:
    asked = Query(text="Sanne", only=("a" * 32,), with_names=True, order="name")
    assert saved_filters.save(house.deps, "x", asked).query == Query()
    (row,) = house.deps.store.database.rows("SELECT query FROM saved_filter")
    assert "Sanne" not in row[0] and "aaaa" not in row[0]


def test_names_are_given_once_and_can_be_changed(house: House) -> None:
    one, other = (saved_filters.save(house.deps, name, ASKED) for name in ("One", "Other"))
    for name, code in (("", "filter_unnamed"), ("x" * 81, "filter_name_long"), ("ONE", "filter_name_taken")):
        with pytest.raises(UsageFault, match=code):
            saved_filters.save(house.deps, name, ASKED)
        if code != "filter_unnamed":
            with pytest.raises(UsageFault, match=code):
                saved_filters.rename(house.deps, other, name)
    assert saved_filters.rename(house.deps, one, "one").name == "one"
    with pytest.raises(UsageFault, match="filter_unknown"):
        saved_filters.named(house.deps, "nothing")


def test_what_was_removed_comes_back_whole(house: House) -> None:
    one = saved_filters.save(house.deps, "One", ASKED)
    saved_filters.remove(house.deps, one)
    assert saved_filters.saved(house.deps) == ()
    saved_filters.put_back(house.deps, one)
    assert saved_filters.saved(house.deps) == (one,)


def test_one_that_asks_for_what_is_no_more_says_what(house: House) -> None:
    release(house, [content([score("empathy", 6.0)])])
    assert not saved_filters.missing(house.deps, Query(assessment="working-together", likely=(("empathy", 6),)))
    gone = saved_filters.missing(
        house.deps, Query(assessment="of-before", likely=(("flair", 6),), reaches=(("empathy", 2),))
    )
    assert (gone.skills, gone.assessment, bool(gone)) == (("flair",), "of-before", True)
    assert not saved_filters.missing(house.deps, Query(likely=(("flair", 6),)), ["flair"])


@pytest.mark.parametrize("text", ["", "[]", "{", '{"likely": 3}', '{"score": 1, "likely": [], "reaches": []}'])
def test_a_damaged_one_is_left_out_and_the_others_stay(house: House, text: str) -> None:
    one, other = (saved_filters.save(house.deps, name, ASKED) for name in ("One", "Other"))
    house.deps.store.database.write("UPDATE saved_filter SET query = ? WHERE id = ?", (text, one.id))
    assert saved_filters.saved(house.deps) == (other,)
