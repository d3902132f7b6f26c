"""The check code on a CV: when, by which key and from what it was made, signed, and short enough for a QR code.

It says nothing about the person: of the content there is a digest, and of the issuer the fingerprint of a key.
"""

import base64
import binascii
import hashlib
import struct
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from progrez_desktop.core.errors import DataFault

Origin = Literal["measured", "given"]
"""Whether the scores were measured on the device that signed, or stood in a file that it was given."""

_PREFIX = "PROGREZ:1:"
_BOUND = b"progrez/v1/check-code\0"
"""Opens what is signed, so that a signature of something else is no signature of a code."""
_FACTS = struct.Struct(">BH7s16s")
_SIGNATURE_BYTES = 64
_FIRST_DAY, _LAST_DAY = date(2020, 1, 1), date(2199, 6, 6)
"""The last is as far as two bytes reach."""
_ORIGINS: tuple[Origin, ...] = ("measured", "given")


@dataclass(frozen=True)
class CheckCode:
    origin: Origin
    made: date
    fingerprint: bytes
    """Of the key that signed: the first 7 bytes."""
    digest: bytes
    """Of the content, which the CV has with it as JSON Resume: the first 16 bytes of its SHA-256."""
    signature: bytes

    @property
    def signed(self) -> bytes:
        """What the signature is over."""
        return _BOUND + _facts(self)

    @property
    def text(self) -> str:
        """Return it as it stands in the QR code: capitals, digits and colons, which take the least room there."""
        return _PREFIX + base64.b32encode(_facts(self) + self.signature).decode()

    def is_of(self, content: bytes) -> bool:
        return self.digest == _digest(content)


def check_code(content: bytes, made: date, origin: Origin, point: bytes, sign: Callable[[bytes], bytes]) -> CheckCode:
    """Return the code of a content; the same for the same content, day and key.

    Args:
        point: The public half of the key that `sign` signs with.

    Raises:
        DataFault: "cv_day_unsignable".
    """
    if not _FIRST_DAY <= made <= _LAST_DAY:
        raise DataFault("cv_day_unsignable", day=str(made), first=str(_FIRST_DAY), last=str(_LAST_DAY))
    bare = CheckCode(origin, made, fingerprint_of(point), _digest(content), b"")
    return CheckCode(origin, made, bare.fingerprint, bare.digest, sign(bare.signed))


def read_check_code(text: str) -> CheckCode | None:
    """Return what a code says, whoever made it; None where it is none. White space that a scanner added is let be."""
    plain = "".join(text.split())
    if not plain.startswith(_PREFIX):
        return None
    try:
        raw = base64.b32decode(plain.removeprefix(_PREFIX))
        origin, day, fingerprint, digest = _FACTS.unpack(raw[: _FACTS.size])
        made = _FIRST_DAY + timedelta(days=day)
        code = CheckCode(_ORIGINS[origin], made, fingerprint, digest, raw[_FACTS.size :])
    except (binascii.Error, ValueError, struct.error, IndexError):
        return None
    return code if len(code.signature) == _SIGNATURE_BYTES else None


def fingerprint_of(point: bytes) -> bytes:
    return hashlib.sha256(point).digest()[:7]


def _facts(code: CheckCode) -> bytes:
    day = (code.made - _FIRST_DAY).days
    return _FACTS.pack(_ORIGINS.index(code.origin), day, code.fingerprint, code.digest)


def _digest(content: bytes) -> bytes:
    return hashlib.sha256(content).digest()[:16]
