"""How long a safe is kept, and how far the clock of this computer may be believed."""

from dataclasses import dataclass
from typing import Literal, get_args

Choice = Literal["sooner", "usual", "longer"]
"""What the person chose; nobody who chose nothing is kept longer than usual."""
CHOICES: tuple[Choice, ...] = get_args(Choice)


@dataclass(frozen=True)
class Term:
    """Until when one safe is kept."""

    account_id: str
    from_ms: int
    """What it counts from: the account, or the last sitting that began or was finished."""
    choice: Choice
    chosen_ms: int | None
    until_ms: int


@dataclass(frozen=True)
class Limits:
    """How long an organisation lets a safe be kept. None: longer than usual is not offered."""

    usual_days: int
    longer_days: int | None


@dataclass(frozen=True)
class Agreement:
    """How long the clock has been going along with the latest time that this device ever saw."""

    seen_ms: int
    """The clock when it was looked at last."""
    counted_ms: int
    """What counts towards seven days."""
