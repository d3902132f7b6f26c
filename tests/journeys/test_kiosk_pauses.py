"""Sleep and a locked screen are a pause that costs nobody anything, and stand in the record of the sitting."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from progrez_desktop.core.model.sitting_event import SittingEvent
from progrez_desktop.core.services import sitting_events, sittings
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.words import Words
from progrez_desktop.ui.demonstration import press, type_text, wait_until
from progrez_desktop.ui.idle import IdleTimes
from progrez_desktop.ui.kiosk import Kiosk
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.startup import Desk
from tests.fakes import FakeClock, there
from tests.journeys.driving import (
    FIRST_PROMPT,
    begin_at,
    go_on,
    on_screen,
    parts_of,
    signed_in,
    texts_of,
)
from tests.journeys.kiosk_house import Sleeper, kiosk_over

FAST = IdleTimes(tick_ms=5)


@contextmanager
def sitting_at(root: Path, position: int) -> Iterator[tuple[Desk, Kiosk, FakeClock, Sleeper]]:
    clock, sleeper = FakeClock(), Sleeper()
    parts = parts_of(root, clock)
    begin_at(parts, position)
    with kiosk_over(parts, [], slept=sleeper, idle=FAST) as (desk, kiosk):
        go_on(desk)
        wait_until(lambda: desk.journey.sitting is not None, "the sitting")
        yield desk, kiosk, clock, sleeper


def events_of(desk: Desk) -> list[SittingEvent]:
    session = desk.journey.signed_in()
    return sitting_events.of_sitting(session, session.safe.attempts()[0].id)


def kept_after(parts: Parts) -> tuple[list[SittingEvent], int]:
    with signed_in(parts) as (deps, session):
        attempt = there(sittings.standing(deps, session)).attempt
        return sitting_events.of_sitting(session, attempt.id), attempt.active_ms


@pytest.mark.parametrize("counted", [True, False])
def test_a_short_sleep_is_told_kindly_and_costs_no_time(tmp_path: Path, *, counted: bool) -> None:
    """Whether the steady clock of this computer goes on while it sleeps, or stands still."""
    with sitting_at(tmp_path, 3) as (desk, kiosk, clock, sleeper):
        on_screen(desk, StatementPage)
        clock.wall_ms += 100_000
        clock.steady_ms += 100_000 if counted else 0
        sleeper.ms += 100_000
        there(kiosk.pauses)._look()
        page = on_screen(desk, MessagePage)
        assert Words("en").plural("kiosk.slept.text", 2) in texts_of(page)
        press(page.buttons["go_on"])
        on_screen(desk, StatementPage)
        wait_until(lambda: len(events_of(desk)) == 1, "the record")
    [event], active_ms = kept_after(parts_of(tmp_path, clock))
    assert (event.kind, event.lasted_ms, event.at_ms) == ("slept", 100_000, clock.wall_ms - 100_000)
    assert active_ms <= 1000


def test_before_the_computer_sleeps_the_safe_is_locked_with_what_was_typed(tmp_path: Path) -> None:
    with sitting_at(tmp_path, FIRST_PROMPT) as (desk, kiosk, clock, _):
        page = on_screen(desk, OpenAnswerPage)
        type_text(page.editor, "half a thou")
        there(kiosk.signals).falls_asleep.emit()
        told = on_screen(desk, MessagePage)
        assert Words("en")("kiosk.locked.slept") in texts_of(told) and desk.journey.session is None
    [event], _ = kept_after(parts_of(tmp_path, clock))
    assert (event.kind, event.reason, event.lasted_ms) == ("slept", None, None)


def test_a_long_sleep_found_afterwards_locks_and_is_no_idle_lock(tmp_path: Path) -> None:
    with sitting_at(tmp_path, 3) as (desk, _, clock, sleeper):
        sleeper.ms += 3_600_000
        clock.wall_ms += 3_600_000
        on_screen(desk, MessagePage)  # the idle guard looks first, and what it finds is a sleep
        assert desk.journey.session is None
    [event], active_ms = kept_after(parts_of(tmp_path, clock))
    assert (event.kind, event.lasted_ms, active_ms) == ("slept", 3_600_000, 0)


def test_a_locked_screen_and_an_idle_lock_are_in_the_record(tmp_path: Path) -> None:
    with sitting_at(tmp_path, 3) as (desk, kiosk, clock, _):
        signals = there(kiosk.signals)
        signals.locked.emit()
        clock.advance(60_000)
        signals.unlocked.emit()
        press(on_screen(desk, MessagePage).buttons["go_on"])
        on_screen(desk, StatementPage)
        clock.advance(200_000)
        wait_until(lambda: desk.journey.session is None, "the idle lock")
    events, active_ms = kept_after(parts_of(tmp_path, clock))
    assert [(one.kind, one.reason, one.lasted_ms) for one in events] == [
        ("locked", "screen", 60_000),
        ("locked", "idle", None),
    ]
    assert active_ms <= 120_000  # as an idle lock has always counted
