"""A safe that nobody sits in front of is locked: after a warning, with everything kept and nothing left on screen."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QPointF, Qt
from PySide6.QtGui import QInputMethodEvent, QKeyEvent, QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from progrez_desktop.core.model.attempt import TextValue
from progrez_desktop.core.services import accounts, sittings
from progrez_desktop.core.services import demonstration as invented
from progrez_desktop.core.settings import IDLE_WARN_MS
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import Demonstration, Visitor, press, type_text, wait_until
from progrez_desktop.ui.idle import IdleTimes
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.cv import CvPage
from progrez_desktop.ui.pages.details import DetailsPage
from progrez_desktop.ui.pages.erase import ErasePage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.my_data import MyDataPage
from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.reading import ReadingPage
from progrez_desktop.ui.pages.report import ReportPage
from progrez_desktop.ui.pages.review import ReviewPage
from progrez_desktop.ui.pages.sign_in import SignInPage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.startup import Desk
from progrez_desktop.ui.widgets.idle_warning import IdleWarning
from tests.fakes import FakeClock
from tests.journeys.driving import (
    ANNA,
    END,
    FIRST_PROMPT,
    PASSWORD,
    begin_at,
    desk_over,
    everything_in_memory,
    go_on,
    kept_by,
    make_account,
    on_screen,
    parts_of,
    sign_in,
    storage,
    texts_of,
    to_sign_in,
)
from tests.journeys.test_pressed_once import open_safes, settled
from tests.ui.measure import texts

FAST = IdleTimes(tick_ms=5)
SECRET = "I once told my manager Marjolein about the leaking greenhouse."
OF_ANNA = (ANNA.first_name, ANNA.last_name, ANNA.email, PASSWORD, SECRET, "greenhouse")


@contextmanager
def desk_at(
    root: Path,
    position: int | None,
    language: str = "en",
    choose_file: Callable[[str, str], Path | None] = lambda _title, _name: None,
) -> Iterator[tuple[Desk, FakeClock]]:
    """Anna at a question, or before her first one, on clocks that stand still until they are told to move."""
    clock = FakeClock()
    parts = parts_of(root, clock)
    if position is None:
        make_account(parts)
    else:
        begin_at(parts, position)
    with desk_over(parts, language, choose_file=choose_file, idle=FAST) as desk:
        if position is None:
            to_sign_in(desk)
            sign_in(desk)
        else:
            go_on(desk)
        yield desk, clock


def warnings_in(desk: Desk) -> list[IdleWarning]:
    return [one for one in desk.window.findChildren(IdleWarning) if one.isVisible()]


def warning_of(desk: Desk, seconds: int) -> IdleWarning:
    """The warning, once it says that so many seconds are left."""
    said = Words(desk.context.language).plural("idle.text", seconds)
    wait_until(lambda: any(said in texts_of(one) for one in warnings_in(desk)), said, patience_s=20)
    return warnings_in(desk)[0]


def is_calm(desk: Desk) -> bool:
    """Whether nothing warns, also after it was looked at several times."""
    QTest.qWait(6 * FAST.tick_ms)
    return not warnings_in(desk)


def locked(desk: Desk) -> MessagePage:
    wait_until(lambda: desk.journey.session is None, "the safe to be locked")
    settled(desk)
    page = on_screen(desk, MessagePage)
    assert set(page.buttons) == {"back", "sign_in"}
    return page


def test_who_answers_without_key_or_mouse_is_here(tmp_path: Path) -> None:
    """By a switch or by voice: the answer is pressed by its action, and no event comes to the window."""
    with desk_at(tmp_path, 0) as (desk, clock):
        page = on_screen(desk, StatementPage)
        clock.advance(119_000)
        page._options[2].click()
        settled(desk)
        clock.advance(60_000)
        assert is_calm(desk)
        clock.advance(60_000)
        warning_of(desk, 60)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_warning_counts_down_the_last_minute_and_a_press_on_it_stays(tmp_path: Path, language: str) -> None:
    with desk_at(tmp_path, 0, language) as (desk, clock):
        page = on_screen(desk, StatementPage)
        had_focus = page._options[0]
        wait_until(had_focus.hasFocus, "the first answer to have the keyboard")
        clock.advance(119_000)
        assert is_calm(desk)
        for after_ms, seconds in ((1_000, 60), (30_000, 30), (29_000, 1)):
            clock.advance(after_ms)
            warning = warning_of(desk, seconds)
            assert warning.button.hasFocus()
        press(warning.button)
        assert is_calm(desk)
        assert desk.window.page is page
        assert had_focus.hasFocus()
        clock.advance(119_000)
        assert is_calm(desk)
        assert desk.journey.session is not None


def test_the_key_that_ends_the_warning_answers_nothing(tmp_path: Path) -> None:
    with desk_at(tmp_path, 0) as (desk, clock):
        chosen: list[int] = []
        on_screen(desk, StatementPage).chosen.connect(chosen.append)
        clock.advance(150_000)
        warning_of(desk, 30)
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            key = QKeyEvent(kind, Qt.Key.Key_2, Qt.KeyboardModifier.NoModifier, "2")
            QApplication.sendEvent(desk.window.windowHandle(), key)
        assert is_calm(desk)
        assert chosen == []
        QTest.keyClick(desk.window.focusWidget(), Qt.Key.Key_2)
        assert chosen == [2]


def test_mouse_keys_and_an_input_method_show_that_somebody_is_here(tmp_path: Path) -> None:
    with desk_at(tmp_path, FIRST_PROMPT) as (desk, clock):
        editor = on_screen(desk, OpenAnswerPage).editor

        def move(x: float) -> None:
            place, none = QPointF(x, 300), Qt.MouseButton.NoButton
            moved = QMouseEvent(QEvent.Type.MouseMove, place, place, none, none, Qt.KeyboardModifier.NoModifier)
            QApplication.sendEvent(desk.window.windowHandle(), moved)

        def write() -> None:
            typed = QInputMethodEvent("", [])
            typed.setCommitString("é")
            QApplication.sendEvent(editor, typed)

        for stir in (lambda: move(300), lambda: QTest.keyClick(editor, Qt.Key.Key_A), write, lambda: move(400)):
            clock.advance(110_000)
            stir()
            assert is_calm(desk)
        clock.advance(119_000)
        move(401)  # a table that was bumped into
        clock.advance(1_000)
        warning_of(desk, 60)


def test_a_book_on_a_key_is_nobody(tmp_path: Path) -> None:
    with desk_at(tmp_path, FIRST_PROMPT) as (desk, clock):
        on_screen(desk, OpenAnswerPage)
        for _ in range(4):
            clock.advance(50_000)
            held = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier, "", True)
            QApplication.sendEvent(desk.window.windowHandle(), held)
            QTest.qWait(4 * FAST.tick_ms)
        locked(desk)
        assert open_safes(tmp_path) == 0


def test_what_was_typed_is_kept_and_the_person_goes_on_where_they_were(tmp_path: Path) -> None:
    with desk_at(tmp_path, FIRST_PROMPT) as (desk, clock):
        page = on_screen(desk, OpenAnswerPage)
        type_text(page.editor, SECRET)
        page.editor.selectAll()
        page.editor.copy()
        page._quiet.stop()
        page._longest.stop()
        clock.advance(3_600_000)
        locked(desk)
        assert open_safes(tmp_path) == 0
        found = everything_in_memory()
        assert not [one for one in OF_ANNA if one in found]
        press(on_screen(desk, MessagePage).buttons["sign_in"])
        on_screen(desk, SignInPage)
        sign_in(desk)
        press(on_screen(desk, MessagePage).buttons["go_on"])
        assert on_screen(desk, OpenAnswerPage).text() == SECRET
    parts = parts_of(tmp_path)
    assert TextValue(SECRET) in kept_by(parts).values()
    with storage(parts) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        standing = sittings.standing(opened.deps, session)
        assert standing is not None
        assert standing.attempt.active_ms <= IDLE_WARN_MS, "the clock ran while nobody was there"
        accounts.sign_out(session)


def test_a_computer_that_slept_is_locked_when_it_wakes(tmp_path: Path) -> None:
    """The clock that counts stands still in the meantime; the one on the wall does not."""
    with desk_at(tmp_path, 0) as (desk, clock):
        clock.wall_ms += 3_600_000
        locked(desk)
        assert open_safes(tmp_path) == 0


def to_consent(desk: Desk) -> None:
    on_screen(desk, ConsentPage).choices["profile"].click()


def to_profile(desk: Desk) -> None:
    press(on_screen(desk, ReviewPage).finish_button)
    profile = on_screen(desk, ProfilePage)
    wait_until(lambda: profile.is_settled, "the texts to be read")


def to_reading(desk: Desk) -> None:
    to_profile(desk)
    press(on_screen(desk, ProfilePage).panel.see)
    on_screen(desk, ReadingPage)


def to_cv(desk: Desk) -> None:
    to_profile(desk)
    press(on_screen(desk, ProfilePage).cv_button)
    wait_until(on_screen(desk, CvPage).save_button.isEnabled, "the preview of the CV")


def to_details(desk: Desk) -> None:
    """The details with something of Anna's in them, undone once, and not saved yet."""
    to_cv(desk)
    press(on_screen(desk, CvPage).details_button)
    page = on_screen(desk, DetailsPage)
    press(page.lists["work"].add_button)
    QTest.keyClicks(page.lists["work"].forms[0].first_field(), ANNA.full_name)
    press(page.lists["work"].forms[0].remove)


