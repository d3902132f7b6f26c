"""About the scoring: whole, in the language of the person where it is ours, and read with the keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextTable
from PySide6.QtTest import QTest

from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.words import Words
from progrez_desktop.ui.pages.about import AboutPage
from tests.ui.conftest import Show
from tests.ui.test_keys_and_buttons import heard, press


def about(show: Show, state: str = "02-about-statements", language: str = "en", percent: int = 100) -> AboutPage:
    _, _, page = show(state, language, percent)
    assert isinstance(page, AboutPage)
    return page


def test_the_tables_have_a_row_for_each_skill_and_for_each_longer_scale(show: Show) -> None:
    page = about(show)
    tables = [frame for frame in page.view.document().rootFrame().childFrames() if isinstance(frame, QTextTable)]
    assessment = shipped().assessment()
    assert assessment.adaptive is not None
    longer = [skill for skill, scale in assessment.adaptive.scales.items() if scale != skill]
    assert [table.rows() for table in tables] == [1 + len(assessment.skills), 1 + len(longer)]


def test_a_card_is_read_with_the_keyboard(show: Show) -> None:
    page = about(show)
    page.view.setFocus()
    bar = page.view.verticalScrollBar()
    QTest.keyClick(page.view, Qt.Key.Key_Down)
    a_line = bar.value()
    QTest.keyClick(page.view, Qt.Key.Key_PageDown)
    assert 0 < a_line < bar.value()
    QTest.keyClick(page.view, Qt.Key.Key_Tab)
    assert not page.view.hasFocus()


def test_a_card_that_is_asked_for_again_leaves_a_person_where_they_read(show: Show) -> None:
    page = about(show)
    bar = page.view.verticalScrollBar()
    bar.setValue(200)
    page.wanted.emit(page.card)
    assert bar.value() == 200


def test_the_other_card_is_asked_for_with_an_arrow_and_anew_in_another_language(show: Show) -> None:
    _, context, page = show("02-about-statements")
    assert isinstance(page, AboutPage)
    wanted = heard(page.wanted)
    press(Qt.Key.Key_Right)
    context.set_language("nl")
    assert wanted == ["texts", "texts"]
    assert Words("nl")("about.texts") in page.view.accessibleName()


def test_a_card_that_comes_late_does_not_take_the_place_of_the_one_on_screen(show: Show) -> None:
    page = about(show, "02-about-texts")
    before = page.view.toPlainText()
    page.show_card("statements", "too late")
    assert page.view.toPlainText() == before


def test_headings_stand_out_and_lines_stay_short_at_every_size(show: Show) -> None:
    for percent in (100, 200):
        page = about(show, "02-about-texts", percent=percent)
        sizes, block = [], page.view.document().begin()
        while block.isValid():
            if block.blockFormat().headingLevel() and block.text():
                sizes.append(block.begin().fragment().charFormat().font().pixelSize())
            block = block.next()
        assert min(sizes) > page.view.document().defaultFont().pixelSize() or percent == 200
        assert max(sizes) > page.view.document().defaultFont().pixelSize()
        assert page.view.lineWrapColumnOrWidth() <= page.view.viewport().width()


def test_no_link_of_a_card_leads_anywhere(show: Show) -> None:
    page = about(show)
    page.view.show_markdown("[a link](https://example.org)", "en", "card")
    assert not page.view.openLinks()
    assert not page.view.openExternalLinks()
