"""What happened to a sitting that is no answer: it stood still, moved, or staff let somebody go on."""

from dataclasses import dataclass
from typing import Literal

SittingEventKind = Literal["slept", "locked", "unlocked", "moved", "break"]
"""The computer slept; the screen or the safe was locked; staff let somebody go on; it came from another computer; the
person took a break."""


@dataclass(frozen=True)
class SittingEvent:
    """One event. It counts against nobody: no score and no time in front of an item knows of it."""

    attempt_id: str
    kind: SittingEventKind
    at_ms: int
    """When it began."""
    reason: str | None = None
    """A code from the list of that kind, and never a text."""
    lasted_ms: int | None = None
    """For how long; None for what happens at one moment, or where nobody can know."""
    who: str | None = None
    """The random id of the member of staff who did it, or of the computer that it came from."""
