"""The code that somebody types before their first sitting: what a pack holds of it, and whether it is the right one."""

import hashlib
import hmac
import re

from progrez_desktop.core.keys.primitives import LABEL, stretch
from progrez_desktop.core.model.assessment import StartCode
from progrez_desktop.core.model.keys import Kdf, KdfCost

_COST = KdfCost(memory_kib=64 * 1024, time_cost=3, parallelism=2)
"""A pack is no secret, and a code that people type is short: a guesser pays this for each guess."""
_SALT_BYTES = 16
_BETWEEN = re.compile(r"[\s-]+")


def start_code(code: str, of: str) -> StartCode:
    """Return what a pack holds of a code.

    Args:
        of: Names the pack, so that the same code elsewhere looks otherwise, and the same folder gives the same pack.
    """
    salt = hashlib.sha256(f"{LABEL}start-code\0{of}".encode()).digest()[:_SALT_BYTES]
    kdf = Kdf(_COST, salt)
    return StartCode(kdf, stretch(_plain(code), kdf))


def is_start_code(typed: str, wanted: StartCode) -> bool:
    """Return whether this is the code, whatever the case, the spaces and the hyphens."""
    return hmac.compare_digest(stretch(_plain(typed), wanted.kdf), wanted.stretched)


def _plain(typed: str) -> bytes:
    return _BETWEEN.sub("", typed).upper().encode("utf-8", "replace")
