"""A list of candidates finds what was asked, by whole margins, and never shows who is gone."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.registry import ORDERS, Query
from progrez_desktop.core.services import registry, registry_expiry
from progrez_desktop.scoring.fit import SkillRange, fitting
from progrez_desktop.scoring.precision import LEAST_PROBABILITY
from tests.core.services.recruiting.desk_house import content, release, score
from tests.core.services.recruiting.role_house import read_without_a_role
from tests.core.services.registry_house import DAY_MS, House, new_house, server_of
from tests.fakes import MONDAY_MS


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = new_house(tmp_path / "registry")
    yield house
    house.opened.close()


def ids(house: House, **asked: Any) -> list[str]:
    found = [row.release_id for row in registry.rows(house.deps, Query(**asked))]
    assert registry.count(house.deps, replace(Query(**asked), limit=1)) == len(found)
    return found


def test_likely_asks_for_what_may_be_said_and_may_be_for_what_the_margin_reaches(house: House) -> None:
    people = [(4.2, 0.8), (5.4, 0.8), (6.0, 0.3), (6.2, 0.9), (7.5, 0.9), (9.9, 1.4)]
    sealed = release(house, [content([score("empathy", *one)]) for one in people])
    rows = {row.release_id: row for row in registry.rows(house.deps, Query())}
    for sten in range(1, 11):
        likely = {
            one
            for one, row in rows.items()
            if (margin := row.scores["empathy"])
            and fitting(margin.exact, margin.error, SkillRange(sten)).at_least >= LEAST_PROBABILITY
        }
        assert set(ids(house, likely=(("empathy", sten),))) == likely
        reached = {one for one, row in rows.items() if (margin := row.scores["empathy"]) and margin.high >= sten}
        assert set(ids(house, reaches=(("empathy", sten),))) == reached
    assert ids(house, likely=(("empathy", 6),), order="oldest") == [sealed[n].release_id for n in (2, 4, 5)]
    assert ids(house, likely=(("empathy", 6), ("initiative", 2))) == []
    assert ids(house, likely=(("nothing", 6),)) == [] == ids(house, reaches=(("nothing", 1),))


def test_several_filters_narrow_one_another(house: House) -> None:
    both = [score("empathy", 7.0), score("initiative", 7.0)]
    one, other = release(house, [content(both), content(both[:1])])
    for sealed, quality in ((one, "as_usual"), (other, "with_care")):
        house.deps.store.database.write("UPDATE release SET quality = ? WHERE id = ?", (quality, sealed.release_id))
    assert set(ids(house, reaches=(("empathy", 7),))) == {one.release_id, other.release_id}
    assert ids(house, reaches=(("empathy", 7), ("initiative", 7))) == [one.release_id]
    assert ids(house, quality="with_care") == [other.release_id]
    assert ids(house, assessment="working-together", quality="as_usual") == [one.release_id]
    assert ids(house, assessment="another") == []


def test_who_was_read_is_told_apart_from_who_was_not(house: House) -> None:
    one, other = release(house, [content([score("empathy", 6.0)])] * 2)
    assert set(ids(house, is_read=False)) == {one.release_id, other.release_id}
    read_without_a_role(house.deps)
    registry.detail(house.deps, one.release_id)
    assert (ids(house, is_read=True), ids(house, is_read=False)) == ([one.release_id], [other.release_id])


def test_who_allowed_no_profile_is_no_candidate(house: House) -> None:
    people = [content([score("empathy", 6.0)])]
    (profile,), (teams,) = (release(house, people, purposes=(purpose,)) for purpose in ("profile", "teams"))
    assert ids(house) == [profile.release_id]
    assert ids(house, purpose="teams") == []
    assert set(ids(house, purpose=None)) == {profile.release_id, teams.release_id}
    assert registry.standing(house.deps).profiles == 1


def test_those_who_were_chosen_one_by_one_are_found_before_and_after_the_columns_are_read(house: House) -> None:
    people = [content([score("empathy", 6.0)])]
    sealed = [release(house, people, purposes=one)[0] for one in (("profile",), ("teams",), ("profile", "teams"))]
    first, second, third = (one.release_id for one in sealed)
    asked = {"only": (third, second, first, "0" * 32), "order": "oldest"}
    for load in (lambda: None, lambda: registry.load_columns(house.deps)):
        load()
        for purpose, found in ((None, [first, second, third]), ("profile", [first, third]), ("teams", [third])):
            rows = registry.rows(house.deps, Query(**asked, purpose=purpose))  # type: ignore[arg-type]
            assert [row.release_id for row in rows] == found


def test_background_is_searched_where_it_was_released_and_names_where_they_are_shown(house: House) -> None:
    work = {"work": [{"title": "Hydrologist", "organisation": "Dike\n Inspection"}], "languages": []}
    name = {"first": "Łucja", "last": "van ’t Hoff"}
    scores = [score("empathy", 6.0)]
    (one,) = release(
        house,
        [content(scores, background={"work": work["work"]}, name=name, email="l@example.org")],
        purposes=("profile", "background", "contact"),
    )
    (other,) = release(house, [content([score("initiative", 6.0)])])
    for text in ("hydro", "HYDROLOGIST dike", "dike inspection"):
        assert ids(house, text=text) == [one.release_id]
    assert ids(house, text="hydro nothing") == [] == ids(house, text="łucja")
    assert ids(house, text="łucja hoff", with_names=True) == [one.release_id]
    called = (("initiative", ("initiative",)),)
    assert ids(house, text="Initiative", skills_called=called) == [other.release_id]


def test_a_search_takes_whatever_is_typed(house: House) -> None:
    (one,) = release(house, [content([score("empathy", 6.0)])])
    code = registry.rows(house.deps, Query())[0].code
    for text in ("%", "'; DROP", "(?", "\0", "🙂" * 80, "שלום", "\n", "\\", "a" * 400):
        assert ids(house, text=text) == ([one.release_id] if not text.strip() else [])
    assert ids(house, text=code.lower()) == ids(house, text=f"{code[:3]} {code[3:]}") == [one.release_id]


def test_a_code_is_found_however_its_dash_is_typed(house: House) -> None:
    (one, _) = release(house, [content([score("empathy", 6.0)])] * 2)
    code = next(row.code for row in registry.rows(house.deps, Query()) if row.release_id == one.release_id)
    begin, end = code.split("-")
    for text in (f"{begin}{end}", f"{begin}{end}".lower(), f"{begin} {end}", f" {begin} - {end} ", f"{begin}–{end}"):
        assert ids(house, text=text) == [one.release_id]
    for part in (f"{begin}{end[0]}".lower(), f"{begin} {end[0]}", f"{begin}-"):
        assert ids(house, text=part) == [one.release_id]


@pytest.mark.parametrize("order", ORDERS)
def test_the_first_page_and_those_after_it_are_in_one_order(house: House, order: Any) -> None:
    names = [{"first": first, "last": "x" * 250} for first in ("Zoë", "ענת", "Åsa", "Bo", "bo")]
    people = [content([score("empathy", 6.0)], name=name, email="x@example.org") for name in names]
    release(house, people, purposes=("profile", "contact"))
    query = Query(order=order, with_names=order == "name")
    assert not house.deps.store.profiles._has_columns or order == "name"
    before = registry.rows(house.deps, query)
    registry.load_columns(house.deps)
    after = [registry.rows(house.deps, replace(query, offset=at, limit=1)) for at in range(5)]
    assert [row for page in after for row in page] == list(before)
    if order == "name":
        assert [row.name.split()[0] for row in before] == ["Bo", "bo", "Zoë", "Åsa", "ענת"]


# Who is gone


def test_whoever_is_gone_is_in_no_answer_from_then_on(house: House) -> None:
    device = house.device()
    server = server_of(house, device)
    sealed = [house.sealed(device, content=content([score("empathy", 7.0)]), purposes=("profile",)) for _ in range(6)]
    server.puts(*sealed)
    registry.fetch(house.deps, server)
    asked = {"likely": (("empathy", 6),)}
    assert len(ids(house, **asked)) == 6
    server.erases(sealed[0])
    registry.fetch(house.deps, server)
    assert sealed[0].release_id not in ids(house, **asked) and len(ids(house, **asked)) == 5
    house.deps.store.database.write("DELETE FROM release WHERE id = ?", (sealed[1].release_id,))
    assert len(ids(house, **asked)) == len(ids(house)) == 4


@pytest.mark.parametrize("asked", [{}, {"reaches": (("empathy", 6),)}], ids=["by index", "by column"])
def test_what_is_over_is_hidden_at_once_and_what_expired_is_gone(house: House, asked: dict[str, Any]) -> None:
    (soon,) = release(house, [content([score("empathy", 7.0)])], days=2)
    (later,) = release(house, [content([score("empathy", 7.0)])], days=20)
    assert set(ids(house, **asked)) == {soon.release_id, later.release_id}
    house.clock.advance(2 * DAY_MS)
    assert ids(house, **asked) == [later.release_id]
    registry_expiry.expire(house.deps, MONDAY_MS + 3 * DAY_MS)
    assert ids(house, **asked) == [later.release_id]


def test_what_is_new_renewed_or_rolled_back_is_in_the_next_answer_as_it_is(house: House) -> None:
    device = house.device()
    server = server_of(house, device)
    one = house.sealed(device, content=content([score("empathy", 3.0)]), purposes=("profile",))
    server.puts(one)
    registry.fetch(house.deps, server)
    asked = {"likely": (("empathy", 6),)}
    assert ids(house, **asked) == []
    better = content([score("empathy", 8.0), score("initiative", 8.0)])
    server.puts(house.sealed(device, of=one, version=2, content=better, purposes=("profile",)))
    registry.fetch(house.deps, server)
    assert ids(house, **asked) == ids(house, likely=(("initiative", 6),)) == [one.release_id]
    with pytest.raises(KeyboardInterrupt), house.deps.store.transaction():
        house.deps.store.database.write("DELETE FROM release")
        assert ids(house, **asked) == []
        raise KeyboardInterrupt
    assert ids(house, **asked) == [one.release_id]


def test_a_load_that_was_stopped_answers_wholly_afterwards(house: House) -> None:
    release(house, [content([score("empathy", 7.0)])])
    with pytest.raises(Exception, match="stopped"):
        registry.load_columns(house.deps, lambda: True)
    assert len(ids(house, likely=(("empathy", 6),))) == 1


# Damage


@pytest.mark.parametrize("damage", [b"", b"x", b"\xff" * 10, b"\0\0\6\7\5\0\0\0\0\0"])
@pytest.mark.parametrize("is_loaded", [False, True])
def test_a_damaged_row_is_set_aside_with_a_sentence_and_the_list_goes_on(
    house: House, damage: bytes, is_loaded: bool
) -> None:
    bad, good = release(house, [content([score("empathy", 7.0)])] * 2)
    house.deps.store.database.write("UPDATE release SET scores = ? WHERE id = ?", (damage, bad.release_id))
    if not damage:  # nothing at all was scored, which may be
        assert len(ids(house)) == 2
        return
    if is_loaded:
        registry.load_columns(house.deps)
    assert [row.release_id for row in registry.rows(house.deps, Query())] == [good.release_id]
    assert registry.count(house.deps, Query()) == 1
    (told,) = registry.refused(house.deps)
    assert (told.release_id, told.code) == (bad.release_id, "row_damaged")
    assert ids(house) == ids(house, purpose=None) == [good.release_id]


def test_a_damaged_grant_shows_nothing_and_is_set_aside(house: House) -> None:
    bad, good = release(house, [content([score("empathy", 7.0)])] * 2)
    house.deps.store.database.write("UPDATE document SET receipt = ? WHERE release_id = ?", (b"{", bad.release_id))
    read_without_a_role(house.deps)
    with pytest.raises(DataFault, match="registry_grant_damaged"):
        registry.detail(house.deps, bad.release_id)
    assert ids(house) == [good.release_id]
    assert [one.code for one in registry.refused(house.deps)] == ["grant_damaged"]


@pytest.mark.parametrize("is_loaded", [False, True])
def test_who_allowed_teams_alone_is_in_no_list_whatever_is_asked_to_be_allowed(house: House, is_loaded: bool) -> None:
    (beside,) = release(house, [content([score("empathy", 6.0)])], purposes=("teams",))
    (both,) = release(house, [content([score("empathy", 6.0)])], purposes=("profile", "teams"))
    if is_loaded:
        registry.load_columns(house.deps)
    assert ids(house, purpose="teams") == [both.release_id]
    chosen = Query(only=(beside.release_id, both.release_id), purpose="teams")
    assert [row.release_id for row in registry.rows(house.deps, chosen)] == [both.release_id]
