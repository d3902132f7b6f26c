"""Until when a safe is kept, and when a clock that says it is over may be believed. Pure: no clock and no store.

A term that is over hides its safe at once. It is destroyed seven days later, if the clock and the high-water mark, the
latest time that the device ever saw, agreed for these seven days: a clock that was set to another year hides, and
destroys nothing.
"""

from progrez_desktop.core.model.retention import Agreement, Choice, Limits

DAY_MS = 86_400_000
USUAL_DAYS = 28
"""Four weeks after the procedure: what the Dutch supervisor allows without anybody's consent."""
SOONER_DAYS = 7
AGREED_MS = 7 * DAY_MS
_MOST_OF_ONE_LOOK_MS = DAY_MS
"""A look counts for a day at most, so that a clock that is set forward again and again is not believed at once."""
_LONGEST_STEP_MS = AGREED_MS + DAY_MS // 2
"""A clock that went further since the last look has to be believed anew, whether the computer was off or it was set.
One that was set ahead by less destroys nothing too early, since what is over waits as long; and a computer that is used
once a week is believed."""
_SLACK_MS = 3_600_000
"""An hour: small corrections, and computers that put their own clock back in autumn."""


def days_of(choice: Choice, limits: Limits) -> int:
    """Return how many days a choice keeps a safe; an organisation may only shorten it."""
    if choice == "longer" and limits.longer_days is not None:
        return max(limits.longer_days, limits.usual_days)
    return min(SOONER_DAYS, limits.usual_days) if choice == "sooner" else limits.usual_days


def until_ms(from_ms: int, choice: Choice, limits: Limits) -> int:
    """Return the moment at which the term of a choice is over."""
    return from_ms + days_of(choice, limits) * DAY_MS


def usual_end_ms(from_ms: int) -> int:
    """Return the end of a term where nobody chose anything, nor an organisation less."""
    return from_ms + USUAL_DAYS * DAY_MS


def looked(before: Agreement, clock_ms: int, high_water_ms: int) -> Agreement:
    """Return how long clock and high-water mark agree, now that somebody looks.

    Args:
        high_water_ms: The latest time that was ever seen before this look.
    """
    if clock_ms < high_water_ms - _SLACK_MS:
        return Agreement(before.seen_ms, 0)
    step = clock_ms - before.seen_ms
    if step > _LONGEST_STEP_MS:
        return Agreement(clock_ms, 0)
    counted = before.counted_ms + min(max(step, 0), _MOST_OF_ONE_LOOK_MS)
    return Agreement(max(clock_ms, before.seen_ms), min(counted, AGREED_MS))


def destroyed_before_ms(agreement: Agreement, clock_ms: int) -> int | None:
    """Return the moment before which a term must have ended for its safe to be destroyed; None: nothing may be."""
    return clock_ms - AGREED_MS if agreement.counted_ms >= AGREED_MS else None


def is_sweep_due(swept_ms: int, high_water_ms: int) -> bool:
    """Return whether a day has gone by since the last sweep; a mark that an operator put back counts as one."""
    return not 0 <= high_water_ms - swept_ms < DAY_MS
