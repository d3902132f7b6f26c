"""What is over is hidden at once, and destroyed only when the time is believed."""

import pytest

from progrez_desktop.core.errors import EnvironmentFault, UsageFault
from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.services import registry, registry_expiry
from tests.core.services.registry_house import DAY_MS, FakeDevice, FakeServer, House, mail_in, server_of
from tests.fakes import MONDAY_MS

YEAR_2099_MS = 4_070_908_800_000


@pytest.fixture
def kiosk(house: House) -> FakeDevice:
    return house.device()


@pytest.fixture
def server(house: House, kiosk: FakeDevice) -> FakeServer:
    server = server_of(house, kiosk)
    server.puts(house.sealed(kiosk, days=3), house.sealed(kiosk, days=60))
    registry.fetch(house.deps, server)
    return server


def seen_and_hidden(house: House) -> tuple[int, int]:
    standing = registry.standing(house.deps)
    assert len(registry.rows(house.deps, Query())) == standing.profiles
    return standing.profiles, standing.hidden


def test_without_a_network_it_is_hidden_on_its_day(house, server) -> None:
    (short,) = (row for row in registry.rows(house.deps, Query()) if row.until_ms == MONDAY_MS + 3 * DAY_MS)
    house.clock.advance(3 * DAY_MS)
    assert seen_and_hidden(house) == (1, 1)
    with pytest.raises(UsageFault, match="registry_no_such_release"):
        registry.detail(house.deps, short.release_id)


def test_a_clock_set_back_shows_nothing_again_that_is_over(house, server) -> None:
    house.clock.advance(3 * DAY_MS)
    assert seen_and_hidden(house) == (1, 1)
    house.clock.wall_ms = MONDAY_MS
    assert seen_and_hidden(house) == (1, 1)


def test_it_is_destroyed_once_the_server_says_that_its_time_is_over(house, server) -> None:
    house.clock.advance(3 * DAY_MS)
    assert registry.fetch(house.deps, server).expired == 1
    assert seen_and_hidden(house) == (1, 0)


def test_without_a_network_it_takes_seven_days_of_a_clock_that_is_believed(house, server) -> None:
    days = 0
    while seen_and_hidden(house) != (1, 0):
        house.clock.advance(DAY_MS)
        house.reopen()
        days += 1
    assert days == 3 + 7


def test_a_clock_set_to_2099_hides_and_destroys_nothing(house, server) -> None:
    house.clock.wall_ms = YEAR_2099_MS
    for _ in range(5):
        house.reopen()
        assert registry_expiry.expire(house.deps) == 0
    assert seen_and_hidden(house) == (0, 2)


def test_after_such_a_clock_the_server_puts_the_time_right(house, server) -> None:
    house.clock.wall_ms = YEAR_2099_MS
    house.reopen()
    house.clock.wall_ms = MONDAY_MS + DAY_MS
    assert seen_and_hidden(house) == (0, 2)
    assert registry.fetch(house.deps, server).expired == 0
    assert seen_and_hidden(house) == (2, 0)
    assert "clock_trusted" in [event.action for event in house.deps.store.audit.events()]


def test_without_a_server_staff_put_the_time_right_and_nothing_is_destroyed_by_that(house, server) -> None:
    with pytest.raises(UsageFault, match="clock_not_behind"):
        registry_expiry.trust_clock(house.deps)
    house.clock.wall_ms = YEAR_2099_MS
    house.reopen()
    house.clock.wall_ms = MONDAY_MS + 4 * DAY_MS
    assert seen_and_hidden(house) == (0, 2)
    assert registry_expiry.trust_clock(house.deps).destroyed_before_ms is None
    assert seen_and_hidden(house) == (1, 1)


def test_a_server_alone_can_not_bring_back_what_the_clock_says_is_over(house, server) -> None:
    house.clock.advance(4 * DAY_MS)
    assert seen_and_hidden(house) == (1, 1)
    ask, past = server._page, MONDAY_MS
    server._page = lambda since, limit: ask(since, limit) | {"server_time_ms": past}
    registry.fetch(house.deps, server)
    assert seen_and_hidden(house) == (1, 1)


def test_a_clock_and_a_server_that_differ_put_nothing_right(house, server) -> None:
    house.clock.advance(4 * DAY_MS)
    assert seen_and_hidden(house) == (1, 1)
    house.clock.wall_ms = MONDAY_MS
    page = server._page
    server._page = lambda since, limit: page(since, limit) | {"server_time_ms": MONDAY_MS + 2 * DAY_MS}
    registry.fetch(house.deps, server)
    assert seen_and_hidden(house) == (1, 1)


def test_what_is_fetched_under_a_wrong_clock_is_not_lost(house, server, kiosk) -> None:
    house.clock.wall_ms = YEAR_2099_MS
    server.clock = type(house.clock)(MONDAY_MS)
    server.puts(house.sealed(kiosk, days=90))
    assert registry.fetch(house.deps, server).new == 1
    assert seen_and_hidden(house) == (0, 3)
    house.clock.wall_ms = MONDAY_MS
    registry.fetch(house.deps, server)
    assert seen_and_hidden(house) == (3, 0)


@pytest.mark.usefixtures("read_without_role")
def test_who_read_it_is_told_before_it_is_destroyed(house, kiosk) -> None:
    server = server_of(house, kiosk)
    one = house.sealed(kiosk, days=3)
    server.puts(one)
    registry.fetch(house.deps, server)
    registry.detail(house.deps, one.release_id)
    house.clock.advance(3 * DAY_MS)
    fetched = registry.fetch(house.deps, server)
    assert (fetched.expired, fetched.told) == (1, 1)
    assert mail_in(one, server.mail()[0])["count"] == 1


def test_a_full_disk_while_destroying_is_told_and_it_goes_on_later(house, server, monkeypatch) -> None:
    house.clock.advance(3 * DAY_MS)

    def full(_: object) -> None:
        raise EnvironmentFault("disk_full", folder="x")

    monkeypatch.setattr(house.deps.store.profiles, "forget", full)
    with pytest.raises(EnvironmentFault):
        registry.fetch(house.deps, server)
    assert seen_and_hidden(house) == (1, 1)
    monkeypatch.undo()
    assert registry.fetch(house.deps, server).expired == 1


def test_a_clock_that_is_set_back_gains_a_second_at_most_and_a_list_waits_for_no_disk(house: House) -> None:
    written: list[int] = []
    deps, raise_it = house.deps, house.deps.store.seen.raise_high_water
    deps.store.seen.raise_high_water = written.append  # type: ignore[method-assign, assignment]
    start = deps.store.seen.high_water_ms()
    house.clock.wall_ms = start + 999
    assert deps.mark_ms() == start + 999 and written == []
    house.clock.wall_ms = start + 1000
    assert deps.mark_ms() == start + 1000 and written == [start + 1000]
    raise_it(start + 1000)
    house.clock.wall_ms = start - 86_400_000
    assert deps.mark_ms() == start + 1000
