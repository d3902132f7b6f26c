"""Promise: what is noted in an interview is kept as it is typed, comes back when removed, and is for its person."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from progrez_desktop.core.services import registry
from progrez_desktop.core.services.recruiting import notes
from progrez_desktop.core.words import Words
from progrez_desktop.ui.demonstration import press as click
from progrez_desktop.ui.demonstration import wait_until
from progrez_desktop.ui.interview_visit import InterviewVisit
from progrez_desktop.ui.pages.candidates import CandidatesPage
from progrez_desktop.ui.pages.combination import CombinationPage
from progrez_desktop.ui.pages.interview import InterviewPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.registry_desk import RegistryDesk
from progrez_desktop.ui.window import Window
from tests.core.documents.pdf_text import text_of
from tests.core.services.recruiting.interview_house import Interviewed, interviewed
from tests.core.services.registry_house import DAY_MS, PASSPHRASE, House, new_house, server_of
from tests.journeys.driving import everything_in_memory, texts_of
from tests.journeys.test_keyboard_only import MouseWatch, press, tab_to, type_in
from tests.journeys.test_registry_window import Office, enter, on_screen, window_over

EN = Words("en")
PROBE = "empathy/not_said_aloud"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return new_house(tmp_path / "registry")


@pytest.fixture
def one(house: House) -> Interviewed:
    return interviewed(house)


@pytest.fixture
def office(one: Interviewed) -> Office:
    """With that candidate, and not running."""
    found = Office(one.house, server_of(one.house, one.device))
    one.house.opened.close()
    return found


def opened(window: Window, one: Interviewed) -> tuple[RegistryDesk, InterviewPage]:
    enter(window)
    desk = window.findChild(RegistryDesk)
    assert desk is not None
    InterviewVisit(desk).begin(on_screen(window, CandidatesPage), one.id)
    return desk, on_screen(window, InterviewPage)


def kept(one: Interviewed) -> list[tuple[str | None, int | None, str]]:
    """What a registry that is opened anew has."""
    one.house.opened = registry.open_registry(one.house.parts, None, PASSPHRASE)
    found = [(note.probe, note.rating, note.text) for note in notes.notes_of(one.house.deps, one.id)]
    one.house.opened.close()
    return found


def test_a_question_is_rated_and_noted_with_the_keyboard_alone_and_is_there_after_a_restart(
    qapp: QApplication, office: Office, one: Interviewed
) -> None:
    watch = MouseWatch()
    qapp.installEventFilter(watch)
    with window_over(qapp, office) as window:
        _, page = opened(window, one)
        assert EN("interview.told") in texts_of(page)
        anchor = page.views[PROBE].probe.anchors[3]["en"]
        tab_to(EN("interview.rating", rating=4, means=anchor))
        press(Qt.Key.Key_4)
        tab_to(EN("interview.note.name"))
        type_in("Sat down with them.")
        state = page.views[PROBE].note.state
        wait_until(lambda: state.text() == EN("interview.kept"), "the note to be kept", patience_s=20)
        tab_to(EN("interview.weigh"))
        press(Qt.Key.Key_Return)
        sheet = on_screen(window, CombinationPage)
        assert "no sum" in texts_of(sheet)
        tab_to(EN("combine.back"))
        press(Qt.Key.Key_Return)
        on_screen(window, InterviewPage)
    qapp.removeEventFilter(watch)
    assert watch.presses == 0
    assert kept(one) == [(PROBE, 4, "Sat down with them.")]


def test_what_was_typed_a_moment_before_the_window_closes_is_kept(
    qapp: QApplication, office: Office, one: Interviewed
) -> None:
    with window_over(qapp, office) as window:
        _, page = opened(window, one)
        page.views[PROBE].note.edit.setPlainText("The last words")
        window.close()
    assert kept(one) == [(PROBE, None, "The last words")]


def test_locking_keeps_what_was_typed_and_leaves_nothing_in_memory(
    qapp: QApplication, office: Office, one: Interviewed
) -> None:
    with window_over(qapp, office) as window:
        desk, page = opened(window, one)
        page.views[PROBE].note.edit.setPlainText("Zwaluwstaart 4711")
        del page
        desk.go("lock")
        on_screen(window, MessagePage)
        wait_until(lambda: not desk.lane.busy and not desk.errands.busy, "the registry to close", patience_s=20)
        qapp.processEvents()
        assert "Zwaluwstaart 4711" not in everything_in_memory()
    assert kept(one) == [(PROBE, None, "Zwaluwstaart 4711")]


def test_a_remark_is_removed_and_brought_back(qapp: QApplication, office: Office, one: Interviewed) -> None:
    with window_over(qapp, office) as window:
        _, page = opened(window, one)
        click(page.add_button)
        field = page.remarks[0].field
        field.edit.setPlainText("Came by train.")
        wait_until(lambda: field.state.text() == EN("interview.kept"), "the remark to be kept", patience_s=20)
        field.edit.setPlainText("Came by train and on foot.")
        wait_until(lambda: field.state.text() == EN("interview.kept"), "the change to be kept", patience_s=20)
        click(page.remarks[0].remove_button)
        wait_until(lambda: not page.remarks, "the remark to go", patience_s=20)
        assert EN("interview.removed") in texts_of(page)
        click(page.undo_button)
        wait_until(lambda: len(page.remarks) == 1, "the remark to come back", patience_s=20)
        assert page.remarks[0].field.text == "Came by train and on foot."
        click(page.undo_button)
        wait_until(lambda: EN("error.note_nothing_removed") in texts_of(page), "the page to say so", patience_s=20)
    assert kept(one) == [(None, None, "Came by train and on foot.")]


def test_what_is_noted_of_somebody_who_withdrew_meanwhile_is_not_kept_and_the_page_says_so(
    qapp: QApplication, office: Office, one: Interviewed
) -> None:
    with window_over(qapp, office) as window:
        desk, page = opened(window, one)
        desk.lane._pool.submit(lambda: desk.deps.store.profiles.forget([one.id])).result()
        page.views[PROBE].note.edit.setPlainText("Too late")
        state = page.views[PROBE].note.state
        wait_until(lambda: state.text() == EN("error.registry_no_such_release"), "the page to say so", patience_s=20)
    one.house.opened = registry.open_registry(one.house.parts, None, PASSPHRASE)
    assert one.house.deps.store.database.rows("SELECT count(*) FROM note") == [(0,)]
    one.house.opened.close()


def test_papers_are_saved_and_the_sum_is_set_aside_with_a_reason(
    qapp: QApplication, office: Office, one: Interviewed, tmp_path: Path
) -> None:
    places = iter((tmp_path / "guide.pdf", tmp_path / "notes.pdf"))
    with window_over(qapp, office, lambda _title, _name: next(places)) as window:
        _, page = opened(window, one)
        page.views[PROBE].note.edit.setPlainText("Sat down.")
        click(page.save_button)
        wait_until(lambda: "guide.pdf" in page.note.text(), "the guide to be saved", patience_s=20)
        click(page.weigh_button)
        sheet = on_screen(window, CombinationPage)
        sheet.instead.edit.setText("58")
        sheet.reason.setPlainText("Ten minutes of thirty.")
        click(sheet.override_button)
        wait_until(lambda: _told_on(sheet.card, "Ten minutes of thirty."), "both to stand there", patience_s=20)
        click(sheet.back_button)
        page = on_screen(window, InterviewPage)
        click(page.disclose_button)
        wait_until(lambda: "notes.pdf" in page.note.text(), "the notes to be saved", patience_s=20)
    assert (tmp_path / "guide.pdf").read_bytes().startswith(b"%PDF")
    text = text_of((tmp_path / "notes.pdf").read_bytes())
    assert "Sat down." in text and "Ten minutes of thirty." in text


def test_an_interview_whose_time_is_over_is_not_opened(qapp: QApplication, office: Office, one: Interviewed) -> None:
    with window_over(qapp, office) as window:
        page = enter(window)
        desk = window.findChild(RegistryDesk)
        assert desk is not None
        one.house.clock.advance(21 * DAY_MS)
        InterviewVisit(desk).begin(page, one.id)
        wait_until(lambda: EN("error.registry_no_such_release") in texts_of(page), "the page to say so", patience_s=20)


def _told_on(card: QWidget, words: str) -> bool:
    """Ask without a turn of the event loop in between: a card gives way to its successor in one."""
    return any(words in one.text() for one in card.findChildren(QLabel))
