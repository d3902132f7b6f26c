"""A batch is taken once and whole: per item an outcome, the same key the same reply, an erasure over every put."""

import base64
import contextlib
import json
import socket
import time
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from sqlalchemy import func, select

from progrez_server.contracts import keeps
from progrez_server.signed import canonical
from progrez_server.store.tables import batch as batches
from progrez_server.store.tables import release, tombstone
from tests.server.conftest import DESK, KIOSK, RECEIPT_KEY
from tests.server.organisation import NOW_MS, YEAR_MS, Device
from tests.server.sent import (
    ORG,
    b64,
    batch,
    dressed,
    erase,
    header_of,
    put,
    receipt_of,
    release_id,
    sealed,
    secret,
    signed_put,
)


def statuses(reply):
    assert reply.status_code == 200, reply.text
    return [one["status"] for one in reply.json()["results"]]


def problem(reply):
    return reply.status_code, reply.json()["type"].removeprefix("urn:progrez:problem:")


def read_receipt(jws):
    head, body, signature = (base64.urlsafe_b64decode(part + "==") for part in jws.split("."))
    key = Ed25519PublicKey.from_public_bytes(RECEIPT_KEY.public)
    key.verify(signature, jws.rpartition(".")[0].encode())
    assert json.loads(head) == {"alg": "EdDSA", "typ": "progrez-receipt+jws"}
    told = json.loads(body)
    assert keeps("server-receipt", told)
    return told


def count(parts, table):
    with parts.store.reading() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def test_a_batch_is_stored_and_answered_as_the_contract_says(served):
    reply = served.send(batch(KIOSK, [put(KIOSK, 1), put(KIOSK, 2), erase(3)]))
    assert statuses(reply) == [201, 201, 201]
    told = reply.json()
    assert keeps("batch-result", told)
    assert told["change_seq"] == 3
    whole, of_erasure = read_receipt(told["receipt"]), read_receipt(told["results"][2]["receipt"])
    assert [one["status"] for one in whole["results"]] == [201, 201, 201]
    assert of_erasure["results"] == [{"kind": "erase", "release_id": release_id(3), "version": 2, "status": 201}]
    assert (count(served.parts, release), count(served.parts, tombstone)) == (2, 1)


def test_the_same_batch_gets_the_same_reply_and_other_bytes_under_its_key_are_refused(served):
    first = served.send(batch(KIOSK, [put(KIOSK, 1)]))
    again = served.send(batch(KIOSK, [put(KIOSK, 1)]), packed=False)
    assert first.content == again.content
    assert problem(served.send(batch(KIOSK, [put(KIOSK, 2)]))) == (422, "key_reused")
    assert count(served.parts, release) == 1


def test_the_same_release_under_another_key_is_recognised(served):
    served.send(batch(KIOSK, [put(KIOSK, 1)]))
    assert statuses(served.send(batch(KIOSK, [put(KIOSK, 1)], "8" * 32))) == [200]


@pytest.mark.parametrize("order", [(1, 2), (2, 1)])
def test_a_newer_version_is_never_overwritten(served, order):
    for number, version in enumerate(order):
        served.send(batch(KIOSK, [put(KIOSK, 1, version=version)], f"{number:032x}"))
    with served.parts.store.reading() as connection:
        assert connection.execute(select(release.c.version)).scalar_one() == 2


def test_an_older_version_is_told_that_a_newer_one_is_there(served):
    served.send(batch(KIOSK, [put(KIOSK, 1, version=2)]))
    reply = served.send(batch(KIOSK, [put(KIOSK, 1)], "8" * 32))
    assert [(one["status"], one["problem"]) for one in reply.json()["results"]] == [(412, "newer_version")]


@pytest.mark.parametrize("first", ["put", "erase", "together"])
def test_an_erasure_wins_in_every_order(served, first):
    sent = {"put": [[put(KIOSK)], [erase()]], "erase": [[erase()], [put(KIOSK)]], "together": [[put(KIOSK), erase()]]}
    for number, items in enumerate(sent[first]):
        served.send(batch(KIOSK, items, f"{number:032x}"))
    assert (count(served.parts, release), count(served.parts, tombstone)) == (0, 1)
    assert statuses(served.send(batch(KIOSK, [put(KIOSK, version=9)], "8" * 32))) == [410]


