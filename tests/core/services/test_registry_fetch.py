"""What a registry takes in from its server: everything once, nothing that is wrong, and nothing that was erased."""

import zlib
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from progrez_desktop.core.errors import DataFault, EnvironmentFault
from progrez_desktop.core.keys.inbox import new_key_pair
from progrez_desktop.core.keys.signing import new_signing_key
from progrez_desktop.core.model.registry import Fetched, Query
from progrez_desktop.core.services import registry
from tests.core.services.registry_house import (
    CONTENT,
    FakeDevice,
    FakeServer,
    House,
    server_of,
)
from tests.fakes import FakeEntropy, there


@pytest.fixture
def kiosk(house: House) -> FakeDevice:
    return house.device()


@pytest.fixture
def server(house: House, kiosk: FakeDevice) -> FakeServer:
    return server_of(house, kiosk)


def fetched(house: House, server: FakeServer, **more: Any) -> Fetched:
    return registry.fetch(house.deps, server, **more)


def listed(house: House) -> set[str]:
    return {row.release_id for row in registry.rows(house.deps, Query())}


@pytest.mark.usefixtures("read_without_role")
def test_what_was_released_is_listed_by_code_with_margins_and_the_grant_that_allows_it(house, server, kiosk) -> None:
    one = house.sealed(kiosk)
    server.puts(one)
    assert fetched(house, server).new == 1
    (row,) = registry.rows(house.deps, Query())
    margin = there(row.scores["empathy"])
    assert (margin.sten, margin.low, margin.high) == (6, 5, 7)
    assert row.scores["integrity"] is None and row.name == ""
    assert len(row.code) == 6 and row.code[3] == "-"
    detail = registry.detail(house.deps, one.release_id)
    assert detail.content["name"] == CONTENT["name"] and detail.device_name == "Kiosk 3"
    assert {permit.purpose for permit in detail.permits} == {"profile", "contact"}


def test_the_same_fetch_again_changes_nothing(house, server, kiosk) -> None:
    server.puts(*(house.sealed(kiosk) for _ in range(5)))
    assert fetched(house, server).new == 5
    before = registry.rows(house.deps, Query())
    assert fetched(house, server) == Fetched()
    assert registry.rows(house.deps, Query()) == before


def test_pages_go_on_where_the_one_before_ended(house, server, kiosk) -> None:
    server.largest = 3
    server.puts(*(house.sealed(kiosk) for _ in range(10)))
    reached: list[tuple[int, int]] = []
    assert fetched(house, server, on_progress=lambda done, of: reached.append((done, of))).new == 10
    assert reached == [(3, 10), (6, 10), (9, 10), (10, 10)]


def test_a_page_that_is_too_large_is_asked_for_in_smaller_ones(house, server, kiosk) -> None:
    server.puts(*(house.sealed(kiosk) for _ in range(7)))
    page, most = server._page, 2

    def too_large(since: int, limit: int) -> Any:
        if limit > most:
            raise DataFault("online_too_large", host="127.0.0.1", limit_mib=4)
        return page(since, limit)

    server._page = too_large
    assert fetched(house, server).new == 7
    most = 0
    server.puts(house.sealed(kiosk))
    with pytest.raises(DataFault, match="online_too_large"):
        fetched(house, server)


def test_a_fetch_that_is_stopped_or_loses_the_network_goes_on_later(house, server, kiosk) -> None:
    server.largest = 2
    server.puts(*(house.sealed(kiosk) for _ in range(6)))
    answers = iter([False, True])
    stopped = fetched(house, server, is_stopped=lambda: next(answers))
    assert (stopped.new, stopped.is_complete) == (2, False)
    server.offline_after = 1
    with pytest.raises(EnvironmentFault):
        fetched(house, server)
    assert len(listed(house)) == 4
    server.offline_after = None
    assert fetched(house, server).new == 2 and len(listed(house)) == 6


def test_a_newer_version_takes_the_place_of_the_one_before_and_an_older_one_never_does(house, server, kiosk) -> None:
    first = house.sealed(kiosk)
    second = house.sealed(kiosk, of=first, version=2, purposes=("profile",))
    server.puts(second)
    fetched(house, server)
    server.puts(first)
    assert fetched(house, server).known == 1
    (row,) = registry.rows(house.deps, Query(with_names=True))
    assert (row.version, row.name) == (2, "")
    third = house.sealed(kiosk, of=first, version=3)
    server.puts(third)
    assert fetched(house, server).renewed == 1
    assert registry.rows(house.deps, Query(with_names=True))[0].name == "Sanne de Vries"


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(["put 1", "put 2", "erase", "put 1", "erase"]), page=st.integers(1, 6))
def test_an_erasure_wins_whatever_the_order(house, kiosk, order, page) -> None:
    server = server_of(house, kiosk)
    server.seq, server.largest = house.deps.store.heard().change_seq, page
    first = house.sealed(kiosk)
    second = house.sealed(kiosk, of=first, version=2)
    for step in order:
        server.seq += 1
        if step == "erase":
            told = {"release_id": first.release_id, "erase_hash": first.erase_hash, "at_ms": 1}
            server.changes.append({"seq": server.seq, "kind": "erase", **told})
        else:
            server.changes.append((first if step == "put 1" else second).change(server.seq))
    fetched(house, server)
    assert first.release_id not in listed(house)


