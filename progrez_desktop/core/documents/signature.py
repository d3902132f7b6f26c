"""The signature of a PDF of ours, read without following anything that the file says of itself.

What is signed is every byte but those of the signature, so it is enough to find that, once, in the form in which it is
written here. Whatever has another form was not written here, or was changed.
"""

import hashlib
from dataclasses import dataclass
from itertools import islice
from typing import Any, cast

from progrez_desktop.core.documents.signing import HOLE_BYTES, SIGNATURE

_BEGINS, _ENDS = b"%PDF-", b"%%EOF"
_OURS = (b"/PRGZ_Code", b"(PROGREZ:1:")
_ANY = b"/ByteRange"
_NOT_OF_THIS_FORM = (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError, RecursionError)
"""What asn1crypto raises for bytes that are something else than was expected."""


@dataclass(frozen=True)
class Signature:
    """A signature in our form, over the first `covered` bytes of a file, not checked yet."""

    code: str
    certificate: bytes
    signed: bytes
    """What the key signed: it names the digest of the content and the certificate, and both are right."""
    value: bytes
    covered: int


def is_pdf(content: bytes) -> bool:
    return _BEGINS in content[:1024]


def is_whole(content: bytes) -> bool:
    return _ENDS in content[-1024:]


def was_signed_here(content: bytes) -> bool:
    """Return whether one of the traces of a signature of this program is there: no single change takes away both."""
    return any(trace in content for trace in _OURS)


def is_signed_otherwise(content: bytes) -> bool:
    return _ANY in content


def read_signature(content: bytes) -> Signature | None:
    """Return the signature of a file whose covered bytes are those that were signed; else None."""
    found = list(islice(SIGNATURE.finditer(content), 2))
    if len(found) != 1:
        return None
    begin, end = found[0].start(5) - 1, found[0].end(5) + 1
    first, second, rest = (int(found[0][group]) for group in (2, 3, 4))
    hole = found[0][5]
    if (first, second) != (begin, end) or end + rest > len(content) or len(hole) != 2 * HOLE_BYTES:
        return None
    digest = hashlib.sha256(content[:begin] + content[end : end + rest]).digest()
    message = bytes.fromhex(hole.decode())
    try:
        read = _read(message, digest)
    except _NOT_OF_THIS_FORM:
        return None
    if read is None:
        return None
    certificate, signed, value = read
    return Signature(found[0][1].decode(), certificate, signed, value, end + rest)


def _read(message: bytes, digest: bytes) -> tuple[bytes, bytes, bytes] | None:
    """Return certificate, signed attributes and signature of a CMS message over a digest, if we would write it so."""
    from asn1crypto import algos, cms, tsp  # noqa: F401 - tsp makes the attribute with the certificate known to cms

    data = cms.ContentInfo.load(message)["content"]
    signer, certificate = data["signer_infos"][0], data["certificates"][0].chosen
    attributes = signer["signed_attrs"].untag()
    given = algos.DSASignature.load(signer["signature"].native)
    # 32 bytes each: how short they could be written depends on their values.
    value = b"".join(int(given[name].native).to_bytes(32) for name in ("r", "s"))
    # Written again from its parts, so that nothing else can stand in the message, or stand there in another way.
    again = _message(certificate, attributes, algos.DSASignature.from_p1363(value).dump())
    if again.ljust(HOLE_BYTES, b"\0") != message or not _says(attributes, digest, certificate.dump()):
        return None
    return certificate.dump(), attributes.dump(), value


def _message(certificate: Any, attributes: Any, signature: bytes) -> bytes:
    from asn1crypto import algos, cms

    sha256 = algos.DigestAlgorithm({"algorithm": "sha256"})
    serial = cms.IssuerAndSerialNumber({"issuer": certificate.issuer, "serial_number": certificate.serial_number})
    signer = cms.SignerInfo(
        {
            "version": "v1",
            "sid": cms.SignerIdentifier({"issuer_and_serial_number": serial}),
            "digest_algorithm": sha256,
            "signed_attrs": attributes,
            "signature_algorithm": algos.SignedDigestAlgorithm({"algorithm": "sha256_ecdsa"}),
            "signature": signature,
        }
    )
    data = {
        "version": "v1",
        "digest_algorithms": cms.DigestAlgorithms((sha256,)),
        "encap_content_info": {"content_type": "data"},
        "certificates": [cms.CertificateChoices(name="certificate", value=certificate)],
        "signer_infos": [signer],
    }
    return cast(bytes, cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(data)}).dump())


def _says(attributes: Any, digest: bytes, certificate: bytes) -> bool:
    """Return whether the signed attributes are those of this content and this certificate, each once."""
    said = {attribute["type"].native: attribute["values"] for attribute in attributes}
    bound = said["signing_certificate_v2"][0]["certs"][0]["cert_hash"].native
    return (
        len(attributes) == len(said)
        and said["message_digest"][0].native == digest
        and bound == hashlib.sha256(certificate).digest()
    )
