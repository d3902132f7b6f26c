"""Deterministic stand-ins for time, chance and the key store of the operating system, for every test."""

import hashlib
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Event
from typing import TypeVar

from progrez_desktop.core.model.aloud import Aloud
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
class FakeNoise:
    """Discrete Laplace from a seed: the same for the same seed, other numbers at each draw; `silent` gives zeros."""

    seed: int = 0
    silent: bool = False
    drawn: int = 0

    def draw(self, scale: float, n: int) -> tuple[int, ...]:
        self.drawn += 1
        chance = random.Random(f"{self.seed}/{self.drawn}")
        return tuple(0 if self.silent else _one_sided(chance, scale) - _one_sided(chance, scale) for _ in range(n))

    def epsilon(self, scale: float, most_cells: int) -> float:
        return most_cells / scale


def _one_sided(chance: random.Random, scale: float) -> int:
    """A geometric number: the difference of two is discrete Laplace."""
    return math.floor(-scale * math.log(1.0 - chance.random()))


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


class FakeVoice:
    """Says nothing and remembers what it was given; one that `holds` reads until it is stopped."""

    def __init__(self, *, holds: bool = False, fault: Exception | None = None) -> None:
        self.read_aloud: list[Aloud] = []
        self.fault, self.stopped = fault, 0
        self._quiet = Event()
        if not holds:
            self._quiet.set()
        self._holds = holds

    def read(self, texts: Sequence[Aloud], is_wanted: Callable[[], bool]) -> None:
        if self.fault is not None:
            raise self.fault
        for one in texts:
            if not is_wanted():
                return
            if self._holds:
                self._quiet.clear()
            self.read_aloud.append(one)
            self._quiet.wait(10)

    def stop(self) -> None:
        self.stopped += 1
        self._quiet.set()
