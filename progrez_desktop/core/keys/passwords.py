"""What may be a password: ten characters or more. Length is the one rule that helps against guessing."""

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.keys.primitives import typed_bytes

LEAST_CHARACTERS = 10


def password_bytes(text: str) -> bytes:
    """Return the bytes of a new password or passphrase.

    Raises:
        UsageFault: "password_too_short".
        DataFault: "text_not_storable", for half a character (a lone surrogate).
    """
    if len(text) < LEAST_CHARACTERS:
        raise UsageFault("password_too_short", least=LEAST_CHARACTERS)
    return typed_bytes(text)
