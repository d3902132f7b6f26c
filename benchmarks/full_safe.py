"""A person who came often: twenty sittings with their texts, a filled CV, and two hundred lines of what happened.

Made on a disk, as a safe is, with a key derivation that takes no time; a second process opens it again.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from progrez_desktop.core.services.deps import Deps, Session
    from progrez_desktop.core.services.opening import Opened, Parts, Unlock
    from progrez_desktop.ui.startup import Desk

SITTINGS, LINES = 20, 200


def parts_over(root: Path) -> "Parts":
    from progrez_desktop.app import system_parts
    from progrez_desktop.core.model.keys import KdfCost

    cheap = KdfCost(memory_kib=64, time_cost=1, parallelism=1)
    return replace(system_parts(root), cost=cheap, raise_cost=False, find_store=_none)


def _none(_prefer: str | None) -> Any:
    from progrez_desktop.core.errors import EnvironmentFault

    raise EnvironmentFault("keyring_absent")


def operator() -> "Unlock":
    from progrez_desktop.core.services.opening import Unlock

    return Unlock(passphrase="the lamp beside the stairs")  # noqa: S106 - of a throw-away folder


@contextmanager
def storage(parts: "Parts") -> Iterator["Opened"]:
    from progrez_desktop.core.services import opening

    opened = opening.open_storage(parts, operator())
    try:
        yield opened
    finally:
        opened.close()


def make_person(parts: "Parts", sittings_made: int = SITTINGS, lines: int = LINES) -> None:
    """An account with so many sittings, each answered and its texts read, and so many lines in its log."""
    from benchmarks.cv_page import working_life
    from progrez_desktop.core.services import access_log, accounts, own_cv
    from progrez_desktop.core.services import demonstration as invented

    with storage(parts) as opened:
        deps = opened.deps
        session = accounts.create(deps, invented.PERSON, invented.PASSWORD).session
        accounts.keeps_recovery_code(deps, session)
        own_cv.keep_details(deps, session, working_life())
        readings: dict[str, Any] = {}
        for _ in range(sittings_made):
            _sit(deps, session, readings)
        while session.safe.log.end().seq < lines:
            access_log.tell(deps, session, "profile_opened")
        accounts.sign_out(session)


def _sit(deps: "Deps", session: "Session", readings: dict[str, Any]) -> None:
    """One sitting. The same texts each time: they are read once, and every sitting keeps a reading of its own."""
    from progrez_desktop.core.services import demonstration as invented
    from progrez_desktop.core.services import own_texts, results, sittings

    attempt, now = sittings.begin(deps, session).attempt, deps.clock.now_ms()
    for item, value in invented.answers_of_form(deps.shipped, "fixed", "en").items():
        session.safe.save_response(attempt.id, item, "en", value, position=0, active_ms=0, at_ms=now)
    results.finish(deps, session, attempt.id)
    own = own_texts.load(deps, session, attempt.id)
    for waiting in own.waiting:
        item = waiting.prompt.id
        if item not in readings:
            readings[item] = own_texts.read(deps, own, waiting)
        own = own.with_reading(item, readings[item])
        own_texts.keep(deps, session, own, item)


@contextmanager
def desk_over(parts: "Parts") -> Iterator["Desk"]:
    """The real window with that person signed in, at their latest profile."""
    from progrez_desktop.core.services import accounts, opening, results
    from progrez_desktop.core.services import demonstration as invented
    from progrez_desktop.ui.demonstration import wait_until
    from progrez_desktop.ui.startup import open_desk

    desk = open_desk(lambda _unlock: opening.open_storage(parts, operator()), None, "en")
    desk.window.show()
    wait_until(lambda: desk.journey.opened is not None, "the storage")
    deps = desk.journey.deps
    session = accounts.sign_in(deps, invented.PERSON.email, invented.PASSWORD)
    profile = results.latest(deps, session)
    assert profile is not None
    desk.journey.enter(session)
    desk.journey.course.show_profile(profile)
    yield desk
    desk.close()
