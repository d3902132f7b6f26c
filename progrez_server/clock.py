"""What is handed in rather than asked for: the time, and chance."""

import secrets
import time
from typing import Protocol

CLOCKS_APART_S = 90
"""How far the clock of a device or of an identity provider may be from ours."""


class Clock(Protocol):
    def now_ms(self) -> int:
        """Return UTC milliseconds."""
        ...


class SystemClock:
    def now_ms(self) -> int:
        return time.time_ns() // 1_000_000


def new_id() -> str:
    """Return a random id of 128 bits, as text."""
    return secrets.token_hex(16)
