"""What an organisation signed is read as the examples have it; a byte that changed, or another key, is refused."""

import copy
import hashlib
import json
import random
import re
from base64 import b64decode, b64encode
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.json_document import read_json
from progrez_desktop.core.keys.organisation_papers import (
    code_sha256,
    new_enrolment_code,
    prove,
    read_card,
    read_certificate,
    read_invitation,
    sign_card,
    sign_certificate,
    sign_invitation,
)
from progrez_desktop.core.keys.signed import read_signed, sign_body
from progrez_desktop.core.model.organisation import SealKey
from tests.fakes import FakeEntropy

ORGANISATION, DEVICE = bytes([1] * 32), bytes([2] * 32)


@pytest.fixture
def example(repo: Path) -> Any:
    return lambda name: json.loads((repo / f"resources/contracts/examples/{name}.json").read_text("utf-8"))


def test_the_examples_of_the_contracts_are_what_is_signed(example) -> None:
    card, certificate = example("organisation-card"), example("device-certificate")
    invitation = example("invitation")
    trusted = read_card(card)
    assert sign_card(ORGANISATION, trusted) == card
    assert sign_certificate(ORGANISATION, read_certificate(certificate, trusted)) == certificate
    read = read_invitation(invitation)
    assert read.card == trusted
    assert sign_invitation(ORGANISATION, read) == invitation


def test_a_signature_is_over_contract_zero_byte_and_one_spelling(example) -> None:
    card = example("organisation-card")
    body = json.dumps(card["body"], sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()
    public = Ed25519PrivateKey.from_private_bytes(ORGANISATION).public_key()
    public.verify(b64decode(card["signature"]), b"progrez/v1/organisation-card\0" + body)


@pytest.mark.parametrize("place", ["name", "number", "seal_keys", "server", "receipt_key", "sign_in"])
def test_a_card_that_was_changed_is_not_the_organisations(example, place: str) -> None:
    card = example("organisation-card")
    changed: dict[str, Any] = {
        "name": {"en": "Example Water Boards", "nl": "Waterschap Voorbeeld"},
        "number": 2,
        "seal_keys": [{**card["body"]["seal_keys"][0], "public_key": "0" * 64}],
        "server": "https://assessments.example.net",
        "receipt_key": "0" * 64,
        "sign_in": {**card["body"]["sign_in"], "acr": ["one"]},
    }
    card["body"][place] = changed[place]
    with pytest.raises(DataFault, match="signature_wrong"):
        read_card(card)


def test_what_another_key_signed_is_not_the_organisations(example) -> None:
    trusted = read_card(example("organisation-card"))
    certificate = sign_certificate(DEVICE, read_certificate(example("device-certificate"), trusted))
    with pytest.raises(DataFault, match="signature_wrong"):
        read_certificate(certificate, trusted)


def test_what_was_signed_as_one_thing_is_not_another(example) -> None:
    certificate = example("device-certificate")
    body = {name: value for name, value in certificate["body"].items() if name != "contract"}
    public = Ed25519PrivateKey.from_private_bytes(ORGANISATION).public_key().public_bytes_raw()
    elsewhere = sign_body(ORGANISATION, "notice", body)
    as_certificate = {**certificate, "signature": elsewhere["signature"]}
    with pytest.raises(DataFault, match="signature_wrong"):
        read_signed(as_certificate, "device-certificate", public)


def test_an_invitation_with_the_card_of_another_organisation_is_refused(example) -> None:
    read = read_invitation(example("invitation"))
    with pytest.raises(DataFault, match="card_wrong"):
        read_invitation(sign_invitation(ORGANISATION, replace(read, organisation_id="b" * 32)))
    other = sign_card(DEVICE, replace(read.card, signing_key=_public(DEVICE)))
    with pytest.raises(DataFault, match="signature_wrong"):
        read_invitation(sign_invitation(ORGANISATION, replace(read, card_document=other)))


def test_a_card_with_a_key_that_seals_to_everybody_is_refused(example) -> None:
    read = read_card(example("organisation-card"))
    weak = bytes(32)
    broken = replace(read, seal_keys=(SealKey(hashlib.sha256(weak).hexdigest(), weak, 0),))
    with pytest.raises(DataFault, match="card_wrong"):
        read_card(sign_card(ORGANISATION, broken))


@pytest.mark.parametrize("broken", [None, [], "x", 7, {}, {"body": {}}, {"body": None, "signature": "x"}])
def test_what_is_no_card_at_all_is_told(broken: Any) -> None:
    with pytest.raises(DataFault, match="json_"):
        read_card(broken)
    with pytest.raises(DataFault, match="json_"):
        read_invitation(broken)


def test_no_single_bit_of_a_signature_may_be_another(example) -> None:
    card = example("organisation-card")
    signature = b64decode(card["signature"])
    for at in range(0, 512, 37):
        flipped = bytearray(signature)
        flipped[at // 8] ^= 1 << at % 8
        with pytest.raises(DataFault, match="signature_wrong"):
            read_card({**copy.deepcopy(card), "signature": b64encode(bytes(flipped)).decode()})


def test_an_enrolment_code_has_125_bits_and_its_proof_is_the_examples(example) -> None:
    entropy = FakeEntropy()
    codes = {new_enrolment_code(entropy) for _ in range(200)}
    assert len(codes) == 200
    assert all(re.fullmatch(r"[0-9A-HJKMNP-TV-Z]{5}(-[0-9A-HJKMNP-TV-Z]{5}){4}", code) for code in codes)
    request = example("enrolment-request")
    assert prove(DEVICE, request["code"]) == b64decode(request["proof"])
    assert code_sha256(request["code"]) == hashlib.sha256(request["code"].encode()).digest()


def test_of_thousands_of_changed_invitations_none_is_taken_for_another(example) -> None:
    whole, chance = json.dumps(example("invitation")).encode(), random.Random(6)
    meant = read_invitation(read_json(whole))
    refused = 0
    for _ in range(3000):
        changed = bytearray(whole)
        for _ in range(chance.randint(1, 3)):
            at = chance.randrange(len(changed))
            kind = chance.randrange(4)
            changed[at : at + chance.randint(0, 40) * (kind == 1)] = bytes([chance.randrange(256)] * (kind != 1))
        if chance.randrange(4) == 0:
            del changed[chance.randrange(len(changed)) :]
        try:
            read = read_invitation(read_json(bytes(changed)))
        except DataFault:
            refused += 1
        else:
            assert read == meant  # a space between two signs of JSON
    assert refused > 2500


def _public(private: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()
