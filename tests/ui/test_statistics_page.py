"""Statistics are read by ear as by eye: each plot says what it shows, and each has its table."""

from itertools import pairwise
from typing import Any

from PySide6.QtWidgets import QApplication, QLabel
from pytest import MonkeyPatch

from progrez_desktop.ui.pages.statistics import StatisticsPage
from progrez_desktop.ui.statistics_visit import saved_figure
from progrez_desktop.ui.widgets.figure_view import FigureView
from tests.ui.conftest import Show, settle


def test_each_plot_has_words_and_its_table_in_the_same_card(show: Show) -> None:
    _, _, page = show("37-statistics")
    assert len(page.findChildren(FigureView)) == 8
    for card in page.cards:
        for figure in card.findChildren(FigureView):
            assert figure.accessibleName().endswith("The table below it says the same.")
            assert [one for one in card.findChildren(QLabel) if one.accessibleName()], "cells that say their column"


def test_a_plot_is_saved_in_both_forms_and_keeps_its_words(show: Show) -> None:
    _, _, page = show("37-statistics")
    for figure in page.document.figures:
        svg = saved_figure(figure, "svg").decode()
        assert svg.startswith("<svg") and "aria-label" in svg
        assert "://" not in svg.replace("http://www.w3.org/2000/svg", ""), "nothing is fetched from elsewhere"
        assert saved_figure(figure, "png").startswith(b"\x89PNG")


def test_a_document_in_the_language_that_was_left_is_passed_over(show: Show) -> None:
    _, _, english = show("37-statistics")
    _, _, dutch = show("37-statistics", "nl")
    before = dutch.document
    dutch.show_article(english.document)
    assert dutch.document is before


def test_the_buttons_of_two_plots_are_told_apart(show: Show) -> None:
    _, _, page = show("37-statistics")
    names = [button.accessibleName() for button in page.save_buttons]
    assert len(names) == len(set(names)) == 16


def test_where_nothing_happened_yet_each_card_says_so_and_only_what_ships_is_drawn(show: Show) -> None:
    _, _, page = show("37-statistics-empty")
    assert len(page.findChildren(FigureView)) == 1, "reliability"
    said = [one.text() for one in page.findChildren(QLabel)]
    assert sum("Nothing can be told of this yet" in text for text in said) == 6


def test_the_page_is_there_with_its_first_card_and_the_others_come_one_a_turn(
    show: Show, qapp: QApplication, monkeypatch: MonkeyPatch
) -> None:
    _, _, page = show("37-statistics")
    made: list[str] = []
    card = StatisticsPage._card

    def noting(page: StatisticsPage, chapter: Any) -> Any:
        made.append(chapter.title)
        return card(page, chapter)

    monkeypatch.setattr(StatisticsPage, "_card", noting)
    page.show_article(page.document)
    assert len(made) == 1
    counts = [len(made)]
    while not page.is_whole:
        qapp.processEvents()
        counts.append(len(made))
    assert all(after - before <= 1 for before, after in pairwise(counts)), counts
    assert sorted(made) == sorted(chapter.title for chapter in page.document.chapters)


def test_no_card_is_made_once_the_page_was_left(show: Show, qapp: QApplication) -> None:
    _, _, page = show("37-statistics")
    page.show_article(page.document)
    before = list(page.cards)
    page.left()
    settle(qapp)
    page.show_article(page.document)
    settle(qapp)
    assert page.cards == before


def test_a_new_document_begins_in_view_and_leaves_scroll_and_keyboard_where_they_are(
    show: Show, qapp: QApplication
) -> None:
    window, _, page = show("37-statistics")
    window.resize(1280, 800)
    settle(qapp)
    held = page.save_buttons[-1]
    held.setFocus()
    page.show_together(held, held)
    settle(qapp)
    bar, name = page.scroller.verticalScrollBar(), held.accessibleName()
    place, before = bar.value(), list(page.cards)
    assert place > 0
    page.show_article(page.document)
    assert page.cards[0] is before[0], "out of view, and so not the first"
    settle(qapp)
    assert page.is_whole and not set(page.cards) & set(before)
    assert page.focusWidget().accessibleName() == name
    assert bar.value() == place
