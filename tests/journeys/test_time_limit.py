"""A time limit is told before, counted kindly, and ends nothing for its person; what ships has none."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from progrez_desktop.core.model.accommodations import NONE, Accommodations
from progrez_desktop.core.model.assessment import Prompt
from progrez_desktop.core.model.attempt import TextValue
from progrez_desktop.core.services import accounts, easing, sittings
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.words import Words
from progrez_desktop.ui.demonstration import press, wait_until
from progrez_desktop.ui.pages.ease import EasePage
from progrez_desktop.ui.pages.item import ItemPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.review import ReviewPage
from progrez_desktop.ui.pages.start import StartPage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.sitting_clock import SittingClock
from progrez_desktop.ui.startup import Desk
from tests.core.services.pack_house import folder, pack_of
from tests.fakes import FakeClock, there
from tests.journeys.driving import (
    ANNA,
    PASSWORD,
    desk_over,
    on_screen,
    parts_of,
    sign_in,
    storage,
    texts_of,
    to_sign_in,
)
from tests.journeys.test_a_procedure import kiosk

LIMIT = 40
MIN = 60_000
WORDS = Words("en")


@pytest.fixture
def limited(tmp_path: Path) -> Parts:
    """A kiosk whose procedure takes forty minutes, with Anna's account on it."""
    pack = pack_of(folder(tmp_path, start_code=None, time_limit_min=LIMIT))
    parts = kiosk(tmp_path / "data", FakeClock(), pack)
    with storage(parts) as opened:
        session = accounts.create(opened.deps, ANNA, PASSWORD).session
        accounts.keeps_recovery_code(opened.deps, session)
        accounts.sign_out(session)
    return parts


def begun(parts: Parts, used_ms: int, own: Accommodations = NONE, *, at_prompt: bool = False) -> None:
    """Leave Anna's sitting where so much of her time is used."""
    with storage(parts) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        easing.choose(opened.deps, session, own)
        attempt = sittings.begin(opened.deps, session).attempt
        items = opened.deps.assessment.items
        place = next(n for n, one in enumerate(items) if isinstance(one, Prompt)) if at_prompt else 0
        session.safe.keep_place(attempt.id, place, 0, used_ms)
        accounts.sign_out(session)


def used(parts: Parts) -> int:
    with storage(parts) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        found = there(sittings.standing(opened.deps, session)).attempt.used_ms
        accounts.sign_out(session)
    return found


@contextmanager
def sitting_on(parts: Parts) -> Iterator[tuple[Desk, FakeClock, SittingClock]]:
    with desk_over(parts) as desk:
        to_sign_in(desk)
        sign_in(desk)
        press(on_screen(desk, MessagePage).buttons["go_on"])
        on_screen(desk, ItemPage)
        clock = there(desk.journey.sitting)._clock
        assert isinstance(parts.clock, FakeClock) and clock is not None
        clock._tick.stop()  # this test looks itself, second by second
        yield desk, parts.clock, clock


def go(time: FakeClock, clock: SittingClock, seconds: int) -> None:
    for _ in range(seconds):
        time.advance(1000)
        clock.look()


def test_it_is_told_before_the_start_with_extra_time_and_where_the_clock_stands_still(limited: Parts) -> None:
    with desk_over(limited) as desk:
        to_sign_in(desk)
        sign_in(desk)
        choose_up_to_the_start(desk)
        assert WORDS.plural("time.start", LIMIT) in texts_of(on_screen(desk, StartPage))
        press(on_screen(desk, StartPage).ease_button)
        page = on_screen(desk, EasePage)
        press(page.extra[25])
        press(page.keep_button)
        start = on_screen(desk, StartPage)
        assert WORDS.plural("time.start", 50) in texts_of(start)
        press(start.choices[True])
        press(start.start_button)
        assert on_screen(desk, StatementPage).time_label.text() == "50 minutes left"


def choose_up_to_the_start(desk: Desk) -> None:
    from progrez_desktop.ui.pages.consent import ConsentPage

    press(on_screen(desk, ConsentPage).continue_button)
    practice = on_screen(desk, StatementPage)
    practice.chosen.emit(3)
    on_screen(desk, StartPage)


