"""How a sitting was answered, and passages of own words: each comes under its own grant, and no more of it."""

import pytest

from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.services import registry
from tests.core.services.registry_house import CONTENT, EXCERPTS, FakeDevice, FakeServer, House, server_of


@pytest.fixture
def kiosk(house: House) -> FakeDevice:
    return house.device()


@pytest.fixture
def server(house: House, kiosk: FakeDevice) -> FakeServer:
    return server_of(house, kiosk)


@pytest.mark.usefixtures("read_without_role")
def test_how_it_was_answered_and_passages_of_own_words_come_under_their_own_grants(house, server, kiosk) -> None:
    with_both = house.sealed(kiosk, purposes=("profile", "excerpts"))
    of_before = house.sealed(kiosk, content={name: CONTENT[name] for name in ("contract", "assessment", "scores")})
    server.puts(with_both, of_before)
    assert registry.fetch(house.deps, server).new == 2
    quality = {row.release_id: row.quality for row in registry.rows(house.deps, Query())}
    assert quality == {with_both.release_id: "as_usual", of_before.release_id: None}
    assert registry.detail(house.deps, with_both.release_id).content["excerpts"] == EXCERPTS


@pytest.mark.parametrize(
    ("purposes", "field", "told", "code"),
    [
        (("profile",), "excerpts", EXCERPTS, "more_than_granted"),
        (("teams",), "quality", "with_care", "more_than_granted"),
        (("profile",), "quality", {"verdict": "with_care", "families": ["pace"]}, "content_wrong"),
        (("profile", "excerpts"), "excerpts", [{"skill": "empathy", "tone": "sad", "passages": []}], "content_wrong"),
    ],
)
def test_neither_comes_without_its_grant_nor_with_more_than_is_told(
    house, server, kiosk, purposes, field, told, code
) -> None:
    content = {name: CONTENT[name] for name in ("contract", "assessment", "scores")} | {field: told}
    server.puts(house.sealed(kiosk, purposes=purposes, content=content))
    registry.fetch(house.deps, server)
    assert [one.code for one in registry.refused(house.deps)] == [code]
