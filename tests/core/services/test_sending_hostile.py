"""A server that lies, forgets or breaks off is not believed, and costs nobody anything."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from progrez_desktop.core.keys.organisation_papers import sign_card
from progrez_desktop.core.keys.primitives import x25519_public
from progrez_desktop.core.keys.server_receipt import read_receipt
from progrez_desktop.core.keys.signing import public_of
from progrez_desktop.core.model.organisation import SealKey
from progrez_desktop.core.services import exchange, sending
from progrez_desktop.core.words import Words
from tests.core.services.sending_house import (
    ORGANISATION,
    SEAL,
    SIGNING,
    Sender,
    also,
    batches_asked,
    card_of,
    code_of,
    cut,
    sender_and_server,
)
from tests.fakes import MONDAY_MS, there
from tests.organisation_server import KEY, OrganisationServer, jws
from tests.web_server import Handler


@pytest.fixture
def house(tmp_path: Path) -> Iterator[tuple[Sender, OrganisationServer]]:
    with sender_and_server(tmp_path) as house:
        yield house


# What is not believed


def lie_about_key(server: OrganisationServer, reply: dict[str, Any]) -> dict[str, Any]:
    named = [{**one, "envelope_sha256": "0" * 64} for one in reply["results"]]
    return reply | {"receipt": jws(bytes([9]) * 32, receipt_body(server, reply["batch_id"], named))}


def receipt_body(server: OrganisationServer, batch_id: str, results: list[dict[str, Any]]) -> dict[str, Any]:
    body = {"contract": "progrez.server-receipt/1", "organisation_id": server.organisation_id, "batch_id": batch_id}
    return body | {"at_ms": server.now_ms, "results": results, "backup_days": 30}


def bytes_of_others(server: OrganisationServer, reply: dict[str, Any]) -> dict[str, Any]:
    named = [{**one, "envelope_sha256": "0" * 64} for one in reply["results"]]
    return reply | {"receipt": jws(KEY, receipt_body(server, reply["batch_id"], named))}


LIES: dict[str, Any] = {
    "another key": lie_about_key,
    "other bytes": bytes_of_others,
    "another batch": lambda server, reply: reply | {"batch_id": "9" * 32},
    "another organisation": lambda server, reply: reply | {"organisation_id": "b" * 32},
    "other releases": lambda server, reply: (
        reply | {"results": [{**one, "release_id": "e" * 32} for one in reply["results"]]}
    ),
    "another status than is signed": lambda server, reply: (
        reply | {"results": [{**one, "status": 410} for one in reply["results"]]}
    ),
    "more than was sent": lambda server, reply: reply | {"results": reply["results"] * 2},
    "no receipt of it": lambda server, reply: reply | {"receipt": "a.b.c"},
    "a receipt of another kind": lambda server, reply: (
        reply | {"receipt": jws(KEY, receipt_body(server, reply["batch_id"], []), typ="JWT")}
    ),
    "no contract": lambda server, reply: {"hello": 1},
}


@pytest.mark.parametrize("lie", LIES)
def test_a_lie_is_not_believed_and_the_batch_stays(lie: str, house: tuple[Sender, OrganisationServer]) -> None:
    sender, server = house
    release_id = sender.release(1)
    server.bend = lambda reply: LIES[lie](server, reply)
    sent = sender.press()
    assert sent.ended in ("refused", "later") and sent.waiting == 1
    assert code_of(sent) == ("online_reply" if lie == "no contract" else "server_receipt_wrong")
    assert sender.states() == {(release_id, "put"): "sent"}
    server.bend = lambda reply: reply
    assert sender.press().stored == 1
    assert len(server.carried_out) == 1


def test_an_old_answer_played_again_is_for_another_batch(house: tuple[Sender, OrganisationServer]) -> None:
    sender, server = house
    sender.release(1)
    kept: list[dict[str, Any]] = []
    server.after = also(lambda batch: kept.append(json.loads(server.replies[batch["batch_id"]][1])))
    sender.press()
    sender.release(2)
    server.bend = lambda reply: kept[0]
    assert code_of(sender.press()) == "server_receipt_wrong"


def test_an_erasure_without_a_receipt_of_its_own_is_not_believed(house: tuple[Sender, OrganisationServer]) -> None:
    sender, server = house
    release_id = sender.release(1)
    sender.press()
    sender.end(release_id)
    server.bend = lambda reply: (
        reply | {"results": [{k: v for k, v in one.items() if k != "receipt"} for one in reply["results"]]}
    )
    assert code_of(sender.press()) == "server_receipt_wrong"
    server.bend = lambda reply: reply
    sender.press()
    ((kind, _, at_ms, receipt),) = [
        fate for fate in sender.deps.device.batches.fates(sender.person.account.id)[release_id] if fate[0] == "erase"
    ]
    assert (kind, at_ms) == ("erase", server.now_ms)
    assert read_receipt(there(receipt), public_of(KEY))["results"][0]["release_id"] == release_id


@pytest.mark.parametrize("how", ["large", "bomb", "redirect"])
def test_an_answer_of_a_gigabyte_a_bomb_or_another_place_ends_it_and_changes_nothing(
    how: str, house: tuple[Sender, OrganisationServer]
) -> None:
    sender, server = house
    release_id = sender.release(1)

    def answer(to: Handler, _: Any) -> bool:
        if how == "redirect":
            to.say({}, 307, Location="http://example.org/v1/batches")
            return False
        if how == "bomb":
            to.say(gzip.compress(bytes(1 << 24)), Content_Encoding="gzip")
        else:
            to.say(bytes(1 << 22))
        return False

    server.after = answer
    sent = sender.press()
    assert (sent.ended, code_of(sent)) == (
        "refused",
        "online_redirected" if how == "redirect" else "online_too_large",
    )
    assert sender.states() == {(release_id, "put"): "sent"}


def test_a_server_that_asks_to_erase_what_it_never_had_is_not_heard(house: tuple[Sender, OrganisationServer]) -> None:
    """There is nothing in any answer by which a server could have something erased here."""
    sender, server = house
    release_id = sender.release(1)
    sender.press()
    sender.release(2)
    gone = {"kind": "erase", "release_id": release_id, "version": 2, "status": 201}
    server.bend = lambda reply: reply | {"results": [*reply["results"], gone]}
    assert code_of(sender.press()) == "server_receipt_wrong"
    assert sender.states()[(release_id, "put")] == "done"
    assert sender.deps.device.outbox.is_out(release_id)


# An older database, put back


@pytest.mark.parametrize("how", ["lower", "another"])
def test_of_an_older_database_everything_is_told_again(how: str, house: tuple[Sender, OrganisationServer]) -> None:
    sender, server = house
    first, second = sender.release(1), sender.release(2)
    sender.press()
    sender.end(first)
    before = dict(server.releases), dict(server.erased), server.seq
    sender.press()
    third = sender.release(3)
    server.releases, server.erased, server.seq = dict(before[0]), dict(before[1]), 0
    server.releases.pop(second)  # and what came after that copy is lost as well
    if how == "another":
        server.store_id = "6" * 32
    sender.deps.device.batches.hear(ORGANISATION, mail_seq=500)
    sent = sender.press()
    assert sent.server_rolled_back
    assert sender.deps.device.batches.heard(ORGANISATION).mail_seq == 0  # it numbers its mail anew as well
    assert set(server.releases) == {second, third} and set(server.erased) == {first}
    assert not sender.press().server_rolled_back
    actions = [event.action for event in sender.deps.device.audit.events()]
    assert actions.count("server_rolled_back") == 1


def test_another_database_is_noticed_also_where_nothing_waits(house: tuple[Sender, OrganisationServer]) -> None:
    sender, server = house
    first, second = sender.release(1), sender.release(2)
    sender.press()
    sender.end(first)
    sender.press()
    server.releases, server.erased, server.seq, server.store_id = {}, {}, 0, "6" * 32
    sent = sender.press()
    assert sent.server_rolled_back and (sent.erased, sent.stored) == (1, 1)
    assert set(server.releases) == {second} and set(server.erased) == {first}


def test_the_late_answer_of_a_first_try_is_no_older_database(house: tuple[Sender, OrganisationServer]) -> None:
    sender, server = house
    first = sender.release(1)
    sender.press()
    sender.release(2)
    server.after = lambda to, batch: cut(to)
    sender.press()
    sender.end(first)
    server.after = lambda to, batch: True
    assert not sender.press().server_rolled_back


# Keys


def pressed(sender: Sender) -> exchange.Exchanged:
    with sender.relay() as relay:
        return exchange.go(sender.deps, ORGANISATION, relay)


def seal_key(private: bytes) -> SealKey:
    public = x25519_public(private)
    return SealKey(hashlib.sha256(public).hexdigest(), public, MONDAY_MS)


def test_a_server_that_lies_about_keys_gets_nothing(house: tuple[Sender, OrganisationServer]) -> None:
    sender, server = house
    release_id = sender.release(1)
    theirs = bytes([66]) * 32
    false = card_of(ORGANISATION, server.address, x25519_public(theirs), number=2, signing_key=public_of(theirs))
    server.card = sign_card(theirs, false)
    done = pressed(sender)
    assert done.sent.ended == "refused" and done.sent.fault is not None
    assert done.sent.fault.message_key in Words("en") and done.sent.fault.message_key in Words("nl")
    assert sender.states() == {(release_id, "put"): "waiting"} and not batches_asked(server)
    known = there(sender.deps.device.organisations.find(ORGANISATION))
    assert known.card is not None and known.card.signing_key == public_of(SIGNING)


def test_after_a_new_key_what_was_sealed_to_the_one_before_still_goes(house: tuple[Sender, OrganisationServer]) -> None:
    sender, server = house
    sender.release(1)
    keys = (seal_key(bytes([5]) * 32), seal_key(SEAL))
    server.card = sign_card(SIGNING, card_of(ORGANISATION, server.address, b"", number=2, seal_keys=keys))
    assert pressed(sender).sent.stored == 1
    sender.release(2)
    header = sender.deps.device._database.rows("SELECT header FROM outbox ORDER BY seq DESC LIMIT 1")[0][0]
    assert json.loads(header)["key_id"] == keys[0].key_id


def test_what_was_sealed_to_a_key_that_is_gone_stays_and_is_told(house: tuple[Sender, OrganisationServer]) -> None:
    sender, server = house
    sender.release(1)
    keys = (seal_key(bytes([5]) * 32),)
    server.card = sign_card(SIGNING, card_of(ORGANISATION, server.address, b"", number=2, seal_keys=keys))
    pressed(sender)
    assert [one.code for one in sending.not_taken(sender.deps, ORGANISATION)] == ["organisation_key_changed"]
    assert not server.releases
