"""Pages that lead on from "My data" offer what can be done there, in view, and nothing that can't."""

import pytest

from progrez_desktop.core.words import LANGUAGES
from progrez_desktop.ui.widgets.basic import Button
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
