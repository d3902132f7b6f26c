"""What comes on a stick is taken in like what comes over the network, once, and receipts go back."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from progrez_desktop.core.errors import DataFault, EnvironmentFault
from progrez_desktop.core.json_document import keep_contract
from progrez_desktop.core.keys import carried
from progrez_desktop.core.keys import organisation_papers as papers
from progrez_desktop.core.keys.signing import new_signing_key, public_of
from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.services import registry, registry_exchange, registry_notices, registry_stick
from progrez_desktop.core.store.registry_store import Identity
from tests.core.services.registry_house import DAY_MS, FakeDevice, House, Sealed, mail_in, new_house, server_of
from tests.fakes import MONDAY_MS, FakeEntropy


@pytest.fixture
def kiosk(house: House) -> FakeDevice:
    return house.device()


def erase(one: Sealed) -> dict[str, Any]:
    place = {"kind": "erase", "release_id": one.release_id, "version": one.version + 1, "reason": "withdrawn"}
    return {**place, "erase_secret": one.erase_secret.hex(), "at_ms": MONDAY_MS}


def stick(house: House, kiosk: FakeDevice, *items: dict[str, Any], batch_id: str = "99" * 16) -> bytes:
    batch = {
        "contract": "progrez.batch/1",
        "batch_id": batch_id,
        "organisation_id": house.card.organisation_id,
        "device_id": kiosk.id,
        "items": list(items),
    }
    return carried.write_batches(kiosk.key, kiosk.id, kiosk.certificate, MONDAY_MS, [batch])


def statuses(house: House, kiosk: FakeDevice) -> list[int]:
    body = carried.read_receipts(registry_stick.receipts(house.deps, kiosk.id), house.card, kiosk.id)
    return [one["status"] for one in body["results"][0]["results"]]


def listed(house: House) -> set[str]:
    return {row.release_id for row in registry.rows(house.deps, Query())}


def test_a_file_is_taken_in_once_and_its_receipts_go_back(house, kiosk) -> None:
    one, two = house.sealed(kiosk), house.sealed(kiosk)
    data = stick(house, kiosk, one.item(), two.item())
    first = registry_stick.take(house.deps, data)
    assert (first.counted.new, first.known_batches, first.device_name) == (2, 0, "Kiosk 3")
    again = registry_stick.take(house.deps, data)
    assert (again.counted.new, again.known_batches) == (0, 1)
    assert listed(house) == {one.release_id, two.release_id}
    assert statuses(house, kiosk) == [201, 201]


def test_stick_and_network_mix_in_any_order(house, kiosk) -> None:
    server = server_of(house, kiosk)
    one, two = house.sealed(kiosk), house.sealed(kiosk)
    registry_stick.take(house.deps, stick(house, kiosk, one.item()))
    server.puts(one, two)
    fetched = registry.fetch(house.deps, server)
    assert (fetched.new, fetched.known) == (1, 1)
    registry_stick.take(house.deps, stick(house, kiosk, two.item(), erase(one), batch_id="88" * 16))
    assert listed(house) == {two.release_id}
    server.puts(one)
    registry.fetch(house.deps, server)
    assert listed(house) == {two.release_id}


def test_each_item_is_answered_as_a_server_would(house, kiosk) -> None:
    old, new = (first := house.sealed(kiosk)), house.sealed(kiosk, of=first, version=2)
    gone, thief = house.sealed(kiosk), house.sealed(kiosk)
    bad = house.sealed(kiosk, signing_key=new_signing_key(FakeEntropy(3)))
    uncovered = house.sealed(kiosk, receipt=lambda body: body["grants"].pop())
    registry_stick.take(house.deps, stick(house, kiosk, new.item()))
    wrong = erase(thief) | {"release_id": new.release_id}
    data = stick(
        house,
        kiosk,
        *(gone.item(), erase(gone), old.item(), new.item(), wrong, bad.item(), uncovered.item()),
        {**new.item(), "header": "{}"},
        batch_id="77" * 16,
    )
    registry_stick.take(house.deps, data)
    body = carried.read_receipts(registry_stick.receipts(house.deps, kiosk.id), house.card, kiosk.id)
    results = next(one["results"] for one in body["results"] if one["batch_id"] == "77" * 16)
    assert [one["status"] for one in results] == [410, 201, 412, 200, 403, 422, 403, 422]
    assert [one.get("problem") for one in results[4:]] == [
        *("erase_secret_wrong", "signature_wrong", "receipt_not_covering", "header_wrong")
    ]
    assert listed(house) == {new.release_id}


def test_a_file_that_was_cut_changed_or_is_of_somebody_else_changes_nothing(house, kiosk, tmp_path) -> None:
    data = stick(house, kiosk, house.sealed(kiosk).item())
    stranger = house.device(key=new_signing_key(FakeEntropy(5)))
    other = new_house(tmp_path / "other", seed=2)
    files = [
        data[:-20],
        data[:40],
        b"",
        data[:60] + bytes([data[60] ^ 1]) + data[61:],
        data + b"more",
        stick(house, stranger, house.sealed(stranger).item()),
        stick(other, other.device(), other.sealed(other.device()).item()),
    ]
    other.opened.close()
    for file in files:
        with pytest.raises(DataFault):
            registry_stick.take(house.deps, file)
    assert listed(house) == set() and house.deps.store.post.carried_of(kiosk.id, 9) == []


@pytest.mark.usefixtures("read_without_role")
def test_receipts_bring_mail_notices_certificate_and_card(house, kiosk) -> None:
    one = house.sealed(kiosk)
    registry_stick.take(house.deps, stick(house, kiosk, one.item()))
    registry.detail(house.deps, one.release_id)
    words = {"en": "New date", "nl": "Nieuwe datum"}
    kept = registry_notices.make(house.deps, words, words, 3)
    body = carried.read_receipts(registry_stick.receipts(house.deps, kiosk.id), house.card, kiosk.id)
    (item,) = body["mail"]
    assert mail_in(one, item)["event"] == "opened"
    assert [notice["body"]["notice_id"] for notice in body["notices"]] == [kept]
    assert body["certificate"] == kiosk.certificate
    assert body["card"] == house.deps.store.identity().card
    house.clock.advance(4 * DAY_MS)
    later = carried.read_receipts(registry_stick.receipts(house.deps, kiosk.id), house.card, kiosk.id)
    assert later["notices"] == []


def test_a_dropped_device_gets_no_certificate_and_is_not_believed_from_then_on(house, kiosk) -> None:
    registry_stick.take(house.deps, stick(house, kiosk, house.sealed(kiosk).item()))
    house.clock.advance(-DAY_MS)
    registry_exchange.drop(house.deps, kiosk.asking, None)
    found = registry_stick.take(house.deps, stick(house, kiosk, house.sealed(kiosk).item(), batch_id="88" * 16))
    assert found.counted.refused == 1
    assert [one.code for one in registry.refused(house.deps)] == ["device_dropped"]
    body = carried.read_receipts(registry_stick.receipts(house.deps, kiosk.id), house.card, kiosk.id)
    assert body["certificate"] is None


def test_a_full_disk_keeps_whole_batches_and_the_same_file_goes_on_after_them(house, kiosk, monkeypatch) -> None:
    ones = [house.sealed(kiosk) for _ in range(4)]
    batches: list[Mapping[str, Any]] = []
    for number, pair in enumerate((ones[:2], ones[2:])):
        batch = {"contract": "progrez.batch/1", "batch_id": f"{number:032x}", "device_id": kiosk.id}
        items = {"organisation_id": house.card.organisation_id, "items": [one.item() for one in pair]}
        batches.append(batch | items)
    data = carried.write_batches(kiosk.key, kiosk.id, kiosk.certificate, MONDAY_MS, batches)
    put, calls = house.deps.store.profiles.put, []

    def full(new: Any, at_ms: int) -> None:
        calls.append(new)
        if len(calls) == 4:
            raise EnvironmentFault("disk_full", folder="x")
        put(new, at_ms)

    monkeypatch.setattr(house.deps.store.profiles, "put", full)
    with pytest.raises(EnvironmentFault):
        registry_stick.take(house.deps, data)
    assert len(listed(house)) == 2
    found = registry_stick.take(house.deps, data)
    assert (found.known_batches, found.counted.new) == (1, 2) and len(listed(house)) == 4


def with_server(house: House) -> Identity:
    identity = house.deps.store.identity()
    card = replace(house.card, server="https://assessments.example.org", number=2)
    house.deps.store.put_card(papers.sign_card(identity.organisation_key, card))
    return identity


def test_what_is_withdrawn_before_it_was_passed_on_is_gone_from_what_waits_too(house, kiosk) -> None:
    with_server(house)
    one, other, alone = house.sealed(kiosk), house.sealed(kiosk), house.sealed(kiosk)
    registry_stick.take(house.deps, stick(house, kiosk, one.item(), other.item()))
    registry_stick.take(house.deps, stick(house, kiosk, alone.item(), batch_id="88" * 16))
    before = [json.loads(waiting.body or b"")["batch_id"] for waiting in house.deps.store.post.not_passed_on()]
    registry_stick.take(house.deps, stick(house, kiosk, erase(one), erase(alone), batch_id="77" * 16))
    server = server_of(house, kiosk)
    registry.fetch(house.deps, server)
    first, second = server.posted("/v1/batches")
    assert [item["kind"] for item in first["items"] + second["items"]] == ["put", "erase", "erase"]
    assert first["items"] == [other.item()] and first["batch_id"] not in before
    assert house.deps.store.post.not_passed_on() == []


def test_what_was_carried_is_passed_on_to_the_server_as_a_batch_of_this_workstation(house, kiosk) -> None:
    identity = with_server(house)
    one, bad = house.sealed(kiosk), house.sealed(kiosk, signing_key=new_signing_key(FakeEntropy(3)))
    registry_stick.take(house.deps, stick(house, kiosk, one.item(), bad.item()))
    server = server_of(house, kiosk)
    registry.fetch(house.deps, server)
    (batch,) = server.posted("/v1/batches")
    keep_contract(batch, "sync-batch")
    assert batch["device_id"] == identity.device_id and batch["items"] == [one.item()]
    assert registry.fetch(house.deps, server).refused == 0 and len(server.posted("/v1/batches")) == 1


def test_a_device_that_is_known_may_leave_its_certificate_out(house, kiosk) -> None:
    registry_stick.take(house.deps, stick(house, kiosk, house.sealed(kiosk).item()))
    bare = FakeDevice(kiosk.id, kiosk.key, kiosk.certificate)
    bare.certificate = None  # type: ignore[assignment]
    assert registry_stick.take(house.deps, stick(house, bare, house.sealed(kiosk).item(), batch_id="88" * 16))
    assert len(listed(house)) == 2 and public_of(kiosk.key)
