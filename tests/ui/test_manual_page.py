"""The manual on screen: all of its text and plots, its contents lead to their chapters, in each language and look."""

from datetime import date
from pathlib import Path

import pypdf
import pytest
from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QImage, QTextTable
from PySide6.QtTest import QTest

from progrez_desktop.core.services.manual.assembly import technical_manual
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import press as click
from progrez_desktop.ui.demonstration import wait_until
from progrez_desktop.ui.pages.about import AboutPage
from progrez_desktop.ui.pages.manual import ManualPage
from tests.journeys.driving import desk_over, on_screen, parts_of, ready, set_up
from tests.ui.conftest import Show
from tests.ui.test_keys_and_buttons import heard

DAY = date(2026, 11, 23)


def page_of(show: Show, language: str = "en", percent: int = 100) -> ManualPage:
    _, _, page = show("02-manual", language, percent)
    assert isinstance(page, ManualPage)
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_chapter_table_and_plot_is_on_the_page(show: Show, language: str) -> None:
    page, article = page_of(show, language), technical_manual(Words(language), DAY)
    text = page.view.toPlainText()
    places = [text.index(f"\n{chapter.heading}\n") for chapter in article.chapters]
    assert places == sorted(places)
    tables = [frame for frame in page.view.document().rootFrame().childFrames() if isinstance(frame, QTextTable)]
    shown = sum(hasattr(block, "rows") for chapter in article.chapters for block in chapter.blocks)
    assert len(tables) == shown + 1
    assert text.count("\ufffc") == len(list(article.figures))


def test_plots_are_drawn_as_wide_as_the_lines_at_every_size(show: Show) -> None:
    for percent in (100, 200):
        page = page_of(show, percent=percent)
        image = page.view.loadResource(2, QUrl("figure-errors"))
        assert isinstance(image, QImage)
        shown = image.width() / image.devicePixelRatio()
        assert shown == pytest.approx(page.view.line_width - 48, abs=1)
        assert page.view.line_width <= page.view.viewport().width()
        colours = {image.pixelColor(x, y).name() for x in range(0, image.width(), 7) for y in range(0, image.height())}
        assert page.context.theme.colour("relate").name() in colours


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_lies_beside_the_page_at_the_usual_size_and_no_word_is_broken_at_the_largest(
    show: Show, language: str
) -> None:
    assert page_of(show, language).view.horizontalScrollBar().maximum() == 0
    view = page_of(show, language, 200).view
    block, broken = view.document().begin(), []
    while block.isValid():
        lines = [block.layout().lineAt(n) for n in range(block.layout().lineCount())]
        ends = [line.textStart() + line.textLength() for line in lines[:-1]]
        broken += [block.text() for end in ends if block.text()[end - 1 : end + 1].isalnum()]
        block = block.next()
    assert not broken


def test_tables_have_lines_and_numbers_to_the_right(show: Show) -> None:
    view = page_of(show).view
    tables = [frame for frame in view.document().rootFrame().childFrames() if isinstance(frame, QTextTable)]
    last = tables[-1]
    cell = last.cellAt(5, last.columns() - 1)
    assert cell.firstCursorPosition().blockFormat().alignment() == Qt.AlignmentFlag.AlignRight
    line = cell.format().toTableCellFormat()
    assert (line.bottomBorder(), line.bottomBorderBrush().color().name()) == (
        1,
        view._context.theme.colour("ink_200").name(),
    )


def test_the_text_is_read_with_the_keyboard_as_soon_as_it_is_there(show: Show) -> None:
    page = page_of(show)
    bar = page.view.verticalScrollBar()
    assert page.view.hasFocus()
    places = [bar.value()]
    for key in (Qt.Key.Key_Down, Qt.Key.Key_PageDown, Qt.Key.Key_End):
        QTest.keyClick(page.view, key)
        places.append(bar.value())
    assert places == sorted(set(places))
    assert places[-1] == bar.maximum()


def test_a_plot_of_no_name_and_anything_else_is_not_loaded(show: Show) -> None:
    page = page_of(show)
    assert page.view.loadResource(3, QUrl("figure-errors")) is None
    assert not page.view.openLinks()
    assert not page.view.openExternalLinks()


def first_lines(page: ManualPage) -> str:
    """What stands at the upper edge of the view."""
    cursor = page.view.cursorForPosition(page.view.viewport().rect().topLeft())
    below = [cursor.block().text()]
    for _ in range(4):
        cursor.movePosition(cursor.MoveOperation.NextBlock)
        below.append(cursor.block().text())
    return "\n".join(below)


def test_the_contents_lead_to_each_chapter_with_the_keyboard(show: Show) -> None:
    page = page_of(show)
    titles = [chapter.heading for chapter in technical_manual(Words("en"), DAY).chapters]
    assert [action.text() for action in page.menu.actions()] == titles
    page.menu.popup(page.contents_button.mapToGlobal(page.contents_button.rect().bottomLeft()))
    for _ in range(9):
        QTest.keyClick(page.menu, Qt.Key.Key_Down)
    QTest.keyClick(page.menu, Qt.Key.Key_Return)
    assert "9 Norms" in first_lines(page)


def test_tab_leaves_the_text_however_many_links_it_has(show: Show) -> None:
    page = page_of(show)
    page.view.setFocus()
    QTest.keyClick(page.view, Qt.Key.Key_Tab)
    assert not page.view.hasFocus()


def test_a_link_of_the_contents_goes_to_its_chapter(show: Show) -> None:
    page = page_of(show)
    page.view.anchorClicked.emit(QUrl("#reliability"))
    assert "10 Reliability and precision" in first_lines(page)


def test_no_link_leads_out_of_the_text(show: Show) -> None:
    page = page_of(show)
    page.view.anchorClicked.emit(QUrl("https://example.org/#norms"))
    assert page.view.verticalScrollBar().value() == 0


def test_another_language_asks_again_and_a_manual_that_comes_late_is_passed_over(show: Show) -> None:
    _, context, page = show("02-manual")
    late = technical_manual(Words("en"), DAY)
    wanted = heard(page.wanted)
    context.set_language("nl")
    assert len(wanted) == 1
    assert "9 Normen" in [action.text() for action in page.menu.actions()]
    dutch = page.view.toPlainText()
    page.show_article(late)
    assert page.view.toPlainText() == dutch
    assert "Normen" in dutch


def test_where_prose_is_lost_a_sentence_says_so_and_nothing_can_be_saved(show: Show) -> None:
    _, _, page = show("02-manual-lost")
    assert "manual/norms.en.md" in page.view.toPlainText()
    assert not page.save_button.isEnabled()
    assert not page.contents_button.isEnabled()


def test_about_the_scoring_leads_to_the_manual_which_is_saved_and_left_again(tmp_path: Path) -> None:
    file = tmp_path / "manual.pdf"
    parts = parts_of(tmp_path / "data")
    set_up(parts)
    with desk_over(parts, choose_file=lambda _title, _name: file) as desk:
        ready(desk).read_about.emit()
        click(on_screen(desk, AboutPage).manual_button)
        page = on_screen(desk, ManualPage)
        click(page.save_button)
        saved = Words("en")("manual.saved", name="manual.pdf")
        wait_until(lambda: page.note.text() == saved, "the manual to be saved")
        assert len(pypdf.PdfReader(file).pages) > 14
        click(page.back_button)
        on_screen(desk, AboutPage)
