"""Pages that lead on from "My data" offer what can be done there, in view, and nothing that can't."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from progrez_desktop.core.model.contest import WHOLE
from progrez_desktop.core.words import LANGUAGES
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button
from tests.fakes import there
from tests.ui.conftest import Show, settle
from tests.ui.gallery import STATES


def test_where_nothing_leaves_no_bytes_are_offered(show: Show) -> None:
    _, _, page = show("19-release-nothing")
    assert not page.bytes_card.isVisible()
    _, _, page = show("19-release")
    assert page.bytes_card.isVisible()


def test_without_texts_no_words_are_asked_to_be_left_out(show: Show) -> None:
    _, _, page = show("17-training-none")
    assert not page.more.isVisible()
    assert not page.show_button.isVisible()


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_follows_the_sealed_file_comes_into_view(show: Show, qapp, language: str) -> None:
    _, _, page = show("19-moving", language, 200)
    page.show_saved("safe")
    settle(qapp)
    assert page.keep_button.hasFocus()
    assert (
        page.scroller.viewport()
        .rect()
        .contains(page.keep_button.mapTo(page.scroller.viewport(), page.keep_button.rect().center()))
    )


@pytest.mark.parametrize("state", [name for name in STATES if name.startswith(("02-", "17-", "18-", "19-"))])
def test_a_page_has_one_action_that_stands_out_and_danger_is_never_it(show: Show, state: str) -> None:
    _, _, page = show(state)
    buttons = [one for one in page.findChildren(Button) if one.isVisible()]
    kinds = [one.property("kind") for one in buttons]
    assert kinds.count("primary") <= 1
    focused = page.window().focusWidget()
    assert not isinstance(focused, Button) or focused.property("kind") != "danger"


def by_tab(page: Page) -> list[QWidget]:
    """What Tab comes to, from where the page begins."""
    met = [there(QApplication.focusWidget())]
    while True:
        QTest.keyClick(met[-1], Qt.Key.Key_Tab)
        here = there(QApplication.focusWidget())
        if here in met:
            return met
        met.append(here)


def test_tab_comes_to_everything_of_a_form_before_its_buttons(show: Show) -> None:
    _, _, page = show("17-say-form")
    met = by_tab(page)
    assert met.index(page.form.words.edit) < met.index(page.look) < met.index(page.form.cancel)


def test_tab_comes_to_the_providers_before_the_buttons_below(show: Show) -> None:
    _, _, page = show("19-provider-sign-in")
    met = by_tab(page)
    first, *_, last = page.providers.buttons.values()
    assert met.index(page.file_button) + 1 == met.index(first)
    assert met.index(last) < met.index(page.sign_in_button)


def test_the_result_as_a_whole_is_read_aloud_as_what_it_is(show: Show) -> None:
    _, context, page = show("17-my-data")
    whole = page.say_card.links[WHOLE]
    assert QAccessible.queryAccessibleInterface(whole).text(QAccessible.Text.Name) == context.words("contest.whole")
