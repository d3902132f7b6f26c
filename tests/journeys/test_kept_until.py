"""A person sees until when their safe is kept, chooses, hears what staff did; and the program sweeps by itself."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from progrez_desktop.core.errors import LockedFault
from progrez_desktop.core.model.duty import Request
from progrez_desktop.core.model.retention import Agreement
from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.services import accounts, duties, staff
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import press, wait_until
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.my_data import MyDataPage
from progrez_desktop.ui.startup import Desk
from progrez_desktop.ui.upkeep import Upkeep
from tests.fakes import MONDAY_MS, FakeClock
from tests.journeys.driving import (
    ANNA,
    PASSWORD,
    desk_over,
    on_screen,
    parts_of,
    refused,
    sign_in,
    storage,
    texts_of,
    to_sign_in,
)
from tests.journeys.test_keyboard_only import press as press_key
from tests.journeys.test_keyboard_only import tab_to
from tests.journeys.test_my_data import renewed, to_my_data, with_profile


@pytest.mark.parametrize("language", LANGUAGES)
def test_until_when_it_is_kept_is_on_the_page_and_can_be_made_longer_and_back(tmp_path: Path, language: str) -> None:
    words, clock = Words(language), FakeClock()
    parts = parts_of(tmp_path / "data", clock)
    with_profile(parts)
    with desk_over(parts, language) as desk:
        page = to_my_data(desk)
        assert words.date(MONDAY_MS + 28 * DAY_MS) in texts_of(page)
        assert set(page.keep_buttons) == {"sooner", "longer"}
        press(page.keep_buttons["longer"])
        page = renewed(desk, page)
        assert page.note.text() == words("my_data.kept.chosen")
        year = words.date(MONDAY_MS + 365 * DAY_MS)
        assert words("log.kept_longer", until=year) in texts_of(page, hidden=True)
        tab_to(words("my_data.kept.choose.usual", until=words.date(MONDAY_MS + 28 * DAY_MS)))  # and by keyboard
        press_key(Qt.Key.Key_Space)
        page = renewed(desk, page)
        assert set(page.keep_buttons) == {"sooner", "longer"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_staff_did_is_told_at_the_next_sign_in_and_once(tmp_path: Path, language: str) -> None:
    words, parts = Words(language), parts_of(tmp_path / "data", FakeClock())
    with_profile(parts)
    with storage(parts) as opened:
        key = staff.set_up(opened.deps, "three kettles and a drum").key
        number = duties.enter(opened.deps, key, "access", Request(ANNA.email)).number
        duties.check_identity(opened.deps, key, number, "called back")
        answer = duties.Answer(tmp_path / "letter.pdf", package=tmp_path / "package.zip")
        duties.close(opened.deps, key, number, answer, words)
    with desk_over(parts, language) as desk:
        to_sign_in(desk)
        sign_in(desk)
        page = on_screen(desk, MessagePage)
        assert number in texts_of(page)
        assert words("news.title") in texts_of(page)
        press(page.buttons["go_on"])
        mine = to_my_data_from_profile(desk)
        assert words("log.package_made", number=number) in texts_of(mine, hidden=True)
    with desk_over(parts, language) as desk:
        to_my_data(desk)


def to_my_data_from_profile(desk: Desk) -> MyDataPage:
    from progrez_desktop.ui.pages.profile import ProfilePage

    press(on_screen(desk, ProfilePage).my_data_button)
    return on_screen(desk, MyDataPage)


def test_a_term_that_is_over_is_told_to_whose_it_is(tmp_path: Path) -> None:
    clock = FakeClock()
    parts = parts_of(tmp_path / "data", clock)
    with_profile(parts)
    clock.advance(28 * DAY_MS)
    with desk_over(parts) as desk:
        to_sign_in(desk)
        sign_in(desk)
        assert refused(desk) == Words("en")("error.term_over")


def test_the_window_sweeps_by_itself_when_nobody_is_signed_in(tmp_path: Path) -> None:
    clock = FakeClock()
    parts = parts_of(tmp_path / "data", clock)
    with_profile(parts)
    with storage(parts) as opened:
        store, [term] = opened.deps.device.retention, opened.deps.device.retention.terms()
        store.put(replace(term, until_ms=clock.now_ms() + DAY_MS))
    with desk_over(parts) as desk:
        to_sign_in(desk)
        sign_in(desk)
        wait_until(lambda: desk.journey.session is not None, "somebody signed in")
        clock.advance(8 * DAY_MS)
        believe(desk)
        upkeep = Upkeep(desk.journey)
        upkeep._look()
        assert len(desk.journey.deps.device.accounts()) == 1  # not while somebody is there
        desk.journey.sign_out()
        wait_until(lambda: not desk.journey.outside.store_lane.busy, "the safe to close")
        upkeep._look()
        wait_until(lambda: desk.journey.deps.device.accounts() == [], "the sweep")
    with storage(parts) as opened, pytest.raises(LockedFault):
        accounts.sign_in(opened.deps, ANNA.email, PASSWORD)


def believe(desk: Desk) -> None:
    now = desk.journey.deps.clock.now_ms()
    desk.journey.deps.device.retention.keep_look(Agreement(now, 7 * DAY_MS), now)
