"""Staff come to a kiosk while somebody sits there: nothing is lost, nothing is shown, and nobody is ever stuck."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPushButton

from progrez_desktop.core.services import easing, notices, sittings
from progrez_desktop.core.settings import IDLE_LOCK_MS
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import press, type_text, wait_until
from progrez_desktop.ui.pages.ease import EasePage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
from progrez_desktop.ui.pages.sign_in import SignInPage
from progrez_desktop.ui.pages.staff_in import StaffInPage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.pages.welcome import WelcomePage
from progrez_desktop.ui.widgets.staff_corner import KEY
from tests.fakes import there
from tests.journeys.driving import (
    FIRST_PROMPT,
    kept_by,
    on_screen,
    sign_in,
    signed_in,
    texts_of,
)
from tests.journeys.staffed_house import EN, PIN, SECRET, Staffed, answering, come_in, corner, knock, over, panel


@pytest.fixture
def kiosk(tmp_path: Path) -> Staffed:
    return Staffed(tmp_path)


def test_a_candidate_who_finds_it_comes_back_and_nothing_is_lost(kiosk: Staffed) -> None:
    kiosk.with_staff("Mieke")
    with kiosk.sitting_at(FIRST_PROMPT) as desk:
        page = answering(desk)
        covering = knock(desk)
        assert not page.isVisible() and not corner(desk).isVisible()
        assert SECRET not in texts_of(desk.window) and EN("staff_in.kiosk.text") in texts_of(covering)
        press(covering.back_button)
        assert desk.window.page is page and page.isVisible() and desk.window.covering is None
        assert page.text() == SECRET and page.editor.hasFocus() and corner(desk).isVisible()
        type_text(page.editor, " And more.")
        wait_until(lambda: not page.is_unsaved, "the text to be kept")
    assert SECRET + " And more." in repr(kept_by(kiosk.parts))
    assert kiosk.done() == [] and kiosk.events() == []


def test_an_invigilator_pauses_a_sitting_whose_time_stands_still_and_anybody_goes_on(kiosk: Staffed) -> None:
    kiosk.with_staff("Mieke")
    with kiosk.sitting_at(FIRST_PROMPT) as desk:
        page = answering(desk)
        come_in(desk, knock(desk), kiosk, "Mieke", reason="fire_alarm")
        shown = panel(desk)
        assert list(shown.buttons) == ["pause", "accommodate", "move", "lock", "reset", "leave"]
        assert EN("invigilator.accommodate.untimed") in texts_of(shown)  # nobody looks for what is not on that page
        assert SECRET not in texts_of(desk.window)
        before = there(desk.journey.sitting)._active_ms
        press(shown.buttons["pause"])
        paused = over(desk, MessagePage)
        assert isinstance(paused, MessagePage) and desk.journey.deps.device.acting is None
        began = kiosk.clock.now_ms()
        kiosk.clock.advance(90_000)
        press(paused.buttons["go_on"])
        wait_until(lambda: desk.window.covering is None, "the page of the candidate")
        assert desk.window.page is page and page.text() == SECRET
        type_text(page.editor, "!")
        wait_until(lambda: not page.is_unsaved, "the text to be kept")
        assert there(desk.journey.sitting)._active_ms - before < 5000
    who = kiosk.id_of("Mieke")
    unlocked, paused_event = kiosk.events()
    assert (unlocked.kind, unlocked.reason, unlocked.who) == ("unlocked", "fire_alarm", who)
    assert (paused_event.kind, paused_event.reason, paused_event.who) == ("break", "fire_alarm", who)
    assert (paused_event.at_ms, paused_event.lasted_ms) == (began, 90_000)
    done = kiosk.done()
    assert [event.action for event in done] == ["kiosk_unlocked", "sitting_paused", "sitting_went_on"]
    assert {event.params["by"] for event in done} == {who} and "Mieke" not in repr(done)


def test_a_pause_that_outlasts_an_open_safe_is_in_the_record_up_to_its_lock(kiosk: Staffed) -> None:
    kiosk.with_staff("Mieke")
    with kiosk.sitting_at(FIRST_PROMPT) as desk:
        answering(desk)
        come_in(desk, knock(desk), kiosk, "Mieke", reason="fire_alarm")
        press(panel(desk).buttons["pause"])
        paused = over(desk, MessagePage)
        assert isinstance(paused, MessagePage)
        began = kiosk.clock.now_ms()
        kiosk.clock.advance(IDLE_LOCK_MS)
        wait_until(lambda: desk.journey.session is None, "the lock of a safe that nobody uses")
        assert desk.window.covering is paused
        kiosk.clock.advance(600_000)
        press(paused.buttons["go_on"])
        wait_until(lambda: desk.window.covering is None, "the page that says so")
        press(on_screen(desk, MessagePage).buttons["sign_in"])
        sign_in(desk)
        wait_until(lambda: "go_on" in getattr(desk.window.page, "buttons", {}), "the way on")
        press(on_screen(desk, MessagePage).buttons["go_on"])
        assert on_screen(desk, OpenAnswerPage).text() == SECRET
    (kept,) = [one for one in kiosk.events() if one.kind == "break"]
    assert (kept.reason, kept.who) == ("fire_alarm", kiosk.id_of("Mieke"))
    assert (kept.at_ms, kept.lasted_ms) == (began, IDLE_LOCK_MS)
    assert [event.action for event in kiosk.done()] == ["kiosk_unlocked", "sitting_paused", "sitting_went_on"]


def test_staff_lock_the_safe_and_the_candidate_goes_on_where_they_were(kiosk: Staffed) -> None:
    kiosk.with_staff("Mieke")
    with kiosk.sitting_at(FIRST_PROMPT) as desk:
        answering(desk)
        come_in(desk, knock(desk), kiosk, "Mieke", reason="candidate_left")
        press(panel(desk).buttons["lock"])
        locked = on_screen(desk, MessagePage)
        wait_until(lambda: desk.window.covering is None, "the page that says so")
        assert EN("kiosk.locked.staff") in texts_of(locked) and desk.journey.session is None
        press(locked.buttons["sign_in"])
        sign_in(desk)
        wait_until(lambda: "go_on" in getattr(desk.window.page, "buttons", {}), "the way on")
        press(on_screen(desk, MessagePage).buttons["go_on"])
        assert on_screen(desk, OpenAnswerPage).text() == SECRET
    assert [(one.kind, one.reason) for one in kiosk.events()] == [
        ("unlocked", "candidate_left"),
        ("locked", "candidate_left"),
    ]


def test_staff_lead_a_kiosk_back_to_its_first_page_or_end_it(kiosk: Staffed) -> None:
    kiosk.with_staff("Mieke", "Jan")
    with kiosk.sitting_at(3) as desk:
        on_screen(desk, StatementPage)
        come_in(desk, knock(desk), kiosk, "Mieke")
        press(panel(desk).buttons["reset"])
        on_screen(desk, WelcomePage)
        wait_until(lambda: desk.window.covering is None and desk.journey.session is None, "the first page")
        come_in(desk, knock(desk), kiosk, "Jan", reason="end_of_kiosk")
        shown = panel(desk)
        assert list(shown.buttons) == ["take_in", "address", "arrived", "reset", "leave"]  # nobody sits there any more
        press(shown.buttons["leave"])
        wait_until(lambda: not desk.window.isVisible(), "the end of the kiosk")
    assert [event.action for event in kiosk.done()][-1] == "kiosk_left"


def test_what_staff_do_while_the_safe_is_locked_is_told_to_its_owner_at_the_next_sign_in(kiosk: Staffed) -> None:
    kiosk.with_staff("Mieke")
    with kiosk.sitting_at(3) as desk:
        on_screen(desk, StatementPage)
        kiosk.clock.advance(180_000)
        on_screen(desk, MessagePage)
        come_in(desk, knock(desk), kiosk, "Mieke", reason="technical_fault")
        press(panel(desk).back_button)
    with signed_in(kiosk.parts) as (_, session):
        [one] = notices.news(session)
        for language in LANGUAGES:
            told = notices.sentence(one, Words(language))
            assert Words(language)("staff.reason.technical_fault") in told


def test_staff_give_what_helps_and_the_page_of_the_candidate_is_so_at_once(kiosk: Staffed) -> None:
    kiosk.with_staff("Mieke")
    with kiosk.sitting_at(FIRST_PROMPT) as desk:
        page = answering(desk)
        come_in(desk, knock(desk), kiosk, "Mieke", reason="accommodations")
        press(panel(desk).buttons["accommodate"])
        ease = over(desk, EasePage)
        assert isinstance(ease, EasePage) and SECRET not in texts_of(desk.window)
        ease.switches["calm"].click()
        press(ease.keep_button)
        press(panel(desk).back_button)
        wait_until(lambda: desk.window.covering is None, "the page of the candidate")
        assert desk.window.page is page and page.text() == SECRET
        assert desk.journey.context.own.calm
    with signed_in(kiosk.parts) as (deps, session):
        assert easing.of(session).calm and there(sittings.standing(deps, session)).attempt.accommodations.calm
    assert "calm" not in repr(kiosk.done())


# Never a dead end


def test_five_wrong_pins_tell_the_minutes_and_another_member_and_the_candidate_go_on(kiosk: Staffed) -> None:
    kiosk.with_staff("Mieke", "Jan")
    with kiosk.sitting_at(FIRST_PROMPT) as desk:
        page = answering(desk)
        covering = knock(desk)
        for _ in range(5):
            come_in(desk, covering, kiosk, "Mieke", "999111")
            assert EN("error.wrong_staff_pin") in texts_of(covering)
        come_in(desk, covering, kiosk, "Mieke")
        assert EN("staff_in.wait.one", n=1) in texts_of(covering)
        press(covering.back_button)
        assert page.isVisible() and page.text() == SECRET
        come_in(desk, knock(desk), kiosk, "Jan")
        press(panel(desk).back_button)
        wait_until(lambda: desk.window.covering is None, "the page of the candidate")


def test_a_code_that_does_not_fit_tells_the_clock_of_this_kiosk(kiosk: Staffed) -> None:
    kiosk.with_staff("Mieke")
    with kiosk.sitting_at(3) as desk:
        covering = knock(desk)
        told = EN("staff_in.clock", at=EN.moment(kiosk.clock.now_ms()))
        assert told in texts_of(covering)
        type_text(covering.pin.edit, PIN)
        type_text(covering.code.edit, "000000")
        press(covering.open_button)
        wait_until(lambda: bool(covering.code.edit.accessibleDescription()), "a refusal")
        assert EN("error.factor_code_wrong", clock="").partition(":")[0].split("says")[0] in texts_of(covering)
        assert covering.code.edit.hasFocus()


def test_whoever_lost_the_second_factor_is_told_who_can_help(kiosk: Staffed) -> None:
    kiosk.with_staff("Mieke")
    with kiosk.sitting_at(3) as desk:
        covering = knock(desk)
        covering.lost.click()
        assert EN("staff_in.lost.other") in texts_of(covering) and not covering.code.isVisible()
        press(covering.back_button)
        on_screen(desk, StatementPage)


def test_where_nobody_is_a_member_that_is_said_and_the_way_back_is_open(kiosk: Staffed) -> None:
    with kiosk.sitting_at(3) as desk:
        QTest.keyClick(desk.window, Qt.Key.Key_F12)
        told = over(desk, MessagePage)
        assert isinstance(told, MessagePage) and EN("staff_in.nobody.text") in texts_of(told)
        press(told.buttons["back"])
        assert desk.window.covering is None
        on_screen(desk, StatementPage)


def test_a_roster_that_can_not_be_read_leads_back(kiosk: Staffed) -> None:
    kiosk.with_staff("Mieke")
    with kiosk.sitting_at(3) as desk:
        desk.journey.deps.device._database.write("DROP TABLE staff_security_key")
        QTest.keyClick(desk.window, Qt.Key.Key_F12)
        trouble = over(desk, MessagePage)
        assert isinstance(trouble, MessagePage)
        press(trouble.buttons["back"])
        assert desk.window.covering is None
        on_screen(desk, StatementPage)


def test_what_is_damaged_of_one_member_is_said_and_another_comes_in(kiosk: Staffed) -> None:
    kiosk.with_staff("Mieke", "Jan")
    with kiosk.sitting_at(3) as desk:
        device = desk.journey.deps.device
        device._database.write("UPDATE staff_member SET wrap = '{' WHERE name = 'Mieke'")
        covering = knock(desk)
        come_in(desk, covering, kiosk, "Mieke")
        assert EN("error.staff_roster_damaged") in texts_of(covering)
        come_in(desk, covering, kiosk, "Jan")
        press(panel(desk).back_button)
        wait_until(lambda: desk.window.covering is None, "the page of the candidate")


def test_a_safe_that_locks_itself_meanwhile_is_locked_below_and_staff_go_on(kiosk: Staffed) -> None:
    kiosk.with_staff("Mieke")
    with kiosk.sitting_at(FIRST_PROMPT) as desk:
        answering(desk)
        covering = knock(desk)
        kiosk.clock.advance(180_000)
        wait_until(lambda: desk.journey.session is None, "the safe to lock itself")
        assert desk.window.covering is covering
        press(covering.back_button)
        locked = on_screen(desk, MessagePage)
        assert locked.isVisible()
        press(locked.buttons["sign_in"])
        on_screen(desk, SignInPage)
        sign_in(desk)
        wait_until(lambda: "go_on" in getattr(desk.window.page, "buttons", {}), "the way on")
        press(on_screen(desk, MessagePage).buttons["go_on"])
        assert on_screen(desk, OpenAnswerPage).text() == SECRET


# How it is reached


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_corner_is_reached_by_key_touch_and_tab_and_says_what_it_is(kiosk: Staffed, language: str) -> None:
    kiosk.with_staff("Mieke")
    with kiosk.desk(language) as desk:
        quiet, words = corner(desk), Words(language)
        wait_until(quiet.isVisible, "the corner")
        assert quiet.accessibleName() == words("staff_corner", press=KEY)
        assert quiet.accessibleDescription() == words("staff_corner.text")
        assert min(quiet.width(), quiet.height()) >= 24
        chain, one = set(), desk.window.nextInFocusChain()
        while one not in chain and one is not None:
            chain.add(one)
            one = one.nextInFocusChain()
        assert quiet in chain and quiet.focusPolicy() & Qt.FocusPolicy.TabFocus
        QTest.mouseClick(quiet, Qt.MouseButton.LeftButton)
        press(over(desk, StaffInPage).back_button)  # type: ignore[attr-defined]
        wait_until(quiet.isVisible, "the corner again")
        quiet.setFocus()
        QTest.keyClick(quiet, Qt.Key.Key_Space)
        over(desk, StaffInPage)


def test_the_corner_covers_no_button_also_where_text_is_large(kiosk: Staffed) -> None:
    with kiosk.sitting_at(3) as desk:
        for steps in (0, 10):
            desk.context.step_text_size(steps)
            QTest.qWait(0)
            page, quiet = on_screen(desk, StatementPage), corner(desk)
            for button in page.findChildren(QPushButton):
                if button.isVisible():
                    place = button.mapTo(desk.window, button.rect().topLeft())
                    assert not quiet.geometry().intersects(button.rect().translated(place))
