"""A kiosk holds its screen, lets out what its operator allows and nothing else, and is never a dead end."""

import os
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, Qt
from PySide6.QtGui import QCloseEvent, QContextMenuEvent, QDragEnterEvent, QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog, QPlainTextEdit

from progrez_desktop.core.documents.preview import page_pictures
from progrez_desktop.core.documents.recovery_sheet import render_recovery_sheet
from progrez_desktop.core.drives import OWN_FOLDER, Drive
from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.services import access_log, staff
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui import printing
from progrez_desktop.ui.demonstration import press, type_text, wait_until
from progrez_desktop.ui.pages.cv import CvPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.staff_in import StaffInPage
from progrez_desktop.ui.pages.welcome import WelcomePage
from progrez_desktop.ui.startup import Desk
from progrez_desktop.ui.widgets.stick_card import StickCard
from tests.fakes import there
from tests.journeys.driving import (
    ANNA,
    on_screen,
    parts_of,
    set_up,
    sign_in,
    signed_in,
    storage,
    texts_of,
    to_sign_in,
    with_a_result,
)
from tests.journeys.kiosk_house import allowed, answering, kiosk_over, stick

PASSPHRASE = "the key under the third pot"


def to_cv(desk: Desk) -> CvPage:
    to_sign_in(desk)
    sign_in(desk)
    page = on_screen(desk, ProfilePage)
    page.make_cv.emit()
    cv = on_screen(desk, CvPage)
    wait_until(cv.save_button.isEnabled, "the CV to be drawn")
    return cv


# The window


