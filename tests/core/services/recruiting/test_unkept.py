"""What was typed and not kept is held sealed: the keys of the registry alone open it, as long as it is of any use."""

import pytest

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.keys.inbox import new_key_pair
from progrez_desktop.core.model.registry import SealSecret
from progrez_desktop.core.services.recruiting import roles, unkept
from progrez_desktop.core.services.recruiting.unkept import Unkept, Where
from tests.core.services.recruiting.role_house import PROCEDURE, want
from tests.core.services.registry_house import House
from tests.fakes import FakeEntropy


@pytest.fixture
def typed(house: House) -> Unkept:
    """With half of a sign, as a clipboard may bring it."""
    role = roles.draft(house.deps, "Hydrologist", PROCEDURE)
    return Unkept(Where("view", role.id), {"expert": "We invite her", "reason": "Uitleg: één, \ud800"})


def test_what_was_typed_comes_back_as_it_was_and_nothing_of_it_is_told_by_what_is_held(
    house: House, typed: Unkept
) -> None:
    held = unkept.sealed(house.deps, typed)
    assert b"invite" not in held and b"view" not in held
    assert "invite" not in repr(typed)
    assert unkept.opened(house.deps, held) == typed


def test_a_key_of_before_still_opens_it_and_no_other_does(house: House, typed: Unkept) -> None:
    held = unkept.sealed(house.deps, typed)
    (first,) = house.deps.store.seal_keys()
    pair = new_key_pair(FakeEntropy(7))
    house.deps.store.add_seal_key(SealSecret("newer", pair.public, first.from_ms + 1, pair.private))
    assert unkept.opened(house.deps, held) == typed
    assert unkept.opened(house.deps, held[:-1]) is None
    house.deps.store.database.write("DELETE FROM seal_key WHERE key_id = ?", (first.key_id,))
    assert unkept.opened(house.deps, held) is None


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("decision", "registry_no_such_release"),
        ("weighing", "registry_no_such_release"),
        ("letter", "no_such_decision"),
        ("view", "no_such_role"),
        ("agreement", "no_such_role"),
        ("team", "team_no_such"),
    ],
)
def test_with_what_is_of_somebody_or_something_that_is_gone_nobody_goes_on(house: House, place: str, code: str) -> None:
    held = unkept.sealed(house.deps, Unkept(Where(place, "a1"), {"text": "We invite her"}))
    with pytest.raises(UsageFault) as told:
        unkept.opened(house.deps, held)
    assert told.value.code == code


def test_of_a_role_one_goes_on_where_it_stands(house: House, typed: Unkept) -> None:
    view, role_id = unkept.sealed(house.deps, typed), typed.where.id
    agreement = unkept.sealed(house.deps, Unkept(Where("agreement", role_id), {}))

    def codes() -> list[str]:
        return [_code(house, held) for held in (view, agreement)]

    assert codes() == ["", "role_not_compared"]
    wants = {"empathy": want(3, 5)}
    roles.say(house.deps, role_id, "Noor", wants)
    roles.lay_side_by_side(house.deps, role_id)
    assert codes() == ["role_views_closed", ""]
    roles.agree(house.deps, role_id, wants, {"test": 0.4, "interview": 0.4, "work_sample": 0.2})
    roles.lock(house.deps, role_id)
    assert codes() == ["role_locked", "role_locked"]


def _code(house: House, held: bytes) -> str:
    try:
        unkept.opened(house.deps, held)
    except UsageFault as fault:
        return fault.code
    return ""
