"""What is made by turns is there in its order, and never after the page was left."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent, QWindow
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import delete

from progrez_desktop.ui.by_turns import ByTurns
from progrez_desktop.ui.widgets.probe_view import ProbeView
from tests.ui.conftest import Show, settle
from tests.ui.gallery import STATES, Material


def test_the_first_parts_are_there_at_once_and_the_others_come_one_a_turn(show: Show, qapp: QApplication) -> None:
    _, _, page = show("44-leaving")
    made: list[int] = []
    rest = ByTurns(page, (partial(made.append, at) for at in range(6)), at_once=2)
    assert made == [0, 1]
    counts = [2]
    while not rest.is_done:
        qapp.processEvents()
        assert len(made) - counts[-1] <= 1
        counts.append(len(made))
    assert made == list(range(6))


def test_nothing_is_made_after_the_page_was_left(show: Show, qapp: QApplication) -> None:
    _, _, page = show("44-leaving")
    made: list[int] = []
    ByTurns(page, (partial(made.append, at) for at in range(6)), at_once=2)
    page.left()
    settle(qapp)
    assert made == [0, 1]


def test_what_is_to_come_after_the_rest_finds_it_made(show: Show) -> None:
    _, _, page = show("44-leaving")
    made: list[int] = []
    ByTurns(page, (partial(made.append, at) for at in range(6)), at_once=2).finish()
    assert made == list(range(6))


def _wheel(window: QWindow) -> None:
    flags = Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase
    place, turned = QPointF(600, 300), QPoint(0, -120)
    QApplication.sendEvent(window, QWheelEvent(place, place, turned, turned, *flags, False))


@pytest.mark.parametrize(
    "go_on",
    [
        lambda window: QTest.keyClick(window, Qt.Key.Key_PageDown),
        lambda window: QTest.mousePress(window, Qt.MouseButton.LeftButton, pos=QPoint(2, 2)),
        _wheel,
    ],
    ids=("key", "press", "wheel"),
)
def test_whoever_goes_on_in_the_middle_of_it_has_the_whole_page(show: Show, go_on: Callable[[QWindow], None]) -> None:
    window, _, page = show("44-leaving")
    made: list[int] = []
    ByTurns(page, (partial(made.append, at) for at in range(6)), at_once=2)
    go_on(window.windowHandle())
    assert made == list(range(6))


def test_whoever_has_it_read_or_goes_through_it_by_keys_has_the_whole_page(show: Show) -> None:
    _, _, page = show("44-leaving")
    made: list[int] = []
    ByTurns(page, (partial(made.append, at) for at in range(6)), at_once=2)
    page.keep_in_order()
    assert made == list(range(6))


def test_what_went_while_the_page_stays_is_not_made_any_more(show: Show, qapp: QApplication) -> None:
    _, _, page = show("44-leaving")
    made: list[int] = []
    part = QWidget(page)
    ByTurns(page, (partial(made.append, at) for at in range(6)), at_once=2, owner=part)
    delete(part)
    settle(qapp)
    page.keep_in_order()
    assert made == [0, 1]


def test_questions_that_come_after_another_language_was_chosen_are_in_it(
    show: Show, qapp: QApplication, given: Material
) -> None:
    window, context, _ = show("44-leaving")
    page = STATES["34-interview-noted"](context, given)
    window.show_page(page)
    early = page.findChildren(ProbeView)
    context.set_language("nl")
    settle(qapp)
    late = [one for one in page.findChildren(ProbeView) if one not in early]
    assert early
    assert late
    for view in (*early, *late):
        assert view.question.text() == view.probe.situation["nl"]
