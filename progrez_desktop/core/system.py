"""Time and chance as this computer gives them."""

import os
import time


class SystemClock:
    """UTC that never runs backwards within one run, whatever happens to the clock of the computer."""

    def __init__(self) -> None:
        self._highest_ms = 0

    def now_ms(self) -> int:
        self._highest_ms = max(self._highest_ms, time.time_ns() // 1_000_000)
        return self._highest_ms

    def monotonic_ms(self) -> int:
        return time.monotonic_ns() // 1_000_000


class SystemEntropy:
    def bytes(self, n: int) -> bytes:
        return os.urandom(n)
