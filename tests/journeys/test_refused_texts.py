"""A text that the disk refuses is lost by nothing that happens meanwhile: it comes back, and is kept once it can be."""

from collections.abc import Callable
from pathlib import Path

import pytest

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.attempt import TextValue
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.store.database import Database
from progrez_desktop.core.store.safe_store import SafeStore
from progrez_desktop.ui.demonstration import press, type_text, wait_until
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
from progrez_desktop.ui.startup import Desk
from progrez_desktop.ui.system_signals import SystemSignals
from tests.fakes import there
from tests.journeys.driving import (
    FIRST_PROMPT,
    begin_at,
    desk_over,
    everything_in_memory,
    go_on,
    kept_by,
    on_screen,
    parts_of,
)
from tests.journeys.staffed_house import SECRET, Staffed, answering, come_in, knock, over, panel
from tests.journeys.test_time_limit import LIMIT, MIN, begun, go, limited, sitting_on

__all__ = ["limited"]


class Disk:
    """Takes every write but texts, and those once it has room."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_full, self._save = True, SafeStore.save_response
        monkeypatch.setattr(SafeStore, "save_response", lambda *given, **named: self._asked(*given, **named))

    def _asked(self, *given: object, **named: object) -> object:
        if self.is_full:
            raise EnvironmentFault("disk_full", folder="data")
        return self._save(*given, **named)  # type: ignore[arg-type]


@pytest.fixture
def disk(monkeypatch: pytest.MonkeyPatch) -> Disk:
    return Disk(monkeypatch)


@pytest.fixture
def kiosk(tmp_path: Path) -> Staffed:
    return Staffed(tmp_path).with_staff("Mieke")


def told_refused(desk: Desk, page: OpenAnswerPage) -> None:
    lane = desk.journey.outside.store_lane
    wait_until(lambda: not lane.busy and not page._trouble.isHidden(), "the refusal")


def refused(desk: Desk) -> OpenAnswerPage:
    page = answering(desk)
    page.save_now()
    told_refused(desk, page)
    return page


def is_back(desk: Desk, disk: Disk) -> None:
    """The text is on screen again, said to be unsaved; and kept once the disk takes it."""
    page = on_screen(desk, OpenAnswerPage)
    assert page.text() == SECRET
    told_refused(desk, page)
    disk.is_full = False
    press(page.next_button)
    wait_until(lambda: there(desk.journey.sitting).position == FIRST_PROMPT + 1, "the next question")


def signals_of(desk: Desk) -> SystemSignals:
    return there(there(desk.journey.outside.kiosk).signals)


def sleeps_shortly(desk: Desk, _kiosk: Staffed) -> None:
    pauses = there(there(desk.journey.outside.kiosk).pauses)
    pauses._slept = lambda: 100_000
    pauses._look()


def locks_screen(desk: Desk, _kiosk: Staffed) -> None:
    signals_of(desk).locked.emit()


def staff_pause(desk: Desk, kiosk: Staffed) -> None:
    come_in(desk, knock(desk), kiosk, "Mieke")
    press(panel(desk).buttons["pause"])
    paused = over(desk, MessagePage)
    assert isinstance(paused, MessagePage)
    press(paused.buttons["go_on"])
    wait_until(lambda: desk.window.covering is None, "the page of the candidate")


def a_mistake_of_ours(desk: Desk, _kiosk: Staffed) -> None:
    desk.journey.trouble(ValueError())
    press(on_screen(desk, MessagePage).buttons["back"])


def falls_asleep(desk: Desk, _kiosk: Staffed) -> None:
    signals_of(desk).falls_asleep.emit()


def nobody_is_there(_desk: Desk, kiosk: Staffed) -> None:
    kiosk.clock.advance(200_000)


def staff_lock(desk: Desk, kiosk: Staffed) -> None:
    come_in(desk, knock(desk), kiosk, "Mieke")
    press(panel(desk).buttons["lock"])


def staff_lead_back(desk: Desk, kiosk: Staffed) -> None:
    come_in(desk, knock(desk), kiosk, "Mieke", reason="candidate_left")
    press(panel(desk).buttons["reset"])


Happening = Callable[[Desk, Staffed], None]


@pytest.mark.parametrize("happens", [sleeps_shortly, locks_screen, staff_pause])
def test_what_is_only_a_pause_goes_on_with_it(kiosk: Staffed, disk: Disk, happens: Happening) -> None:
    with kiosk.sitting_at(FIRST_PROMPT) as desk:
        refused(desk)
        happens(desk, kiosk)
        if isinstance(desk.window.page, MessagePage):
            press(desk.window.page.buttons["go_on"])
        is_back(desk, disk)
    assert TextValue(SECRET) in kept_by(kiosk.parts).values()


LOCKS: list[Happening] = [falls_asleep, nobody_is_there, staff_lock, staff_lead_back, a_mistake_of_ours]


@pytest.mark.parametrize("happens", LOCKS, ids=lambda one: one.__name__)
def test_who_signs_in_again_finds_it(kiosk: Staffed, disk: Disk, happens: Happening) -> None:
    """Also where it was typed a moment ago, and nobody knew yet that the disk is full."""
    with kiosk.sitting_at(FIRST_PROMPT) as desk:
        answering(desk)
        happens(desk, kiosk)
        wait_until(lambda: desk.journey.session is None and not desk.journey.outside.store_lane.busy, "the lock")
        wait_until(lambda: SECRET not in everything_in_memory(), "nothing of it to be readable")
        desk.journey.show_welcome()
        go_on(desk)
        is_back(desk, disk)
    assert TextValue(SECRET) in kept_by(kiosk.parts).values()


def test_a_disk_that_takes_the_place_and_not_the_text_leads_nobody_away_from_it(kiosk: Staffed, disk: Disk) -> None:
    with kiosk.sitting_at(FIRST_PROMPT) as desk:
        page = refused(desk)
        for leads in (page.next_button, page.back_button, page.pause_button):
            press(leads)
            wait_until(lambda: not desk.journey.outside.store_lane.busy, "the answer of the disk")
            assert desk.window.page is page
        is_back(desk, disk)


def test_a_window_that_is_closed_asks_first(tmp_path: Path, disk: Disk) -> None:
    parts = parts_of(tmp_path)
    begin_at(parts, FIRST_PROMPT)
    with desk_over(parts) as desk:
        go_on(desk)
        answering(desk)
        assert not desk.window.close()
        press(on_screen(desk, MessagePage).buttons["stay"])
        page = on_screen(desk, OpenAnswerPage)
        assert page.text() == SECRET
        told_refused(desk, page)
        disk.is_full = False
        assert desk.window.close()
    assert TextValue(SECRET) in kept_by(parts).values()


def test_who_closes_all_the_same_is_not_held(tmp_path: Path, disk: Disk) -> None:
    parts = parts_of(tmp_path)
    begin_at(parts, FIRST_PROMPT)
    with desk_over(parts) as desk:
        go_on(desk)
        answering(desk)
        desk.window.close()
        press(on_screen(desk, MessagePage).buttons["close"])
        assert not desk.window.isVisible()
    assert disk.is_full and kept_by(parts) == {}


def test_staff_who_end_a_kiosk_hear_of_it_and_no_candidate_can_end_it(kiosk: Staffed, disk: Disk) -> None:
    with kiosk.sitting_at(FIRST_PROMPT) as desk:
        answering(desk)
        come_in(desk, knock(desk), kiosk, "Mieke")
        press(panel(desk).buttons["leave"])
        asked = over(desk, MessagePage)
        assert isinstance(asked, MessagePage)
        press(asked.buttons["stay"])
        wait_until(lambda: desk.window.covering is None, "the page of the candidate")
        assert desk.window.isVisible() and desk.journey.deps.device.acting is None
        is_back(desk, disk)


def test_at_the_end_of_the_time_it_is_still_tried(limited: Parts, disk: Disk) -> None:
    begun(limited, LIMIT * MIN - 3000, at_prompt=True)
    with sitting_on(limited) as (desk, time, clock):
        page = on_screen(desk, OpenAnswerPage)
        type_text(page.editor, SECRET)
        go(time, clock, 4)
        wait_until(lambda: not desk.journey.outside.store_lane.busy, "the refusal")
        assert desk.window.page is page and page.text() == SECRET
        disk.is_full = False
        go(time, clock, 1)
        assert "overview" in on_screen(desk, MessagePage).buttons
    assert TextValue(SECRET) in kept_by(limited).values()


def test_whoever_signs_in_on_a_disk_that_takes_nothing_at_all_finds_it_too(
    kiosk: Staffed, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise EnvironmentFault("disk_full", folder="data")

    with kiosk.sitting_at(FIRST_PROMPT) as desk:
        with monkeypatch.context() as everything:
            everything.setattr(Database, "write", full)
            answering(desk)
            kiosk.clock.advance(200_000)
            wait_until(lambda: desk.journey.session is None and not desk.journey.outside.store_lane.busy, "the lock")
            desk.journey.show_welcome()
            go_on(desk)
            page = on_screen(desk, OpenAnswerPage)
            assert page.text() == SECRET
            told_refused(desk, page)
        press(page.next_button)
        wait_until(lambda: there(desk.journey.sitting).position == FIRST_PROMPT + 1, "the next question")
    assert TextValue(SECRET) in kept_by(kiosk.parts).values()
