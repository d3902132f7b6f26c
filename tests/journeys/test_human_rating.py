"""Promise: a text that is sent to a human rater is read without a name, rated blind, and answered to its writer."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from progrez_desktop.core.services import rating_carrier, rating_office, ratings
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.settings import Preferences
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.demonstration import press, type_text, wait_until
from progrez_desktop.ui.idle import IdleTimes
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.rater import RaterPage
from progrez_desktop.ui.pages.rating import RatingPage
from progrez_desktop.ui.pages.unlock import UnlockPage
from progrez_desktop.ui.rating_desk import RatingDesk
from progrez_desktop.ui.widgets.idle_warning import IdleWarning
from progrez_desktop.ui.window import Window
from tests.core.services.rating_house import CANARIES, LEVELS, Kiosk
from tests.fakes import FakeClock
from tests.journeys.driving import MACHINE, everything_in_memory, parts_of, texts_of
from tests.ui.measure import texts

ORGANISATION = "b0726a4ab9f5770b61a2600c9427808f"


@pytest.fixture
def office(tmp_path: Path) -> Parts:
    """A rating office on a machine without a key store, which is not running."""
    parts = parts_of(tmp_path / "office")
    rating_office.set_up(parts, MACHINE, ORGANISATION, "Bureau").close()
    return parts


@pytest.fixture
def window(qapp: QApplication, office: Parts) -> Iterator[Window]:
    """The rater's window, opened on the office."""
    context = Context(qapp, Preferences("nl"), lambda _: None)
    window = Window(context)
    RatingDesk(window, context, lambda unlock: rating_office.open_office(office, unlock)).start()
    window.show()
    yield window
    window.close()
    delete(window)
    delete(context)


def page_of(window: Window, kind: type[Page], but: Page | None = None) -> Page:
    wait_until(lambda: isinstance(window.page, kind) and window.page is not but, f"a {kind.__name__}")
    assert window.page is not None
    return window.page


def rate_blind(page: RatingPage) -> None:
    """By keys alone; what the computer made of it shows only after that."""
    said = "\n".join((*texts(page), page.text.toPlainText()))
    assert CANARIES["text"] in said
    assert not any(CANARIES[kind] in said for kind in ("name", "email", "emotion", "score"))
    for _ in page.rows:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, Qt.Key.Key_3)
    for _ in range(2):  # pressed twice, a rating is still given once
        QTest.keyClick(page.save_button, Qt.Key.Key_Return)
    wait_until(page.next_button.isVisible, "both values")
    assert [row.held.computer for row in page.rows if row.held and row.held.computer is not None] == [
        LEVELS["empathy"],
        LEVELS["initiative"],
    ]


def test_a_rater_rates_two_answers_by_keyboard_and_their_writer_hears_of_it(
    tmp_path: Path, office: Parts, window: Window
) -> None:
    unlock = page_of(window, UnlockPage)
    assert isinstance(unlock, UnlockPage)
    kiosk = Kiosk.at(tmp_path / "kiosk")
    type_text(unlock.field.edit, MACHINE.passphrase)
    press(unlock.open_button)
    raters = page_of(window, RaterPage)
    assert isinstance(raters, RaterPage)
    type_text(raters.name.edit, "Ria")
    press(raters.add_button)
    empty = page_of(window, MessagePage)
    desk = window.findChild(RatingDesk)
    assert desk is not None
    # An operator carries the letters while the window is open; the test does so with the office that it opened.
    kiosk.trust(desk.deps)
    kiosk.grant("human_rating")
    ratings.request(kiosk.deps, kiosk.session, kiosk.attempt_id)
    for letter in kiosk.carried().values():
        assert rating_office.take_letter(desk.deps, letter) == "new"
    assert isinstance(empty, MessagePage)
    press(empty.buttons["again"])
    for number in range(2):
        page = page_of(window, RatingPage)
        assert isinstance(page, RatingPage)
        rate_blind(page)
        type_text(page.rows[10].reason, f"Zegt zelf te zijn begonnen, {number}.")
        press(page.next_button)
        page_of(window, MessagePage if number else RatingPage, but=page)
    files: list[bytes] = []
    assert rating_office.export(desk.deps, files.append) == 2
    rating_carrier.deliver(kiosk.deps, files[0])
    kiosk.sign_in_again()
    found = ratings.ratings_of(kiosk.session, kiosk.attempt_id)
    assert [rating.skills[10].reason[-2:] for rating in found] == ["0.", "1."]
    assert "Ria" not in repr(found)


def test_a_folder_without_an_office_says_what_to_do(qapp: QApplication, tmp_path: Path) -> None:
    context = Context(qapp, Preferences("en"), lambda _: None)
    window = Window(context)
    RatingDesk(window, context, lambda unlock: rating_office.open_office(parts_of(tmp_path), unlock)).start()
    window.show()
    page = page_of(window, MessagePage)
    assert any("progrez rate init" in said for said in texts(page))
    window.close()
    delete(window)
    delete(context)


def test_an_office_that_nobody_sits_in_front_of_is_locked_and_shows_no_answer(
    qapp: QApplication, tmp_path: Path
) -> None:
    clock = FakeClock()
    parts, kiosk = parts_of(tmp_path / "office", clock), Kiosk.at(tmp_path / "kiosk")
    rating_office.set_up(parts, MACHINE, ORGANISATION, "Bureau").close()
    context = Context(qapp, Preferences("en"), lambda _: None)
    window = Window(context)
    desk = RatingDesk(window, context, lambda unlock: rating_office.open_office(parts, unlock), IdleTimes(tick_ms=5))
    window.show()
    desk.start()
    unlock = page_of(window, UnlockPage)
    assert isinstance(unlock, UnlockPage)
    type_text(unlock.field.edit, MACHINE.passphrase)
    press(unlock.open_button)
    raters = page_of(window, RaterPage)
    kiosk.trust(desk.deps)
    kiosk.grant("human_rating")
    ratings.request(kiosk.deps, kiosk.session, kiosk.attempt_id)
    for letter in kiosk.carried().values():
        rating_office.take_letter(desk.deps, letter)
    assert isinstance(raters, RaterPage)
    type_text(raters.name.edit, "Ria")
    press(raters.add_button)
    page = page_of(window, RatingPage)
    assert isinstance(page, RatingPage)
    page.text.selectAll()
    page.text.copy()
    assert CANARIES["text"] in QApplication.clipboard().text()
    clock.advance(150_000)
    said = Words("en").plural("rating.idle.text", 30)
    wait_until(lambda: any(said in texts_of(one) for one in window.findChildren(IdleWarning)), said)
    clock.advance(30_000)
    locked = page_of(window, MessagePage)
    assert isinstance(locked, MessagePage)
    wait_until(lambda: not desk.lane.busy, "the office to be closed")
    assert CANARIES["text"] not in everything_in_memory()
    with pytest.raises(AssertionError):
        _ = desk.deps
    press(locked.buttons["again"])
    page_of(window, UnlockPage)
    window.close()
    delete(window)
    delete(context)
