"""Deterministic stand-ins for time, chance and the key store of the operating system, for every test."""

import hashlib
from dataclasses import dataclass, field
from typing import TypeVar

from progrez_desktop.core.model.keys import KdfCost

FAST_KDF = KdfCost(memory_kib=64, time_cost=1, parallelism=1)
"""Argon2id in a fraction of a millisecond. Never a default of the product: it is handed over by argument."""

MONDAY_MS = 1_795_424_400_000
"""23 November 2026, 09:00 UTC."""


T = TypeVar("T")


def there(value: T | None) -> T:
    """Return what has to be there."""
    assert value is not None
    return value


@dataclass
class FakeClock:
    """A clock that stands still until it is told to move."""

    wall_ms: int = MONDAY_MS
    steady_ms: int = 0

    def now_ms(self) -> int:
        return self.wall_ms

    def monotonic_ms(self) -> int:
        return self.steady_ms

    def advance(self, ms: int) -> None:
        self.wall_ms += ms
        self.steady_ms += ms


@dataclass
class FakeEntropy:
    """The same bytes for the same seed, different ones at each call."""

    seed: int = 0
    drawn: int = 0

    def bytes(self, n: int) -> bytes:
        self.drawn += 1
        return hashlib.shake_256(f"{self.seed}/{self.drawn}".encode()).digest(n)


@dataclass
class FakeKeyring:
    """A SecretStore in memory. `fault` is raised by each use; `forgets` accepts a write and keeps nothing."""

    backend: str = "keyring.backends.SecretService.Keyring"
    kept: dict[str, str] = field(default_factory=dict)
    fault: Exception | None = None
    forgets: bool = False

    def read(self, name: str) -> str | None:
        self._fail()
        return self.kept.get(name)

    def write(self, name: str, secret: str) -> None:
        self._fail()
        if not self.forgets:
            self.kept[name] = secret

    def delete(self, name: str) -> None:
        self._fail()
        self.kept.pop(name, None)

    def _fail(self) -> None:
        if self.fault is not None:
            raise self.fault