def test_an_erasure_with_another_hash_takes_nothing_away(house, server, kiosk) -> None:
    one, other = house.sealed(kiosk), house.sealed(kiosk)
    server.puts(one)
    fetched(house, server)
    server.seq += 1
    told = {"release_id": one.release_id, "erase_hash": other.erase_hash, "at_ms": 1}
    server.changes.append({"seq": server.seq, "kind": "erase", **told})
    assert fetched(house, server).erased == 0
    assert listed(house) == {one.release_id}


def test_what_is_erased_stays_erased_when_an_old_database_is_put_back_on_the_server(house, server, kiosk) -> None:
    gone, kept = house.sealed(kiosk), house.sealed(kiosk)
    server.puts(gone, kept)
    fetched(house, server)
    before = (list(server.changes), server.seq)
    server.erases(gone)
    assert fetched(house, server).erased == 1
    server.changes, server.seq = before
    back = fetched(house, server)
    assert back.server_rolled_back and back.new == 0
    assert listed(house) == {kept.release_id}
    another = house.sealed(kiosk)
    server.puts(another)
    assert not fetched(house, server).server_rolled_back
    assert listed(house) == {kept.release_id, another.release_id}


def test_a_server_with_another_database_is_told_and_heard_from_the_beginning(house, server, kiosk) -> None:
    server.puts(house.sealed(kiosk))
    fetched(house, server)
    server.store_id = "66" * 16
    assert fetched(house, server).server_rolled_back


BAD: dict[str, Callable[[House, FakeDevice], Any]] = {
    "not_opened": lambda house, kiosk: house.sealed(kiosk, seal_key=new_key_pair(FakeEntropy(7)).public),
    "key_unknown": lambda house, kiosk: house.sealed(kiosk, header=lambda told: told.update(key_id="0a" * 32)),
    "signature_wrong": lambda house, kiosk: house.sealed(kiosk, signing_key=new_signing_key(FakeEntropy(8))),
    "not_inflated": lambda house, kiosk: house.sealed(kiosk, packed=zlib.compress(bytes(50 << 20), 9)),
    "content_unknown": lambda house, kiosk: house.sealed(kiosk, header=lambda told: told.update(content_version=2)),
    "other_organisation": lambda house, kiosk: house.sealed(
        kiosk, header=lambda told: told.update(organisation_id="ab" * 16)
    ),
    "header_wrong": lambda house, kiosk: house.sealed(kiosk, header=lambda told: told.update(gender="f")),
    "content_wrong": lambda house, kiosk: house.sealed(kiosk, content={**CONTENT, "birth_date": "1997-05-03"}),
    "more_than_granted": lambda house, kiosk: house.sealed(kiosk, purposes=("profile",), content=CONTENT),
    "receipt_not_covering": lambda house, kiosk: house.sealed(kiosk, receipt=lambda body: body["grants"].pop()),
    "receipt_not_given": lambda house, kiosk: house.sealed(kiosk, receipt=lambda body: body.update(event="withdrawn")),
    "receipt_other": lambda house, kiosk: house.sealed(kiosk, receipt=lambda body: body.update(release_id="cd" * 16)),
    "receipt_wrong": lambda house, kiosk: house.sealed(kiosk, receipt=lambda body: body.update(extra=1)),
}


@pytest.mark.parametrize("code", BAD)
def test_what_is_wrong_is_listed_with_its_reason_and_stops_nothing(house, server, kiosk, code) -> None:
    bad, good = BAD[code](house, kiosk), house.sealed(kiosk)
    server.puts(bad, good)
    told = fetched(house, server)
    assert (told.refused, told.new) == (1, 1)
    assert [one.code for one in registry.refused(house.deps)] == [code]
    assert listed(house) == {good.release_id}


def scored(**changed: Any) -> dict[str, Any]:
    return {**CONTENT, "scores": [{**CONTENT["scores"][0], **changed}]}  # type: ignore[dict-item,index]


