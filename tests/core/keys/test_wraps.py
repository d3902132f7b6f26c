"""A wrap opens for the right secret, subject and machine, and for nothing else."""

import dataclasses
import hashlib
import hmac
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.core.errors import DataFault, LockedFault
from progrez_desktop.core.keys.inbox import new_key_pair
from progrez_desktop.core.keys.primitives import derive
from progrez_desktop.core.keys.wraps import make_wrap, open_wrap
from progrez_desktop.core.model.keys import Kdf, KdfCost, Wrap, WrapKind
from tests.fakes import FAST_KDF, FakeEntropy

KEY = bytes(range(32))
PEPPER = b"p" * 32
SUBJECT = "ab" * 16
REFUSED = {
    "password": "wrong_password",
    "passphrase": "wrong_passphrase",
    "recovery": "wrong_recovery_code",
    "os_store": "keyring_lost",
}
kinds = st.sampled_from(sorted(REFUSED))


def ladder(scalar: bytes, point: bytes) -> bytes:
    """The Montgomery ladder of RFC 7748, section 5, in plain integers."""
    prime, a24 = 2**255 - 19, 121665
    k = int.from_bytes(scalar, "little") & ~7 & ~(1 << 255) | 1 << 254
    x1 = int.from_bytes(point, "little") & ~(1 << 255)
    x2, z2, x3, z3, swap = 1, 0, x1, 1, 0
    for t in range(254, -1, -1):
        bit = k >> t & 1
        if swap ^ bit:
            x2, x3, z2, z3 = x3, x2, z3, z2
        swap = bit
        a, b, c, d = x2 + z2, x2 - z2, x3 + z3, x3 - z3
        da, cb, aa, bb = d * a % prime, c * b % prime, a * a % prime, b * b % prime
        x3, z3 = (da + cb) ** 2 % prime, x1 * (da - cb) ** 2 % prime
        x2, z2 = aa * bb % prime, (aa - bb) * (aa + a24 * (aa - bb)) % prime
    if swap:
        x2, z2 = x3, z3
    return (x2 * pow(z2, prime - 2, prime) % prime).to_bytes(32, "little")


def wrap_of(kind: WrapKind, secret: bytes, subject: str = SUBJECT, key: bytes = KEY) -> Wrap:
    stretched = kind in ("password", "passphrase")
    return make_wrap(
        kind,
        subject,
        key,
        secret,
        FakeEntropy(1),
        cost=FAST_KDF if stretched else None,
        pepper=PEPPER if kind == "password" else b"",
    )


def opened(wrap: Wrap, secret: bytes, subject: str = SUBJECT) -> bytes:
    return open_wrap(wrap, subject, secret, pepper=PEPPER if wrap.kind == "password" else b"")


@given(kinds, st.binary(min_size=1, max_size=80), st.binary(min_size=32, max_size=32))
def test_a_wrap_gives_its_key_back_also_after_json(kind: WrapKind, secret: bytes, key: bytes) -> None:
    wrap = wrap_of(kind, secret, key=key)
    stored = Wrap.from_json(json.loads(json.dumps(wrap.to_json())))
    assert stored == wrap
    assert opened(stored, secret) == key


@given(kinds, st.binary(min_size=1, max_size=40), st.binary(min_size=1, max_size=40))
def test_another_secret_is_told_by_its_kind(kind: WrapKind, secret: bytes, other: bytes) -> None:
    if secret == other:
        other += b"!"
    with pytest.raises(LockedFault) as told:
        opened(wrap_of(kind, secret), other)
    assert told.value.code == REFUSED[kind]


@given(kinds)
def test_a_wrap_moved_to_another_account_stays_shut(kind: WrapKind) -> None:
    with pytest.raises(LockedFault):
        opened(wrap_of(kind, b"secret"), b"secret", subject="cd" * 16)


def test_a_password_wrap_stays_shut_on_another_machine() -> None:
    with pytest.raises(LockedFault) as told:
        open_wrap(wrap_of("password", b"secret"), SUBJECT, b"secret", pepper=b"q" * 32)
    assert told.value.code == "wrong_password"


