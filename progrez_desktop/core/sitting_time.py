"""How much time a limit leaves, and when that is said. Pure: whole milliseconds in, minutes out."""

from progrez_desktop.core.model.attempt import Attempt

MINUTE_MS = 60_000
SAID_AT = (5, 1)
"""Minutes that are left when it is announced; at no other time, since each one takes somebody from their answer."""
LONGEST_STEP_MS = 2_000
"""What one look at the clock counts at most: if it was longer, the computer slept or this program stood still."""


def allowed_ms(attempt: Attempt) -> int | None:
    """Return how long a sitting may take, with its extra time; None where nothing limits it."""
    if attempt.limit is None:
        return None
    return with_extra(attempt.limit.limit_ms, attempt.accommodations.extra_time_percent)


def with_extra(limit_ms: int, percent: int) -> int:
    return limit_ms * (100 + percent) // 100


def is_over(attempt: Attempt) -> bool:
    allowed = allowed_ms(attempt)
    return allowed is not None and attempt.used_ms >= allowed


def minutes(left_ms: int) -> int:
    """Return the minutes that are left, begun ones whole: 1 means the last minute, 0 that it is over."""
    return max(0, -(-left_ms // MINUTE_MS))


def said_between(before_ms: int, after_ms: int) -> int | None:
    """Return which announcement lies between two looks at what is left; the later where there are two."""
    passed = [one for one in SAID_AT if after_ms <= one * MINUTE_MS < before_ms]
    return min(passed, default=None)


def counted_ms(gone_ms: int) -> int:
    """Return what of the time between two looks counts."""
    return max(0, min(gone_ms, LONGEST_STEP_MS))
