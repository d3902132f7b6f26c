"""People side by side: what each released, no order by a score, and no difference that may be chance."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.compared import Compared, SkillAmong
from progrez_desktop.core.model.registry import Detail
from progrez_desktop.core.services import registry
from progrez_desktop.core.services.recruiting import roles
from progrez_desktop.core.services.recruiting.comparing_people import beside, compare_people
from tests.core.services.recruiting.desk_house import content, release, score
from tests.core.services.registry_house import CONTENT, House, new_house, server_of
from tests.fakes import MONDAY_MS

TODAY = date(2026, 11, 23)
MADE: Any = CONTENT["provenance"]


@pytest.fixture
def house(house: House) -> House:
    """One whose procedure may be read: it has a locked role, that asks for nothing."""
    roles.read_without(house.deps, "Reading", "working-together")
    return house


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Detail]:
    house = new_house(tmp_path_factory.mktemp("base") / "registry")
    roles.read_without(house.deps, "Reading", "working-together")
    yield registry.detail(house.deps, ids(house, content([score("empathy", 5.0)]))[0])
    house.opened.close()


def ids(house: House, *people: dict[str, Any], **how: Any) -> list[str]:
    return [one.release_id for one in release(house, people, **how)]


def reads(house: House) -> list[tuple[str, int]]:
    rows = house.deps.store.database.rows("SELECT release_id, SUM(count) FROM read GROUP BY release_id")
    return [(str(one), int(count)) for one, count in rows]


def above(skill: SkillAmong, found: Compared) -> dict[str, tuple[str, ...]]:
    return {who.release_id: one.likely_above for who, one in zip(found.people, skill.placed, strict=True)}


def test_scores_far_apart_are_told_and_scores_near_one_another_are_not(house: House) -> None:
    high, near, low = ids(
        house, content([score("empathy", 8.5)]), content([score("empathy", 8.0)]), content([score("empathy", 3.0)])
    )
    found = compare_people(house.deps, [high, near, low])
    code = {who.release_id: who.code for who in found.people}
    (skill,) = found.skills
    told = above(skill, found)
    assert (told[high], told[near], told[low]) == ((code[low],), (code[low],), ())
    assert (skill.differs, skill.compared, skill.apart) == (True, 3, ())
    (alone,) = compare_people(house.deps, [high, near]).skills
    assert not alone.differs


def test_people_stand_by_code_whoever_scores_higher(house: House) -> None:
    wanted = ids(house, *(content([score("empathy", 2.0 + n)]) for n in range(6)))
    found = compare_people(house.deps, wanted)
    codes = [who.code for who in found.people]
    assert codes == sorted(codes)
    assert found == compare_people(house.deps, wanted[::-1])


def test_only_skills_that_each_of_them_released_stand_there_and_nothing_tells_who_did_not(house: House) -> None:
    one, other = ids(house, content([score("empathy", 5.0), score("integrity", 6.0)]), content([score("empathy", 6.0)]))
    found = compare_people(house.deps, [one, other])
    assert [skill.skill_id for skill in found.skills] == ["empathy"]
    assert found.left_out == ("integrity",)


def test_each_look_is_written_down_and_told_to_each_of_them(house: House) -> None:
    wanted = ids(house, content([score("empathy", 5.0)]), content([score("empathy", 6.0)]))
    compare_people(house.deps, wanted)
    assert sorted(reads(house)) == sorted((one, 1) for one in wanted)
    told = [event for event in house.deps.store.audit.events() if event.action == "profile_compared"]
    assert sorted(str(event.subject_id) for event in told) == sorted(wanted)


@pytest.mark.parametrize("count", [0, 1, 7])
def test_two_to_six_and_no_others(house: House, count: int) -> None:
    wanted = ids(house, *(content([score("empathy", 5.0)]) for _ in range(7)))[:count]
    with pytest.raises(UsageFault, match="compare_how_many"):
        compare_people(house.deps, wanted)
    with pytest.raises(UsageFault, match="compare_how_many"):  # one person twice is one
        compare_people(house.deps, wanted[:1] * 2)
    assert reads(house) == []


def test_nobody_is_read_where_one_of_them_is_not_there_or_did_not_release_for_this(house: House) -> None:
    device, one = house.device(), content([score("empathy", 5.0)])
    sealed = [house.sealed(device, content=one, purposes=(purpose,)) for purpose in ("profile", "teams")]
    server = server_of(house, device)
    server.puts(*sealed)
    registry.fetch(house.deps, server)
    there, team = (released.release_id for released in sealed)
    with pytest.raises(UsageFault, match="compare_no_profile"):
        compare_people(house.deps, [there, team])
    with pytest.raises(UsageFault, match="registry_no_such_release"):
        compare_people(house.deps, [there, "ab" * 16])
    assert reads(house) == []


def test_nobody_is_read_before_the_role_of_their_procedure_is_locked(house: House) -> None:
    here = content([score("empathy", 5.0)])
    one, other = ids(house, here, here | {"assessment": "another-procedure"})
    with pytest.raises(UsageFault, match="role_not_locked"):
        compare_people(house.deps, [one, other])
    assert reads(house) == []
    roles.read_without(house.deps, "Another", "another-procedure")
    assert compare_people(house.deps, [one, other]).without_role


@pytest.mark.parametrize(
    ("made", "why"), [({"bank_sha256": "12" * 32}, "other_bank"), ({"form": "adaptive"}, "other_form")]
)
def test_other_items_or_another_form_are_said_and_not_compared(house: House, made: dict[str, str], why: str) -> None:
    one, other = ids(
        house,
        content([score("empathy", 9.0)]),
        content([score("empathy", 2.0)]) | {"provenance": {**MADE, **made}},
    )
    (skill,) = compare_people(house.deps, [one, other]).skills
    assert (skill.apart, skill.compared, skill.differs) == ((why,), 0, False)


def test_another_norm_is_said(house: House) -> None:
    one, other = ids(
        house, content([score("empathy", 5.0)]), content([score("empathy", 5.0, norm_id="another", norm_n=300)])
    )
    (skill,) = compare_people(house.deps, [one, other]).skills
    assert not skill.is_one_norm
    assert skill.compared == 1


def test_a_skill_without_a_score_has_its_place_and_is_not_compared(house: House) -> None:
    missing = {"skill": "empathy", "scored": False, "reason": "too_few_answers", "answered": 1, "of": 9}
    one, other = ids(house, content([score("empathy", 9.0)]), content([missing]))
    found = compare_people(house.deps, [one, other])
    (skill,) = found.skills
    margins = {who.release_id: placed.margin for who, placed in zip(found.people, skill.placed, strict=True)}
    assert margins[other] is None
    assert margins[one] is not None
    assert skill.compared == 0


def test_what_was_contested_or_expired_and_how_it_was_answered_stand_with_the_person(house: House) -> None:
    said = [{"kind": "objection", "reason": "not_me", "words": "I had a cold."}]
    older = {**MADE, "valid_until": "2026-11-01", "finished_ms": MONDAY_MS - 1000}
    one, other = ids(
        house, content([score("empathy", 5.0, said=said)]), content([score("empathy", 5.0)]) | {"provenance": older}
    )
    found = compare_people(house.deps, [one, other])
    who = {person.release_id: person for person in found.people}
    assert (who[one].is_contested, who[one].has_expired) == (True, False)
    assert (who[other].is_contested, who[other].has_expired) == (False, True)


@given(
    st.lists(st.tuples(st.floats(1.0, 10.0), st.floats(0.2, 2.5)), min_size=2, max_size=6),
    st.permutations(range(6)),
)
def test_nobody_is_above_somebody_who_is_above_them_in_whatever_order_they_come(
    base: Detail, people: list[tuple[float, float]], order: list[int]
) -> None:
    details = [detail(base, number, exact, error) for number, (exact, error) in enumerate(people)]
    (skill,) = beside(details, TODAY).skills
    told = {f"{number}": set(one.likely_above) for number, one in enumerate(skill.placed)}
    below = {f"{number}": set(one.likely_below) for number, one in enumerate(skill.placed)}
    assert below == {one: {other for other in told if one in told[other]} for one in told}
    assert not [(one, other) for one, lower in told.items() for other in lower if one in told[other]]
    mixed = [details[at] for at in order if at < len(details)]
    (again,) = beside(mixed, TODAY).skills
    assert {one.row.code: set(placed.likely_above) for one, placed in zip(mixed, again.placed, strict=True)} == told


def detail(base: Detail, number: int, exact: float, error: float) -> Detail:
    row = replace(base.row, release_id=f"{number:032x}", code=str(number))
    return replace(base, row=row, content=content([score("empathy", exact, error)]))