def test_no_key_menu_or_drop_reaches_what_is_not_the_page_and_what_is_typed_does(tmp_path: Path) -> None:
    with kiosk_over(set_up(parts_of(tmp_path)), []) as (desk, kiosk):
        wait_until(lambda: desk.journey.opened is not None, "the storage")
        assert desk.window.isFullScreen() and kiosk.hold.is_whole()
        handle = there(desk.window.windowHandle())
        editor = QPlainTextEdit(desk.window)
        editor.setGeometry(desk.window.rect())
        editor.show()
        editor.setFocus()
        type_text(editor, "kept")
        control, alt = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
        for key, with_keys in (
            *((key, control) for key in (Qt.Key.Key_Q, Qt.Key.Key_W, Qt.Key.Key_P)),
            *((Qt.Key.Key_F4, alt), (Qt.Key.Key_F1, Qt.KeyboardModifier.ShiftModifier)),
            *((Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)),
        ):
            QApplication.sendEvent(handle, QKeyEvent(QEvent.Type.KeyPress, key, with_keys))
        place, right = QPointF(200, 200), Qt.MouseButton.RightButton
        QApplication.sendEvent(
            handle,
            QMouseEvent(QEvent.Type.MouseButtonPress, place, place, right, right, Qt.KeyboardModifier.NoModifier),
        )
        QApplication.sendEvent(
            handle, QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, QPoint(200, 200), QPoint(200, 200))
        )
        brought, copy = QMimeData(), Qt.DropAction.CopyAction
        brought.setText("brought in")
        held = (brought, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        QApplication.sendEvent(handle, QDragEnterEvent(QPoint(200, 200), copy, *held))
        QApplication.sendEvent(handle, QDropEvent(place, copy, *held))
        QApplication.sendEvent(desk.window, QCloseEvent())
        desk.window.close()
        assert desk.window.isVisible() and editor.toPlainText() == "kept"
        assert QApplication.activePopupWidget() is None
        editor.setParent(None)


# What may leave


def test_a_cv_goes_to_the_chosen_drive_beside_what_is_there_and_to_no_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for dialog in ("getSaveFileName", "getOpenFileName", "getExistingDirectory"):
        monkeypatch.setattr(QFileDialog, dialog, lambda *_: pytest.fail("a dialog that shows the disk"))
    parts = allowed(with_a_result(tmp_path / "data"), kiosk_save="stick")
    mine = stick(tmp_path / "stick")
    with kiosk_over(parts, [Drive(tmp_path / "cd", "CD", 1, is_writable=False), mine]) as (desk, _):
        cv = to_cv(desk)
        for name in (f"CV {ANNA.full_name}.pdf", f"CV {ANNA.full_name} (2).pdf"):
            seen: list[list[bool]] = []

            def choose(card: StickCard, seen: list[list[bool]] = seen) -> None:
                seen.append([button.isEnabled() for button in card.buttons])
                press(card.buttons[1])

            answering(desk, choose)
            press(cv.save_button)
            wait_until(lambda name=name: name in cv.note.text(), name)  # type: ignore[misc]
            assert seen == [[False, True]]
        assert len(list((mine.path / OWN_FOLDER).iterdir())) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_kiosk_that_saves_nothing_says_so_and_where_it_stays(tmp_path: Path, language: str) -> None:
    mine = stick(tmp_path / "stick")
    with kiosk_over(with_a_result(tmp_path / "data"), [mine], language=language) as (desk, kiosk):
        words, told = Words(language), list[str]()
        wait_until(lambda: words("kiosk.outlets.none") in texts_of(desk.window), "what can be taken along")
        cv = to_cv(desk)
        assert cv.print_button is None and kiosk.print_pdf is None

        def read(card: StickCard) -> None:
            told.append(texts_of(card))
            press(card.cancel_button)

        for ask in (lambda: press(cv.save_button), lambda: kiosk.files.open_file("title", ".json")):
            answering(desk, read)
            ask()
        assert words("kiosk.stick.not_saved") in told[0] and words("kiosk.stick.not_read") in told[1]
        assert list(mine.path.iterdir()) == [] and cv.isEnabled()
        assert kiosk.open_site("https://example.org") is False


def test_a_drive_that_is_pulled_out_is_told_kindly_and_nothing_lands_where_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = allowed(with_a_result(tmp_path / "data"), kiosk_save="stick")
    mine = stick(tmp_path / "stick")
    with kiosk_over(parts, [mine]) as (desk, kiosk):
        cv = to_cv(desk)
        place = Drive.place_for

        def pulled_out(drive: Drive, name: str) -> Path:
            found = place(drive, name)
            found.parent.rmdir()  # the empty folder of the drive stays, on the disk of this computer
            return found

        monkeypatch.setattr(Drive, "place_for", pulled_out)
        answering(desk, lambda card: press(card.buttons[0]))
        press(cv.save_button)
        wait_until(lambda: Words("en")("error.save_place_gone") in cv.told.text(), "what became of it")
        assert list(mine.path.iterdir()) == []
        monkeypatch.setattr(Drive, "place_for", lambda *_: (_ for _ in ()).throw(OSError(5, "gone")))
        told = list[str]()

        def look(card: StickCard) -> None:
            if card.fault.isVisible():
                told.append(card.fault.text())
                card.give_up()
                return
            press(card.buttons[0])
            answering(desk, look)

        answering(desk, look)
        assert kiosk.files.choose_file("title", "a.pdf") is None
        assert told == [Words("en")("kiosk.stick.failed")]


def test_a_file_is_chosen_from_a_drive_and_no_link_leads_elsewhere(tmp_path: Path) -> None:
    parts, mine = allowed(set_up(parts_of(tmp_path / "data")), kiosk_save="stick"), stick(tmp_path / "stick")
    (tmp_path / "secret.json").write_text("{}")
    (mine.path / "link.json").symlink_to(tmp_path / "secret.json")
    (mine.path / "mine.JSON").write_text("{}")
    (mine.path / "other.txt").write_text("")
    drives: list[Drive] = []
    with kiosk_over(parts, drives) as (desk, kiosk):
        wait_until(lambda: kiosk.rules.may_save, "the rules")

        def plug_in(card: StickCard) -> None:
            assert card.buttons == [] and Words("en")("kiosk.stick.none") == card.text.text()
            drives.append(mine)
            card._look_again()
            press(card.buttons[0])
            assert [button.accessibleName() for button in card.buttons] == ["Choose: mine.JSON"]
            press(card.buttons[0])

        answering(desk, plug_in)
        assert kiosk.files.open_file("title", ".json") == mine.path / "mine.JSON"


def test_what_is_printed_is_told_in_the_log_and_what_is_not_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = allowed(with_a_result(tmp_path), kiosk_print="yes")
    printed: list[bytes] = []

    def print_pdf(pdf: bytes) -> None:
        printed.append(pdf)
        if len(printed) == 1:
            raise EnvironmentFault("printing_failed")

    monkeypatch.setattr(printing, "print_pdf", print_pdf)
    with kiosk_over(parts, []) as (desk, kiosk):
        wait_until(lambda: kiosk.rules.may_print, "the rules")
        cv, words = to_cv(desk), Words("en")
        for told in ("error.printing_failed", "kiosk.printed"):
            press(there(cv.print_button))
            wait_until(lambda told=told: words(told) in (cv.note.text(), cv.told.text()), told)  # type: ignore[misc]
    assert len(printed) == 2 and printed[1].startswith(b"%PDF")
    with signed_in(parts) as (deps, session):
        assert [one.action for one in access_log.checked(deps, session).lines].count("cv_printed") == 1


def test_pages_are_printed_as_they_are_and_nobody_is_asked_for_a_printer(tmp_path: Path) -> None:
    pdf = render_recovery_sheet("7K2QM-XW4TN", "machine", date(2026, 11, 26), Words("en"))
    paper = QPrinter()
    paper.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    paper.setOutputFileName(str(tmp_path / "printed.pdf"))
    printing.print_pdf(pdf, paper)
    before, after = page_pictures(pdf, 400), page_pictures((tmp_path / "printed.pdf").read_bytes(), 400)
    assert len(before) == len(after) and abs(before[0].height - after[0].height) <= 2
    ink = [sum(page.pixels) / len(page.pixels) for page in (before[0], after[0])]
    assert ink[0] == pytest.approx(ink[1], abs=3)
    with pytest.raises(EnvironmentFault, match="no_printer"):
        printing.print_pdf(pdf)  # none is set up where tests run


# Never a dead end


def test_only_staff_end_a_kiosk_and_where_there_are_none_that_is_said(tmp_path: Path) -> None:
    parts = set_up(parts_of(tmp_path))
    with kiosk_over(parts, []) as (desk, _):
        to_sign_in(desk).staff.emit()
        page = on_screen(desk, MessagePage)
        assert set(page.buttons) == {"back", "leave"} and Words("en")("kiosk.nobody.text") in texts_of(page)
        press(page.buttons["back"])
        on_screen(desk, WelcomePage)
        wait_until(lambda: Words("en")("kiosk.outlets.none") in texts_of(desk.window), "it once more")
    with storage(parts) as opened:
        staff.set_up(opened.deps, PASSPHRASE)
    with kiosk_over(parts, []) as (desk, kiosk):
        to_sign_in(desk).staff.emit()
        staff_in = on_screen(desk, StaffInPage)
        for typed in ("something else", PASSPHRASE):
            assert desk.window.isVisible()
            staff_in.field.edit.setText(typed)
            press(staff_in.open_button)
            wait_until(lambda: not staff_in.is_busy, "the passphrase")
        page = on_screen(desk, MessagePage)
        press(page.buttons["leave"])
        assert not desk.window.isVisible() and kiosk.hold.covers == 0


def test_a_second_kiosk_says_who_holds_the_data_and_goes_on_when_that_ends(tmp_path: Path) -> None:
    parts = set_up(parts_of(tmp_path))
    with storage(parts), kiosk_over(parts, []) as (desk, kiosk):
        page = on_screen(desk, MessagePage)
        assert Words("en")("kiosk.held.text", pid=os.getpid()) in texts_of(page) and set(page.buttons) == {"again"}
        press(page.buttons["again"])
        wait_until(lambda: not page.is_busy, "another try")
        assert desk.window.page is page  # where nothing changed, nothing is to be seen
        waiting = there(kiosk._again)
        assert waiting.isActive()
    with storage(parts) as opened, kiosk_over(parts, []) as (desk, kiosk):
        on_screen(desk, MessagePage)
        opened.close()
        there(kiosk._again).timeout.emit()
        on_screen(desk, WelcomePage)
        wait_until(lambda: desk.journey.opened is not None and kiosk._again is None, "the storage")


def test_a_storage_that_does_not_open_keeps_its_page_and_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = set_up(parts_of(tmp_path))
    file = parts.folder.device_file
    whole = file.read_bytes()
    file.write_bytes(b"\0" * len(whole))
    with kiosk_over(parts, []) as (desk, _):
        page = on_screen(desk, MessagePage)
        assert Words("en")("kiosk.closed.text") in texts_of(page) and set(page.buttons) == {"again"}
        file.write_bytes(whole)
        press(page.buttons["again"])
        on_screen(desk, WelcomePage)


def test_an_idle_lock_takes_the_card_of_drives_with_it(tmp_path: Path) -> None:
    parts, mine = allowed(with_a_result(tmp_path / "data"), kiosk_save="stick"), stick(tmp_path / "stick")
    with kiosk_over(parts, [mine]) as (desk, _):
        cv = to_cv(desk)
        answering(desk, lambda _: desk.journey.lock())
        press(cv.save_button)
        assert Words("en")("locked.text") in texts_of(on_screen(desk, MessagePage))
        QTest.qWait(0)
        assert not [card for card in desk.window.findChildren(StickCard) if card.isVisible()]
        assert ANNA.first_name not in texts_of(desk.window) and not (mine.path / OWN_FOLDER).exists()
