"""Pages of staff that are filled anew say what they hold now, in any language and size, and nothing of before."""

from typing import get_args

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel

from progrez_desktop.core.model.outgoing import PostState
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.pages.operator_send import SendPage
from progrez_desktop.ui.pages.release import ReleasePage
from progrez_desktop.ui.posts_words import Found
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
