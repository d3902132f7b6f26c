"""What may be a password: ten characters or more, since length helps against guessing; and what may be a PIN."""

from itertools import pairwise

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.keys.primitives import typed_bytes

LEAST_CHARACTERS = 10
LEAST_DIGITS = 6
_LEAST_DIFFERENT = 3


def password_bytes(text: str) -> bytes:
    """Return the bytes of a new password or passphrase.

    Raises:
        UsageFault: "password_too_short".
        DataFault: "text_not_storable", for half a character (a lone surrogate).
    """
    if len(text) < LEAST_CHARACTERS:
        raise UsageFault("password_too_short", least=LEAST_CHARACTERS)
    return typed_bytes(text)


def pin_bytes(text: str) -> bytes:
    """Return the bytes of a new PIN: digits alone, which a screen without a keyboard can ask for.

    Raises:
        UsageFault: "pin_not_digits", "pin_too_simple": too few different ones, or each one as far from the one before.
    """
    if not (len(text) >= LEAST_DIGITS and text.isascii() and text.isdigit()):
        raise UsageFault("pin_not_digits", least=LEAST_DIGITS)
    if len(set(text)) < _LEAST_DIFFERENT or len({ord(b) - ord(a) for a, b in pairwise(text)}) == 1:
        raise UsageFault("pin_too_simple")
    return text.encode()
