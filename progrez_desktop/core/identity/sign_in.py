"""How long a person waits after wrong passwords: nothing at first, then longer each time. Pure."""

FREE_TRIES = 5
_FIRST_WAIT_MS = 30_000
_LONGEST_WAIT_MS = 15 * 60_000


def wait_ms(failures: int, last_failed_ms: int, now_ms: int) -> int:
    """Return how long signing in is still refused, in ms. A clock set back can't make it longer than the whole wait."""
    if failures < FREE_TRIES:
        return 0
    doublings = min(failures - FREE_TRIES, 10)
    whole = min(_FIRST_WAIT_MS << doublings, _LONGEST_WAIT_MS)
    return min(max(last_failed_ms + whole - now_ms, 0), whole)
