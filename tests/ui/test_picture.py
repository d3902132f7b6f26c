"""The picture of a profile holds the bands as they are on screen, and nothing of the person's own texts."""

import pytest
from PySide6.QtWidgets import QApplication

from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.picture import SCALE, as_png
from tests.ui.conftest import Show, settle


def profile(show: Show, percent: int) -> ProfilePage:
    _, _, page = show("13-profile", percent=percent)
    assert isinstance(page, ProfilePage)
    return page


def bands_of(page: ProfilePage) -> bytes:
    """The lower half: letters of the title are set by where on the page it stands."""
    whole = page.picture()
    half = whole.height() // 2
    return as_png(whole.copy(0, half, whole.width(), half))


@pytest.mark.parametrize("percent", [100, 200])
def test_it_is_the_same_however_the_page_is_scrolled_and_twice_as_large_as_the_screen(
    qapp: QApplication, show: Show, percent: int
) -> None:
    page = profile(show, percent)
    page.choose("empathy")
    settle(qapp)
    before, whole = bands_of(page), page.picture()
    assert page.scroller is not None
    page.scroller.verticalScrollBar().setValue(page.scroller.verticalScrollBar().maximum())
    settle(qapp)
    assert bands_of(page) == before
    assert page.picture().size() == whole.size()
    assert whole.width() >= SCALE * page._rows["empathy"].width()
    assert whole.height() >= SCALE * sum(row.height() for row in page._rows.values())


def test_what_a_score_rests_on_is_not_on_it_where_it_stands_between_the_bands(qapp: QApplication, show: Show) -> None:
    page = profile(show, 200)
    page.choose("empathy")
    settle(qapp)
    assert page._card.isAncestorOf(page.panel)
    assert page.panel.isVisible()
    assert page.picture().height() < SCALE * page._card.height()