def test_a_second_erasure_is_told_with_the_receipt_of_the_first(served):
    first = served.send(batch(KIOSK, [erase()])).json()["results"][0]
    again = served.send(batch(KIOSK, [erase()], "8" * 32)).json()["results"][0]
    assert (first["status"], again["status"]) == (201, 200)
    assert first["receipt"] == again["receipt"]


def test_nobody_erases_without_the_secret(served):
    served.send(batch(KIOSK, [put(KIOSK)]))
    reply = served.send(batch(KIOSK, [erase(erase_secret=secret(2).hex())], "8" * 32))
    assert [(one["status"], one["problem"]) for one in reply.json()["results"]] == [(403, "erase_secret_wrong")]
    assert count(served.parts, release) == 1


def test_nobody_blocks_an_id_that_they_only_guessed(served):
    served.send(batch(KIOSK, [erase(erase_secret=secret(2).hex())]))
    assert statuses(served.send(batch(KIOSK, [put(KIOSK)], "8" * 32))) == [201]
    assert statuses(served.send(batch(KIOSK, [erase()], "7" * 32))) == [201]


def test_a_release_erased_and_put_under_another_secret_is_of_somebody_else(served):
    served.send(batch(KIOSK, [put(KIOSK)]))
    other = put(KIOSK, version=2, erase_hash="e" * 64)
    reply = served.send(batch(KIOSK, [other], "8" * 32)).json()["results"][0]
    assert (reply["status"], reply["problem"]) == (422, "erase_hash_differs")


def broken_puts():
    """Items that keep the batch's contract, each with what is wrong with it."""
    receipt = canonical(receipt_of(KIOSK, 1))
    good = header_of(KIOSK, 1, receipt)
    grants = receipt_of(KIOSK, 1)["grants"]
    stranger = Device(9)

    def of_text(header):
        return signed_put(KIOSK, header, sealed(1), receipt)

    def of_receipt(**changed):
        return put(KIOSK, receipt=receipt_of(KIOSK, 1, **changed))

    yield 422, "header_broken", of_text("no JSON")
    yield 422, "header_broken", of_text("[" * 5000)
    yield 422, "header_broken", of_text(canonical({**good, "name": "Canarina"}).decode())
    yield 422, "header_broken", of_text(canonical({**good, "version": 2**31}).decode())
    yield 422, "header_broken", of_text(canonical({**good, "until_ms": 2**63}).decode())
    yield 422, "header_broken", of_text(canonical({**good, "plain_bytes": 1.5}).decode())
    yield 422, "header_broken", of_text(canonical(good).decode().replace(":9841", ":NaN"))
    yield 422, "header_not_canonical", of_text(json.dumps(good))
    yield 422, "header_not_canonical", of_text(canonical({**good, "version": 1.0}).decode())
    yield 422, "envelope_empty", signed_put(KIOSK, canonical(good).decode(), b"", receipt)
    yield 422, "envelope_empty", {**put(KIOSK), "envelope": ""}
    yield 422, "other_organisation", put(KIOSK, organisation_id="b" * 32)
    yield 422, "device_unknown", put(stranger)
    yield 422, "signature_wrong", {**put(KIOSK), "envelope": b64(sealed(2))}
    yield 422, "signature_wrong", {**put(KIOSK), "signature": put(KIOSK, 2)["signature"]}
    yield 422, "receipt_differs", {**put(KIOSK), "receipt": b64(canonical(receipt_of(KIOSK, 2)))}
    yield 422, "receipt_broken", of_receipt(extra=1)
    yield 422, "receipt_of_another", of_receipt(release_id=release_id(2))
    yield 422, "not_base64", {**put(KIOSK), "envelope": "abc"}
    yield 403, "consent_not_given", of_receipt(event="withdrawn")
    yield 403, "consent_purpose", of_receipt(grants=grants[:1])
    yield 403, "consent_purpose", put(KIOSK, purposes=["profile", "contact", "teams"])
    yield 403, "consent_field", put(KIOSK, fields=["scores", "background"])
    yield 403, "consent_term", put(KIOSK, until_ms=NOW_MS + 2 * YEAR_MS)
    yield 403, "consent_ended", put(KIOSK, until_ms=NOW_MS)


def test_what_is_wrong_with_one_item_is_told_and_the_rest_stands(served):
    broken = list(broken_puts())
    reply = served.send(batch(KIOSK, [*(item for *_, item in broken), put(KIOSK, 5)]))
    assert keeps("batch-result", reply.json())
    found = [(one["status"], one.get("problem")) for one in reply.json()["results"]]
    assert found == [*((status, code) for status, code, _ in broken), (201, None)]
    assert count(served.parts, release) == 1


