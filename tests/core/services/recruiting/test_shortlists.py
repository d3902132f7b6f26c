"""A shortlist is of people whom somebody chose; no filter on one skill becomes one, and who goes leaves it at once."""

from collections.abc import Callable

import pytest

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.model.shortlist import Shortlist
from progrez_desktop.core.services import registry, registry_expiry
from progrez_desktop.core.services.recruiting import shortlists
from tests.core.services.recruiting.desk_house import content, erase, for_teams_alone, release, score
from tests.core.services.recruiting.role_house import locked_role, want
from tests.core.services.registry_house import DAY_MS, House, Sealed


@pytest.fixture
def people(house: House) -> list[Sealed]:
    return release(house, [content([score("empathy", exact)]) for exact in (3.0, 6.0, 9.0)])


def set_aside(house: House, one: Sealed) -> None:
    house.deps.store.profiles.set_aside([one.release_id], "grant_damaged", house.clock.now_ms())


def made(house: House, people: list[Sealed]) -> Shortlist:
    return shortlists.make(house.deps, "June", shortlists.propose(house.deps, [one.release_id for one in people]))


def ids(house: House, one: Shortlist) -> set[str]:
    return {row.release_id for row in shortlists.members(house.deps, one.id)}


def test_whom_somebody_chose_is_listed_by_code_and_without_a_name(house: House, people: list[Sealed]) -> None:
    one = made(house, people[:2])
    rows = shortlists.members(house.deps, one.id)
    assert [row.code for row in rows] == sorted(row.code for row in rows) and not any(row.name for row in rows)
    assert (one.members, one.lost, dict(one.impact)) == (2, 0, {})


@pytest.mark.parametrize("query", [Query(reaches=(("empathy", 2),)), Query(likely=(("empathy", 2),))])
def test_a_filter_on_one_skill_is_no_shortlist(house: House, people: list[Sealed], query: Query) -> None:
    proposed = shortlists.propose(house.deps, (), query)
    assert proposed.refused == ("empathy",) and proposed.is_filter and proposed.impact.is_cut
    with pytest.raises(UsageFault, match="shortlist_one_skill"):
        shortlists.make(house.deps, "June", proposed)
    assert shortlists.every(house.deps) == ()


def test_choosing_all_that_a_filter_leaves_is_using_it(house: House, people: list[Sealed]) -> None:
    query = Query(reaches=(("empathy", 5),))
    left = [row.release_id for row in registry.rows(house.deps, query)]
    assert shortlists.propose(house.deps, left, query).refused == ("empathy",)


def test_a_name_that_is_typed_beside_a_filter_on_one_skill_makes_it_no_other(house: House) -> None:
    names = [{"first": first, "last": "Bakker"} for first in ("Sanne", "Sanne", "Bo")]
    people = [
        content([score("empathy", exact)], name=name, email="b@example.org") for name in names for exact in (3, 8)
    ]
    release(house, people, purposes=("profile", "contact"))
    query = Query(reaches=(("empathy", 6),), text="sanne", with_names=True, order="name")
    left = [row.release_id for row in registry.rows(house.deps, query)]
    told = len(house.deps.store.audit.events())
    for chosen in (left, ()):
        proposed = shortlists.propose(house.deps, chosen, query)
        assert {row.release_id for row in proposed.rows} == {*left} and len(left) == 2
        assert proposed.is_filter and proposed.refused == ("empathy",)
        assert not any(row.name for row in proposed.rows)
    assert len(house.deps.store.audit.events()) == told  # names were told of where they were shown
    with pytest.raises(UsageFault, match="shortlist_empty"):
        shortlists.propose(house.deps, (), Query(text="sanne"))  # where no names are shown, none is searched


def test_whom_somebody_chose_of_a_filter_is_kept_with_what_was_shown_of_it(house: House, people: list[Sealed]) -> None:
    query = Query(reaches=(("empathy", 5),))
    proposed = shortlists.propose(house.deps, [people[2].release_id], query)
    assert proposed.refused == () and not proposed.is_filter
    one = shortlists.make(house.deps, "June", proposed)
    assert one.impact["is_cut"] and one.impact["uncounted"] == ["empathy"]  # nobody was counted here


def test_a_filter_on_no_skill_is_a_shortlist(house: House, people: list[Sealed]) -> None:
    one = shortlists.make(house.deps, "All", shortlists.propose(house.deps, (), Query(assessment="working-together")))
    assert ids(house, one) == {sealed.release_id for sealed in people}


