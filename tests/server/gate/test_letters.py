"""Mail reaches the device that a release came from and no other; notices reach everybody, signed; counts come once."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from progrez_server.contracts import keeps
from progrez_server.services.tidying import tidy
from progrez_server.settings import Settings
from progrez_server.store.engine import Store
from progrez_server.store.migrating import migrate
from progrez_server.store.tables import mail as mail_table
from progrez_server.store.tables import notice as notice_table
from progrez_server.store.tables import statistics as statistics_table
from tests.server.organisation import NOW_MS, Device, Organisation
from tests.server.world import World, problem, world_over

MAIL, NOTICES, STATISTICS = "/v1/mail", "/v1/notices", "/v1/statistics"
RELEASE, OTHERS_RELEASE, UNKNOWN = "1" * 32, "2" * 32, "3" * 32


@pytest.fixture
def kiosk(world: World, org: Organisation, desk: Device) -> Device:
    return world.admit(org, Device(), desk)


def item(n: int, release_id: str = RELEASE, sealed: bytes = b"sealed") -> dict[str, Any]:
    return {
        "mail_id": f"{n:032x}",
        "release_id": release_id,
        "sealed": base64.b64encode(sealed).decode(),
        "at_ms": NOW_MS,
    }


def post(world: World, desk: Device, *items: dict[str, Any]) -> None:
    body = {"contract": "progrez.mail/1", "organisation_id": desk.organisation_id, "items": list(items)}
    assert world.ask(desk, "POST", MAIL, body).status_code == 204


def mail_of(world: World, device: Device, since: int = 0) -> tuple[list[str], int]:
    told = world.ask(device, "GET", MAIL, query=f"?since={since}", token=None).json()
    assert keeps("mail", told)
    return [one["mail_id"][-2:] for one in told["items"]], told["next"]


def count(world: World, table: Any) -> int:
    with world.store.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def test_mail_goes_to_the_device_that_the_release_came_from(
    world: World, org: Organisation, desk: Device, kiosk: Device
) -> None:
    other = world.admit(org, Device(seed=3), desk)
    world.releases(org.id, kiosk, RELEASE)
    world.releases(org.id, other, OTHERS_RELEASE)
    post(world, desk, item(1), item(2, OTHERS_RELEASE), item(3))
    assert mail_of(world, kiosk) == (["01", "03"], 3)
    assert mail_of(world, other) == (["02"], 2)
    assert mail_of(world, desk) == ([], 0)
    assert mail_of(world, kiosk, since=3) == ([], 3)


def test_mail_to_a_release_of_nobody_is_not_told_apart(world: World, org: Organisation, desk: Device) -> None:
    elsewhere = Organisation("b" * 32, 2, issuer="https://other.example.org")
    world.found(elsewhere)
    world.releases("b" * 32, Device(seed=3), OTHERS_RELEASE)
    post(world, desk, item(1, UNKNOWN), item(2, OTHERS_RELEASE))
    assert count(world, mail_table) == 0


def test_the_same_mail_is_kept_once(world: World, org: Organisation, desk: Device, kiosk: Device) -> None:
    world.releases(org.id, kiosk, RELEASE)
    post(world, desk, item(1), item(1, sealed=b"again"))
    post(world, desk, item(1, sealed=b"other"), item(2))
    assert mail_of(world, kiosk) == (["01", "02"], 2)


def test_a_question_with_an_unknown_word_is_none(world: World, kiosk: Device) -> None:
    for query in ("?sicne=3", "?since=3&limit=2", "?since=-1", "?since=x"):
        assert problem(world.ask(kiosk, "GET", MAIL, query=query, token=None)) == "bad_request"


def test_mail_of_another_organisation_is_refused(world: World, desk: Device) -> None:
    body = {"contract": "progrez.mail/1", "organisation_id": "b" * 32, "items": []}
    assert problem(world.ask(desk, "POST", MAIL, body)) == "other_organisation"


def test_a_reply_stays_small_and_misses_nothing(empty_store: Store, org: Organisation) -> None:
    migrate(empty_store)
    with world_over(empty_store, Settings(page_bytes=10_000)) as world:
        desk = world.found(org)
        kiosk = world.admit(org, Device(), desk)
        world.releases(org.id, kiosk, RELEASE)
        post(world, desk, *(item(n, sealed=b"x" * size) for n, size in enumerate((9_000, 999, 2, 40_000, 1), start=1)))
        pages, since = [], 0
        while (page := mail_of(world, kiosk, since))[0]:
            pages.append(page[0])
            since = page[1]
        assert pages == [["01", "02"], ["03"], ["04"], ["05"]]


def test_after_an_older_database_was_put_back_whoever_asks_hears_that_numbers_ran_backwards(
    world: World, org: Organisation, desk: Device, kiosk: Device
) -> None:
    world.releases(org.id, kiosk, RELEASE)
    post(world, desk, item(1))
    world.ask(desk, "POST", NOTICES, org.notice())
    assert mail_of(world, kiosk, since=7) == ([], 1)
    assert world.ask(kiosk, "GET", NOTICES, query="?since=7", token=None).json()["next"] == 1


def test_notices_are_the_organisations_own(world: World, org: Organisation, desk: Device, kiosk: Device) -> None:
    first, second = org.notice(), org.notice("7" * 32, revokes="6" * 32)
    assert world.ask(desk, "POST", NOTICES, first).status_code == 204
    assert world.ask(desk, "POST", NOTICES, first).status_code == 204
    assert world.ask(desk, "POST", NOTICES, second).status_code == 204
    told = world.ask(kiosk, "GET", NOTICES, token=None).json()
    assert keeps("notices", told)
    assert (told["notices"], told["next"]) == ([first, second], 2)
    assert world.ask(kiosk, "GET", NOTICES, query="?since=1", token=None).json()["notices"] == [second]
    assert problem(world.ask(desk, "POST", NOTICES, org.notice(until_ms=NOW_MS + 5))) == "notice_known"
    assert problem(world.ask(desk, "POST", NOTICES, Organisation(seed=9).notice("8" * 32))) == "notice_signature"
    assert problem(world.ask(desk, "POST", NOTICES, {**first, "body": second["body"]})) == "notice_signature"
    assert problem(world.ask(desk, "POST", NOTICES, org.notice("9" * 32, until_ms=NOW_MS))) == "ends_before"
    foreign = org.notice("9" * 32, organisation_id="b" * 32)
    assert problem(world.ask(desk, "POST", NOTICES, foreign)) == "other_organisation"


def test_a_notice_that_ended_is_told_no_more(world: World, org: Organisation, desk: Device, kiosk: Device) -> None:
    world.ask(desk, "POST", NOTICES, org.notice(until_ms=NOW_MS + 1000))
    world.clock.at_ms = NOW_MS + 1000
    assert world.ask(kiosk, "GET", NOTICES, token=None).json()["notices"] == []


def test_what_nobody_came_for_is_dropped_at_last(world: World, org: Organisation, desk: Device, kiosk: Device) -> None:
    world.releases(org.id, kiosk, RELEASE)
    post(world, desk, item(1))
    world.ask(desk, "POST", NOTICES, org.notice(until_ms=NOW_MS + 1000))
    world.clock.at_ms = NOW_MS + 180 * 86_400_000
    tidy(world.served.parts)
    assert (count(world, mail_table), count(world, notice_table)) == (1, 0)
    world.clock.at_ms += 1
    tidy(world.served.parts)
    assert count(world, mail_table) == 0


def test_statistics_of_a_period_are_kept_once(
    world: World, org: Organisation, kiosk: Device, desk: Device, repo: Path
) -> None:
    told = json.loads((repo / "resources/contracts/examples/statistics.json").read_bytes())
    assert problem(world.ask(kiosk, "POST", STATISTICS, told, token=None)) == "other_organisation"
    told["recipient"]["id"] = org.id
    later = {**told["periods"][0], "closed": "2027-02-02"}
    for periods in ([], told["periods"], told["periods"], [*told["periods"], later]):
        assert world.ask(kiosk, "POST", STATISTICS, {**told, "periods": periods}, token=None).status_code == 204
    assert count(world, statistics_table) == 2
    with world.store.reading() as connection:
        documents = [json.loads(one) for one in connection.execute(select(statistics_table.c.document)).scalars()]
    assert all(keeps("statistics", one) and len(one["periods"]) == 1 for one in documents)
    assert kiosk.id not in json.dumps(documents)
    publisher = {**told, "recipient": {"role": "publisher", "name": "Somebody"}}
    assert problem(world.ask(kiosk, "POST", STATISTICS, publisher, token=None)) == "other_organisation"


def test_a_workstation_reads_what_was_counted_and_a_kiosk_does_not(
    world: World, org: Organisation, kiosk: Device, desk: Device, repo: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("progrez_server.services.statistics._IN_A_LIST", 2)
    told = json.loads((repo / "resources/contracts/examples/statistics.json").read_bytes())
    told["recipient"]["id"] = org.id
    periods = [{**told["periods"][0], "closed": f"2027-02-0{day}"} for day in range(1, 6)]
    assert world.ask(kiosk, "POST", STATISTICS, {**told, "periods": periods}, token=None).status_code == 204
    found, after = [], "0" * 64
    while True:
        page = world.ask(desk, "GET", STATISTICS, query=f"?after={after}").json()
        assert keeps("statistics-list", page)
        found += [one["sha256"] for one in page["periods"]]
        if not page["has_more"]:
            break
        after = found[-1]
    assert len(found) == 5 and found == sorted(set(found))
    documents = [world.ask(desk, "GET", f"{STATISTICS}/{sha256}").json() for sha256 in found]
    assert sorted(one["periods"][0]["closed"] for one in documents) == [one["closed"] for one in periods]
    assert all(keeps("statistics", one) for one in documents)
    assert problem(world.ask(desk, "GET", f"{STATISTICS}/{'0' * 64}")) == "not_found"
    for path in (STATISTICS, f"{STATISTICS}/{found[0]}"):
        assert problem(world.ask(kiosk, "GET", path)) == "kind_of_device"
        assert problem(world.ask(desk, "GET", path, token=None)) == "staff_sign_in_needed"