def test_a_whole_number_is_one_however_it_is_written(served):
    assert statuses(served.send(batch(KIOSK, [put(KIOSK, 1), erase(2), erase(3, version=2.0)]))) == [201] * 3


def test_an_envelope_that_is_too_large_is_told(serve, parts):
    small = serve(parts, settings=replace(parts.settings, max_envelope_bytes=1000))
    reply = small.send(batch(KIOSK, [put(KIOSK)])).json()["results"][0]
    assert (reply["status"], reply["problem"]) == (413, "envelope_too_large")


def test_a_workstation_hands_on_what_came_without_a_network(served):
    assert statuses(served.send(batch(KIOSK, [put(KIOSK)]), device=DESK)) == [201]
    other = batch(DESK, [put(KIOSK, 2)], "8" * 32)
    assert problem(served.send(other, device=KIOSK)) == (403, "other_device")


def test_a_batch_of_another_organisation_is_refused(served):
    assert problem(served.send(batch(KIOSK, [put(KIOSK)], organisation_id="b" * 32))) == (403, "other_organisation")


def test_erasing_needs_its_own_scope(serve, parts):
    served = serve(parts, gate=replace(parts.gate, scopes=frozenset({"profiles:push"})))
    assert problem(served.send(batch(KIOSK, [erase()]))) == (403, "scope_missing")
    assert statuses(served.send(batch(KIOSK, [put(KIOSK)]))) == [201]


def test_a_body_has_to_be_what_its_headers_say(served):
    good = batch(KIOSK, [put(KIOSK)])
    no_digest = {"Content-Digest": ""}
    assert problem(served.send(good, **no_digest)) == (400, "digest_missing")
    wrong = {"Content-Digest": f"sha-256=:{b64(bytes(32))}:"}
    assert problem(served.send(good, **wrong)) == (400, "digest_differs")
    assert problem(served.send(good, **{"Idempotency-Key": "8" * 32})) == (400, "key_missing")
    assert problem(served.send(good, **{"Content-Type": "text/plain"})) == (415, "kind_of_body")
    assert problem(served.send(b"[" * 100_000)) == (400, "body_not_json")
    assert problem(served.send({**good, "items": []})) == (422, "contract_broken")
    assert problem(served.send({**good, "contract": "progrez.batch/0"})) == (426, "contract_too_old")
    assert count(served.parts, batches) == 0


def test_a_bomb_is_left_when_it_passes_the_limit(served):
    assert problem(served.send(b" " * (100 << 20))) == (413, "body_too_large")


def test_a_body_without_an_end_is_refused_and_its_connection_closed(served):
    host, port = served.url.removeprefix("http://").split(":")
    opening = f"POST /v1/batches HTTP/1.1\r\nHost: x\r\nProgrez-Device: {ORG}/{KIOSK.id}/kiosk\r\n"
    kind = "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
    with socket.create_connection((host, int(port)), timeout=20) as line:
        line.sendall((opening + kind).encode())
        sent = 0
        with contextlib.suppress(OSError):
            while sent < 64 << 20:
                line.sendall(b"10000\r\n" + b" " * 65536 + b"\r\n")
                sent += 65536
    assert sent < 16 << 20
    assert served.ask("GET", "/health").status_code == 200


def test_whoever_is_refused_while_sending_hears_it(served):
    body, headers = dressed(batch(KIOSK, [put(KIOSK, number) for number in range(150)]), packed=False)
    reply = served.ask("POST", "/v1/batches", device=None, data=body, headers=headers)
    assert problem(reply) == (401, "not_signed_in")


def test_a_body_that_trickles_in_is_left(serve, parts):
    served = serve(parts, settings=replace(parts.settings, body_seconds=3.0))
    host, port = served.url.removeprefix("http://").split(":")
    began = time.monotonic()
    with socket.create_connection((host, int(port)), timeout=20) as line:
        opening = f"POST /v1/batches HTTP/1.1\r\nHost: x\r\nProgrez-Device: {ORG}/{KIOSK.id}/kiosk\r\n"
        line.sendall((opening + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\nx").encode())
        heard = b""
        while part := line.recv(65536):  # until the server closes it
            heard += part
    assert heard.startswith(b"HTTP/1.1 408")
    assert time.monotonic() - began < 5.5  # and not twice as long
