import gzip
import json
import random
from collections.abc import Callable
from typing import Any

import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.json_document import canonical
from progrez_desktop.core.keys import carried
from progrez_desktop.core.keys.organisation_papers import read_card
from progrez_desktop.core.keys.server_receipt import read_receipt
from progrez_desktop.core.keys.signing import public_of
from progrez_desktop.core.resources import resource_json

ORGANISATION, DEVICE, SERVER = bytes([1]) * 32, bytes([2]) * 32, bytes([3]) * 32


def example(name: str) -> Any:
    return resource_json("contracts", "examples", f"{name}.json")


CARD = read_card(example("organisation-card"))


def batches() -> bytes:
    body = example("carried-batch")["body"]
    return carried.write_batches(DEVICE, body["device_id"], body["certificate"], body["at_ms"], body["batches"])


def receipts() -> bytes:
    return carried.write_receipts(
        ORGANISATION, {k: v for k, v in example("carried-receipts")["body"].items() if k != "contract"}
    )


def code_of(read: Callable[..., object], *given: Any) -> str:
    with pytest.raises(DataFault) as caught:
        read(*given)
    return caught.value.code


def test_what_a_device_hands_over_is_read_where_it_is_known() -> None:
    found = carried.read_batches(batches(), CARD)
    assert found.batches == example("carried-batch")["body"]["batches"]
    assert found.certificate is not None and found.certificate.device_id == found.device_id


def test_the_kept_examples_are_what_is_written() -> None:
    assert json.loads(gzip.decompress(batches())) == example("carried-batch")
    assert json.loads(gzip.decompress(receipts())) == example("carried-receipts")


def test_without_a_certificate_the_key_has_to_be_known() -> None:
    body = example("carried-batch")["body"]
    data = carried.write_batches(DEVICE, body["device_id"], None, 1, body["batches"])
    assert code_of(carried.read_batches, data, CARD) == "carried_unknown_device"
    assert carried.read_batches(data, CARD, public_of(DEVICE)).certificate is None
    assert code_of(carried.read_batches, data, CARD, public_of(SERVER)) == "signature_wrong"


def test_a_file_that_was_cut_or_changed_is_refused_whole() -> None:
    data, chance = receipts(), random.Random(6)
    for at in [0, 1, 10, len(data) // 2, len(data) - 1]:
        assert code_of(carried.read_receipts, data[:at], CARD, "d" * 32) == "carried_damaged"
    assert code_of(carried.read_receipts, data + b"x", CARD, "d" * 32) == "carried_damaged"
    for _ in range(300):
        changed = bytearray(data)
        changed[chance.randrange(10, len(data))] ^= 1 << chance.randrange(8)
        assert code_of(carried.read_receipts, bytes(changed), CARD, "d" * 32) in {
            "carried_damaged",
            "carried_too_large",
            "carried_other_kind",
            "signature_wrong",
        }


def test_what_was_changed_and_packed_again_is_no_longer_signed() -> None:
    document = example("carried-receipts")
    document["body"]["results"][0]["results"][1]["status"] = 410
    data = gzip.compress(canonical(document).encode())
    assert code_of(carried.read_receipts, data, CARD, "d" * 32) == "signature_wrong"


def test_a_bomb_is_read_no_further_than_it_may_go() -> None:
    bomb = gzip.compress(bytes(carried.MAX_BYTES + 1))
    assert code_of(carried.read_batches, bomb, CARD) == "carried_too_large"


def test_the_other_kind_and_the_wrong_device_are_told_as_such() -> None:
    assert code_of(carried.read_batches, receipts(), CARD) == "carried_other_kind"
    assert code_of(carried.read_receipts, batches(), CARD, "d" * 32) == "carried_other_kind"
    assert code_of(carried.read_receipts, receipts(), CARD, "e" * 32) == "carried_other_device"


def test_a_receipt_is_one_of_the_servers_key_alone() -> None:
    compact = example("batch-result")["receipt"]
    assert read_receipt(compact, public_of(SERVER)) == example("server-receipt")
    assert code_of(read_receipt, compact, public_of(DEVICE)) == "server_receipt_wrong"
    opening, body, signature = compact.split(".")
    for changed in (f"{opening}.{body[:-1]}.{signature}", f"{opening}.{body}", "..", f"{opening}.{body}.", "é.é.é"):
        assert code_of(read_receipt, changed, public_of(SERVER)) == "server_receipt_wrong"
