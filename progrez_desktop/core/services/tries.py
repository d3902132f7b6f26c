"""How long somebody waits after wrong tries at a password, a passphrase or a code, whatever the clock was set to."""

from contextlib import suppress
from typing import Protocol

from progrez_desktop.core.errors import EnvironmentFault, LockedFault
from progrez_desktop.core.identity.sign_in import wait_ms
from progrez_desktop.core.ports import Clock


class Failures(Protocol):
    """Where wrong tries are remembered.

    `tried` is what this run of the program saw: when one failed last, by the monotonic clock, and how many of them no
    disk took.
    """

    @property
    def tried(self) -> dict[bytes, tuple[int, int]]: ...

    def sign_in_failures(self, lookup: bytes, /) -> tuple[int, int]: ...

    def record_sign_in_failure(self, lookup: bytes, at_ms: int, /) -> None: ...

    def move_sign_in_failures(self, lookup: bytes, at_ms: int, /) -> None: ...

    def clear_sign_in_failures(self, lookup: bytes, /) -> None: ...


class Tried(Protocol):
    """What a door is handed, such as Deps."""

    @property
    def clock(self) -> Clock: ...

    @property
    def device(self) -> Failures: ...


def checked(deps: Tried, lookup: bytes) -> tuple[int, int]:
    """Return how many wrong tries there were and when the last one was, once nobody has to wait for them any more.

    A clock that was set back since then begins the wait anew: by what it shows, that try has not been yet, and the wait
    would last until it comes. One that was set ahead ends no wait of tries that this run of the program saw.

    Raises:
        LockedFault: "sign_in_wait".
    """
    now = deps.clock.now_ms()
    failures, last_ms = deps.device.sign_in_failures(lookup)
    if last_ms > now:
        last_ms = now
        with suppress(EnvironmentFault):  # on a full disk it begins anew each time
            deps.device.move_sign_in_failures(lookup, now)
    wait = wait_ms(failures, last_ms, now)
    if lookup in deps.device.tried:
        tried_ms, uncounted = deps.device.tried[lookup]
        wait = max(wait, wait_ms(failures + uncounted, tried_ms, deps.clock.monotonic_ms()))
    if wait:
        raise LockedFault("sign_in_wait", seconds=-(-wait // 1000))
    return failures, last_ms


def failed(deps: Tried, lookup: bytes) -> None:
    """Count a wrong try; one that a full disk does not take counts as long as this program runs."""
    _, uncounted = deps.device.tried.get(lookup, (0, 0))
    try:
        deps.device.record_sign_in_failure(lookup, deps.clock.now_ms())
    except EnvironmentFault:
        uncounted += 1
    deps.device.tried[lookup] = deps.clock.monotonic_ms(), uncounted


def succeeded(deps: Tried, lookup: bytes) -> None:
    """Forget the wrong tries."""
    with suppress(EnvironmentFault):  # a full disk keeps nobody out who has the password
        deps.device.clear_sign_in_failures(lookup)
    deps.device.tried.pop(lookup, None)
