"""People compare fingerprints; only a newer card of the same key replaces one; a certificate is for one device."""

import hashlib
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.core.model.organisation import Card, Certificate, SignIn
from progrez_desktop.core.organisation import (
    CLOCKS_APART_MS,
    card_body,
    card_of,
    certificate_body,
    certificate_of,
    fingerprint,
    flaw_of,
    has_key,
    in_groups,
    is_fingerprint,
    is_server,
    is_sound,
    standing,
)


@pytest.fixture
def examples(repo: Path) -> Any:
    return lambda name: json.loads((repo / f"resources/contracts/examples/{name}.json").read_text("utf-8"))["body"]


@pytest.fixture
def card(examples) -> Card:
    return card_of(examples("organisation-card"))


def test_what_is_read_is_written_again(examples, card) -> None:
    assert {"contract": "progrez.organisation-card/1", **card_body(card)} == examples("organisation-card")
    body = examples("device-certificate")
    assert {"contract": "progrez.device-certificate/1", **certificate_body(certificate_of(body))} == body
    bare = replace(card, server=None, receipt_key=None, sign_in=None)
    assert card_of(card_body(bare)) == bare


def test_a_fingerprint_is_of_id_and_key(card) -> None:
    told = fingerprint(card.organisation_id, card.signing_key)
    assert told == hashlib.sha256(b"progrez/v1/organisation\0" + b"a" * 32 + b"\0" + card.signing_key).hexdigest()
    assert told != fingerprint("b" * 32, card.signing_key)


@given(st.binary(min_size=32, max_size=32))
def test_a_fingerprint_is_read_in_groups_and_typed_whole(key: bytes) -> None:
    told = fingerprint("a" * 32, key)
    groups = in_groups(told).split(" ")
    assert (len(groups), {len(group) for group in groups}) == (16, {4})
    assert is_fingerprint("-".join(groups).lower(), told)
    assert is_fingerprint(f" {in_groups(told)} ", told)
    assert not is_fingerprint(in_groups(told)[:-1], told)
    assert not is_fingerprint("", told)


def test_only_a_newer_card_of_the_same_key_replaces_one(card) -> None:
    newer = replace(card, number=2, name={"en": "Other", "nl": "Ander"})
    assert standing(newer, card) == "newer"
    assert standing(card, newer) == "older"
    assert standing(card, card) == "same"
    assert standing(replace(card, server="https://elsewhere.example.org"), card) == "older"  # of the same number
    assert standing(replace(newer, signing_key=bytes(32)), card) == "foreign"
    assert standing(replace(newer, organisation_id="b" * 32), card) == "foreign"


def test_a_key_that_was_trusted_before_may_be_an_earlier_one(card) -> None:
    old = card.seal_keys[0]
    new = replace(old, key_id="0" * 64, public_key=bytes(32))
    assert has_key(replace(card, seal_keys=(new, old)), old.public_key)
    assert not has_key(replace(card, seal_keys=(new,)), old.public_key)


def test_a_certificate_is_for_one_device_of_one_organisation_and_a_time(examples) -> None:
    good: Certificate = certificate_of(examples("device-certificate"))
    whose = (good.organisation_id, good.device_id, good.public_key)
    assert flaw_of(good, *whose, good.from_ms) is None
    assert flaw_of(good, *whose, good.from_ms - CLOCKS_APART_MS) is None
    assert flaw_of(good, *whose, good.from_ms - CLOCKS_APART_MS - 1) == "early"
    assert flaw_of(good, *whose, good.until_ms - 1) is None
    assert flaw_of(good, *whose, good.until_ms) == "ended"
    assert flaw_of(good, "b" * 32, good.device_id, good.public_key, good.from_ms) == "foreign"
    assert flaw_of(good, good.organisation_id, "e" * 32, good.public_key, good.from_ms) == "other_device"
    assert flaw_of(good, good.organisation_id, good.device_id, bytes(32), good.from_ms) == "other_device"


@pytest.mark.parametrize(
    ("address", "may_be"),
    [
        ("https://assessments.example.org", True),
        ("https://assessments.example.org:8443/progrez", True),
        ("http://127.0.0.1:8000", True),
        ("http://localhost:8000", False),
        ("http://127.0.0.1.example.org", False),
        ("http://assessments.example.org", False),
        ("https://name:word@assessments.example.org", False),
        ("https://", False),
        ("https://[", False),
        ("https://a.example.org:many", False),
        ("https://a.example.org/?q", False),
        ("file:///etc/passwd", False),
    ],
)
def test_a_server_is_at_https_or_on_this_computer(card, address: str, may_be: bool) -> None:
    assert is_server(address) is may_be
    assert is_sound(replace(card, server=address)) is may_be
    assert is_sound(replace(card, sign_in=SignIn(address, "c", "a", ("x",)))) is may_be


def test_a_card_names_its_keys_by_their_hash_and_each_once(card) -> None:
    key = card.seal_keys[0]
    assert is_sound(card)
    assert not is_sound(replace(card, seal_keys=(replace(key, key_id="0" * 64),)))
    assert not is_sound(replace(card, seal_keys=(key, key)))
