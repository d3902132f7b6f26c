"""A file on a stick that was cut, or changed at any one byte, is refused with a sentence, or means what it meant."""

import gzip
import json
import random
from collections.abc import Callable

import pytest

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.keys.carried import Body, read_batches, read_receipts, write_batches, write_receipts
from progrez_desktop.core.keys.organisation_papers import read_card
from tests.chaos.bad_replies import Outcomes, tried
from tests.chaos.mutations import spoilt, spoilt_bytes
from tests.organisation_house import Device, Organisation, erase, now_ms, release_id

HOUSE = Organisation()
DEVICE = Device(HOUSE, "kiosk")
CARD = read_card(HOUSE.card())


def batches() -> tuple[bytes, Callable[[bytes], object]]:
    certificate = HOUSE.certificate(DEVICE)
    made: list[Body] = [DEVICE.batch(erase(2), DEVICE.put(1))]
    file = write_batches(DEVICE.signing_key, DEVICE.id, certificate, now_ms(), made)
    return file, lambda data: read_batches(data, CARD).batches


def receipts() -> tuple[bytes, Callable[[bytes], object]]:
    results = [{"kind": "put", "release_id": release_id(1), "version": 1, "status": 201}]
    body = {
        "organisation_id": HOUSE.id,
        "device_id": DEVICE.id,
        "at_ms": now_ms(),
        "results": [{"batch_id": "9" * 32, "results": results}],
        "mail": [],
        "notices": [],
        "certificate": HOUSE.certificate(DEVICE),
        "card": HOUSE.card(),
    }
    return write_receipts(HOUSE.signing_key, body), lambda data: read_receipts(data, CARD, DEVICE.id)


@pytest.mark.parametrize("made", [batches, receipts])
def test_each_byte_counts(made: Callable[[], tuple[bytes, Callable[[bytes], object]]]) -> None:
    file, read = made()
    meant, refused = read(file), 0
    for place in range(len(file)):
        for change in (0x01, 0x80):
            changed = file[:place] + bytes([file[place] ^ change]) + file[place + 1 :]
            try:
                assert read(changed) == meant
            except Fault:
                refused += 1
    # Time, system, speed and a flag of text in the head of gzip may be anything: eight bytes of no meaning.
    assert refused >= 2 * (len(file) - 8)


@pytest.mark.parametrize("made", [batches, receipts])
def test_a_file_that_was_cut_or_is_not_alone_is_refused(
    made: Callable[[], tuple[bytes, Callable[[bytes], object]]],
) -> None:
    file, read = made()
    for data in (*(file[:length] for length in range(len(file))), file + b"\0", file + file):
        with pytest.raises(Fault):
            read(data)


@pytest.mark.parametrize("made", [batches, receipts])
def test_whatever_becomes_of_it_ends_in_a_sentence(
    made: Callable[[], tuple[bytes, Callable[[bytes], object]]],
) -> None:
    file, read = made()
    meant, outcomes = read(file), Outcomes()
    for trial in range(600):
        chance = random.Random(f"stick/{trial}")
        way = trial % 3  # of the packed bytes, of the text inside, of what the text says
        if way == 0:
            data = spoilt_bytes(chance, file)
        else:
            plain = gzip.decompress(file)
            data = gzip.compress(spoilt_bytes(chance, plain) if way == 1 else spoilt(chance, json.loads(plain)), 1)

        def unchanged(data: bytes = data) -> None:
            assert read(data) == meant

        tried(outcomes, f"trial {trial}", unchanged)
    assert outcomes.wrong == []
    assert {"carried_damaged", "signature_wrong"} <= set(outcomes.counted), outcomes.counted


def test_a_file_of_another_organisation_or_device_is_refused() -> None:
    other = read_card(Organisation(signing_key=bytes([9]) * 32).card())
    with pytest.raises(Fault, match="carried_other_organisation"):
        read_batches(batches()[0], other)
    with pytest.raises(Fault, match="carried_other_device"):
        read_receipts(receipts()[0], CARD, "0" * 32)


def test_a_file_that_a_foreign_key_signed_is_refused() -> None:
    stranger = Device(HOUSE, "kiosk", id=DEVICE.id)
    file = write_batches(stranger.signing_key, DEVICE.id, HOUSE.certificate(DEVICE), now_ms(), [DEVICE.batch(erase(1))])
    with pytest.raises(Fault, match="signature_wrong"):
        read_batches(file, CARD)
    same_key = Organisation(id=HOUSE.id, signing_key=bytes([9]) * 32)
    forged = write_batches(
        stranger.signing_key, DEVICE.id, same_key.certificate(stranger), now_ms(), [stranger.batch(erase(1))]
    )
    with pytest.raises(Fault, match="signature_wrong"):
        read_batches(forged, CARD)
