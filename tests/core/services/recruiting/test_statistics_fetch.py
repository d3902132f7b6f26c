"""Anonymous statistics come into a registry's pool once, from the server or a file, and nothing comes with them."""

import json

import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.json_document import canonical
from progrez_desktop.core.services import registry
from progrez_desktop.core.services.recruiting import pool, statistics_fetch
from tests.core.services.recruiting.pool_house import impact, period
from tests.core.services.registry_at_server import registry_at_server
from tests.core.services.registry_house import House, server_of

MEN, WOMEN = (40, 50, 60, 50, 40), (45, 55, 50, 45, 40)


def test_a_fetch_takes_what_was_counted_along_and_takes_it_once(house: House) -> None:
    server = server_of(house, house.device())
    server.largest = 2
    server.statistics = [period(house, impact("empathy", MEN, WOMEN), closed=f"2026-10-{day}") for day in range(10, 15)]
    assert registry.fetch(house.deps, server).periods == 5
    assert registry.fetch(house.deps, server).periods == 0
    assert len(pool.read(house.deps)) == 5


def test_the_same_period_by_file_and_by_network_is_one(house: House) -> None:
    server = server_of(house, house.device())
    one, other = (period(house, impact("empathy", MEN, WOMEN), closed=f"2026-10-{day}") for day in (10, 11))
    server.statistics = [one]
    registry.fetch(house.deps, server)
    both = {**one, "periods": one["periods"] + other["periods"]}
    publisher = {**one, "recipient": {"role": "publisher", "name": "Somebody"}}
    assert statistics_fetch.take(house.deps, json.dumps([both, publisher]).encode()) == 1
    assert statistics_fetch.take(house.deps, json.dumps(both).encode()) == 0
    assert len(pool.read(house.deps)) == 2


@pytest.mark.parametrize(
    ("data", "code"),
    [(b"[]", "statistics_wrong"), (b"{}", "json_field_missing"), (b"no", "json_not_json"), (b"", "json_empty")],
)
def test_a_file_of_something_else_is_refused(house: House, data: bytes, code: str) -> None:
    with pytest.raises(DataFault, match=code):
        statistics_fetch.take(house.deps, data)


def test_statistics_of_another_organisation_are_refused_and_stop_no_profile(house: House) -> None:
    kiosk = house.device()
    server = server_of(house, kiosk)
    foreign = period(house)
    foreign["recipient"]["id"] = "b" * 32
    server.statistics = [foreign]
    server.puts(house.sealed(kiosk))
    fetched = registry.fetch(house.deps, server)
    assert (fetched.new, fetched.periods, pool.read(house.deps)) == (1, None, [])
    with pytest.raises(DataFault, match="statistics_wrong"):
        statistics_fetch.take(house.deps, json.dumps(foreign).encode())
    (event,) = [one for one in house.deps.store.audit.events() if one.action == "statistics_not_fetched"]
    assert event.params == {"code": "statistics_wrong"}


def test_a_real_server_hands_on_what_a_device_posted(tmp_path_factory: pytest.TempPathFactory) -> None:
    with registry_at_server(tmp_path_factory.mktemp("counted")) as (house, _, relay):
        one, other = (period(house, impact("empathy", MEN, WOMEN, 25.282), closed=f"2026-10-{n}") for n in (10, 11))
        told = {**one, "periods": one["periods"] + other["periods"]}
        relay.ask("POST", "/v1/statistics", body=canonical(told).encode())
        assert registry.fetch(house.deps, relay).periods == 2
        assert {found["periods"][0]["closed"] for found in pool.read(house.deps)} == {"2026-10-10", "2026-10-11"}
        assert statistics_fetch.take(house.deps, json.dumps([told]).encode()) == 0, "the same, by file"
