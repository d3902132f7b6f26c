"""One server over each kind of database for all tests of the gate, with nothing in it at the beginning of each."""

from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from progrez_server.store.engine import Place, Store, open_sqlite
from progrez_server.store.migrating import migrate
from progrez_server.store.tables import metadata
from tests.databases import new_database
from tests.server.organisation import NOW_MS, Device, Organisation
from tests.server.world import World, world_over


def _migrated(store: Store) -> Store:
    migrate(store)
    return store


def _wiped(world: World) -> World:
    with world.store.writing() as connection:
        for table in metadata.sorted_tables:
            connection.execute(table.delete())
    world.clock.at_ms = NOW_MS
    world.providers.clear()
    world.keys.by_issuer.clear()
    world.keys.is_silent = False
    return world


@pytest.fixture(scope="session")
def on_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    store = _migrated(open_sqlite(tmp_path_factory.mktemp("gate") / "relay.sqlite3"))
    with world_over(store) as world:
        yield world
    store.close()


@pytest.fixture(scope="session")
def on_postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    with ExitStack() as stack:
        store = _migrated(Place(new_database("postgresql", tmp_path_factory.mktemp("gate"))).open())
        stack.callback(store.close)
        yield stack.enter_context(world_over(store))


@pytest.fixture(params=["sqlite", "postgresql"])
def world(request: pytest.FixtureRequest) -> World:
    """A server where the kind of database matters."""
    found: World = request.getfixturevalue(f"on_{request.param}")
    return _wiped(found)


@pytest.fixture
def light(on_sqlite: World) -> World:
    """A server where it doesn't."""
    return _wiped(on_sqlite)


@pytest.fixture
def org() -> Organisation:
    return Organisation()


@pytest.fixture
def desk(world: World, org: Organisation) -> Device:
    """The first workstation of the organisation, enrolled."""
    return world.found(org)


@pytest.fixture
def light_desk(light: World, org: Organisation) -> Device:
    return light.found(org)
