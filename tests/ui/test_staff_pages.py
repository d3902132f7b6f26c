"""Pages of staff say what they hold now in any language and size; the keyboard and texts are where one looks."""

from collections.abc import Callable
from functools import partial
from typing import Any, get_args

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.outgoing import PostState
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.pages.operator_send import SendPage
from progrez_desktop.ui.pages.release import ReleasePage
from progrez_desktop.ui.posts_words import Found
from progrez_desktop.ui.staff_page import WIDEST
from progrez_desktop.ui.widgets.plain_table import PlainTable
from tests.ui.conftest import Show, settle
from tests.ui.gallery_operator import post
from tests.ui.measure import texts


def test_what_waits_is_said_again_in_another_language_after_it_was_filled_anew(show: Show, qapp: QApplication) -> None:
    _, context, page = show("42-send")
    assert isinstance(page, SendPage)
    page.show_posts(Found([post(profiles=3, erasures=0, named=0)]))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    context.set_language("nl")
    context.set_text_percent(200)
    settle(qapp)
    said = texts(page)
    assert "Waterschap Voorbeeld" in said
    assert Words("nl")("operator.what.profiles") in said
    assert "Gemeente Voorbeeld" not in said


def test_sending_again_tells_nothing_of_the_press_before(show: Show, qapp: QApplication) -> None:
    _, context, page = show("19-release-not-sent")
    assert isinstance(page, ReleasePage)
    assert page.send_now.outcome.text()
    page.send_now.show_sending()
    context.set_language("nl")
    settle(qapp)
    assert page.send_now.outcome.text() == ""


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_state_of_what_waits_is_said_in_a_word_or_two_and_in_a_sentence(language: str) -> None:
    words = Words(language)
    for state in get_args(PostState):
        assert len(words(f"operator.state.{state}")) <= 20
        assert words(f"sending.state.{state}").endswith(".")


@pytest.mark.parametrize("state", ["42-send", "44-leaving", "41-today"])
def test_where_a_table_is_stacked_each_number_has_its_name_before_it(
    show: Show, qapp: QApplication, state: str
) -> None:
    _, context, page = show(state)
    table = next(iter(page.findChildren(PlainTable)))
    rows, columns = len(table.rows), len(table.rows[0])
    for percent, names in ((100, columns), (200, rows * columns), (100, columns)):
        context.set_text_percent(percent)
        settle(qapp)
        named = [one for one in table.findChildren(QLabel) if one.property("role") == "column" and one.isVisible()]
        assert len(named) == names


class HeldLane:
    """Does nothing until it is told to."""

    def run(self, _job: Any, on_success: Callable[[Any], None], _on_failure: Any, owner: Any = None) -> None:
        self.finish = partial(on_success, None)


def test_the_keyboard_is_at_the_button_again_when_what_it_asked_for_is_done(show: Show, qapp: QApplication) -> None:
    window, _, page = show("32-candidate")
    lane = HeldLane()
    page.report_button.setFocus()
    page.wait_for(lane, str, lambda _: None, lambda _: None)
    assert window.focusWidget() is not page.report_button
    lane.finish()
    assert window.focusWidget() is page.report_button


def test_the_keyboard_stays_where_a_person_went_meanwhile(show: Show, qapp: QApplication) -> None:
    window, _, page = show("32-candidate")
    lane = HeldLane()
    page.report_button.setFocus()
    page.wait_for(lane, str, lambda _: None, lambda _: None)
    page.back_button.setFocus()
    lane.finish()
    assert window.focusWidget() is page.back_button


@pytest.mark.parametrize("state", ["36-decision", "32-log", "37-statistics"])
def test_a_page_of_text_is_no_wider_than_lines_that_can_be_followed(show: Show, qapp: QApplication, state: str) -> None:
    window, _, page = show(state)
    window.resize(3840, 1400)
    settle(qapp)
    assert page.scroller.width() <= WIDEST
    window.resize(1280, 800)
    settle(qapp)
    assert page.scroller.mapTo(window, page.scroller.rect().topRight()).x() > 1240


def test_an_empty_field_for_a_decision_has_no_bar_to_scroll_by_at_any_size(show: Show, qapp: QApplication) -> None:
    _, context, page = show("36-decision")
    context.set_text_percent(200)
    settle(qapp)
    assert page.decision.editor.verticalScrollBar().maximum() == 0


def test_what_stands_in_one_row_has_its_middles_on_one_line(show: Show, qapp: QApplication) -> None:
    _, _, page = show("32-candidate-asks-name")
    row = page.name_button.parentWidget()
    assert len({one.geometry().center().y() for one in row.findChildren(QWidget)}) == 1


def test_the_keyboard_begins_at_the_place_where_one_is(show: Show, qapp: QApplication) -> None:
    for state, place in (("32-refused", "refused"), ("32-log", "log"), ("37-statistics", "statistics")):
        window, _, page = show(state)
        assert window.focusWidget() is page.bar.entries[place]


@pytest.mark.parametrize("state", ["30-candidates", "35-team-proposed"])
def test_the_list_and_the_team_take_the_whole_of_a_wide_screen(show: Show, qapp: QApplication, state: str) -> None:
    window, _, page = show(state)
    window.resize(3840, 1400)
    settle(qapp)
    assert page.scroller.mapTo(window, page.scroller.rect().topRight()).x() > 3800


def test_buttons_that_begin_to_scroll_on_a_low_screen_keep_the_keyboard(show: Show, qapp: QApplication) -> None:
    window, _, page = show("42-send", "nl", 200)
    window.resize(1024, 600)
    settle(qapp)
    assert not page.scroller.isAncestorOf(page.send_button)
    page.send_button.setFocus()
    page.show_fault(EnvironmentFault("disk_full", folder="progrez"))
    settle(qapp)
    assert page.scroller.isAncestorOf(page.send_button) and page.send_button.hasFocus()
    window.resize(1280, 1000)
    settle(qapp)
    assert not page.scroller.isAncestorOf(page.send_button) and page.send_button.hasFocus()
