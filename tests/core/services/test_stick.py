"""A room without a network hands over files: the same releases, once, mixed with the network or not."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.keys import carried
from progrez_desktop.core.keys.organisation_papers import sign_card
from progrez_desktop.core.keys.primitives import x25519_public
from progrez_desktop.core.keys.signing import public_of
from progrez_desktop.core.services import sending, stick
from progrez_desktop.core.words import Words
from tests.core.services.sending_house import (
    DEVICE,
    DEVICE_KEY,
    ORGANISATION,
    SEAL,
    SIGNING,
    Sender,
    card_of,
    cut,
    sender_and_server,
)
from tests.organisation_server import OrganisationServer


@pytest.fixture
def house(tmp_path: Path) -> Iterator[tuple[Sender, OrganisationServer]]:
    with sender_and_server(tmp_path) as house:
        yield house


def handed_over(sender: Sender) -> carried.CarriedBatch:
    made = stick.carry_out(sender.deps, ORGANISATION)
    card = card_of(ORGANISATION, None, x25519_public(SEAL))
    return carried.read_batches(made.data, card)


def answers(batches: Any, status: int = 201) -> list[dict[str, Any]]:
    return [
        {"batch_id": batch["batch_id"], "results": [_answer(item, status) for item in batch["items"]]}
        for batch in batches
    ]


def _answer(item: Mapping[str, Any], status: int) -> dict[str, Any]:
    named = json.loads(item["header"]) if item["kind"] == "put" else item
    return {"kind": item["kind"], "release_id": named["release_id"], "version": named["version"], "status": status}


def returned(sender: Sender, results: Any, **changes: Any) -> bytes:
    known = sender.deps.device.organisations.find(ORGANISATION)
    assert known is not None and known.card is not None
    body = {
        "organisation_id": ORGANISATION,
        "device_id": DEVICE,
        "at_ms": sender.clock.now_ms(),
        "results": results,
        "mail": [],
        "notices": [],
        "certificate": None,
        "card": sign_card(SIGNING, known.card),
    }
    return carried.write_receipts(SIGNING, body | changes)


def test_what_is_carried_is_what_would_be_sent_and_its_receipts_end_it(
    house: tuple[Sender, OrganisationServer],
) -> None:
    sender, _ = house
    first, second = sender.release(1), sender.release(2)
    file = handed_over(sender)
    assert file.certificate is not None and file.device_id == DEVICE
    (batch,) = file.batches
    assert [json.loads(item["header"])["release_id"] for item in batch["items"]] == [first, second]
    came = stick.take_in(sender.deps, returned(sender, answers(file.batches)))
    assert (came.stored, came.erased) == (2, 0)
    assert sender.states() == {(first, "put"): "done", (second, "put"): "done"}
    for language in ("en", "nl"):
        words = Words(language)
        assert stick.sentences(came, words) == (words("stick.taken"), words.plural("sending.stored", 2))


def test_the_same_file_again_changes_nothing(house: tuple[Sender, OrganisationServer]) -> None:
    sender, _ = house
    sender.release(1)
    back = returned(sender, answers(handed_over(sender).batches))
    stick.take_in(sender.deps, back)
    before = sender.deps.device._database.rows("SELECT * FROM outbox")
    again = stick.take_in(sender.deps, back)
    assert not again.outcomes
    assert sender.deps.device._database.rows("SELECT * FROM outbox") == before
    assert stick.sentences(again, Words("en")) == (Words("en")("stick.known"),)


def test_written_again_it_is_the_same_batch_and_what_came_since_is_another(
    house: tuple[Sender, OrganisationServer],
) -> None:
    sender, _ = house
    sender.release(1)
    first = handed_over(sender).batches
    sender.release(2)
    second = handed_over(sender).batches
    assert second[0] == first[0] and len(second) == 2


def test_erasures_are_carried_first(house: tuple[Sender, OrganisationServer]) -> None:
    sender, _ = house
    first = sender.release(1)
    sender.press()
    sender.end(first)
    sender.release(2)
    kinds = [[item["kind"] for item in batch["items"]] for batch in handed_over(sender).batches]
    assert kinds == [["erase"], ["put"]]


def test_a_batch_that_was_carried_may_go_over_the_network_as_well(house: tuple[Sender, OrganisationServer]) -> None:
    sender, server = house
    sender.release(1)
    file = handed_over(sender)
    assert sender.press().stored == 1
    assert server.carried_out == [file.batches[0]["batch_id"]]
    late = stick.take_in(sender.deps, returned(sender, answers(file.batches)))
    assert not late.outcomes


def test_a_batch_whose_answer_was_lost_may_be_carried_and_is_counted_once(
    house: tuple[Sender, OrganisationServer],
) -> None:
    sender, server = house
    release_id = sender.release(1)
    server.after = lambda to, batch: cut(to)
    sender.press()
    file = handed_over(sender)
    assert [batch["batch_id"] for batch in file.batches] == server.carried_out
    stick.take_in(sender.deps, returned(sender, answers(file.batches, 200)))
    assert sender.states() == {(release_id, "put"): "done"}
    server.after = lambda to, batch: True
    assert sender.press().ended == "nothing"


def test_a_file_that_was_cut_changed_or_made_for_others_changes_nothing(
    house: tuple[Sender, OrganisationServer],
) -> None:
    sender, _ = house
    release_id = sender.release(1)
    good = answers(handed_over(sender).batches)
    back = returned(sender, good)
    forged = carried.write_receipts(bytes([8]) * 32, json.loads(carried.inflated(back))["body"])
    other = [{**good[0], "results": [{**good[0]["results"][0], "release_id": "e" * 32}]}]
    for data, code in (
        (back[:-20], "carried_damaged"),
        (b"", "carried_damaged"),
        (returned(sender, other), "carried_damaged"),
        (returned(sender, good, device_id="e" * 32), "carried_other_device"),
        (returned(sender, good, organisation_id="b" * 32), "carried_other_organisation"),
        (forged, "signature_wrong"),
    ):
        with pytest.raises(DataFault) as caught:
            stick.take_in(sender.deps, data)
        assert caught.value.code == code
        assert sender.states() == {(release_id, "put"): "sent"}


def test_what_the_workstation_does_not_take_stays_with_its_reason(house: tuple[Sender, OrganisationServer]) -> None:
    sender, _ = house
    sender.release(1)
    stick.take_in(sender.deps, returned(sender, answers(handed_over(sender).batches, 403)))
    assert [one.code for one in sending.not_taken(sender.deps, ORGANISATION)] == ["no_consent"]


def test_an_account_that_was_erased_while_the_stick_travelled_spoils_nobody_elses_receipts(
    house: tuple[Sender, OrganisationServer],
) -> None:
    sender, server = house
    bo = replace(sender, person=sender.device.person("Bo"))
    gone, stays = sender.release(1), bo.release(2)
    file = handed_over(sender)
    deps = sender.deps
    deps.device.outbox.end(gone, sender.clock.now_ms(), "deleted")
    deps.device.forget_accounts([sender.person.account.id])
    assert stick.take_in(deps, returned(sender, answers(file.batches))).stored == 1
    assert sender.states() == {(stays, "put"): "done", (gone, "erase"): "waiting"}
    assert sender.press().erased == 1
    assert gone in server.erased


def test_mail_comes_back_on_the_stick_for_releases_of_this_device_alone(
    house: tuple[Sender, OrganisationServer],
) -> None:
    sender, _ = house
    release_id = sender.release(1)
    sealed = b64encode(b"sealed").decode()
    mail = [
        {"mail_id": f"{number:032x}", "release_id": whose, "sealed": sealed, "at_ms": 1}
        for number, whose in enumerate((release_id, "f" * 32))
    ]
    results = answers(handed_over(sender).batches)
    assert stick.take_in(sender.deps, returned(sender, results, mail=mail)).mail == 1
    assert stick.take_in(sender.deps, returned(sender, results, mail=mail)).mail == 0
    ((_, kept),) = sender.deps.device.outbox.mail(sender.person.account.id, "mail")
    assert kept == release_id.encode() + b64decode(sealed)


def test_a_device_that_was_dropped_hands_over_what_is_withdrawn_and_no_profile(
    house: tuple[Sender, OrganisationServer],
) -> None:
    sender, _ = house
    withdrawn = sender.release(1)
    sender.press()
    sender.release(2)
    sender.end(withdrawn)
    sender.deps.device.organisations.stand(ORGANISATION, "dropped", 9)
    made = stick.carry_out(sender.deps, ORGANISATION)
    assert (made.erasures, made.profiles, made.left) == (1, 0, 0)
    file = carried.read_batches(made.data, card_of(ORGANISATION, None, x25519_public(SEAL)), public_of(DEVICE_KEY))
    assert stick.take_in(sender.deps, returned(sender, answers(file.batches))).erased == 1
    with pytest.raises(UsageFault, match="stick_nothing"):
        stick.carry_out(sender.deps, ORGANISATION)


def test_without_anything_that_waits_there_is_no_file(house: tuple[Sender, OrganisationServer]) -> None:
    sender, _ = house
    with pytest.raises(UsageFault, match="stick_nothing"):
        stick.carry_out(sender.deps, ORGANISATION)
    with pytest.raises(UsageFault, match="sending_not_enrolled"):
        stick.carry_out(sender.deps, "b" * 32)
