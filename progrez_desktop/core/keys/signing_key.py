"""The key that this device signs papers with (ECDSA P-256), the certificate that shows it, and the check of others'.

P-256 and not Ed25519: what checks signatures in PDF readers today (NSS, as in poppler's pdfsig) knows no Ed25519 there.
"""

import hashlib
from base64 import urlsafe_b64encode
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cached_property
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.keys.machine_key import MachineKey
from progrez_desktop.core.keys.primitives import derive

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ec import EllipticCurvePrivateKey, EllipticCurvePublicKey
    from cryptography.x509 import KeyUsage

_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
"""Of P-256 (SEC 2, 2.4.2). Twice as many bytes as it has, reduced, leave no bias (FIPS 186-5, A.2.1)."""
_HALF = 32
MOST_BYTES = 64 * 1024
"""More than any file with a key has."""


@dataclass(frozen=True)
class SigningKey:
    """Signs for this device. The same content gives the same signature (RFC 6979)."""

    secret: int = field(repr=False)

    @classmethod
    def of(cls, machine: MachineKey) -> "SigningKey":
        """Return the key of a machine: it is made from the machine key, and so is kept nowhere else."""
        return cls(1 + int.from_bytes(derive(machine.derived("signing"), "p256", length=2 * _HALF)) % (_ORDER - 1))

    @cached_property
    def certificate(self) -> bytes:
        """What shows the public half (DER): signed by itself, and naming neither a person nor an organisation."""
        return _certificate(self._private)

    @property
    def point(self) -> bytes:
        return self.public.point

    @cached_property
    def public(self) -> "PublicKey":
        return PublicKey.of(self._private.public_key())

    def sign(self, content: bytes) -> bytes:
        """Return ECDSA with SHA-256 over `content`, as r and s of 32 bytes each."""
        from cryptography.hazmat.primitives.asymmetric.ec import ECDSA
        from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
        from cryptography.hazmat.primitives.hashes import SHA256

        r, s = decode_dss_signature(self._private.sign(content, ECDSA(SHA256(), deterministic_signing=True)))
        return r.to_bytes(_HALF) + s.to_bytes(_HALF)

    @cached_property
    def _private(self) -> "EllipticCurvePrivateKey":
        from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, derive_private_key

        return derive_private_key(self.secret, SECP256R1())


@dataclass(frozen=True)
class PublicKey:
    """The half of a signing key that checks: a point of P-256, compressed to 33 bytes."""

    point: bytes

    @classmethod
    def of(cls, key: "EllipticCurvePublicKey") -> "PublicKey":
        from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

        return cls(key.public_bytes(Encoding.X962, PublicFormat.CompressedPoint))

    @property
    def fingerprint(self) -> bytes:
        return hashlib.sha256(self.point).digest()

    def jwk(self) -> dict[str, str]:
        """Return the key as JSON Web Key (RFC 7518, 6.2)."""
        from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey

        numbers = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), self.point).public_numbers()
        x, y = (urlsafe_b64encode(part.to_bytes(_HALF)).rstrip(b"=").decode() for part in (numbers.x, numbers.y))
        return {"kty": "EC", "crv": "P-256", "x": x, "y": y}

    def has_signed(self, content: bytes, signature: bytes) -> bool:
        """Return whether `signature`, r and s of 32 bytes each, is this key's over exactly this content."""
        from cryptography.exceptions import InvalidSignature
        from cryptography.hazmat.primitives.asymmetric.ec import ECDSA, SECP256R1, EllipticCurvePublicKey
        from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
        from cryptography.hazmat.primitives.hashes import SHA256

        r, s = int.from_bytes(signature[:_HALF]), int.from_bytes(signature[_HALF:])
        try:
            key = EllipticCurvePublicKey.from_encoded_point(SECP256R1(), self.point)
            key.verify(encode_dss_signature(r, s), content, ECDSA(SHA256()))
        except (InvalidSignature, ValueError):  # ValueError: no point of the curve
            return False
        return len(signature) == 2 * _HALF


def public_key_of(certificate: bytes) -> PublicKey | None:
    """Return the key that a certificate (DER) of a device shows; None where it is no such certificate."""
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, EllipticCurvePublicKey
    from cryptography.x509 import load_der_x509_certificate

    try:
        read = load_der_x509_certificate(certificate)
        key = read.public_key()
        read.verify_directly_issued_by(read)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return None
    return PublicKey.of(key) if isinstance(key, EllipticCurvePublicKey) and isinstance(key.curve, SECP256R1) else None


def certificate_as_pem(certificate: bytes) -> bytes:
    """Return a certificate as the text file that other programs take too."""
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509 import load_der_x509_certificate

    return load_der_x509_certificate(certificate).public_bytes(Encoding.PEM)


def read_issuer(content: bytes) -> PublicKey:
    """Return the key in a file that `certificate_as_pem` made.

    Raises:
        DataFault: "issuer_unreadable".
    """
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509 import load_pem_x509_certificate

    try:
        found = public_key_of(load_pem_x509_certificate(content[:MOST_BYTES]).public_bytes(Encoding.DER))
    except ValueError:
        found = None
    if found is None:
        raise DataFault("issuer_unreadable")
    return found


def _certificate(private: "EllipticCurvePrivateKey") -> bytes:
    from cryptography import x509
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509.oid import NameOID

    public = private.public_key()
    fingerprint = PublicKey.of(public).fingerprint
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Progrez {fingerprint[:7].hex()}")])
    # The same bytes each time it is made: a fixed beginning, and no end (RFC 5280, 4.1.2.5).
    made = (
        x509.CertificateBuilder(name, name, public, int.from_bytes(fingerprint[:16]) >> 1 | 1)
        .not_valid_before(datetime(2026, 1, 1, tzinfo=UTC))
        .not_valid_after(datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_signing_only(), critical=True)
        .sign(private, SHA256(), ecdsa_deterministic=True)
    )
    return made.public_bytes(Encoding.DER)


def _signing_only() -> "KeyUsage":
    from cryptography.x509 import KeyUsage

    return KeyUsage(
        digital_signature=True,
        content_commitment=True,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
