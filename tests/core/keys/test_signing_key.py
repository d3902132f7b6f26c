"""The key of a device signs what it is given, is the same at each start, and shows nobody's name."""

import datetime

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.keys import machine_key
from progrez_desktop.core.keys.machine_key import MachineKey
from progrez_desktop.core.keys.signing_key import SigningKey, certificate_as_pem, public_key_of, read_issuer
from tests.fakes import FakeEntropy
from tests.signers import signer


def test_a_device_has_one_key_and_another_device_another() -> None:
    machine = machine_key.ephemeral(FakeEntropy(1))
    again = MachineKey(machine.install_id, machine.secret)
    assert SigningKey.of(machine) == SigningKey.of(again)
    assert SigningKey.of(machine).certificate == SigningKey.of(again).certificate
    assert signer(1).point != signer(2).point


def test_a_signature_is_of_one_content_by_one_key_and_the_same_each_time() -> None:
    key = signer()
    signature = key.sign(b"content")
    assert signature == key.sign(b"content")
    assert len(signature) == 64
    assert key.public.has_signed(b"content", signature)
    assert not key.public.has_signed(b"contents", signature)
    assert not signer(2).public.has_signed(b"content", signature)


@pytest.mark.parametrize("spoilt", [b"", bytes(64), b"\xff" * 64, b"x" * 63, b"x" * 65])
def test_bytes_that_are_no_signature_are_none(spoilt: bytes) -> None:
    assert not signer().public.has_signed(b"content", spoilt)


def test_the_certificate_shows_the_key_and_names_neither_a_person_nor_an_organisation() -> None:
    key = signer()
    read = x509.load_der_x509_certificate(key.certificate)
    (name,) = read.subject
    assert (name.oid, name.value) == (x509.NameOID.COMMON_NAME, f"Progrez {key.public.fingerprint[:7].hex()}")
    assert read.issuer == read.subject
    assert isinstance(read.public_key(), EllipticCurvePublicKey)
    assert read.not_valid_after_utc.year == 9999
    assert {extension.oid._name for extension in read.extensions} == {"basicConstraints", "keyUsage"}
    assert public_key_of(key.certificate) == key.public


def test_a_certificate_comes_back_from_its_file() -> None:
    assert read_issuer(certificate_as_pem(signer().certificate)) == signer().public


def test_what_is_no_certificate_of_a_device_is_refused() -> None:
    whole = certificate_as_pem(signer().certificate)
    for content in (b"", b"hello", whole[:100], whole.replace(b"M", b"N", 1), whole[:-40] + b"=" + whole[-39:]):
        with pytest.raises(DataFault, match="issuer_unreadable"):
            read_issuer(content)


def test_a_certificate_that_another_key_signed_shows_no_key() -> None:
    day, name = datetime.datetime(2026, 1, 1), x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "Progrez")])
    made = x509.CertificateBuilder(name, name, generate_private_key(SECP256R1()).public_key(), 7)
    other = made.not_valid_before(day).not_valid_after(day.replace(year=2030))
    from cryptography.hazmat.primitives.hashes import SHA256

    certificate = other.sign(generate_private_key(SECP256R1()), SHA256())
    assert public_key_of(certificate.public_bytes(Encoding.DER)) is None


def test_the_key_is_told_to_nobody_who_prints_it() -> None:
    key = signer()
    assert str(key.secret) not in repr(key)