@pytest.mark.parametrize(
    "content",
    [
        *(scored(sten=6.0), scored(low=1, high=3), scored(skill="a b;c"), scored(skill="\x1b[2J")),
        {**CONTENT, "assessment": "x\ny"},
        {**CONTENT, "provenance": {**CONTENT["provenance"], "finished_ms": 10**30}},  # type: ignore[dict-item]
    ],
)
def test_a_device_that_lies_in_its_numbers_and_names_breaks_no_list(house, server, kiosk, content) -> None:
    server.puts(house.sealed(kiosk, content=content), house.sealed(kiosk))
    assert fetched(house, server).new == 1
    assert [one.code for one in registry.refused(house.deps)] == ["content_wrong"]
    assert len(registry.rows(house.deps, Query(reaches=(("empathy", 5),)))) == 1


@pytest.mark.parametrize("name", ["until_ms", "released_ms", "version"])
@pytest.mark.parametrize("number", [10**30, 1e300, 2**62])
def test_a_number_that_is_none_stands_in_no_header(house, server, kiosk, name, number) -> None:
    bad = house.sealed(kiosk, header=lambda told: told.update({name: number}))
    server.puts(bad, house.sealed(kiosk))
    assert fetched(house, server).new == 1
    assert [one.code for one in registry.refused(house.deps)] == ["header_wrong"]


def test_a_grant_without_an_end_that_can_be_is_none(house, server, kiosk) -> None:
    server.puts(house.sealed(kiosk, receipt=lambda body: body["grants"][0].update(until_ms=10**30)))
    fetched(house, server)
    assert [one.code for one in registry.refused(house.deps)] == ["receipt_wrong"]


def test_a_name_that_would_steer_a_terminal_is_shown_without_that(house, server, kiosk) -> None:
    name = {"first": "San\x1b[2Jne", "last": "de\nVries\u202e"}
    server.puts(house.sealed(kiosk, content={**CONTENT, "name": name}))
    fetched(house, server)
    assert registry.rows(house.deps, Query(with_names=True))[0].name == "San[2Jne deVries"


@pytest.mark.parametrize("lie", [-1, +1, -9000])
def test_a_length_that_is_not_the_real_one_is_not_believed(house, server, kiosk, lie) -> None:
    def change(told: dict[str, Any]) -> None:
        told["plain_bytes"] = max(0, told["plain_bytes"] + lie)

    server.puts(house.sealed(kiosk, header=change))
    fetched(house, server)
    assert [one.code for one in registry.refused(house.deps)] == ["not_inflated"]


def test_a_header_with_another_receipt_than_its_own_is_not_believed(house, server, kiosk) -> None:
    server.puts(house.sealed(kiosk, header=lambda told: told.update(receipt_sha256="0a" * 32)))
    fetched(house, server)
    assert [one.code for one in registry.refused(house.deps)] == ["receipt_other"]


def test_a_grant_that_ends_before_the_release_does_not_cover_it(house, server, kiosk) -> None:
    def shorter(body: dict[str, Any]) -> None:
        body["grants"][0]["until_ms"] -= 1

    server.puts(house.sealed(kiosk, receipt=shorter))
    fetched(house, server)
    assert [one.code for one in registry.refused(house.deps)] == ["receipt_not_covering"]


def test_a_grant_covers_no_field_that_its_purpose_never_had(house, server, kiosk) -> None:
    def widened(body: dict[str, Any]) -> None:
        body["grants"] = [{**body["grants"][0], "fields": ["scores", "provenance", "name", "email"]}]

    def header(told: dict[str, Any]) -> None:
        told["purposes"] = ["profile"]

    server.puts(house.sealed(kiosk, receipt=widened, header=header))
    fetched(house, server)
    assert [one.code for one in registry.refused(house.deps)] == ["receipt_not_covering"]


