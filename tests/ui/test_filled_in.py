"""What was filled in before comes on a page that begins at its title, with the keyboard where it begins."""

import pytest
from PySide6.QtWidgets import QApplication

from progrez_desktop.core.services.recruiting.unkept import Unkept
from tests.ui.conftest import Show, settle

STATES = ("34-role-expert", "34-role-agree", "35-combined-override", "36-decision", "36-letter-kept")


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("percent", [100, 200])
def test_a_page_that_is_filled_in_again_begins_where_it_began(
    qapp: QApplication, show: Show, state: str, percent: int
) -> None:
    window, _, page = show(state, "nl", percent)
    keyboard = window.focusWidget()
    page.filled_in.take_up(Unkept(page.filled_in.where, page.filled_in._read()))
    settle(qapp)
    assert page.note.isVisible()
    assert page.scroller.verticalScrollBar().value() == 0
    assert window.focusWidget() in (keyboard, page.scroller)  # the page itself where its first field shows no more


def test_whoever_went_on_already_stays_there(qapp: QApplication, show: Show) -> None:
    window, _, page = show("36-decision", "nl", 200)
    page.days.edit.setFocus()
    settle(qapp)
    page.filled_in.take_up(Unkept(page.filled_in.where, page.filled_in._read()))
    settle(qapp)
    assert window.focusWidget() is page.days.edit
