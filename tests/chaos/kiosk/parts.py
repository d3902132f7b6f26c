"""What a part of the chaos at the kiosk came to, and how long it may take."""

import time
from dataclasses import asdict, dataclass, field
from typing import Any


@dataclass(frozen=True)
class Came:
    """`count` of `asked` were done; `told` is the sentence with the figures, `wrong` what should not have been."""

    asked: int
    count: int
    told: str
    wrong: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


@dataclass(frozen=True)
class Limit:
    """How many, and until when."""

    count: int
    minutes: float = 24 * 60
    since: float = field(default_factory=time.monotonic)

    @property
    def is_over(self) -> bool:
        return time.monotonic() - self.since > 60 * self.minutes


def bound(count: int) -> str:
    """Return up to which share it may yet go wrong, at 95 %, where it went wrong in none of so many."""
    return f"{100 * (1 - 0.05 ** (1 / count)):.2g} %" if count else "unknown"


def slowest(times_s: list[float] | tuple[float, ...]) -> str:
    """Return the middle and the slowest of some times, in ms."""
    ordered = sorted(times_s)
    return f"median {1000 * ordered[len(ordered) // 2]:.0f} ms, slowest {1000 * ordered[-1]:.0f} ms"
