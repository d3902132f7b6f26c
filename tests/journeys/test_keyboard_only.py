"""From welcome to the saved CV with the keyboard alone: Tab, Enter, Space, digits and letters, and never a mouse."""

from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from progrez_desktop.core.model.attempt import SituationValue, StatementValue
from progrez_desktop.core.services import accounts, device_settings, results, sittings
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import wait_until
from progrez_desktop.ui.pages.account import AccountPage
from progrez_desktop.ui.pages.age import AgePage
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.cv import CvPage
from progrez_desktop.ui.pages.item import ItemPage
from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.recovery import RecoveryPage
from progrez_desktop.ui.pages.review import ReviewPage
from progrez_desktop.ui.pages.situation import SituationPage
from progrez_desktop.ui.pages.start import StartPage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.startup import Desk
from tests.journeys.driving import ANNA, PASSWORD, desk_over, on_screen, parts_of, ready, set_up, storage

_FURTHEST = 200
"""More presses of Tab than any page has controls."""
SKIPPED = 3
"""The position of the statement that is skipped at first and answered from the overview."""


class MouseWatch(QObject):
    """Counts what only a mouse does."""

    def __init__(self) -> None:
        super().__init__()
        self.presses = 0

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.presses += event.type() in (QEvent.Type.MouseButtonPress, QEvent.Type.TouchBegin)
        return False


def focused() -> QWidget:
    """What has the keyboard, once the window has drawn what it has to: no person is quicker than that."""
    QApplication.processEvents()
    wait_until(lambda: QApplication.focusWidget() is not None, "something to have the focus", patience_s=5)
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def spoken(widget: QWidget) -> str:
    return QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)


def press(key: Qt.Key) -> None:
    QTest.keyClick(focused(), key)


def type_in(text: str) -> None:
    QTest.keyClicks(focused(), text)


def tab_to(name: str) -> None:
    """Press Tab until the control of this name has the focus, as a screen reader would say it."""
    met: list[str] = []
    for _ in range(_FURTHEST):
        if (here := spoken(focused())) == name:
            return
        met.append(here)
        press(Qt.Key.Key_Tab)
    raise AssertionError(f"Tab never came to “{name}”, only to {sorted(set(met))}")


def arrive(desk: Desk) -> None:
    ready(desk)
    press(Qt.Key.Key_Return)
    on_screen(desk, AgePage)
    type_in("29")
    press(Qt.Key.Key_Return)
    on_screen(desk, AccountPage)
    for text in (ANNA.first_name, ANNA.last_name, ANNA.email):
        type_in(text)
        press(Qt.Key.Key_Tab)
    type_in(PASSWORD)
    press(Qt.Key.Key_Return)
    type_in(on_screen(desk, RecoveryPage).asked_group())
    press(Qt.Key.Key_Return)


def choose_and_practise(desk: Desk, words: Words) -> None:
    consent = on_screen(desk, ConsentPage)
    press(Qt.Key.Key_Space)
    assert consent.chosen() == ["profile"]
    tab_to(words("consent.continue", n=1, of=sum(one.isVisible() for one in consent.choices.values())))
    press(Qt.Key.Key_Return)
    on_screen(desk, StatementPage)
    press(Qt.Key.Key_3)
    on_screen(desk, StartPage)
    press(Qt.Key.Key_Space)
    tab_to(words("practice.done.start"))
    press(Qt.Key.Key_Return)


def answer(page: ItemPage, words: Words, *, skip: bool) -> None:
    """Answer the item on screen: the second answer, the first action as best and the last as worst, or a sentence."""
    if skip:
        tab_to(words("item.skip"))
    elif isinstance(page, StatementPage):
        press(Qt.Key.Key_2)
        return
    elif isinstance(page, SituationPage):
        actions = [row.action.text[words.language] for row in page._rows]
        tab_to(words("situation.best_of", action=actions[0]))
        press(Qt.Key.Key_Space)
        tab_to(words("situation.worst_of", action=actions[-1]))
        press(Qt.Key.Key_Return)
        tab_to(words("item.next"))
    elif isinstance(page, OpenAnswerPage):
        type_in("I asked both what worried them most.")
        tab_to(words("item.next"))
    press(Qt.Key.Key_Return)


def answer_all(desk: Desk, words: Words) -> None:
    on_screen(desk, StatementPage)
    sitting = desk.journey.sitting
    assert sitting is not None
    while sitting.item is not None:
        position = sitting.position
        answer(on_screen(desk, ItemPage), words, skip=position == SKIPPED)
        wait_until(lambda at=position: sitting.position > at, f"item {position + 2}")  # type: ignore[misc]


def finish(desk: Desk, words: Words) -> None:
    on_screen(desk, ReviewPage)
    tab_to(words("review.first_open"))
    press(Qt.Key.Key_Return)
    answer(on_screen(desk, StatementPage), words, skip=False)
    on_screen(desk, ReviewPage)
    tab_to(words("review.finish"))
    press(Qt.Key.Key_Return)


def take_cv(desk: Desk, words: Words, cv: Path) -> None:
    profile = on_screen(desk, ProfilePage)
    wait_until(lambda: profile.is_settled, "the texts to be read")
    tab_to(words("profile.cv"))
    press(Qt.Key.Key_Return)
    wait_until(on_screen(desk, CvPage).save_button.isEnabled, "the preview of the CV")
    tab_to(words("cv_page.save"))
    press(Qt.Key.Key_Return)
    wait_until(cv.exists, "the saved CV")


@pytest.mark.parametrize("form", ["fixed", "adaptive"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_without_a_mouse_walks_out_with_a_cv(
    tmp_path: Path, qapp: QApplication, language: str, form: str
) -> None:
    cv, watch, words = tmp_path / "cv.pdf", MouseWatch(), Words(language)
    parts = set_up(parts_of(tmp_path / "data"))
    with storage(parts) as opened:
        device_settings.choose(opened.deps, "form", form)
    qapp.installEventFilter(watch)
    try:
        with desk_over(parts, language, choose_file=lambda _title, _name: cv) as desk:
            arrive(desk)
            choose_and_practise(desk, words)
            answer_all(desk, words)
            finish(desk, words)
            take_cv(desk, words, cv)
    finally:
        qapp.removeEventFilter(watch)
    assert watch.presses == 0
    assert cv.read_bytes().startswith(b"%PDF-")
    everything_was_kept(parts, form)


def everything_was_kept(parts: Parts, form: str) -> None:
    """Every item has the answer that was given with the keys, the one skipped at first as well."""

    with storage(parts) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        try:
            profile = results.latest(opened.deps, session)
            assert profile is not None
            assert profile.form == form
            route = sittings.route(opened.deps, session, session.safe.attempt(profile.attempt_id))
            kept = {item: one.value for item, one in session.safe.responses(profile.attempt_id).items()}
        finally:
            accounts.sign_out(session)
    assert set(kept) == {item.id for item in route.items}
    assert kept[route.items[SKIPPED].id] == StatementValue(2)
    assert all(value.best and value.worst for value in kept.values() if isinstance(value, SituationValue))
