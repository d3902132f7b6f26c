"""What a person asks for happens once, however often and however long a key is pressed; and nothing happens late."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from progrez_desktop.core.identity.email import email_lookup
from progrez_desktop.core.model.attempt import StatementValue
from progrez_desktop.core.services import accounts, sittings
from progrez_desktop.core.services.sittings import Answering
from progrez_desktop.ui.demonstration import Demonstration, Visitor, press, type_text, wait_until
from progrez_desktop.ui.pages.account import AccountPage
from progrez_desktop.ui.pages.age import AgePage
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.recovery import RecoveryPage
from progrez_desktop.ui.pages.review import ReviewPage
from progrez_desktop.ui.pages.start import StartPage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.pages.unlock import UnlockPage
from progrez_desktop.ui.pages.welcome import WelcomePage
from progrez_desktop.ui.startup import Desk
from tests.journeys.driving import (
    ANNA,
    END,
    FIRST_PROMPT,
    MACHINE,
    PASSWORD,
    begin_at,
    desk_over,
    fill,
    go_on,
    make_account,
    on_screen,
    parts_of,
    ready,
    refused,
    set_up,
    sign_in,
    storage,
    to_sign_in,
)

TIMES = 3


def enter(widget: QWidget, times: int = TIMES) -> None:
    """Press Enter several times before the window had a chance to react."""
    for _ in range(times):
        QTest.keyClick(widget, Qt.Key.Key_Return)


def hold_enter(desk: Desk, times: int = 20) -> None:
    """Keep Enter down: the system says so again and again, whatever page has the focus by then."""
    for number in range(times):
        held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier, "\r", number > 0)
        QApplication.sendEvent(desk.window.windowHandle(), held)
        QTest.qWait(5)


def open_safes(below: Path) -> int:
    """How many times this process has a safe open that is below a folder."""
    handles = Path("/proc/self/fd")
    if not handles.is_dir():
        pytest.skip("NOT RUN: this system does not tell which files a process has open")
    opened = (handle.readlink() for handle in handles.iterdir() if handle.is_symlink())
    return sum(file.suffix == ".safe" and file.is_relative_to(below) for file in opened)


def asked_once(desk: Desk) -> None:
    assert desk.journey.outside.store_lane._waiting == 1


def settled(desk: Desk) -> None:
    """Let everything that was asked for come back."""
    wait_until(lambda: not (desk.journey.outside.store_lane.busy or desk.journey.outside.free_lane.busy), "quiet")
    QTest.qWait(20)


def at_the_account_page(desk: Desk) -> AccountPage:
    Demonstration(desk, Visitor(ANNA, PASSWORD, 29, {}), lambda _name, _window: None).begin()
    page = on_screen(desk, AccountPage)
    for field, text in zip(
        (page.first_name, page.last_name, page.email, page.password),
        (ANNA.first_name, ANNA.last_name, ANNA.email, PASSWORD),
        strict=True,
    ):
        fill(field.edit, text)
    settled(desk)  # which providers there are
    return page


def test_enter_three_times_opens_one_safe_and_signing_out_closes_it(tmp_path: Path) -> None:
    parts = parts_of(tmp_path)
    begin_at(parts, 3)
    with desk_over(parts) as desk:
        page = to_sign_in(desk)
        fill(page.email.edit, ANNA.email)
        fill(page.password.edit, PASSWORD)
        enter(page.password.edit)
        welcome_back = on_screen(desk, MessagePage)
        settled(desk)
        assert open_safes(tmp_path) == 1
        press(welcome_back.buttons["leave"])
        settled(desk)
        assert open_safes(tmp_path) == 0


def test_a_wrong_password_with_enter_held_down_is_one_wrong_try(tmp_path: Path) -> None:
    parts = parts_of(tmp_path)
    make_account(parts)
    with desk_over(parts) as desk:
        page = to_sign_in(desk)
        fill(page.email.edit, ANNA.email)
        fill(page.password.edit, "not that one at all")
        page.password.edit.setFocus()
        hold_enter(desk)
        refused(desk)
        deps = desk.journey.deps
        tries, _ = deps.device.sign_in_failures(email_lookup(deps.machine.directory_key, ANNA.email))
        assert tries == 1


def test_the_recovery_code_stays_on_screen_however_often_the_account_was_asked_for(tmp_path: Path) -> None:
    with desk_over(set_up(parts_of(tmp_path))) as desk:
        enter(at_the_account_page(desk).password.edit)
        asked_once(desk)
        recovery = on_screen(desk, RecoveryPage)
        settled(desk)
        assert desk.window.page is recovery
        assert len(desk.journey.deps.device.accounts()) == 1


def test_a_key_held_down_ends_at_the_next_page(tmp_path: Path) -> None:
    """The page after it has the focus on a choice, which nobody ticks by resting on Enter."""
    with desk_over(set_up(parts_of(tmp_path))) as desk:
        enter(at_the_account_page(desk).password.edit, 1)
        recovery = on_screen(desk, RecoveryPage)
        type_text(recovery.field.edit, recovery.asked_group())
        hold_enter(desk)
        assert on_screen(desk, ConsentPage).chosen() == []


def test_choices_confirmed_three_times_are_kept_once(tmp_path: Path) -> None:
    parts = parts_of(tmp_path)
    make_account(parts)
    with desk_over(parts) as desk:
        to_sign_in(desk)
        sign_in(desk)
        page = on_screen(desk, ConsentPage)
        page.choices["profile"].click()
        page.continue_button.setFocus()
        enter(page.continue_button)
        on_screen(desk, StatementPage)
        settled(desk)
        assert len(desk.journey.signed_in().safe.grants()) == 1


def test_starting_twice_begins_one_sitting(tmp_path: Path) -> None:
    parts = parts_of(tmp_path)
    make_account(parts)
    with desk_over(parts) as desk:
        to_sign_in(desk)
        sign_in(desk)
        press(on_screen(desk, ConsentPage).continue_button)
        QTest.keyClick(on_screen(desk, StatementPage), Qt.Key.Key_3)
        start = on_screen(desk, StartPage)
        start.choices[True].click()
        enter(start.start_button)
        asked_once(desk)
        page = on_screen(desk, StatementPage)
        settled(desk)
        assert desk.window.page is page


def test_finishing_twice_leads_to_the_profile(tmp_path: Path) -> None:
    parts = parts_of(tmp_path)
    begin_at(parts, END)
    with desk_over(parts) as desk:
        go_on(desk)
        enter(on_screen(desk, ReviewPage).finish_button)
        asked_once(desk)
        profile = on_screen(desk, ProfilePage)
        settled(desk)
        assert desk.window.page is profile


def test_an_operator_who_presses_twice_opens_the_storage_once(tmp_path: Path) -> None:
    parts = set_up(parts_of(tmp_path))
    with desk_over(parts, asked=True) as desk:
        page = on_screen(desk, UnlockPage)
        fill(page.field.edit, MACHINE.passphrase)
        enter(page.field.edit)
        welcome = ready(desk)
        settled(desk)
        assert desk.window.page is welcome


def test_a_safe_that_opens_after_the_person_went_back_is_closed_and_shown_to_nobody(tmp_path: Path) -> None:
    parts = parts_of(tmp_path)
    make_account(parts)
    with desk_over(parts) as desk:
        page = to_sign_in(desk)
        fill(page.email.edit, ANNA.email)
        fill(page.password.edit, PASSWORD)
        page.sign_in_button.click()
        page.back.emit()
        settled(desk)
        assert isinstance(desk.window.page, WelcomePage)
        assert desk.journey.session is None
        assert open_safes(tmp_path) == 0


def test_an_account_made_after_the_person_went_back_is_not_signed_in(tmp_path: Path) -> None:
    with desk_over(set_up(parts_of(tmp_path))) as desk:
        page = at_the_account_page(desk)
        page.continue_button.click()
        page.back.emit()
        settled(desk)
        assert isinstance(desk.window.page, WelcomePage)
        assert desk.journey.session is None
        assert open_safes(tmp_path) == 0


def test_a_safe_that_was_still_open_is_closed_before_another_is_taken_over(tmp_path: Path) -> None:
    parts = parts_of(tmp_path)
    make_account(parts)
    with desk_over(parts) as desk:
        ready(desk)
        for _ in range(2):
            desk.journey.enter(accounts.sign_in(desk.journey.deps, ANNA.email, PASSWORD))
        settled(desk)
        assert open_safes(tmp_path) == 1


def test_who_goes_back_before_their_safe_was_shown_is_signed_out(tmp_path: Path) -> None:
    parts = parts_of(tmp_path)
    make_account(parts)
    with desk_over(parts) as desk:
        page = to_sign_in(desk)
        desk.journey.enter(accounts.sign_in(desk.journey.deps, ANNA.email, PASSWORD))
        page.back.emit()
        settled(desk)
        assert isinstance(desk.window.page, WelcomePage)
        assert desk.journey.session is None
        assert open_safes(tmp_path) == 0


def test_an_answer_that_is_kept_after_the_pause_began_brings_nothing_back_on_screen(tmp_path: Path) -> None:
    parts = parts_of(tmp_path)
    begin_at(parts, 0)
    with desk_over(parts) as desk:
        go_on(desk)
        page = on_screen(desk, StatementPage)
        page.pause_button.click()
        page.chosen.emit(2)
        pause = on_screen(desk, MessagePage)
        settled(desk)
        assert desk.window.page is pause
        press(pause.buttons["go_on"])
        on_screen(desk, StatementPage)


def test_a_pause_asked_for_while_an_answer_is_on_its_way_comes_after_it(tmp_path: Path) -> None:
    parts = parts_of(tmp_path)
    begin_at(parts, 0)
    with desk_over(parts) as desk:
        go_on(desk)
        page = on_screen(desk, StatementPage)
        page.chosen.emit(2)
        page.pause_button.click()
        pause = on_screen(desk, MessagePage)
        settled(desk)
        press(pause.buttons["go_on"])
        on_screen(desk, StatementPage)
        assert desk.journey.sitting is not None and desk.journey.sitting.position == 1


def test_a_pause_never_says_that_everything_is_saved_when_it_is_not(tmp_path: Path) -> None:
    parts = parts_of(tmp_path)
    begin_at(parts, FIRST_PROMPT)
    with desk_over(parts) as desk:
        go_on(desk)
        page = on_screen(desk, OpenAnswerPage)
        desk.journey.signed_in().safe._database.write("DROP TABLE response_event")
        type_text(page.editor, "I asked both of them.")
        press(page.pause_button)
        wait_until(page._trouble.isVisible, "the page to say what is wrong")
        settled(desk)
        assert desk.window.page is page
        assert page.text() == "I asked both of them."


def test_a_window_that_closes_while_a_safe_opens_leaves_everything_whole(tmp_path: Path) -> None:
    parts = parts_of(tmp_path)
    make_account(parts)
    with desk_over(parts) as desk:
        page = to_sign_in(desk)
        fill(page.email.edit, ANNA.email)
        fill(page.password.edit, PASSWORD)
        page.sign_in_button.click()
    with storage(parts) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        attempt = sittings.begin(opened.deps, session).attempt.id
        item = opened.deps.assessment.items[0].id
        assert sittings.keep(opened.deps, session, attempt, Answering(item, StatementValue(1), "en", 1, 0))
        accounts.sign_out(session)


def test_an_age_given_twice_asks_for_one_account(tmp_path: Path) -> None:
    with desk_over(set_up(parts_of(tmp_path))) as desk:
        ready(desk).begin.emit()
        page = on_screen(desk, AgePage)
        type_text(page.field.edit, "29")
        enter(page.field.edit)
        account = on_screen(desk, AccountPage)
        settled(desk)
        assert desk.window.page is account