def test_what_ships_shows_nothing_of_it(tmp_path: Path) -> None:
    from tests.journeys.driving import begin_at, go_on

    parts = parts_of(tmp_path)
    begin_at(parts, 0)
    with desk_over(parts) as desk:
        go_on(desk)
        page = on_screen(desk, StatementPage)
        assert page.time_label.text() == "about 33 minutes left"
        assert there(desk.journey.sitting)._clock is None
        page.pause.emit()
        press(on_screen(desk, MessagePage).buttons["ease"])
        ease = on_screen(desk, EasePage)
        assert not ease.extra and "hide_time" not in ease.switches


def test_minutes_alone_are_shown_and_five_and_one_are_said(limited: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr("progrez_desktop.ui.sitting.announce", lambda _page, sentence: said.append(sentence))
    begun(limited, (LIMIT - 6) * MIN, Accommodations(hide_time=True))
    with sitting_on(limited) as (desk, time, clock):
        page = on_screen(desk, StatementPage)
        shown = set()
        for _ in range(358):
            go(time, clock, 1)
            shown.add(page.time_label.text())
    assert shown == {"", "5 minutes left", "1 minute left"}
    assert said == [WORDS.plural("time.said", 5), WORDS.plural("time.said", 1)]


def test_at_the_end_what_was_typed_is_kept_and_only_the_person_finishes(limited: Parts) -> None:
    begun(limited, LIMIT * MIN - 3000, at_prompt=True)
    with sitting_on(limited) as (desk, time, clock):
        page = on_screen(desk, OpenAnswerPage)
        page.editor.setPlainText("I asked each of them what they needed")
        go(time, clock, 3)
        told = on_screen(desk, MessagePage)
        assert WORDS("time.over.text") in texts_of(told)
    assert used(limited) == LIMIT * MIN
    with desk_over(limited) as desk:  # nobody handed it in meanwhile
        to_sign_in(desk)
        sign_in(desk)
        press(on_screen(desk, MessagePage).buttons["go_on"])
        wait_until(lambda: "overview" in on_screen(desk, MessagePage).buttons, "the end")
        press(on_screen(desk, MessagePage).buttons["overview"])
        review = on_screen(desk, ReviewPage)
        assert review.first_open.isHidden() and WORDS("time.over.lead") in texts_of(review)
        assert "stayed open" in texts_of(review)
        session = desk.journey.signed_in()
        standing = there(sittings.standing(desk.journey.deps, session))
        [kept] = standing.responses.values()
        assert kept.value == TextValue("I asked each of them what they needed")
        press(review.finish_button)
        on_screen(desk, ProfilePage)


def test_after_a_kill_the_time_is_as_it_was_within_two_seconds_for_the_person(limited: Parts, tmp_path: Path) -> None:
    begun(limited, 10 * MIN)
    with sitting_on(limited) as (desk, time, clock):
        go(time, clock, 61)
        wait_until(lambda: not desk.journey.outside.store_lane.busy, "what was kept")
        shutil.copytree(limited.folder.root, tmp_path / "killed")  # as the disk stands at a kill
    assert 10 * MIN + 59_000 <= used(parts_of(tmp_path / "killed", FakeClock())) <= 10 * MIN + 61_000


def test_the_overview_takes_time_too_and_ends_as_kindly(limited: Parts) -> None:
    begun(limited, (LIMIT - 2) * MIN)
    with sitting_on(limited) as (desk, time, clock):
        there(desk.journey.sitting)._show_review()
        review = on_screen(desk, ReviewPage)
        assert review.time_left.text() == "2 minutes left"
        go(time, clock, 61)
        assert review.time_left.text() == "1 minute left"
        go(time, clock, 60)
        assert "overview" in on_screen(desk, MessagePage).buttons
    assert used(limited) == LIMIT * MIN


def test_paused_locked_and_asleep_it_stands_still(limited: Parts) -> None:
    begun(limited, 0)
    with sitting_on(limited) as (desk, time, clock):
        go(time, clock, 2)
        on_screen(desk, StatementPage).pause.emit()
        page = on_screen(desk, MessagePage)
        time.advance(20 * MIN)
        press(page.buttons["go_on"])
        on_screen(desk, StatementPage)
        clock._tick.stop()
        go(time, clock, 1)
        time.advance(9 * 3_600_000)  # asleep
        clock.look()
        desk.journey.lock()
        time.advance(20 * MIN)
        wait_until(lambda: not desk.journey.outside.store_lane.busy, "the lock")
    assert 3_000 <= used(limited) <= 6_000
