"""Language and text size change the page that is on screen, at once and whole, and cost nothing that was entered."""

import pytest
from PySide6.QtWidgets import QAbstractButton

from progrez_desktop.core.settings import TEXT_SIZES
from tests.ui import measure
from tests.ui.conftest import Show, settle
from tests.ui.gallery import STATES
from tests.ui.lost_items import lost_items

TYPED = {"03-age-fault", "04-account-faults", "06-sign-in-wrong", "06-sign-in-code", "11-open-answer-typed"}


@pytest.mark.parametrize("state", STATES)
def test_a_page_on_screen_reads_in_the_other_language_as_one_opened_in_it(show: Show, qapp, state: str) -> None:
    window, context, page = show(state, "en")
    before = measure.given_by_hand(page)
    context.set_language("nl")
    settle(qapp)
    assert window.page is page is not None
    assert measure.given_by_hand(page) == before
    switched = measure.texts(page)
    _, _, opened = show(state, "nl")
    assert switched == measure.texts(opened)


@pytest.mark.parametrize("state", STATES)
def test_a_page_on_screen_is_laid_out_in_the_larger_text_as_one_opened_in_it(show: Show, qapp, state: str) -> None:
    window, context, page = show(state, "nl", 100)
    before = measure.given_by_hand(page)
    context.set_text_percent(200)
    settle(qapp)
    assert window.page is page is not None
    assert measure.given_by_hand(page) == before
    assert measure.cut_off(page) == []
    assert measure.overlapping(page, window) == []
    assert lost_items() == []
    grown = sorted((measure.name_of(w), w.width(), w.height()) for w in measure.controls(page))
    _, _, opened = show(state, "nl", 200)
    assert grown == sorted((measure.name_of(w), w.width(), w.height()) for w in measure.controls(opened))


def test_what_was_typed_is_among_what_is_compared(show: Show) -> None:
    for state in TYPED:
        _, _, page = show(state)
        assert any(isinstance(entered, str) and entered for entered in measure.given_by_hand(page)), state


def test_the_pill_goes_through_all_text_sizes_and_round(show: Show, qapp) -> None:
    _, context, page = show("03-age")
    pill = next(w for w in measure.controls(page) if w.accessibleName().startswith("Text size"))
    assert isinstance(pill, QAbstractButton)
    seen = []
    for _ in TEXT_SIZES:
        seen.append(context.preferences.text_percent)
        pill.click()
    assert seen == list(TEXT_SIZES)
    assert context.preferences.text_percent == TEXT_SIZES[0]
