"""Promise: what is agreed, decided or withdrawn at one workstation holds at another only once it is there as well."""

from pathlib import Path

import pytest

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.keys import organisation_keys
from progrez_desktop.core.model.decision import Terms
from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.services import registry, registry_setup
from progrez_desktop.core.services.recruiting import decisions, one_candidate
from progrez_desktop.core.services.recruiting.reader import name_reader
from tests.core.services.recruiting.desk_house import content, score
from tests.core.services.recruiting.role_house import read_without_a_role
from tests.core.services.registry_house import PASSPHRASE, FakeServer, House, Sealed, parts_of, server_of
from tests.fakes import there


@pytest.fixture
def other(house: House, tmp_path: Path) -> House:
    code = there(house.opened.recovery_code)
    keys = organisation_keys.read(house.parts.folder.organisation_keys_file.read_bytes(), code=code)
    parts = parts_of(tmp_path / "other", house.clock, 8)
    return House(registry_setup.bring_in(parts, None, PASSPHRASE, keys, "Other", None), parts, house.clock)


@pytest.fixture
def released(house: House, other: House) -> tuple[FakeServer, Sealed]:
    """One candidate whom both have fetched."""
    device = house.device()
    server = server_of(house, device)
    sealed = house.sealed(device, content=content([score("empathy", 6.0)]))
    server.puts(sealed)
    assert [registry.fetch(one.deps, server).new for one in (house, other)] == [1, 1]
    return server, sealed


def test_a_candidate_goes_by_the_same_code_at_both(
    house: House, other: House, released: tuple[FakeServer, Sealed]
) -> None:
    at_this, at_that = (registry.rows(one.deps, Query())[0].code for one in (house, other))
    assert at_this == at_that


def test_what_was_agreed_at_one_opens_nobody_at_the_other(
    house: House, other: House, released: tuple[FakeServer, Sealed]
) -> None:
    _, sealed = released
    read_without_a_role(house.deps)
    one_candidate.open_one(house.deps, sealed.release_id, ())
    with pytest.raises(UsageFault, match="role_not_locked"):
        one_candidate.open_one(other.deps, sealed.release_id, ())


def test_each_lets_go_of_who_withdrew_at_its_own_fetch_and_keeps_its_own_decision(
    house: House, other: House, released: tuple[FakeServer, Sealed]
) -> None:
    server, sealed = released
    for one in (house, other):
        read_without_a_role(one.deps)
        name_reader(one.deps, "Noor")
        one_candidate.open_one(one.deps, sealed.release_id, ())
    decisions.decide(other.deps, sealed.release_id, "We invite her", "She told how", Terms("Our rules", 30))
    server.erases(sealed)
    assert registry.fetch(house.deps, server).erased == 1
    assert registry.rows(house.deps, Query()) == ()
    assert len(registry.rows(other.deps, Query())) == 1
    assert registry.fetch(other.deps, server).erased == 1
    assert registry.rows(other.deps, Query()) == ()
    assert (len(decisions.every(house.deps)), len(decisions.every(other.deps))) == (0, 1)
