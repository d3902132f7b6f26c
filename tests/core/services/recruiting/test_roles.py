"""What a role asks for is agreed on before anybody of its procedure is opened, and stands from then on."""

import pytest

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.services import registry
from progrez_desktop.core.services.recruiting import roles
from tests.core.services.recruiting.desk_house import content, release, score
from tests.core.services.recruiting.role_house import PROCEDURE, WEIGHTS, locked_role, read_without_a_role, want
from tests.core.services.registry_house import House

WANTS = {"empathy": want(4, 6), "integrity": want(2, 4, 8)}


@pytest.fixture
def one(house: House) -> str:
    return release(house, [content([score("empathy", 6.0)])])[0].release_id


def test_nobody_is_opened_before_a_role_of_their_procedure_is_locked(house: House, one: str) -> None:
    with pytest.raises(UsageFault, match="role_not_locked"):
        registry.detail(house.deps, one)
    locked_role(house.deps, WANTS, "another-procedure")
    draft = roles.draft(house.deps, "Team lead", PROCEDURE)
    roles.say(house.deps, draft.id, "Noor", WANTS)
    with pytest.raises(UsageFault, match="role_not_locked"):
        registry.detail(house.deps, one)
    assert not house.deps.store.database.rows("SELECT 1 FROM read")
    locked_role(house.deps, WANTS)
    assert registry.detail(house.deps, one).row.release_id == one


def test_without_a_role_they_are_read_by_a_role_that_says_so(house: House, one: str) -> None:
    read_without_a_role(house.deps)
    registry.detail(house.deps, one)
    found = roles.locked_for(house.deps, PROCEDURE)
    assert found is not None and found.is_empty and found.state == "locked"


def test_a_role_is_kept_over_a_restart_as_it_was_agreed(house: House) -> None:
    locked = locked_role(house.deps, WANTS, experts=("Noor", "Bram", "Sanne"))
    house.reopen()
    found = roles.locked_for(house.deps, PROCEDURE)
    assert found is not None and found == roles.role(house.deps, locked.id)
    assert (found.wants, found.weights) == (WANTS, WEIGHTS)
    assert list(found.weights) == list(WEIGHTS)
    assert found.experts == ("Noor", "Bram", "Sanne") and found.agreement is not None
    assert list(found.wants) == ["empathy", "integrity"]


def test_a_role_that_was_locked_after_somebody_was_opened_says_so(house: House, one: str) -> None:
    assert locked_role(house.deps, WANTS).opened_before == 0
    registry.detail(house.deps, one)
    registry.detail(house.deps, one)
    later = locked_role(house.deps, WANTS, name="Planner")
    assert later.opened_before == 1
    assert [role.name for role in roles.roles_of(house.deps, PROCEDURE)] == ["Planner", "Team lead"]


def test_nothing_of_a_locked_role_is_changed(house: House) -> None:
    locked = locked_role(house.deps, WANTS)
    for change in (
        lambda: roles.say(house.deps, locked.id, "Bram", WANTS),
        lambda: roles.lay_side_by_side(house.deps, locked.id),
        lambda: roles.agree(house.deps, locked.id, WANTS, WEIGHTS),
        lambda: roles.lock(house.deps, locked.id),
        lambda: roles.drop(house.deps, locked.id),
    ):
        with pytest.raises(UsageFault, match="role_locked"):
            change()
    assert roles.locked_for(house.deps, PROCEDURE) == roles.role(house.deps, locked.id)


def test_no_expert_sees_another_before_all_have_spoken_and_none_speaks_after(house: House) -> None:
    draft = roles.draft(house.deps, "Team lead", PROCEDURE)
    roles.say(house.deps, draft.id, "Noor", WANTS)
    with pytest.raises(UsageFault, match="role_not_compared"):
        roles.views(house.deps, draft.id)
    roles.say(house.deps, draft.id, "Bram", {**WANTS, "empathy": want(2, 5)})
    laid = roles.lay_side_by_side(house.deps, draft.id)
    assert laid.wants["empathy"] == want(2, 5) and laid.state == "agreeing"
    assert [view.expert for view in roles.views(house.deps, draft.id)] == ["Noor", "Bram"]
    with pytest.raises(UsageFault, match="role_views_closed"):
        roles.say(house.deps, draft.id, "Noor", WANTS)


def test_one_expert_has_no_agreement(house: House) -> None:
    assert locked_role(house.deps, WANTS, experts=("Noor",)).agreement is None


def test_a_skill_that_nobody_finds_important_is_not_asked_for(house: House) -> None:
    role = locked_role(house.deps, {**WANTS, "planning": want(0, 1)})
    assert set(role.wants) == {"empathy", "integrity"}


@pytest.mark.parametrize(
    "weights",
    [
        {"test": 0.5, "interview": 0.5, "work_sample": 0.5},
        {"test": 1.0},
        {"test": 1.2, "interview": -0.2, "work_sample": 0.0},
        {"test": 0.333, "interview": 0.333, "work_sample": 0.334},
        {"test": float("nan"), "interview": 0.5, "work_sample": 0.5},
        {},
    ],
)
def test_weights_that_do_not_add_up_lock_nothing(house: House, weights: dict) -> None:
    draft = roles.draft(house.deps, "Team lead", PROCEDURE)
    roles.say(house.deps, draft.id, "Noor", WANTS)
    roles.lay_side_by_side(house.deps, draft.id)
    with pytest.raises(UsageFault, match="role_weights"):
        roles.agree(house.deps, draft.id, WANTS, weights)
    with pytest.raises(UsageFault, match="role_weights"):
        roles.lock(house.deps, draft.id)


def test_a_deleted_draft_comes_back_as_it_was(house: House) -> None:
    draft = roles.draft(house.deps, "Team lead", PROCEDURE)
    roles.say(house.deps, draft.id, "Noor", WANTS)
    before = roles.role(house.deps, draft.id)
    dropped = roles.drop(house.deps, draft.id)
    assert roles.every(house.deps) == ()
    roles.put_back(house.deps, dropped)
    assert roles.every(house.deps) == (before,)
    roles.lay_side_by_side(house.deps, draft.id)
    assert roles.views(house.deps, draft.id) == dropped.views


@pytest.mark.parametrize(
    ("name", "assessment", "code"),
    [
        (" \u202e ", PROCEDURE, "role_unnamed"),
        ("N" * 301, PROCEDURE, "desk_text_long"),
        ("Team lead", "No such; one", "role_procedure"),
    ],
)
def test_a_role_that_is_none_is_not_begun(house: House, name: str, assessment: str, code: str) -> None:
    with pytest.raises(UsageFault, match=code):
        roles.draft(house.deps, name, assessment)
    assert roles.every(house.deps) == ()


def test_a_name_of_300_signs_and_one_from_right_to_left_are_names(house: House) -> None:
    for name in ("N" * 300, "ראש צוות"):
        assert roles.role(house.deps, roles.draft(house.deps, name, PROCEDURE).id).name == name
