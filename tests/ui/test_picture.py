"""The picture of a profile holds the bands as they are on screen, and nothing of the person's own texts."""

import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.picture import SCALE, as_png
from tests.ui.conftest import Show, settle


def profile(show: Show, percent: int) -> ProfilePage:
    _, _, page = show("13-profile", percent=percent)
    assert isinstance(page, ProfilePage)
    return page


@pytest.mark.parametrize("percent", [100, 200])
def test_it_is_the_same_whatever_skill_is_explained_and_however_the_page_is_scrolled(
    qapp: QApplication, show: Show, percent: int
) -> None:
    page = profile(show, percent)
    page._choose("empathy")
    settle(qapp)
    before = as_png(page.picture())
    assert page.scroller is not None
    page.scroller.verticalScrollBar().setValue(page.scroller.verticalScrollBar().maximum())
    settle(qapp)
    assert as_png(page.picture()) == before
    read = QImage.fromData(before)
    assert read.width() >= SCALE * page._rows["empathy"].width()
    assert read.height() >= SCALE * sum(row.height() for row in page._rows.values())


def test_what_a_score_rests_on_is_not_on_it_where_it_stands_between_the_bands(qapp: QApplication, show: Show) -> None:
    page = profile(show, 200)
    without = page.picture().height()
    page._choose("empathy")
    settle(qapp)
    assert page._card.isAncestorOf(page.panel)
    assert page.panel.isVisible()
    assert page.picture().height() == without