def to_report(desk: Desk) -> None:
    to_profile(desk)
    press(on_screen(desk, ProfilePage).report_button)
    wait_until(on_screen(desk, ReportPage).save_button.isEnabled, "the preview of the report")


def to_my_data(desk: Desk) -> None:
    to_profile(desk)
    press(on_screen(desk, ProfilePage).my_data_button)
    on_screen(desk, MyDataPage)


def to_erasing(desk: Desk) -> None:
    to_my_data(desk)
    press(on_screen(desk, MyDataPage).delete_button)
    press(on_screen(desk, ErasePage).go_on_button)


def to_pause(desk: Desk) -> None:
    press(on_screen(desk, StatementPage).pause_button)
    on_screen(desk, MessagePage)


@pytest.mark.parametrize(
    ("position", "go_there"),
    [
        *((None, to_consent), (END, to_profile), (END, to_reading), (END, to_cv), (END, to_details), (0, to_pause)),
        *((END, to_report), (END, to_my_data), (END, to_erasing)),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_every_page_of_a_person_is_locked_and_leaves_nothing_behind(
    tmp_path: Path, position: int | None, go_there: Callable[[Desk], None]
) -> None:
    with desk_at(tmp_path, position) as (desk, clock):
        go_there(desk)
        settled(desk)
        clock.advance(150_000)
        warning_of(desk, 30)
        clock.advance(30_000)
        page = locked(desk)
        assert open_safes(tmp_path) == 0
        found = everything_in_memory()
        assert not [one for one in OF_ANNA if one in found]
        assert Words("en")("locked.text") in texts(page)


def test_where_nobody_is_signed_in_nothing_is_locked(tmp_path: Path) -> None:
    clock = FakeClock()
    parts = parts_of(tmp_path, clock)
    begin_at(parts, 0)
    with desk_over(parts, idle=FAST) as desk:
        page = to_sign_in(desk)
        clock.advance(3_600_000)
        assert is_calm(desk)
        assert desk.window.page is page
        sign_in(desk)
        press(on_screen(desk, MessagePage).buttons["leave"])
        signed_out = on_screen(desk, MessagePage)
        settled(desk)
        clock.advance(3_600_000)
        assert is_calm(desk)
        assert on_screen(desk, MessagePage) is signed_out


def test_a_dialog_that_proposes_the_persons_name_is_closed_with_the_safe(tmp_path: Path) -> None:
    open_dialogs = []

    def ask(title: str, name: str) -> Path | None:
        dialog = QFileDialog(None, title)
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog)
        dialog.selectFile(name)
        open_dialogs.append(dialog)
        clock.advance(200_000)
        chosen = dialog.exec()
        open_dialogs.clear()
        dialog.deleteLater()
        return Path(name) if chosen else None

    with desk_at(tmp_path, END, choose_file=ask) as (desk, clock):
        to_cv(desk)
        press(on_screen(desk, CvPage).save_button)
        locked(desk)
        wait_until(lambda: not open_dialogs, "the dialog to be closed")
        settled(desk)
        found = everything_in_memory()
        assert not [one for one in OF_ANNA if one in found]


def test_a_whole_journey_without_a_rest_is_never_warned(tmp_path: Path) -> None:
    clock = FakeClock()
    parts = parts_of(tmp_path, clock)
    with storage(parts):
        pass
    seen = []
    with desk_over(parts, choose_file=lambda _title, _name: tmp_path / "cv.pdf", idle=FAST) as desk:
        wait_until(lambda: desk.journey.opened is not None, "the storage")
        deps = desk.journey.deps
        answers = invented.answers(deps.assessment.items, deps.assessment, deps.scorer.bank, "en")

        def look(_name: str, _window: object) -> None:
            clock.advance(20_000)
            seen.append(is_calm(desk))

        Demonstration(desk, Visitor(ANNA, PASSWORD, 29, answers), look).perform()
    assert len(seen) > 10
    assert all(seen)


def test_the_window_closes_as_well_while_it_warns(tmp_path: Path) -> None:
    with desk_at(tmp_path, FIRST_PROMPT) as (desk, clock):
        type_text(on_screen(desk, OpenAnswerPage).editor, SECRET)
        clock.advance(150_000)
        warning_of(desk, 30)
    assert TextValue(SECRET) in kept_by(parts_of(tmp_path)).values()
