"""Whether a password is long and varied enough to be the only key to a safe. Pure."""

from itertools import pairwise
from typing import Literal

LEAST_CHARACTERS = 10
_LEAST_DIFFERENT = 5
_GOOD_CHARACTERS = 16

PasswordFault = Literal["too_short", "too_simple", "is_the_address"]


def password_fault(password: str, email: str) -> PasswordFault | None:
    """Return why a password won't do, or None. No rule about digits or signs: a sentence is fine."""
    if len(password) < LEAST_CHARACTERS:
        return "too_short"
    folded, address = password.casefold(), email.strip().casefold()
    if address and folded in (address, address.partition("@")[0]):
        return "is_the_address"
    if len(set(folded)) < _LEAST_DIFFERENT or _is_a_run(folded):
        return "too_simple"
    return None


def _is_a_run(text: str) -> bool:
    """Whether every step is the same, as in 1234567890 or abcdefghij."""
    return len({ord(b) - ord(a) for a, b in pairwise(text)}) == 1


def password_strength(password: str) -> float:
    """Return how strong it looks, 0 to 1: a picture for the person, no promise."""
    variety = min(len(set(password.casefold())) / 10, 1.0)
    return min(len(password) / _GOOD_CHARACTERS, 1.0) * variety
