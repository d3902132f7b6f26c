"""Opens a release as RFC 9180 and docs/sync.md say, with nothing of ours."""

import base64
import hashlib
import json
import zlib
from typing import Any

from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from tests.organisation_house import Document, Organisation

_SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def opened(organisation: Organisation, put: Document) -> Any:
    """Return what a put, or a change that is one, says."""
    private = X25519PrivateKey.from_private_bytes(organisation.seal.private)
    envelope = base64.b64decode(put["envelope"])
    return json.loads(zlib.decompress(_SUITE.decrypt(envelope, private, put["header"].encode())))


def envelope_sha256(put: Document) -> str:
    return hashlib.sha256(base64.b64decode(put["envelope"])).hexdigest()
