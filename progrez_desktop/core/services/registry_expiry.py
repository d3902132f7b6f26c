"""The end of what is kept in a registry: hidden when its date passes, destroyed once the time is believed.

The server's time is believed at once. Without it, the clock has to have gone along with the latest time that was ever
seen for seven days (core.retention): a clock that was set to another year hides, and destroys nothing.
"""

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.services import clock_standing, registry_reads
from progrez_desktop.core.services.clock_standing import ClockStanding
from progrez_desktop.core.services.registry_deps import RegistryDeps

_BATCH = 500
_SLACK_MS = 3_600_000
"""An hour: what two clocks may be apart that both are right."""


def expire(deps: RegistryDeps, server_ms: int | None = None) -> int:
    """Destroy what is over and may be destroyed; return how many.

    Args:
        server_ms: What time the server says it is, right after it said so.
    """
    if server_ms is not None:
        _put_right(deps, server_ms)
    here = clock_standing.look(deps.store.seen, deps.clock).destroyed_before_ms
    before = max((moment for moment in (server_ms, here) if moment is not None), default=None)
    done = 0
    while before is not None and (found := deps.store.profiles.ended_before(before, _BATCH)):
        with deps.store.transaction():
            for release_id in found:
                registry_reads.queue(deps, release_id)
                deps.store.post.forget_carried(release_id)
            deps.store.profiles.forget(found)
            deps.note("profiles_expired", None, count=str(len(found)))
        done += len(found)
    if done:
        deps.folder.remove_registry_copies()
    if before is not None:
        _forget_decisions(deps, before)
    return done


def _forget_decisions(deps: RegistryDeps, before: int) -> None:
    """Destroy decision records whose own date has passed, whatever became of the profiles that they are of."""
    with deps.store.transaction():
        if gone := deps.store.decisions.forget_before(before):
            deps.note("decisions_expired", None, count=str(gone))


def clock(deps: RegistryDeps) -> ClockStanding:
    """Look at the clock."""
    return clock_standing.look(deps.store.seen, deps.clock)


def trust_clock(deps: RegistryDeps) -> ClockStanding:
    """Take the clock for right, where a wrong one had raised the mark and no server says what time it is.

    Nothing is destroyed until both have agreed for seven days again.

    Raises:
        UsageFault: "clock_not_behind": there is nothing to put right.
    """
    if not clock(deps).is_behind:
        raise UsageFault("clock_not_behind")
    _put_back(deps, deps.clock.now_ms())
    return clock(deps)


def _put_right(deps: RegistryDeps, server_ms: int) -> None:
    """Give up a high-water mark that a wrong clock raised, once clock and server agree and it is ahead of both."""
    mark, now = deps.store.seen.high_water_ms(), deps.clock.now_ms()
    if abs(now - server_ms) < _SLACK_MS and mark > max(now, server_ms) + _SLACK_MS:
        _put_back(deps, max(now, server_ms))


def _put_back(deps: RegistryDeps, to_ms: int) -> None:
    told = {"from": str(deps.store.seen.high_water_ms()), "to": str(to_ms)}
    with deps.store.transaction():
        deps.store.seen.put_mark_back(to_ms)
        deps.note("clock_trusted", None, **told)