@given(kinds, st.data())
def test_one_changed_character_of_any_field_keeps_it_shut(kind: WrapKind, data: st.DataObject) -> None:
    document = wrap_of(kind, b"secret").to_json()
    text = json.dumps(document)
    place = data.draw(st.integers(0, len(text) - 1))
    changed = text[:place] + data.draw(st.sampled_from("0123456789abcdefABCDEF{}:, \x00é")) + text[place + 1 :]
    try:
        other = json.loads(changed)
    except ValueError:
        return
    if other == document:
        return
    with pytest.raises((LockedFault, DataFault)):
        opened(Wrap.from_json(other), b"secret")


@given(kinds, kinds)
def test_a_wrap_can_not_pass_for_another_kind(kind: WrapKind, other: WrapKind) -> None:
    if kind == other:
        return
    wrap = wrap_of(kind, b"secret")
    kdf = Kdf(FAST_KDF, bytes(16)) if other in ("password", "passphrase") else None
    with pytest.raises(LockedFault):
        opened(dataclasses.replace(wrap, kind=other, kdf=(wrap.kdf and kdf) or kdf), b"secret")


@pytest.mark.parametrize(
    "change",
    [
        {"memory_kib": 2**40},
        {"memory_kib": 0},
        {"time_cost": 0},
        {"time_cost": 10**9},
        {"parallelism": 0},
        {"parallelism": True},
        {"memory_kib": 64.0},
        {"name": "pbkdf2"},
        {"salt": ""},
        {"salt": None},
        {"extra": 1},
    ],
)
def test_hostile_costs_are_refused_before_any_work(change: dict[str, object]) -> None:
    document = wrap_of("password", b"secret").to_json()
    document["kdf"] |= change
    with pytest.raises(DataFault) as told:
        Wrap.from_json(document)
    assert told.value.code == "wrap_damaged"


@pytest.mark.parametrize("document", [None, [], "x", 1, {}, {"version": 1}, {"version": 2, "kind": "password"}])
def test_what_is_no_wrap_is_refused(document: object) -> None:
    with pytest.raises(DataFault):
        Wrap.from_json(document)


def test_upper_case_hex_is_no_second_spelling() -> None:
    document = wrap_of("recovery", b"x" * 20).to_json()
    document["ciphertext"] = document["ciphertext"].upper()
    with pytest.raises(DataFault):
        Wrap.from_json(document)


def test_another_program_can_open_a_password_wrap_from_the_contract_alone() -> None:
    """OpenSSL's Argon2id instead of the reference one, and HKDF by hand (RFC 5869)."""
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    document = wrap_of("password", "wachtwoord é".encode()).to_json()
    kdf = document["kdf"]
    stretched = Argon2id(
        salt=bytes.fromhex(kdf["salt"]),
        length=32,
        iterations=kdf["time_cost"],
        lanes=kdf["parallelism"],
        memory_cost=kdf["memory_kib"],
    ).derive("wachtwoord é".encode())
    extracted = hmac.digest(PEPPER, stretched, "sha256")
    kek = hmac.digest(extracted, b"progrez/v1/wrap/password\x01", hashlib.sha256)
    bound = json.dumps(
        {"version": 1, "kind": "password", "subject": SUBJECT, "kdf": kdf}, sort_keys=True, separators=(",", ":")
    ).encode()
    nonce, sealed = bytes.fromhex(document["nonce"]), bytes.fromhex(document["ciphertext"])
    assert AESGCM(kek).decrypt(nonce, sealed, bound) == KEY


def test_derived_keys_follow_rfc_5869_without_a_salt() -> None:
    extracted = hmac.digest(bytes(32), KEY, "sha256")
    assert derive(KEY, "a label") == hmac.digest(extracted, b"progrez/v1/a label\x01", "sha256")
    assert derive(KEY, "another label") != derive(KEY, "a label")


def test_the_inbox_key_pair_is_one_pair() -> None:
    """Curve25519 with the base point 9 (RFC 7748, section 6.1), computed by scalar multiplication of its own."""
    pair = new_key_pair(FakeEntropy(3))
    assert pair.public == ladder(pair.private, (9).to_bytes(32, "little"))
    assert pair.private.hex() not in repr(pair)
    assert "private" not in repr(pair)


def test_a_wrap_without_what_its_kind_needs_is_our_mistake() -> None:
    with pytest.raises(ValueError, match="password"):
        make_wrap("password", SUBJECT, KEY, b"secret", FakeEntropy(1), cost=FAST_KDF)
    with pytest.raises(ValueError, match="recovery"):
        make_wrap("recovery", SUBJECT, KEY, b"secret", FakeEntropy(1), cost=KdfCost(64, 1, 1))
