"""People side by side on screen: a chart with its words for each skill, codes in their order, and no name."""

import pytest
from PySide6.QtWidgets import QApplication, QLabel

from progrez_desktop.core.services.recruiting import comparison_view
from progrez_desktop.core.words import LANGUAGES
from progrez_desktop.ui.pages.compare import ComparePage
from tests.ui.gallery import context_for, material
from tests.ui.gallery_comparing import CODES, compared


def page_of(app: QApplication, language: str, count: int, **how: bool) -> ComparePage:
    given, context = material(), context_for(app, language, 100)
    page = ComparePage(context, compared(given, count, **how), given.assessment.skills)
    page.rest.finish()
    return page


def texts(page: ComparePage) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel))


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_chart_says_in_words_what_it_draws_and_has_its_table(qapp: QApplication, language: str) -> None:
    page = page_of(qapp, language, 6)
    words, found = page.context.words, page._found
    assert list(page.charts) == [skill.skill_id for skill in found.skills]
    for skill in found.skills:
        spoken = page.charts[skill.skill_id].accessibleName()
        assert comparison_view.verdict(skill, words) in spoken
        for code, placed, row in zip(CODES, skill.placed, page.tables[skill.skill_id].rows, strict=True):
            assert f"{code}: {comparison_view.score(placed, words)}" in spoken
            assert row[0].text() == code
            assert row[1].text() == comparison_view.score(placed, words)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_can_not_be_told_apart_is_said(qapp: QApplication, language: str) -> None:
    page = page_of(qapp, language, 2)
    words = page.context.words
    assert words("compare.said.none") in texts(page)
    assert words("compare.above", codes=CODES[1]) in texts(page)
    assert words("compare.below", codes=CODES[0]) in texts(page)


def test_other_items_another_norm_and_what_is_missing_are_said(qapp: QApplication) -> None:
    page = page_of(qapp, "en", 3, troubled=True)
    words, told = page.context.words, texts(page)
    for key in ("compare.apart.other_bank", "compare.other_norm", "compare.without_role", "candidates.no_score"):
        assert words(key) in told
    assert words("compare.contested") in told
    assert words("compare.expired") in told
    assert words("compare.left_out", skills="Initiative, Integrity") in told


def test_where_nothing_is_shared_that_is_all_that_is_said(qapp: QApplication) -> None:
    page = page_of(qapp, "en", 3, shared=False)
    assert page.context.words("compare.nothing_shared") in texts(page)
    assert page.charts == {}


def test_nobody_is_named(qapp: QApplication) -> None:
    assert "Sanne" not in texts(page_of(qapp, "en", 6))


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_two_people_nobody_is_the_rest(qapp: QApplication, language: str) -> None:
    for count, said, unsaid in ((2, "one_of_two", "some"), (6, "some", "one_of_two")):
        page = page_of(qapp, language, count)
        assert page.context.words(f"compare.said.{said}") in texts(page)
        assert page.context.words(f"compare.said.{unsaid}") not in texts(page)