def test_nobody_is_no_list_and_who_is_for_teams_alone_is_no_candidate(house: House) -> None:
    with pytest.raises(UsageFault, match="shortlist_empty"):
        shortlists.propose(house.deps, ())
    (team,) = release(house, [content([score("empathy", 6.0)])], purposes=("teams",))
    with pytest.raises(UsageFault, match="shortlist_empty"):
        shortlists.propose(house.deps, [team.release_id])


def test_who_withdraws_leaves_at_once_and_the_list_says_that_it_lost_one(house: House, people: list[Sealed]) -> None:
    one = made(house, people)
    erase(house, people[0])
    now = shortlists.shortlist(house.deps, one.id)
    assert (now.members, now.lost) == (2, 1) and people[0].release_id not in ids(house, one)


@pytest.mark.parametrize("ends", [for_teams_alone, set_aside], ids=["for teams alone", "damaged"])
def test_a_list_counts_whom_it_shows(
    house: House, people: list[Sealed], ends: Callable[[House, Sealed], object]
) -> None:
    one = made(house, people)
    ends(house, people[0])
    now = shortlists.shortlist(house.deps, one.id)
    assert (now.members, now.lost) == (2, 1) and len(ids(house, one)) == 2
    back = shortlists.put_back(house.deps, shortlists.drop(house.deps, one.id))
    assert (back.members, back.lost) == (2, 1)


def test_who_is_over_is_off_the_list_before_and_after_it_is_destroyed(house: House) -> None:
    short, long = [release(house, [content([score("empathy", 6.0)])], days=days)[0] for days in (2, 20)]
    one = made(house, [short, long])
    house.clock.advance(3 * DAY_MS)
    for destroy in (lambda: 0, lambda: registry_expiry.expire(house.deps, house.clock.now_ms())):
        destroy()
        now = shortlists.shortlist(house.deps, one.id)
        assert (now.members, now.lost) == (1, 1) and ids(house, one) == {long.release_id}
    assert not house.deps.store.profiles.ended_before(house.clock.now_ms(), 9)


def test_a_change_can_be_undone(house: House, people: list[Sealed]) -> None:
    one = made(house, people)
    shortlists.take_off(house.deps, one.id, people[1].release_id)
    assert shortlists.shortlist(house.deps, one.id).lost == 0  # somebody took them off: they did not go
    with pytest.raises(UsageFault, match="shortlist_not_on_it"):
        shortlists.take_off(house.deps, one.id, people[1].release_id)
    shortlists.put_on(house.deps, one.id, people[1].release_id)
    dropped = shortlists.drop(house.deps, one.id)
    assert shortlists.every(house.deps) == ()
    assert shortlists.put_back(house.deps, dropped) == one


def test_who_withdrew_while_a_list_was_deleted_does_not_come_back_with_it(house: House, people: list[Sealed]) -> None:
    dropped = shortlists.drop(house.deps, made(house, people).id)
    erase(house, people[0])
    back = shortlists.put_back(house.deps, dropped)
    assert (back.members, back.lost) == (2, 1)


@pytest.mark.parametrize(
    ("name", "code"), [("\u200f ", "shortlist_unnamed"), ("N" * 301, "desk_text_long")], ids=["none", "long"]
)
def test_a_list_has_a_name(house: House, people: list[Sealed], name: str, code: str) -> None:
    with pytest.raises(UsageFault, match=code):
        shortlists.make(house.deps, name, shortlists.propose(house.deps, [people[0].release_id]))


def test_a_list_may_be_for_a_role_that_is_there(house: House, people: list[Sealed]) -> None:
    proposed = shortlists.propose(house.deps, [people[0].release_id])
    with pytest.raises(UsageFault, match="no_such_role"):
        shortlists.make(house.deps, "June", proposed, "0" * 32)
    role = locked_role(house.deps, {"empathy": want(3, 5)})
    assert shortlists.make(house.deps, "June", proposed, role.id).role_id == role.id


def test_a_list_is_found_by_its_name_or_number(house: House, people: list[Sealed]) -> None:
    find: Callable[[str], Shortlist] = lambda typed: shortlists.named(house.deps, typed)  # noqa: E731
    one = made(house, people)
    assert find("june") == one == find(one.id[:6])
    for typed in ("", "July"):
        with pytest.raises(UsageFault, match="no_such_shortlist"):
            find(typed)
    made(house, people)
    with pytest.raises(UsageFault, match="which_shortlist"):
        find("June")