def test_an_envelope_that_was_cut_or_changed_is_not_believed(house, server, kiosk) -> None:
    one = house.sealed(kiosk)
    server.puts(one)
    whole = server.changes[-1]["envelope"]
    server.changes[-1]["envelope"] = whole[: len(whole) // 8 * 4]
    fetched(house, server)
    assert [refused.code for refused in registry.refused(house.deps)] == ["signature_wrong"]
    server.puts(one)
    assert fetched(house, server).new == 1
    assert registry.refused(house.deps) == ()


def test_devices_without_a_certificate_with_a_foreign_or_an_ended_one_are_not_believed(house, server, kiosk) -> None:
    stranger = house.device(key=new_signing_key(FakeEntropy(5)))
    unknown, ended = house.device(), house.device(until_ms=1000)
    server.devices = [one.certificate for one in (kiosk, stranger, ended)]
    server.puts(*(house.sealed(one) for one in (stranger, unknown, ended, kiosk)))
    assert fetched(house, server).new == 1
    codes = [one.code for one in registry.refused(house.deps)]
    assert codes == ["certificate_foreign", "certificate_missing", "certificate_ended"]


def test_a_release_under_the_id_of_another_one_takes_its_place_never(house, server, kiosk) -> None:
    one = house.sealed(kiosk)
    server.puts(one)
    fetched(house, server)
    thief = house.sealed(kiosk, version=9, header=lambda told: told.update(release_id=one.release_id))
    server.seq += 1
    server.changes.append({**thief.change(server.seq), "release_id": one.release_id})
    fetched(house, server)
    assert {refused.code for refused in registry.refused(house.deps)} == {"release_taken"}
    assert registry.rows(house.deps, Query())[0].version == 1


@pytest.mark.parametrize(
    "lie",
    [
        {"organisation_id": "ab" * 16},
        {"since": 3},
        {"next": 9, "latest": 4},
        {"latest": "many"},
        {"server_time_ms": 10**30},
        {"changes": [{"seq": 1}]},
    ],
)
def test_a_page_that_can_not_be_is_refused_whole(house, server, kiosk, lie, monkeypatch) -> None:
    server.puts(house.sealed(kiosk))
    page = server._page
    monkeypatch.setattr(server, "_page", lambda since, limit: page(since, limit) | lie)
    with pytest.raises(DataFault):
        fetched(house, server)
    assert listed(house) == set() and house.deps.store.heard().change_seq == 0


def test_what_came_too_late_is_not_kept(house, server, kiosk) -> None:
    server.puts(house.sealed(kiosk, days=0))
    assert fetched(house, server).ended == 1
    assert listed(house) == set()


@pytest.mark.usefixtures("read_without_role")
def test_nothing_that_was_released_lies_readable_on_the_disk(house, server, kiosk) -> None:
    server.puts(house.sealed(kiosk))
    fetched(house, server)
    registry.detail(house.deps, next(iter(listed(house))))
    for path in house.parts.folder.root.rglob("*"):
        if path.is_file():
            assert b"Sanne" not in path.read_bytes() and b"empathy" not in path.read_bytes()


def test_a_page_that_was_torn_by_a_full_disk_is_taken_whole_the_next_time(house, server, kiosk, monkeypatch) -> None:
    server.puts(*(house.sealed(kiosk) for _ in range(4)))
    rows = house.deps.store.profiles
    put, calls = rows.put, []

    def full(new: Any, at_ms: int) -> None:
        calls.append(new)
        if len(calls) == 3:
            raise EnvironmentFault("disk_full", folder="x")
        put(new, at_ms)

    monkeypatch.setattr(rows, "put", full)
    with pytest.raises(EnvironmentFault):
        fetched(house, server)
    assert listed(house) == set() and house.deps.store.heard().change_seq == 0
    monkeypatch.setattr(rows, "put", put)
    assert fetched(house, server).new == 4


def test_two_people_whose_ids_begin_alike_are_not_called_the_same(house, server, kiosk) -> None:
    same = int("1" * 32, 16)
    ids = [f"{same:032x}", f"{same + (1 << 60):032x}"]
    for subject in ids:
        server.puts(house.sealed(kiosk, header=lambda told, subject=subject: told.update(subject_id=subject)))
    fetched(house, server)
    assert len({row.code for row in registry.rows(house.deps, Query())}) == 2


def test_the_list_is_by_date_code_or_end_and_filtered_by_what_a_margin_reaches(house, server, kiosk) -> None:
    ones = [house.sealed(kiosk, days=days, version=days) for days in (3, 1, 2)]
    server.puts(*ones)
    fetched(house, server)

    def days(**query: Any) -> list[int]:
        return [row.version for row in registry.rows(house.deps, Query(**query))]

    assert days() == [3, 2, 1] and days(order="oldest") == [1, 2, 3] and days(order="ends_first") == [1, 2, 3]
    codes = [row.code for row in registry.rows(house.deps, Query(order="code"))]
    assert codes == sorted(codes)
    assert len(days(reaches=(("empathy", 7),))) == 3 and days(reaches=(("empathy", 8),)) == []
    assert days(reaches=(("integrity", 1),)) == []
    assert days(offset=1, limit=1) == [2] and registry.count(house.deps, Query(limit=1)) == 3
    assert [row.code for row in registry.rows(house.deps, Query(text=codes[0][:5].lower()))] == codes[:1]
    assert registry.rows(house.deps, Query(text="sanne")) == ()
    assert len(registry.rows(house.deps, Query(text="SANNE", with_names=True))) == 3
    assert days(purpose="contact") and days(purpose="research") == [] and days(assessment="other") == []
