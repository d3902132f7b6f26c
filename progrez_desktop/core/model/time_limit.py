"""How long a sitting may take, and what its clock does meanwhile."""

from dataclasses import dataclass
from typing import Literal

TimeRule = Literal["stands_still"]
"""Time stands still while the application does not run, while paused, asleep or locked."""


@dataclass(frozen=True)
class TimeLimit:
    """What a sitting was given when it began, before extra time."""

    limit_ms: int
    rule: TimeRule = "stands_still"
