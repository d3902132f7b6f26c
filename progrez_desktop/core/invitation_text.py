"""An invitation as text that a QR code has room for: compressed, in letters and digits, with a bounded way back."""

import zlib
from typing import Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.json_document import canonical, read_json

_PREFIX = "PROGREZ:2:"
"""Beside "PROGREZ:1:", which a CV's code begins with."""
_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
"""What a QR code has eleven bits for two of (RFC 9285)."""
_VALUES = {sign: value for value, sign in enumerate(_SIGNS)}
_MOST_BYTES = 64 << 10
"""Of an invitation. Its longest names and eight keys take a fifth of it."""
_EXPECTED = (
    b'{"body":{"card":{"body":{"at_ms":1795424400000,"contract":"progrez.organisation-card/1","name":{"en":"","nl":""},'
    b'"number":1,"organisation_id":"","receipt_key":"","seal_keys":[{"from_ms":1795424400000,"key_id":"","public_key":"'
    b'"}],"server":"https://","sign_in":{"acr":["urn:"],"audience":"urn:progrez:organisation:","client_id":"progrez-'
    b'desktop","issuer":"https://"},"signing_key":"8"},"signature":"=="},"code":"-","contract":"progrez.invitation/1",'
    b'"kind":"kiosk","organisation_id":"","until_ms":1796029200000},"signature":"=="}'
)
"""What every invitation has, so that it need not be in the text. Never changed: texts that were printed rest on it."""


def invitation_text(document: Any) -> str:
    """Return a signed invitation as it stands in a QR code."""
    packing = zlib.compressobj(9, wbits=-15, zdict=_EXPECTED)
    return _PREFIX + _written(packing.compress(canonical(document).encode()) + packing.flush())


def is_invitation_text(data: bytes) -> bool:
    """Return whether these bytes mean to be such a text, and not a file."""
    return data.lstrip().startswith(_PREFIX.encode())


def read_invitation_text(text: str) -> Any:
    """Return what a text says; its contract and signature are another matter. Line ends of a scanner are let be.

    Raises:
        DataFault: "invitation_text": it is none, or was not read whole.
    """
    plain = text.strip("\r\n\t ")
    if not plain.startswith(_PREFIX):
        raise DataFault("invitation_text")
    opening = zlib.decompressobj(wbits=-15, zdict=_EXPECTED)
    try:
        told = opening.decompress(_read(plain.removeprefix(_PREFIX)), _MOST_BYTES)
    except (zlib.error, ValueError) as wrong:
        raise DataFault("invitation_text") from wrong
    if not opening.eof or opening.unused_data:
        raise DataFault("invitation_text")
    try:
        return read_json(told)
    except DataFault as wrong:
        raise DataFault("invitation_text") from wrong


def read_invitation_bytes(data: bytes) -> Any:
    """Return what a file says, whether it holds the invitation itself or its text.

    Raises:
        DataFault: "invitation_text", and what core.json_document says of files.
    """
    return read_invitation_text(data.decode("ascii", "replace")) if is_invitation_text(data) else read_json(data)


def _written(data: bytes) -> str:
    pairs = (data[at : at + 2] for at in range(0, len(data), 2))
    return "".join(_digits(int.from_bytes(pair), 3 if len(pair) == 2 else 2) for pair in pairs)


def _digits(number: int, count: int) -> str:
    return "".join(_SIGNS[number // 45**place % 45] for place in range(count))


def _read(text: str) -> bytes:
    """Raises ValueError for a sign that is none, and for three that no two bytes give."""
    groups = [text[at : at + 3] for at in range(0, len(text), 3)]
    return b"".join(_bytes(group) for group in groups)


def _bytes(group: str) -> bytes:
    if len(group) == 1 or not all(sign in _VALUES for sign in group):
        raise ValueError(group)
    number: int = sum(_VALUES[sign] * 45**place for place, sign in enumerate(group))
    try:
        return number.to_bytes(len(group) - 1)
    except OverflowError:
        raise ValueError(group) from None
